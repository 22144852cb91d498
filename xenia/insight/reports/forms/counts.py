"""Counts as an organization types them: a plain table by service type, and one by case type."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.insight.reports.models import Part
from xenia.insight.reports.operations.call import BY_CASE_TYPE, MOST, Number

BY_SERVICE_TYPE: Final = tuple(part for part in Part if part not in BY_CASE_TYPE)
ALL: Final = gettext_lazy("All together")
TOO_MANY: Final = "too_many"
AT_MOST: Final = {"limit_value": f"{MOST:,}"}
# Of characters. More than any number that is taken needs: who types one too long is told, and not cut off.
LONGEST: Final = 40
# part, and the code of its service or case type: "" for all together.
Cell = tuple[str, str]


def cells() -> Iterator[Cell]:
    """Everything that is asked, in the order of the tables."""
    for part in Part:
        yield from ((part.value, code) for code in codes_of(part))


def codes_of(part: str) -> list[str]:
    """The rows of a part: all together first, then each service or case type."""
    name = "legal_case_types" if part in BY_CASE_TYPE else "service_types"
    return ["", *(one.code for one in vocabulary(name))]


def row_words(part: str, code: str, reader: str) -> str:
    """What a row is called."""
    if not code:
        return str(ALL)
    return label_of("legal_case_types" if part in BY_CASE_TYPE else "service_types", code, reader)


def number_of(cell: Cell, value: int) -> Number:
    """What was typed into a cell, as an operation takes it."""
    part, code = cell
    if part in BY_CASE_TYPE:
        return Number(part, value, case_type=code)
    return Number(part, value, service_type=code)


def name_of(cell: Cell) -> str:
    """How a cell is called in the form and in spreadsheets: people/education."""
    return f"{cell[0]}/{cell[1] or 'all'}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of fields."""

    words: str
    fields: Sequence[BoundField]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of fields."""

    caption: str | Promise
    columns: Sequence[str]
    rows: Sequence[Row]


class CountField(forms.CharField):
    """A number of people or acts, also as 1,200 or 1 200; nothing where nothing is said."""

    def clean(self, value: Any) -> Any:
        """A whole number; None for an empty cell."""
        typed = super().clean(value)
        return None if not typed else whole(typed)


def whole(typed: str) -> int:
    """What somebody typed as a number. Raises ValidationError; its code is TOO_MANY where it is beyond what is taken."""
    plain = "".join(typed.split()).replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()):
        raise forms.ValidationError(
            _("This is no whole number. Write it such as 120, or leave it empty.")
        )
    if len(plain) > len(str(MOST)) or int(plain) > MOST:
        raise forms.ValidationError(_("Write %(limit_value)s or less."), TOO_MANY, AT_MOST)
    return int(plain)


class CountsForm(forms.Form):
    """Every number that is asked, and how the organization counts."""

    method = forms.CharField(
        label=gettext_lazy("How do you count?"),
        help_text=gettext_lazy(
            "In your own words: whom you count once or more often, and what you leave out. The report prints it beside"
            " your numbers."
        ),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Say how you count, so that readers understand it.")
        },
    )

    def __init__(self, *args: Any, reader: str, is_sent: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.is_sent = reader, is_sent
        self.fields["method"].required = is_sent
        for cell in cells():
            self.fields[name_of(cell)] = _field(cell, reader)

    def clean(self) -> dict[str, Any]:
        """All together is never less than one of its rows."""
        said = super().clean() or {}
        for part in Part:
            total = said.get(name_of((part, "")))
            rows = [said.get(name_of((part, code))) for code in codes_of(part)[1:]]
            most = max((one for one in rows if one is not None), default=0)
            if total is not None and total < most:
                words = _("All together is less than one of the rows below it.")
                self.add_error(name_of((part, "")), words)
        if self.is_sent and not self.errors and not self.numbers():
            self.add_error(
                None, _("Type at least one number, or say that you have nothing to report.")
            )
        return said

    def numbers(self) -> list[Number]:
        """What was typed, as operations take it."""
        said = {cell: self.cleaned_data.get(name_of(cell)) for cell in cells()}
        return [number_of(cell, value) for cell, value in said.items() if value is not None]

    def tables(self) -> list[FormTable]:
        """The fields as two tables."""
        return [
            self._table(gettext_lazy("By service type"), BY_SERVICE_TYPE),
            self._table(
                gettext_lazy("Legal help, by case type"),
                [part for part in Part if part in BY_CASE_TYPE],
            ),
        ]

    def _table(self, caption: str | Promise, parts: Sequence[Part]) -> FormTable:
        rows = [
            Row(
                row_words(parts[0], code, self.reader),
                [self[name_of((part, code))] for part in parts],
            )
            for code in codes_of(parts[0])
        ]
        return FormTable(caption, [str(part.label) for part in parts], rows)


def _field(cell: Cell, reader: str) -> forms.Field:
    part, code = cell
    label = _("%(part)s, %(row)s") % {
        "part": Part(part).label,
        "row": row_words(part, code, reader),
    }
    attrs = {"inputmode": "numeric", "size": 6, "autocomplete": "off", "aria-label": label}
    return CountField(
        label=label, required=False, max_length=LONGEST, widget=forms.TextInput(attrs)
    )


def typed(numbers: Iterable[Number], method: str) -> Mapping[str, Any]:
    """Numbers as a form shows them."""
    said = {
        name_of((one.part, one.service_type or one.case_type)): str(one.value) for one in numbers
    }
    return said | {"method": method}


class CountsFileForm(forms.Form):
    """A spreadsheet of counts."""

    file = forms.FileField(
        label=gettext_lazy("Your spreadsheet"),
        help_text=gettext_lazy(
            "Take our template, fill in the column of numbers, and bring it back: .xlsx or CSV, at most 1 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose the file to bring in.")},
    )

    def clean_file(self) -> Any:
        """A file that is not too large for a table of counts."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB. Save only the table."))
        return file


MOST_BYTES: Final = 1_000_000
