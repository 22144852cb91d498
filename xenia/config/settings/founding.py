"""No office yet: `xenia new-city` runs here, and touches no data folder but the one it is given."""

import secrets

SECRET_KEY = secrets.token_hex(32)
INSTALLED_APPS = ["django_typer", "xenia.config"]
USE_TZ = True
# What went wrong in a command is shown without the values at hand: they may be rows about people.
DT_RICH_TRACEBACK_CONFIG = {"show_locals": False}
