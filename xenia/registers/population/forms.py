"""What a person says about a file of estimates: whose numbers they are, of which years, where they were published."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.imports.reading.limits import MEGABYTE, MOST_BYTES
from xenia.registers.population.census import OUR_YEAR
from xenia.registers.population.models import PublishedEstimate
from xenia.registers.population.operations import Described, Published

MOST: Final = 2_000_000_000
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


class PublishedForm(forms.Form):
    """What somebody published: of what, where, when, between which numbers, and how they know."""

    what = forms.CharField(
        label=gettext_lazy("Of what"),
        help_text=gettext_lazy("In plain words, as the report prints it."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Say what the estimate is of.")},
    )
    code = forms.SlugField(
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy(
            "The same for the same thing in other years: small letters and dashes."
        ),
        max_length=60,
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120)
    as_of = forms.DateField(label=gettext_lazy("As of"), widget=_DAY)
    low = forms.IntegerField(label=gettext_lazy("At least"), min_value=0, max_value=MOST)
    high = forms.IntegerField(label=gettext_lazy("At most"), min_value=0, max_value=MOST)
    central = forms.IntegerField(
        label=gettext_lazy("Their best guess"), min_value=0, max_value=MOST, required=False
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=PublishedEstimate.Unit.choices
    )
    method = forms.CharField(
        label=gettext_lazy("How they know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say in plain words how it was estimated.")},
    )
    publisher = forms.CharField(label=gettext_lazy("Who published it"), max_length=200)
    published_on = forms.DateField(label=gettext_lazy("Published on"), required=False, widget=_DAY)
    citation = forms.CharField(
        label=gettext_lazy("How to cite it"),
        max_length=400,
        error_messages={"required": gettext_lazy("Say how to cite it, so that anybody can look.")},
    )
    url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, Any]:
        """The numbers in order."""
        said = super().clean() or {}
        low, central, high = (said.get(name) for name in ("low", "central", "high"))
        known = [one for one in (low, central, high) if one is not None]
        if known != sorted(known):
            self.add_error(
                "high", _("These numbers are not in order: at least, best guess, at most.")
            )
        return said

    def published(self, *, is_invented: bool = False) -> Published:
        """As the operation takes it."""
        return Published(**self.cleaned_data, is_invented=is_invented)


def _small(file: Any) -> Any:
    if file.size > MOST_BYTES:
        words = _("This file is larger than %(most)s MB. Save only the table you need.")
        raise forms.ValidationError(words % {"most": MOST_BYTES // MEGABYTE})
    return file
