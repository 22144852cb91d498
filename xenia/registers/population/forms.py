"""What a person says about a file of estimates: whose numbers they are, of which years, where they were published."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.imports.reading.limits import MEGABYTE, MOST_BYTES
from xenia.registers.population.census import OUR_YEAR
from xenia.registers.population.operations import Described

ACS: Final = "American Community Survey"
_DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DatasetForm(forms.Form):
    """A file, and what it says of itself."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "What the Census Bureau’s data API answers (JSON), or an .xlsx or CSV file with one row for each language. At most 20 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.xlsx,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose the file to bring in.")},
    )
    source = forms.CharField(label=gettext_lazy("Whose numbers"), max_length=120, initial=ACS)
    table = forms.CharField(
        label=gettext_lazy("Table"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Such as C16001. Empty: the file names it."),
    )
    first_year = forms.IntegerField(
        label=gettext_lazy("First year"), min_value=1790, max_value=2200, initial=OUR_YEAR - 4
    )
    last_year = forms.IntegerField(
        label=gettext_lazy("Last year"), min_value=1790, max_value=2200, initial=OUR_YEAR
    )
    citation = forms.CharField(
        label=gettext_lazy("How to cite it"),
        max_length=400,
        help_text=gettext_lazy("With its license where it has one."),
        initial="U.S. Census Bureau, American Community Survey 5-year estimates. Public domain (17 U.S.C. 105).",
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, assume_scheme="https"
    )
    published_on = forms.DateField(label=gettext_lazy("Published on"), required=False, widget=_DAY)
    whole_city = forms.CharField(
        label=gettext_lazy("How the file names the whole city"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: by the city’s own name, or not at all."),
    )
    labels = forms.FileField(
        label=gettext_lazy("Labels of the table, for other years"),
        required=False,
        help_text=gettext_lazy(
            "We know the lines of the tables that end in 2024. For another year, add the file groups/C16001.json or groups/B16001.json of that year."
        ),
    )

    def clean_file(self) -> Any:
        """A file that is not too large to be looked at."""
        return _small(self.cleaned_data["file"])

    def clean_labels(self) -> Any:
        """The same for the labels."""
        labels = self.cleaned_data["labels"]
        return _small(labels) if labels else None

    def clean(self) -> dict[str, Any]:
        """Years in order."""
        said = super().clean() or {}
        first, last = said.get("first_year"), said.get("last_year")
        if first and last and first > last:
            self.add_error("last_year", _("The last year is before the first."))
        return said

    def described(self, *, table: str, name: str) -> Described:
        """As the operation takes it. table: what the file names itself."""
        said = self.cleaned_data
        published: date | None = said["published_on"]
        return Described(
            source=said["source"],
            table=said["table"] or table,
            first_year=said["first_year"],
            last_year=said["last_year"],
            citation=said["citation"],
            published_on=published,
            source_url=said["source_url"],
            file_name=name[-120:],
        )


def _small(file: Any) -> Any:
    if file.size > MOST_BYTES:
        words = _("This file is larger than %(most)s MB. Save only the table you need.")
        raise forms.ValidationError(words % {"most": MOST_BYTES // MEGABYTE})
    return file
