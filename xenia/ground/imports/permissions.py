"""Who may bring in spreadsheets: the roles that hold the permission of at least one sheet; `plug.plug_in` adds them."""

from xenia.ground.accounts.roles import declare
from xenia.ground.imports.plug import RUN

declare(RUN)
