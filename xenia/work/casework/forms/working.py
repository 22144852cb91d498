"""What colleagues choose and write on the page of an intake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone
from xenia.registers.directory.models import Organization
from xenia.work.casework.forms.choices import AUTO, barriers, needs, offer, spoken
from xenia.work.casework.models.intake import Channel, Declined, Withdrawn
from xenia.work.casework.models.matter import Outcome
from xenia.work.casework.models.need import Unmet
from xenia.work.casework.operations import Meeting
from xenia.work.casework.queries import cases
from xenia.work.casework.queries.colleagues import deciders
from xenia.work.language_access.forms.asking import LENGTHS, QUARTER_SECONDS, offer_organizations
from xenia.work.language_access.models.request import Mode

LONGEST = 6000
DAY = {"type": "date"}
CHOOSE = ("", gettext_lazy("Choose a reason"))


class QueueFilter(forms.Form):
    """Which intakes are shown."""

    view = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("All that wait for us")),
            (cases.WAITING, gettext_lazy("Nobody has taken")),
            (cases.MINE, gettext_lazy("Mine")),
            (cases.DRAFTS, gettext_lazy("My drafts")),
            (cases.WAITLIST, gettext_lazy("On the waiting list")),
            (cases.HELPED, gettext_lazy("We help")),
            (cases.CLOSED, gettext_lazy("Ended without help")),
        ],
    )
    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("How she came"),
        required=False,
        choices=[("", gettext_lazy("Every way")), *Channel.choices],
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "need", [("", _("Every need")), *needs(reader)])

    def said(self) -> dict[str, str]:
        """What was chosen; what is unknown counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class FindForm(forms.Form):
    """A name, a code, a phone number."""

    text = forms.CharField(
        label=gettext_lazy("Name, phone, e-mail or code"),
        max_length=120,
        widget=forms.TextInput(attrs=AUTO),
        error_messages={"required": gettext_lazy("Type her name, phone, e-mail or code.")},
    )


class MoreForm(forms.Form):
    """Something is added to an intake."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Sealed. Never write numbers of papers."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 4}),
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What else she needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    barriers = forms.MultipleChoiceField(
        label=gettext_lazy("What stands between her and help?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "needs", needs(reader))
        offer(self, "barriers", barriers(reader))


class AnswerForm(forms.Form):
    """Our words to who asked online."""

    words = forms.CharField(
        label=gettext_lazy("Our answer, in her language"),
        help_text=gettext_lazy(
            "She reads it with her code. The message that tells her says nothing of it."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 5}),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )


class DeclineForm(forms.Form):
    """Why the office cannot help."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why can we not help?"),
        choices=[CHOOSE, *Declined.choices],
        error_messages={"required": gettext_lazy("Choose why we cannot help.")},
    )
    is_referred = forms.BooleanField(
        label=gettext_lazy("We named somebody else who can"), required=False
    )


class WithdrawForm(forms.Form):
    """Why it ends without a decision."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why does it end?"),
        choices=[CHOOSE, *(one for one in Withdrawn.choices if one[0] != Withdrawn.ABANDONED)],
        error_messages={"required": gettext_lazy("Choose why it ends.")},
    )


class UnmetForm(forms.Form):
    """Why a need stays unmet."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why was it not met?"),
        choices=[CHOOSE, *Unmet.choices],
        error_messages={"required": gettext_lazy("Choose why it was not met.")},
    )


class HandOverForm(forms.Form):
    """Which colleague goes on with it."""

    colleague = forms.ModelChoiceField(
        label=gettext_lazy("Hand over to"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )

    def __init__(self, *args: Any, besides: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleague"]
        field.queryset = deciders().exclude(pk__in=[besides] if besides else [])


class MatterForm(forms.Form):
    """What a new matter is about."""

    issue = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Something must happen by"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, reader: str, first: list[str], **kwargs: Any) -> None:
        """first: what she said she needs stands on top."""
        super().__init__(*args, **kwargs)
        every = needs(reader)
        own = [one for one in every if one[0] in first]
        offer(self, "issue", [*own, *(one for one in every if one[0] not in first)])


class OutcomeForm(forms.Form):
    """How a matter ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=[("", gettext_lazy("Choose an outcome")), *Outcome.choices],
        error_messages={"required": gettext_lazy("Choose how it ended.")},
    )


class DescribeForm(forms.Form):
    """Where a matter stands."""

    standing = forms.CharField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("Sealed. Never write numbers of papers."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 6}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Something must happen by"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    taken_by = forms.ModelChoiceField(
        label=gettext_lazy("With"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )
    is_on_hold = forms.BooleanField(label=gettext_lazy("It rests for now"), required=False)
    has_conflict = forms.BooleanField(
        label=gettext_lazy("We stand on the other side: nobody works on it here"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["taken_by"]
        field.queryset = deciders()


class MeetingForm(forms.Form):
    """When an interpreter is needed. Whom it is for is not said."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organization.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(label=gettext_lazy("Language the person speaks"))
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices, initial=Mode.PHONE)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": QUARTER_SECONDS}),
    )
    length = forms.TypedChoiceField(
        label=gettext_lazy("Minutes"),
        coerce=int,
        initial=60,
        choices=[(one, str(one)) for one in LENGTHS],
    )

    def __init__(self, *args: Any, reader: str, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organizations(self.fields["organization"], organizations)
        offer(self, "language", spoken(reader))

    def clean_begins(self) -> Any:
        """A quarter of an hour."""
        begins = self.cleaned_data["begins"]
        if begins.minute % 15:
            raise forms.ValidationError(_("Choose a quarter of an hour, such as 10:15."))
        return begins

    def meeting(self) -> Meeting:
        """As the operation takes it."""
        said = self.cleaned_data
        return Meeting(
            organization=said["organization"],
            language=said["language"],
            begins_at=datetime.combine(said["day"], said["begins"], city_zone()),
            minutes=said["length"],
            mode=said["mode"],
        )
