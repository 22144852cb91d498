"""One screen: how she came, who she is as far as she says, what she needs, what stands in the way."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.reach_form import HOUR_CHOICES, HOURS
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said
from xenia.registers.directory.models import Organization
from xenia.work.casework.forms.choices import (
    AT_THE_DESK,
    AUTO,
    areas,
    barriers,
    needs,
    offer,
    spoken,
)
from xenia.work.casework.models.intake import Channel
from xenia.work.casework.operations import Told, Way
from xenia.work.casework.queries.need_words import NoNeed, needs_in
from xenia.work.language_access.forms.asking import offer_organizations

LONGEST: Final = 6000
ABOUT_HER: Final = (
    "called",
    "language",
    "written",
    "phone",
    "may_text",
    "voicemail",
    "hours",
    "email",
    "area",
    "birth_year",
)
MANY: Final = ("needs", "barriers")


class IntakeForm(forms.Form):
    """Only the language and one need are needed; everything else may stay empty."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did she come?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        initial=Channel.WALK_IN,
        error_messages={"required": gettext_lazy("Choose how she came.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language she speaks"),
        error_messages={
            "required": gettext_lazy(
                "Choose the language the person speaks, so we can find an interpreter."
            )
        },
    )
    called = forms.CharField(
        label=gettext_lazy("What she wants to be called"),
        help_text=gettext_lazy("Empty: she is served without a name, and counted all the same."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=AUTO),
    )
    typed_needs = forms.CharField(
        label=gettext_lazy("What does she need?"),
        help_text=gettext_lazy(
            "Type words with commas, such as food, English, housing. Or tick below."
        ),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=AUTO),
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Needs"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy(
            "Sealed. Never write numbers of papers, nor how she came to the country."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 4}),
    )
    is_urgent = forms.BooleanField(
        label=gettext_lazy("It cannot wait until tomorrow"), required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=1440
    )
    written = forms.ChoiceField(
        label=gettext_lazy("Language she reads, if another"), required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "type": "tel", "autocomplete": "off"}),
    )
    may_text = forms.BooleanField(label=gettext_lazy("A text message is safe"), required=False)
    voicemail = forms.BooleanField(
        label=gettext_lazy("A message on her voicemail is safe"), required=False
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("When is it safe to call?"), required=False, choices=HOUR_CHOICES
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Neighborhood"), required=False)
    birth_year = forms.CharField(
        label=gettext_lazy("Year of birth"),
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    agrees = forms.BooleanField(
        label=gettext_lazy(
            "She agrees that we keep a record, so that she need not tell everything again"
        ),
        required=False,
    )
    barriers = forms.MultipleChoiceField(
        label=gettext_lazy("What stands between her and help?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    # Of this very form: sent twice, it makes one intake and one receipt.
    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    organization = forms.ModelChoiceField(
        label=gettext_lazy("Interpreter for"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=None,
    )
    interpreter_now = forms.BooleanField(
        label=gettext_lazy("We need an interpreter now, by phone"), required=False
    )

    def __init__(
        self,
        *args: Any,
        reader: str,
        organizations: Any,
        client: Client | None = None,
        **kwargs: Any,
    ) -> None:
        """client: somebody the office knows; then she is not asked again who she is."""
        super().__init__(*args, **kwargs)
        self.client = client
        tongues = spoken(reader)
        offer(self, "language", [("", _("Choose a language")), *tongues])
        offer(self, "written", [("", _("The same")), *tongues])
        offer(self, "area", [("", _("Not said")), *areas(reader)])
        offer(self, "needs", needs(reader))
        offer(self, "barriers", barriers(reader))
        offer_organizations(self.fields["organization"], organizations)
        self.fields["organization"].required = False
        if client is not None:
            for name in ABOUT_HER:
                del self.fields[name]
        if self["channel"].value() != Channel.ONLINE:
            offer(self, "channel", AT_THE_DESK)
        # A need is typed or ticked, an organization chosen once an interpreter is called: neither is called optional.
        for name in ("typed_needs", "organization"):
            needed: Any = self.fields[name]
            needed.is_needed_later = True
        first = self.fields["language" if client is None else "typed_needs"]
        first.widget.attrs["autofocus"] = True

    def clean_typed_needs(self) -> tuple[str, ...]:
        """Codes of what was typed."""
        try:
            return needs_in(self.cleaned_data["typed_needs"])
        except NoNeed as unknown:
            words = _("We do not know “%(word)s”. Use another word, or tick below.")
            raise forms.ValidationError(words % {"word": unknown.word}) from None

    def clean_birth_year(self) -> str:
        """Four digits, or nothing."""
        said: str = self.cleaned_data["birth_year"].strip()
        if said and not (len(said) == 4 and said.isascii() and said.isdecimal()):
            raise forms.ValidationError(_("Write the year with four digits, such as 1984."))
        return said

    def clean(self) -> dict[str, Any]:
        """Something is needed; an address has its own form."""
        cleaned = super().clean() or {}
        typed = () if "typed_needs" in self.errors else cleaned.get("typed_needs", ())
        cleaned["all_needs"] = tuple(dict.fromkeys((*typed, *cleaned.get("needs", ()))))
        if not cleaned["all_needs"] and "typed_needs" not in self.errors:
            self.add_error("typed_needs", _("Say at least one thing she needs."))
        if self.client is None:
            self._address("phone", own_phone, _("Type a phone number, such as 617-555-0101."))
            self._address("email", own_email, _("Type an e-mail, such as ana@example.org."))
            if not cleaned.get("called") and (cleaned.get("phone") or cleaned.get("email")):
                self.add_error(
                    "called",
                    _("Write what she wants to be called, so that we ask for the right person."),
                )
        if cleaned.get("interpreter_now") and not cleaned.get("organization"):
            self.add_error("organization", _("Choose for whom the interpreter comes."))
        return cleaned

    def _address(self, name: str, own_form: Any, what_to_do: str) -> None:
        typed = self.cleaned_data.get(name) or ""
        try:
            self.cleaned_data[name] = own_form(typed) if typed else ""
        except NotAnAddress:
            self.add_error(name, what_to_do)

    def interpreter_for(self) -> Organization | None:
        """In whose name an interpreter is called now; None: nobody is called."""
        said = self.cleaned_data
        return said["organization"] if said["interpreter_now"] else None

    def told(self) -> Told:
        """The screen as the operation takes it."""
        said = self.cleaned_data
        return Told(
            channel=said["channel"],
            needs=said["all_needs"],
            barriers=tuple(said["barriers"]),
            note=said["note"],
            is_urgent=said["is_urgent"],
            minutes=said["minutes"],
            client=self.client,
            said=self._of_herself(),
            ways=tuple(self._ways()),
            token=said["token"],
            agrees=said["agrees"] and bool(self.client or said.get("called")),
        )

    def ways_said(self) -> dict[str, str]:
        """Her phone and e-mail, where she gave them: somebody we know may have the same."""
        return {name: self.cleaned_data.get(name) or "" for name in ("phone", "email")}

    def _of_herself(self) -> Said:
        if self.client is not None:
            return Said()
        said = self.cleaned_data
        return Said(
            called=said["called"].strip(),
            spoken_language=said["language"],
            written_language=said["written"] or said["language"],
            birth_year=said["birth_year"],
            area=said["area"],
        )

    def _ways(self) -> list[Way]:
        said, found = self.cleaned_data, []
        if said.get("phone"):
            safety = Safety(
                may_text=said["may_text"],
                may_leave_voicemail=said["voicemail"],
                hours=HOURS.get(said["hours"]),
            )
            channels = ("sms", "call") if said["may_text"] else ("call",)
            found.append(Way("phone", said["phone"], safety, channels))
        if said.get("email"):
            found.append(Way("email", said["email"], Safety(), ("email",)))
        return found


def as_draft(typed: QueryDict) -> dict[str, Any]:
    """What was typed, whatever it is, as it is sealed."""
    names = IntakeForm.base_fields
    return {
        name: typed.getlist(name) if name in MANY else typed.get(name, "")
        for name in names
        if name in typed
    }
