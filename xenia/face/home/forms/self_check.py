"""The questions of a screening alone. Each can be left out; no browser is asked to remember an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from xenia.face.home.self_check import ABOUT, ANSWER
from xenia.ground.eligibility import DECLINED, Kind, Question, RuleSet, Unclear
from xenia.ground.translations.vital import vital

NOT_KEPT = {"autocomplete": "off"}


class TopicsForm(forms.Form):
    """What somebody wants to check."""

    about = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rule_sets: Iterable[RuleSet], reader: str) -> None:
        super().__init__(*args)
        field = self.fields[ABOUT]
        field.label = _("What do you want to check?")
        field.error_messages["required"] = _("Choose at least one thing to check.")
        field.choices = [(one.id, vital(one.title, reader).text) for one in rule_sets]  # type: ignore[attr-defined]


class QuestionsForm(forms.Form):
    """Some questions, with what was typed before. What cannot be read is said beside it; the words stay."""

    def __init__(
        self,
        questions: Iterable[Question],
        *,
        typed: Mapping[str, str],
        unclear: Iterable[Unclear] = (),
        reader: str,
    ) -> None:
        super().__init__({f"{ANSWER}{name}": said for name, said in typed.items()})
        for question in questions:
            field = _field(question, reader)
            # Every question can be left out, and the page says so once.
            field.is_needed_later = True  # type: ignore[attr-defined]
            self.fields[f"{ANSWER}{question.id}"] = field
        for one in unclear:
            self.add_error(f"{ANSWER}{one.question}", _(one.sentence) % one.holes)


def _field(question: Question, reader: str) -> forms.Field:
    label, why = vital(question.text, reader).text, vital(question.why, reader).text
    if question.kind in (Kind.YES_NO, Kind.CHOICE):
        return forms.CharField(
            label=label,
            help_text=why,
            required=False,
            widget=forms.RadioSelect(attrs=NOT_KEPT, choices=_choices(question, reader)),
        )
    return forms.CharField(
        label=label,
        help_text=why,
        required=False,
        widget=forms.TextInput(attrs=NOT_KEPT | {"inputmode": "decimal", "dir": "ltr"}),
    )


def _choices(question: Question, reader: str) -> list[tuple[str, str]]:
    if question.kind is Kind.YES_NO:
        said = [("yes", _("Yes")), ("no", _("No"))]
    else:
        said = [(one.id, vital(one.text, reader).text) for one in question.choices]
    return [*said, (DECLINED, _("I would rather not say, or I do not know"))]
