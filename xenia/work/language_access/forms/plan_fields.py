"""What the forms of a plan have in common: days, languages, and the mark by which two who write at once find out."""

from typing import TYPE_CHECKING, Any, Final

from django import forms

from xenia.registers.population.groups import GROUPS
from xenia.work.language_access.forms.choices import Choices, every_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
LTR: Final = {"dir": "ltr", "autocomplete": "off"}
BOTH_LINES: Final = {"rows": 3, "dir": "auto"}


def day_field(label: "str | _StrPromise", **more: Any) -> forms.DateField:
    """A day from the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def words_field(label: "str | _StrPromise", longest: int, **more: Any) -> forms.CharField:
    """One line of people's own words."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.TextInput(attrs=AUTO), **more
    )


def text_field(label: "str | _StrPromise", longest: int, **more: Any) -> forms.CharField:
    """Several lines of people's own words."""
    widget = forms.Textarea(attrs=BOTH_LINES)
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


def promised_languages(reader: str) -> Choices:
    """Every language, and the groups that are written as one."""
    groups = [(key, str(one.name)) for key, one in GROUPS.items() if one.is_one_written]
    return [*every_language(reader), *groups]


class MarkedForm(forms.Form):
    """A form that knows which line it is about, and how that line stood when the page was opened."""

    line = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """The fields of the record."""
        return {
            name: one for name, one in self.cleaned_data.items() if name not in ("line", "mark")
        }
