"""What a person says about a spreadsheet: what it is, where its table stands, what its columns mean."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.ground.imports.days import day_in
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.plug import Sheet
from xenia.ground.imports.reading import Book
from xenia.ground.imports.reading.limits import LAST_LINE, MEGABYTE, MOST_BYTES
from xenia.ground.imports.reading.table import FileColumn

LEFT_OUT: Final = "-"
DELIMITER_WORDS: Final = (
    (",", gettext_lazy("Commas")),
    (";", gettext_lazy("Semicolons")),
    ("\t", gettext_lazy("Tabs")),
    ("|", gettext_lazy("Bars |")),
)


class StartForm(forms.Form):
    """What the rows are, and the file."""

    sheet = forms.ChoiceField(
        label=gettext_lazy("What is in the file?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is in the file.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An .xlsx or a CSV file, with any headings. At most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the file to bring in."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(sheet.code, sheet.title) for sheet in sheets]
        if len(sheets) == 1:
            field.initial = sheets[0].code

    def clean_file(self) -> Any:
        """A file that is not too large to be looked at."""
        file: Any = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            words = _("This file is larger than %(most)s MB. Save only the table you need.")
            raise forms.ValidationError(words % {"most": MOST_BYTES // MEGABYTE})
        return file


class TableForm(forms.Form):
    """Where the table stands in the file."""

    tab = forms.TypedChoiceField(label=gettext_lazy("Tab"), coerce=int)
    heading_row = forms.IntegerField(
        label=gettext_lazy("Row of the headings"),
        help_text=gettext_lazy("0: there are no headings. Empty: we look for them."),
        required=False,
        min_value=0,
        max_value=LAST_LINE,
        error_messages={"invalid": gettext_lazy("Write the number of a row.")},
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("What parts the cells?"), choices=DELIMITER_WORDS
    )

    def __init__(self, data: Any = None, *, run: SheetRun, book: Book) -> None:
        said = {"tab": run.tab, "heading_row": run.heading_row, "delimiter": run.delimiter}
        super().__init__(data, initial=said)
        tabs = self.fields["tab"]
        assert isinstance(tabs, forms.TypedChoiceField)
        tabs.choices = list(enumerate(book.tabs))
        if len(book.tabs) < 2:
            tabs.widget = forms.HiddenInput()
        if not run.delimiter:
            del self.fields["delimiter"]


class ColumnsForm(forms.Form):
    """What each column of the file means. `chosen()` gives it by place in the file."""

    def __init__(
        self,
        *args: Any,
        sheet: Sheet,
        columns: Sequence[FileColumn],
        guessed: Mapping[int, str],
        example: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(LEFT_OUT, _("Leave out")), *((one.code, _called(one)) for one in sheet.columns)]
        for column in columns:
            self.fields[_field(column)] = forms.ChoiceField(
                label=heading_of(column),
                help_text=_samples(column),
                choices=choices,
                initial=guessed.get(column.index) or LEFT_OUT,
            )
        self.places = {_field(column): column.index for column in columns}
        if example is not None or "date_order" in self.data:
            self.fields["date_order"] = _date_order(example or "")

    def chosen(self) -> dict[int, str]:
        """The sheet's column for each place in the file; "" for those left out."""
        said = {place: self.cleaned_data[name] for name, place in self.places.items()}
        return {place: "" if code == LEFT_OUT else code for place, code in said.items()}

    def show_wrong(self, sheet: Sheet, codes: Sequence[str]) -> None:
        """Say at the columns filled twice, or above all where one is missing, what to do."""
        for code in codes:
            column = sheet.column(code)
            twice = [name for name in self.places if self.cleaned_data.get(name) == code]
            for name in twice:
                self.add_error(name, _("Two columns say the same. Leave one of them out."))
            if not twice and column:
                words = _("Say which column of the file is “%(column)s”.")
                self.add_error(None, words % {"column": column.label})


def heading_of(column: FileColumn) -> str:
    """What a column of the file is called, set apart from the words around it."""
    if column.heading:
        return f"\u2068{column.heading}\u2069"
    return _("Column %(letter)s") % {"letter": column.letter}


def _field(column: FileColumn) -> str:
    return f"column-{column.index}"


def _called(column: Any) -> str:
    return (
        _("%(column)s (needed)") % {"column": column.label}
        if column.is_required
        else str(column.label)
    )


def _samples(column: FileColumn) -> str:
    if not column.samples:
        return _("Every cell is empty.")
    # Explanations of fields are taken for markup: what stands in the file must not be.
    samples = " · ".join(f"\u2068{one}\u2069" for one in column.samples)
    return escape(_("Such as: %(samples)s") % {"samples": samples})


def _date_order(example: str) -> forms.ChoiceField:
    orders = SheetRun.DateOrder
    return forms.ChoiceField(
        label=_("How does the file write days?"),
        help_text=_("Some of its days can be read in two ways."),
        choices=[(order.value, _order_words(order, example)) for order in orders],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the file writes days.")},
    )


def _order_words(order: SheetRun.DateOrder, example: str) -> str:
    found = day_in(example, order.value)
    if not found:
        return str(order.label)
    return _("%(order)s: %(example)s is %(day)s") % {
        "order": order.label,
        "example": f"\u2068{example}\u2069",
        "day": written_day(found, get_language() or "en"),
    }


class RowFilter(forms.Form):
    """Which rows to show."""

    what = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Every row")),
            *SheetRow.Outcome.choices,
            ("stayed", gettext_lazy("Not undone")),
        ],
    )

    def said(self, otherwise: str) -> str:
        """The choice; `otherwise` when none was made."""
        chosen = self.cleaned_data["what"] if self.is_valid() else ""
        return str(chosen) if "what" in self.data else otherwise
