"""What happens with a spreadsheet: it is laid down, its columns are chosen, it is looked at, brought in, undone."""

from .apply import bring_in, import_rows
from .bring import (
    ColumnsMissing,
    OrderUnclear,
    change_columns,
    choose_columns,
    lay_down_sheet,
    leave_import,
    place_table,
)
from .forget import forget_old_imports
from .handing import go_on
from .judge import judge_rows
from .undo import TooLate, undo_import, undo_rows

__all__ = [
    "ColumnsMissing",
    "OrderUnclear",
    "TooLate",
    "bring_in",
    "change_columns",
    "choose_columns",
    "forget_old_imports",
    "go_on",
    "import_rows",
    "judge_rows",
    "lay_down_sheet",
    "leave_import",
    "place_table",
    "undo_import",
    "undo_rows",
]
