"""Beginning a report, its words, and what colleagues say of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 12_000


class BeginForm(forms.Form):
    """Which year, for which meeting of the Council, and what a later version changes."""

    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        error_messages={"required": _("Choose a year."), "invalid_choice": _("Choose a year.")},
    )
    council_on = forms.DateField(
        label=_("Day it goes to the Council"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Choose the day.")},
    )
    what_changed = forms.CharField(
        label=_("What changes"),
        help_text=_("If this year was posted before. Everybody reads it beside the report."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: object, years: list[int], **more: object) -> None:
        """years: those that can be chosen, the newest first."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What a part says, in English; other languages follow as translations."""

    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput(), strip=False)


class RemarkForm(forms.Form):
    """A remark on one part."""

    text = forms.CharField(
        label=_("Your remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write what should change, or what is right.")},
    )
