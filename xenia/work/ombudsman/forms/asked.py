"""What a department answers the office."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from xenia.ground.common.transitions import may_become
from xenia.work.ombudsman.models import Recommendation

LONGEST: Final = 5000
DOES: Final = {
    Recommendation.Status.ACCEPTED: gettext_lazy("We do it"),
    Recommendation.Status.DECLINED: gettext_lazy("We do not do it"),
}


def _words(label: Any, missing: Any, *, rows: int = 6, **more: Any) -> forms.CharField:
    """A box for words."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": rows, "autocomplete": "off"}),
        error_messages={"required": missing},
        **more,
    )


class ReplyForm(forms.Form):
    """What happened, and what would make it good."""

    words = _words(
        gettext_lazy("What happened, and what you put right"),
        gettext_lazy("Write what happened as far as you know it."),
    )
    proposal = _words(
        gettext_lazy("What would you do to make it good?"),
        "",
        rows=3,
        required=False,
        help_text=gettext_lazy("The office agrees it with you and with who complained."),
    )


class RecommendationForm(forms.Form):
    """Whether the department does it, until when, and why not. Everybody reads the words."""

    does = forms.ChoiceField(
        label=gettext_lazy("What does your department do?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what your department does.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("If you do it."),
        error_messages={"invalid": gettext_lazy("Write the day as 2027-03-31.")},
    )
    answer = _words(
        gettext_lazy("Your words on it, for everybody"),
        "",
        rows=4,
        required=False,
        help_text=gettext_lazy("They stand on the public page. If you do not do it, say why."),
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        does = self.fields["does"]
        assert isinstance(does, forms.ChoiceField)
        does.choices = [(one, DOES[one]) for one in DOES if may_become(recommendation, one)]

    def clean(self) -> dict[str, Any]:
        """Whoever does it says until when; whoever does not says why."""
        said: dict[str, Any] = super().clean() or {}
        does = said.get("does")
        if does == Recommendation.Status.ACCEPTED and not said.get("due_on"):
            self._say("due_on", gettext_lazy("Say until which day it will be done."))
        if does == Recommendation.Status.DECLINED and not (said.get("answer") or "").strip():
            self._say("answer", gettext_lazy("Say why your department does not do it."))
        return said

    def _say(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)


class DoneForm(forms.Form):
    """Since when it is done."""

    on = forms.DateField(
        label=gettext_lazy("Since which day is it done?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Say since which day it is done."),
            "invalid": gettext_lazy("Write the day as 2027-03-31."),
        },
    )
