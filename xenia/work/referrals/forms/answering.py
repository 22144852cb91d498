"""What an organization answers, what a colleague notes, and what the person herself says."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.referrals.models.choices import Decline, Ending, Outcome, Why
from xenia.work.referrals.operations import NOT_YET

ACCEPT, DECLINE, HOLD, START, COMPLETE = "accept", "decline", "hold", "start", "complete"
DAY = {"type": "date"}
HERS_TO_SAY = (Ending.NOT_WANTED, Ending.WITHDRAWN, Ending.MISTAKE)


class AnswerForm(forms.Form):
    """One answer, with what belongs to it. version: the referral as the page showed it."""

    act = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why not?"),
        required=False,
        choices=[("", gettext_lazy("Choose a reason")), *Decline.choices],
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it for her?"),
        required=False,
        choices=[("", gettext_lazy("Choose what came of it")), *Outcome.choices],
    )
    why = forms.ChoiceField(
        label=gettext_lazy("If not, or in part: why?"),
        required=False,
        choices=[("", gettext_lazy("Choose a reason")), *Why.choices],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("reason", "outcome", "why"):
            # Each belongs to one of the answers, and is asked for there: none is called optional.
            one: Any = self.fields[name]
            one.is_needed_later = True

    def clean(self) -> dict[str, Any]:
        """Each act needs what belongs to it."""
        said = super().clean() or {}
        act = said.get("act")
        if act == DECLINE and not said.get("reason"):
            self.add_error("reason", _("Choose why, so that we find the right help for her."))
        if act == COMPLETE and not said.get("outcome"):
            self.add_error("outcome", _("Choose what came of it for her."))
        if act == COMPLETE and said.get("outcome") == Outcome.NOT_SERVED and not said.get("why"):
            self.add_error("why", _("Choose why she was not helped."))
        if act == HOLD and said.get("until") and said["until"] < self.today:
            self.add_error("until", _("This day has passed. Choose a later one."))
        return said


class OutcomeForm(forms.Form):
    """A colleague heard from her how it went."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it for her?"),
        choices=[("", gettext_lazy("Choose what came of it")), *Outcome.choices],
        error_messages={"required": gettext_lazy("Choose what came of it for her.")},
    )
    why = forms.ChoiceField(
        label=gettext_lazy("If not, or in part: why?"),
        required=False,
        choices=[("", gettext_lazy("Choose a reason")), *Why.choices],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["why"]
        why.is_needed_later = True

    def clean(self) -> dict[str, Any]:
        """Who was not helped has a reason."""
        said = super().clean() or {}
        if said.get("outcome") == Outcome.NOT_SERVED and not said.get("why"):
            self.add_error("why", _("Choose why she was not helped."))
        return said


class EndForm(forms.Form):
    """Why the office ends it."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why do we end it?"),
        choices=[
            ("", gettext_lazy("Choose a reason")),
            *[(one.value, one.label) for one in HERS_TO_SAY],
        ],
        error_messages={"required": gettext_lazy("Choose why it ends.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A button that needs nothing but the state it was pressed in."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The code of her slip."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("It stands on the paper you got from us."),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code from your paper.")},
    )


class HerAnswerForm(forms.Form):
    """How it went, in her own words of four."""

    said = forms.ChoiceField(
        label=gettext_lazy("Did you get help there?"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.SERVED.value, gettext_lazy("Yes")),
            (Outcome.PARTLY.value, gettext_lazy("In part")),
            (NOT_YET, gettext_lazy("Not yet, I am still waiting")),
            (Outcome.NOT_SERVED.value, gettext_lazy("No")),
        ],
        error_messages={"required": gettext_lazy("Choose one answer.")},
    )
