"""What is chosen and answered on the pages of a screening. Answers live in one request, and in the page that carries them on."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.eligibility import (
    DECLINED,
    Answers,
    Kind,
    Question,
    RuleSet,
    Tier,
    questions_of,
    read_answers,
)
from xenia.work.casework.forms.choices import AUTO, needs, offer
from xenia.work.casework.forms.working import CHOOSE, LONGEST
from xenia.work.casework.models.intake import Declined, Status
from xenia.work.casework.models.screening import Decision
from xenia.work.casework.queries.screening_words import TIER_WORDS, said

# What can be decided from the page of a screening, when help is given already.
WHILE_WE_HELP: Final = (Decision.LATER, Decision.REFERRED)
DIGITS: Final = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
MONEY: Final = DIGITS | {"inputmode": "decimal"}


class RulesForm(forms.Form):
    """Which rules are looked up with her."""

    rules = forms.MultipleChoiceField(
        label=gettext_lazy("What shall we look up?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )

    def __init__(
        self, data: Any = None, *, rule_sets: Sequence[RuleSet], fitting: Collection[str]
    ) -> None:
        """fitting: the codes of those about something she needs: they are ticked, and say why."""
        super().__init__(data, initial={"rules": list(fitting)})
        why = _("%(title)s (ticked because of her needs)")
        titles = {one.id: said(one.title) for one in rule_sets}
        named = {code: why % {"title": titles[code]} for code in titles if code in fitting}
        offer(self, "rules", list((titles | named).items()))


class AnswersForm(forms.Form):
    """The questions of some rules, each of which can be left out; the one about status stands last."""

    prefix = "q"

    def __init__(self, *args: Any, rule_sets: Sequence[RuleSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rule_sets = rule_sets
        self.read = Answers()
        for question in questions_of(rule_sets):
            self.fields[question.id] = _field(question)

    def clean(self) -> dict[str, Any]:
        """What was typed, as the engine reads it; what it cannot read is asked for again."""
        typed = {name: str(value) for name, value in self.cleaned_data.items()}
        found = read_answers(self._rule_sets, typed)
        for name, wrong in found.errors.items():
            self.add_error(name, said(wrong.sentence) % wrong.holes)
        self.read = found.answers
        return self.cleaned_data

    def parts(self) -> list[tuple[str, list[str]]]:
        """The questions under the title of the first rules that ask them, without the one about status."""
        left, found = set(self.fields) - set(self.last()), []
        for rules in self._rule_sets:
            asked = {one.id for one in rules.questions} & left
            names = [name for name in self.fields if name in asked]
            left -= asked
            if names:
                found.append((said(rules.title), names))
        return found

    def last(self) -> list[str]:
        """The question about status."""
        asked = {one.id for rules in self._rule_sets for one in rules.questions if one.status}
        return [name for name in self.fields if name in asked]

    def carried(self) -> list[tuple[str, str]]:
        """The fields of the next page: what was answered, as it was typed."""
        names = [(name, self.add_prefix(name)) for name in self.fields]
        return [
            (key, str(self.data[key])) for _name, key in names if self.data.get(key, "").strip()
        ]


class SettleForm(forms.Form):
    """Whether she wants the results kept, and what is decided."""

    agrees = forms.BooleanField(
        label=gettext_lazy("She agrees that we keep the result"),
        help_text=gettext_lazy(
            "We keep what came out, never what she answered, and nothing about her status. Without her yes we only count."
        ),
        required=False,
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("And now?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens now.")},
    )
    issue = forms.ChoiceField(
        label=gettext_lazy("What she got advice about"),
        help_text=gettext_lazy("Only when it is done at once."),
        required=False,
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why can we not help?"),
        help_text=gettext_lazy("Only when we cannot help."),
        choices=[CHOOSE, *Declined.choices],
        required=False,
    )
    towards = forms.ChoiceField(
        label=gettext_lazy("What to send her for"),
        help_text=gettext_lazy("Only when you send her somewhere."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        rule_sets: Sequence[RuleSet],
        status: str,
        first: Iterable[str],
        reader: str,
        **kwargs: Any,
    ) -> None:
        """status: of the intake. first: what she said she needs stands on top."""
        super().__init__(*args, **kwargs)
        helped = status == Status.ACCEPTED
        decisions = WHILE_WE_HELP if helped else tuple(Decision)
        offer(self, "decision", [(one.value, one.label) for one in decisions])
        if helped:
            del self.fields["issue"], self.fields["why"]
        else:
            own, every = set(first), needs(reader)
            offer(self, "issue", sorted(every, key=lambda one: one[0] not in own))
        if len(rule_sets) > 1:
            offer(self, "towards", [(one.id, said(one.title)) for one in rule_sets])
        else:
            del self.fields["towards"]

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        typed = self.cleaned_data
        if typed.get("decision") == Decision.DECLINED and not typed.get("why"):
            self.add_error("why", _("Choose why we cannot help."))
        return typed


class OverrideForm(forms.Form):
    """Another result than the rules', and why."""

    tier = forms.ChoiceField(
        label=gettext_lazy("What you found"),
        choices=[
            ("", gettext_lazy("Choose a result")),
            *((one.value, TIER_WORDS[one]) for one in Tier),
        ],
        error_messages={"required": gettext_lazy("Choose what you found.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Sealed. Write nothing about her papers."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 3}),
        error_messages={"required": gettext_lazy("Write why you see it otherwise.")},
    )


def _field(question: Question) -> forms.Field:
    about: dict[str, Any] = {
        "label": said(question.text),
        "help_text": said(question.why),
        "required": False,
    }
    if question.kind is Kind.YES_NO:
        choices = [("yes", _("Yes")), ("no", _("No"))]
    elif question.kind is Kind.CHOICE:
        choices = [(one.id, said(one.text)) for one in question.choices]
    else:
        attrs = MONEY if question.kind is Kind.MONEY else DIGITS
        field: forms.Field = forms.CharField(
            max_length=40, widget=forms.TextInput(attrs=attrs), **about
        )
        return field
    leave_out = (DECLINED, _("Leave this question out"))
    return forms.ChoiceField(choices=[*choices, leave_out], widget=forms.RadioSelect, **about)
