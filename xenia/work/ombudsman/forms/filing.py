"""What somebody writes who complains. Her own words come first; nothing else has to be answered."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.reach_form import ReachForm
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts
from xenia.work.ombudsman.models.complaint import Kind, Level, Wanted
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.queries.about import About, about, found_by

LONGEST: Final = 6000
TOO_LONG = gettext_lazy(
    "This is too long: we can take %(limit_value)d letters, and there are %(show_value)d. Please make it shorter."
)
LEVELS: Final = (
    (
        Level.ANONYMOUS,
        gettext_lazy("Nobody, not even this office"),
        gettext_lazy(
            "You read our answers with your code and nowhere else. If you lose it, nobody can find your complaint for you."
            " The department cannot look up your file, so we can sometimes do less."
        ),
    ),
    (
        Level.CONFIDENTIAL,
        gettext_lazy("Only this office"),
        gettext_lazy(
            "We may write to you or call you. The department reads what we write about it, without your name and without"
            " your words. Only a court could make us say more."
        ),
    ),
    (
        Level.OPEN,
        gettext_lazy("The department too, once I say what"),
        gettext_lazy(
            "This helps where they must look at your file. Nothing is told now: later, with your code, you choose what they"
            " read, for how long, and you can take it back."
        ),
    ),
)


def words_field(label: Any, help_text: Any = "", *, rows: int = 8) -> forms.CharField:
    """A box for somebody's own words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"dir": "auto", "rows": rows, "autocomplete": "off", "maxlength": None}
        ),
        error_messages={
            "required": gettext_lazy("Write your words into the box."),
            "max_length": TOO_LONG,
        },
    )


class ComplaintForm(ReachForm):
    """Her words, then what it is about, who may know who she is, and how she hears from us.

    reader: the language of the page. Who stays unknown is asked for no way to reach her, and none is taken.
    """

    words = words_field(
        gettext_lazy("In your own words"),
        gettext_lazy(
            "In your own language, as you would tell a friend. You do not need to write your name or about your papers."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("I write in"), help_text=gettext_lazy("We answer in this language.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it most of all?"),
        widget=forms.RadioSelect,
        choices=Kind.choices,
        required=False,
    )
    look = forms.CharField(
        label=gettext_lazy("Which office, service or place?"),
        help_text=gettext_lazy("Write a word, such as “library” or “ID card”, and we look for it."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), widget=forms.RadioSelect, required=False
    )
    wanted = forms.ChoiceField(
        label=gettext_lazy("What would make it good?"),
        choices=[("", gettext_lazy("I do not know yet")), *Wanted.choices],
        required=False,
    )
    area = forms.ChoiceField(
        label=gettext_lazy("In which part of the city?"),
        help_text=gettext_lazy(
            "It helps us see where things go wrong. We count it apart from the department."
        ),
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may know who you are?"),
        widget=forms.RadioSelect,
        choices=[(value, label) for value, label, _hint in LEVELS],
        initial=Level.ANONYMOUS,
        error_messages={"required": gettext_lazy("Choose who may know who you are.")},
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self._choose("language", _languages())
        self.fields["language"].initial = reader
        areas = office_facts().area_names
        names = [(code, office_facts().area_name(code, reader)) for code in areas]
        self._choose("area", [("", gettext_lazy("I would rather not say")), *names])
        self.found = self._found()
        choices = [(one.value, _named(one)) for one in self.found]
        self._choose("about", [*choices, ("", gettext_lazy("None of these, or I do not know"))])
        # Who chooses nobody is asked for no way to reach her.
        self.fields["answer_by"].required = self._typed("level") != Level.ANONYMOUS

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _typed(self, name: str) -> str:
        said: Mapping[str, Any] = self.data if self.is_bound else self.initial
        return str(said.get(name) or "")

    def _found(self) -> list[About]:
        """What was chosen before, and what her words to look for find."""
        chosen = about(self._typed("about"), self.reader)
        found = found_by(self._typed("look"), self.reader)
        return list({one.value: one for one in [*([chosen] if chosen else []), *found]}.values())

    def clean(self) -> dict[str, Any]:
        """Nobody writes to somebody who wants to stay unknown."""
        if self.cleaned_data.get("level") == Level.ANONYMOUS:
            self.cleaned_data["answer_by"] = AnswerBy.CODE
        return super().clean()

    def report(self) -> Report:
        """What she said. Only the address of the way she chose is taken."""
        said = self.cleaned_data
        chosen = next((one for one in self.found if one.value == said["about"]), None)
        return Report(
            words=said["words"],
            language=said["language"],
            kind=said["kind"] or Kind.OTHER,
            level=said["level"],
            wanted=said["wanted"],
            department=chosen.department if chosen else None,
            service=chosen.service if chosen else None,
            place=chosen.place if chosen else None,
            area=Area.objects.filter(code=said["area"]).first() if said["area"] else None,
            answer_by=said["answer_by"],
            way=self.way(),
        )


def _languages() -> list[tuple[str, str]]:
    """The languages people write, the office's first."""
    own = office_facts().codes
    every = sorted(
        (one for one in all_languages() if one.is_written),
        key=lambda one: own.index(one.code) if one.code in own else len(own),
    )
    return [(one.code, one.own_name) for one in every]


def _named(one: About) -> str:
    return f"{one.name} – {one.beneath}" if one.beneath else one.name
