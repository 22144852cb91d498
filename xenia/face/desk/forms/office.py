"""The office's name, place and contact; the same words in another language."""

import re
from typing import Any

import holidays
from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xenia.ground.common.languages import Language
from xenia.ground.reference.models import Office
from xenia.ground.reference.office import OfficeFacts

# A phone number here has 10 digits; 311 and its like have 3. Source: North American Numbering Plan.
PHONE_DIGITS = (3, 10)
WRITTEN = {"dir": "auto"}


class SettingsForm(forms.Form):
    """A form that notices when somebody else saved the same settings meanwhile.

    `seen` is the version of the office the person saw; after a conflict she sees the present one and saves again.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facts: OfficeFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = facts.changed_at.isoformat() if facts.changed_at else ""
        self.fields["seen"].initial = self.now

    def clean(self) -> dict[str, Any]:
        """Say so when the settings changed since the page was opened; nothing typed is lost."""
        cleaned = super().clean() or {}
        if self.is_bound and cleaned.get("seen") != self.now:
            self.data = {**self.data, "seen": self.now}
            self.add_error(
                None,
                _(
                    "Somebody changed the office while you typed. Nothing you typed is lost: "
                    "look at it once more, then save again."
                ),
            )
        return cleaned


class OfficeForm(SettingsForm):
    """What the office is called in English, where it is, how to reach it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the office"),
        max_length=200,
        widget=forms.TextInput(attrs=WRITTEN),
        error_messages={"required": gettext_lazy("Write what the office is called.")},
    )
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("For narrow places, such as the top of a phone."),
        max_length=60,
        widget=forms.TextInput(attrs=WRITTEN),
        error_messages={"required": gettext_lazy("Write a short name.")},
    )
    tagline = forms.CharField(
        label=gettext_lazy("Welcome on the front page"),
        help_text=gettext_lazy("A few words, such as: Welcome. What do you need?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WRITTEN),
    )
    jurisdiction = forms.ChoiceField(
        label=gettext_lazy("This office belongs to a"),
        choices=Office.Jurisdiction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose city or county.")},
    )
    jurisdiction_name = forms.CharField(
        label=gettext_lazy("Name of the city or county"),
        max_length=120,
        widget=forms.TextInput(attrs=WRITTEN),
        error_messages={"required": gettext_lazy("Write the name of the city or county.")},
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        help_text=gettext_lazy("For public holidays and ZIP codes."),
        required=False,
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        error_messages={
            "invalid": gettext_lazy("Write an e-mail address, such as help@example.org.")
        },
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("Street, floor, city: as you would tell a visitor."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WRITTEN),
    )
    hours = forms.CharField(
        label=gettext_lazy("Hours"),
        help_text=gettext_lazy("In one sentence, such as: Monday to Friday, 9 to 5."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WRITTEN),
    )
    website = forms.URLField(
        label=gettext_lazy("Web site"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write a web address, such as www.example.org.")},
    )

    NAMING = ("name", "short_name", "tagline", "jurisdiction", "jurisdiction_name", "state")
    CONTACT = ("phone", "email", "address", "hours", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(code, code) for code in sorted(holidays.list_supported_countries()["US"])]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *states]

    def clean_phone(self) -> str:
        """Count the digits of a phone number; how it is written is the office's choice."""
        phone: str = self.cleaned_data["phone"]
        digits = re.sub(r"\D", "", phone.split("x", maxsplit=1)[0])
        if (
            phone
            and len(digits.removeprefix("1") if len(digits) == 11 else digits) not in PHONE_DIGITS
        ):
            raise forms.ValidationError(
                ngettext(
                    "“%(phone)s” has %(count)s digit. A phone number has 10.",
                    "“%(phone)s” has %(count)s digits. A phone number has 10.",
                    len(digits),
                )
                % {"phone": phone, "count": len(digits)}
            )
        return phone

    def naming(self) -> list[forms.BoundField]:
        """The fields about name and place."""
        return [self[name] for name in self.NAMING]

    def contact(self) -> list[forms.BoundField]:
        """The fields about reaching the office."""
        return [self[name] for name in self.CONTACT]

    def values(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in (*self.NAMING, *self.CONTACT)}


class WordsForm(forms.Form):
    """The office's own words in one other language. What stays empty is shown in English."""

    name = forms.CharField(label=gettext_lazy("Name of the office"), max_length=200, required=False)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=60, required=False)
    tagline = forms.CharField(
        label=gettext_lazy("Welcome on the front page"), max_length=200, required=False
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    hours = forms.CharField(label=gettext_lazy("Hours"), max_length=300, required=False)

    def __init__(self, *args: Any, language: Language, facts: OfficeFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs |= {"lang": language.code, "dir": language.direction}
            field.initial = facts.texts.get(name, {}).get(language.code, "")
            english = facts.text(name, "")
            if english:
                field.help_text = _("English: %(words)s") % {"words": escape(english)}
