"""Excel workbooks, read line by line: values only, formulas by what they last came to."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading.limits import LAST_LINE, MOST_COLUMNS
from xenia.ground.imports.reading.lines import Cell, Line, is_empty, lines_of
from xenia.ground.imports.reading.package import DAMAGED, open_package
from xenia.ground.imports.sentences import NotReadable

_RANGE: Final = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
Ranges = dict[int, list[tuple[int, int, int]]]

# openpyxl warns with the values of cells, and warnings end in the log.
warnings.filterwarnings("ignore", module=r"openpyxl\.")


class Workbook:
    """An .xlsx file. tabs: the names of the tabs people see. is_1904: days count from 1904, as on old Macs."""

    delimiter = ""

    def __init__(self, data: bytes) -> None:
        self._merged = open_package(data).merged
        self._data = data
        self._book = _opened(data)
        visible = [one for one in self._book.worksheets if one.sheet_state == "visible"]
        self._tabs = visible or list(self._book.worksheets)
        self.tabs = [str(one.title) for one in self._tabs]
        self.is_1904 = bool(self._book.epoch.year == 1904)
        if not self.tabs:
            raise NotReadable(gettext_noop("This workbook has no table. Bring another file."))

    def lines(self, tab: int) -> Iterator[Line]:
        """The lines of a tab that hold something. Raises NotReadable where the file cannot be read further."""
        sheet = self._tabs[tab if tab < len(self._tabs) else 0]
        part = str(sheet._worksheet_path).lstrip("/")
        return lines_of(_filled(_raw(sheet), _ranges(self._merged.get(part, ()))))

    def unreckoned(self, tab: int) -> set[tuple[int, int]]:
        """Formulas no program has reckoned yet, which read as empty: (line from 1, column from 0). Raises NotReadable."""
        sheet = self._tabs[tab if tab < len(self._tabs) else 0]
        formulas = _opened(self._data, is_by_value=False)[sheet.title]
        return {
            (line, column)
            for line, (values, said) in enumerate(zip(_raw(sheet), _raw(formulas), strict=False), 1)
            for column, (value, one) in enumerate(zip(values, said, strict=False))
            if is_empty(value) and not is_empty(one)
        }


def _opened(data: bytes, *, is_by_value: bool = True) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(
            io.BytesIO(data), read_only=True, data_only=is_by_value, keep_links=False
        )
    # A broken workbook ends in whatever exception openpyxl came to.
    except Exception:  # noqa: BLE001
        raise NotReadable(DAMAGED) from None


def _raw(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """What stands in each line. The size a tab states is not believed: many programs state a wrong one."""
    try:
        sheet.reset_dimensions()
        yield from sheet.iter_rows(
            max_row=LAST_LINE + 1, max_col=MOST_COLUMNS + 1, values_only=True
        )
    except Exception:  # noqa: BLE001
        raise NotReadable(DAMAGED) from None


def _ranges(merged: Any) -> Ranges:
    """Where merged cells begin: {line: [(first column, last column, last line)]}, columns from 0."""
    found: Ranges = {}
    for name in merged:
        if match := _RANGE.fullmatch(name):
            first, last = _column(match[1]), min(_column(match[3]), MOST_COLUMNS)
            found.setdefault(int(match[2]), []).append((first, last, int(match[4])))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _filled(rows: Iterator[tuple[Cell, ...]], ranges: Ranges) -> Iterator[Sequence[Cell]]:
    """Merged cells all say what the first of them says, in lines that hold something of their own."""
    going: dict[int, tuple[int, Cell]] = {}
    for number, cells in enumerate(rows, 1):
        going = {column: held for column, held in going.items() if held[0] >= number}
        for first, last, until in ranges.get(number, ()):
            value = cells[first] if first < len(cells) else None
            going |= dict.fromkeys(range(first, last + 1), (until, value))
        yield _with(cells, going) if going and not all(map(is_empty, cells)) else cells


def _with(cells: Sequence[Cell], going: dict[int, tuple[int, Cell]]) -> Sequence[Cell]:
    wide = max(len(cells), max(going) + 1)
    row = [*cells, *[None] * (wide - len(cells))]
    for column, (_until, value) in going.items():
        if is_empty(row[column]):
            row[column] = value
    return row
