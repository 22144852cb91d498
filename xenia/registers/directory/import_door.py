"""The way from the list of spreadsheets to the directory files of other organisations."""

from django.utils.translation import gettext_lazy

from xenia.ground.imports.plug import Door, open_door
from xenia.registers.directory import permissions  # noqa: F401

open_door(
    Door(
        permission="directory.import",
        title=gettext_lazy("Directory files"),
        explanation=gettext_lazy(
            "Directory files of other organizations, and what became of every row."
        ),
        address="directory:imports",
    )
)
