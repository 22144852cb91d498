"""What colleagues type about the city's Open311 server, the apps that may file, and what is passed on."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.ombudsman.models import CityServer, Complaint
from xenia.work.ombudsman.open311.wire import LONGEST_DESCRIPTION
from xenia.work.ombudsman.operations.city_server import is_near
from xenia.work.ombudsman.operations.passing_on import ForTheCity

LONGEST: Final = 6000
ENGLISH: Final = "en"
MACHINE: Final = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}


class CityServerForm(forms.Form):
    """Where the city's server is."""

    base = forms.URLField(
        label=gettext_lazy("Address of the city's Open311 server"),
        help_text=gettext_lazy("Up to the version, such as https://311.city.example/open311/v2"),
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs=MACHINE),
        error_messages={
            "required": gettext_lazy("Type the address. The city's service line knows it."),
            "invalid": gettext_lazy("Type an address such as https://311.city.example/v2."),
        },
    )
    jurisdiction = forms.CharField(
        label=gettext_lazy("Jurisdiction"),
        help_text=gettext_lazy("Only where the city asks for one, such as city.example"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=MACHINE),
    )
    api_key = forms.CharField(
        label=gettext_lazy("Key the city gave us"),
        help_text=gettext_lazy("We never show it again. Left empty, the one we have stays."),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs=MACHINE | {"autocomplete": "new-password"}),
    )

    @classmethod
    def showing(cls, server: CityServer | None) -> "CityServerForm":
        """As it stands now, without the key."""
        known = {"base": server.base, "jurisdiction": server.jurisdiction} if server else {}
        return cls(initial=known)

    def clean_base(self) -> str:
        """Only an address we would ask."""
        base = str(self.cleaned_data["base"])
        if not (base.startswith("https://") or is_near(base)):
            raise forms.ValidationError(
                _("Only an address that begins with https is asked, so that nobody reads along.")
            )
        return base

    def said(self) -> dict[str, Any]:
        """As the operation takes it."""
        return self.cleaned_data | {"api_key": self.cleaned_data["api_key"] or None}


class AppKeyForm(forms.Form):
    """An app that may file complaints."""

    app = forms.CharField(
        label=gettext_lazy("Name of the app"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say which app it is, and whose.")},
    )
    is_trusted = forms.BooleanField(
        label=gettext_lazy("What comes with this key is received at once"),
        help_text=gettext_lazy("Else each complaint waits until a colleague lets it in."),
        required=False,
    )


class PassOnForm(forms.Form):
    """A request for the city, in our words, and what she reads about it."""

    service = forms.ChoiceField(
        label=gettext_lazy("Which service of the city?"),
        error_messages={"required": gettext_lazy("Choose what the city is asked to do.")},
    )
    description = forms.CharField(
        label=gettext_lazy("What the city is asked to do"),
        help_text=gettext_lazy("Write it afresh. The city may show it to everybody."),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what the city should do.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("A street and number, or a corner. Never where she lives."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("The city must know where.")},
    )
    names_nobody = forms.BooleanField(
        label=gettext_lazy("It names nobody, and nobody can be recognized from it"),
        error_messages={
            "required": gettext_lazy("Read your words again. Tick this when they name nobody.")
        },
    )
    destination = forms.CharField(
        label=gettext_lazy("Who has it now"),
        help_text=gettext_lazy("She reads it, so that she knows whom to ask."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say who has it now.")},
    )
    english = forms.CharField(
        label=gettext_lazy("Our words to her, in English"),
        help_text=gettext_lazy(
            "Without the words in her language, a translator is asked, and it goes out when the translation is there."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3, "autocomplete": "off"}),
    )
    words = forms.CharField(
        label=gettext_lazy("Our words to her, in her language"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3, "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, complaint: Complaint, services: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {one.code: one.name for one in services}
        service = self.fields["service"]
        assert isinstance(service, forms.ChoiceField)
        service.choices = [("", _("Choose")), *self.names.items()]
        if str(complaint.language) == ENGLISH:
            del self.fields["english"]
            self.fields["words"].label = _("Our words to her")

    def clean(self) -> dict[str, Any]:
        """She is told something."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("english") or cleaned.get("words")):
            self.add_error("words", _("Tell her what becomes of it."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """As the operation takes it."""
        said = self.cleaned_data
        asked = ForTheCity(
            service_code=said["service"],
            service_name=self.names[said["service"]][:200],
            description=said["description"],
            address=said["address"],
        )
        return {
            "asked": asked,
            "names_nobody": said["names_nobody"],
            "destination": said["destination"],
            "words": said["words"],
            "english": said.get("english", ""),
        }


class ArrivedForm(forms.Form):
    """The number under which the city has it."""

    number = forms.CharField(
        label=gettext_lazy("The city's number"),
        max_length=128,
        widget=forms.TextInput(attrs=MACHINE),
        error_messages={"required": gettext_lazy("Type the number the city told you.")},
    )
