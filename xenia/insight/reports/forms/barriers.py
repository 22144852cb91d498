"""A recommendation against a barrier, and a total of an earlier report."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.insight.reports.forms.call import active
from xenia.insight.reports.operations.earlier import Quoted
from xenia.registers.directory.models import Organization

_DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST: Final = 2_000_000_000


class RecommendationForm(forms.Form):
    """What should be done, by whom, by when."""

    barrier = forms.ChoiceField(label=gettext_lazy("Against which barrier"))
    text = forms.CharField(
        label=gettext_lazy("What should be done"),
        help_text=gettext_lazy(
            "In English, in plain words: it is put into other languages from here."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what should be done.")},
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who should do it"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody else"),
    )
    owner_words = forms.CharField(
        label=gettext_lazy("Who, where it is none of these"),
        help_text=gettext_lazy("Such as: The State."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        widget=_DAY,
        error_messages={"invalid": gettext_lazy("Choose the day.")},
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        barrier, owner = self.fields["barrier"], self.fields["owner"]
        assert isinstance(barrier, forms.ChoiceField)
        assert isinstance(owner, forms.ModelChoiceField)
        barrier.choices = [
            (one.code, label_of("barriers", one.code, reader)) for one in vocabulary("barriers")
        ]
        owner.queryset = active()

    def clean(self) -> dict[str, Any]:
        """Somebody should do it."""
        said = super().clean() or {}
        if not said.get("owner") and not said.get("owner_words"):
            self.add_error("owner", _("Say who should do it."))
        return said


class EarlierForm(forms.Form):
    """A total as an earlier report printed it."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2200)
    measure = forms.CharField(
        label=gettext_lazy("What was counted"),
        help_text=gettext_lazy("In the words of that report, or the code of a measure of ours."),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    row = forms.CharField(
        label=gettext_lazy("Of which part"),
        help_text=gettext_lazy("Empty: all together."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    value = forms.IntegerField(label=gettext_lazy("Number"), min_value=0, max_value=MOST)
    citation = forms.CharField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("Name of the report, its year and page."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say where it stands, so that anybody can look.")},
    )

    def quoted(self) -> Quoted:
        """As the operation takes it."""
        return Quoted(**self.cleaned_data)


class SeenForm(EarlierForm):
    """A total as somebody saw it, sent along by the page."""
