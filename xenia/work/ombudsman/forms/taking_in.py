"""A colleague writes down what somebody says at the desk, on the phone or on paper."""

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages, name_in
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.reach_form import ReachForm
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.forms.working import ENGLISH, words_field
from xenia.work.ombudsman.models.complaint import Channel, Kind, Level, Wanted
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.queries.city import departments

# How somebody comes to a colleague.
HERE: Final = (Channel.VISIT, Channel.PHONE, Channel.CORNER, Channel.PAPER)
# Read to her before she says anything; each a whole sentence.
READ_ALOUD: Final[tuple[Promise, ...]] = (
    gettext_lazy("You do not need to tell us your name, and we do not ask about papers."),
    gettext_lazy(
        "You choose who may know who you are: nobody, only this office, or the department as well."
    ),
    gettext_lazy("I write down what you say, in your words. Nobody at the department reads it."),
    gettext_lazy(
        "You get a code. With it you read our answer and write to us again. Nobody can find it if you lose it."
    ),
    gettext_lazy(
        "Nobody may punish you for complaining. If somebody does, tell us: we look at it first."
    ),
)


class TakeInForm(ReachForm):
    """Her own words first; few questions after."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in HERE],
        initial=Channel.VISIT,
    )
    language = forms.ChoiceField(label=gettext_lazy("Her language"))
    words = words_field(
        gettext_lazy("What happened, in her own words"),
        gettext_lazy("In her language where you can write it; else in English below."),
        rows=8,
    )
    english = words_field(
        gettext_lazy("The same in English"),
        gettext_lazy("Where you or an interpreter put it into English."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("About what"), choices=Kind.choices, initial=Kind.OTHER
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("Not known, or not the city"),
        required=False,
    )
    wanted = forms.ChoiceField(
        label=gettext_lazy("What would make it good?"),
        choices=[("", gettext_lazy("She did not say")), *Wanted.choices],
        required=False,
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Where it happened, or where she lives"),
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("She did not say"),
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may know who she is?"),
        help_text=gettext_lazy(
            "Nobody: we keep no way to reach her, and she reads with her code. Only this office: the department never"
            " learns it. The department may know: she still chooses what it learns."
        ),
        widget=forms.RadioSelect,
        choices=Level.choices,
        initial=Level.ANONYMOUS,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].required = False
        self.fields["words"].required = not self.data.get("english", "").strip()
        self.fields["words"].error_messages["required"] = _(
            "Write down what happened, in her language or in English."
        )
        tongue, department, area = (self.fields[one] for one in ("language", "department", "area"))
        assert isinstance(tongue, forms.ChoiceField)
        assert isinstance(department, forms.ModelChoiceField)
        assert isinstance(area, forms.ModelChoiceField)
        own = office_facts().codes
        every = [one.code for one in all_languages() if one.is_written]
        every.sort(key=lambda one: own.index(one) if one in own else len(own))
        tongue.choices = [(one, name_in(one, reader)) for one in every]
        tongue.initial = own[0]
        department.queryset = departments()
        area.queryset = Area.objects.order_by("name")

    def clean_answer_by(self) -> str:
        """Who chooses nothing reads with her code."""
        return self.cleaned_data["answer_by"] or AnswerBy.CODE

    def clean(self) -> dict[str, Any]:
        """Nobody writes to somebody who stays unknown."""
        cleaned = super().clean() or {}
        stays_unknown = cleaned.get("level") == Level.ANONYMOUS
        if stays_unknown and cleaned.get("answer_by") != AnswerBy.CODE:
            self.add_error(
                "level",
                _(
                    "If we write or call, this office knows who she is. Ask her: only this office, or with the code only?"
                ),
            )
        return cleaned

    def report(self) -> Report:
        """What she said. Only the address of the way she chose is taken."""
        said = dict(self.cleaned_data)
        if said["language"] == ENGLISH:
            said |= {"words": said["words"] or said["english"], "english": ""}
        names = ("words", "english", "language", "kind", "level", "channel", "wanted", "answer_by")
        return Report(
            **{name: said[name] for name in names},
            department=said["department"],
            area=said["area"],
            way=self.way(),
        )
