"""What colleagues type about messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.purposes import can_be_refused

Kind = ContactPoint.Kind
EVERYTHING = "everything"


class OralStopForm(forms.Form):
    """Somebody said stop. After `is_valid()`, `kind` and `address` say where, `purposes` what (none: everything)."""

    address = forms.CharField(
        label=gettext_lazy("Phone number or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Write the phone number or e-mail that shall get no more.")
        },
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What shall stop?"), widget=forms.RadioSelect, initial=EVERYTHING
    )

    kind: str = ""
    address_in_own_form: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [
            (EVERYTHING, _("Everything")),
            *((one.code, one.label) for one in can_be_refused()),
        ]

    def clean_address(self) -> str:
        """An e-mail has an @; anything else is a phone number."""
        typed: str = self.cleaned_data["address"]
        self.kind = Kind.EMAIL if "@" in typed else Kind.PHONE
        try:
            own = own_email(typed) if self.kind == Kind.EMAIL else own_phone(typed)
        except NotAnAddress:
            raise forms.ValidationError(
                _("We cannot read this. Write it such as 617-555-0101 or ana@example.org.")
            ) from None
        self.address_in_own_form = own
        return typed

    @property
    def purposes(self) -> list[str]:
        """The one purpose that shall stop; none for everything."""
        what: str = self.cleaned_data["what"]
        return [] if what == EVERYTHING else [what]
