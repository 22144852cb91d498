"""A contact without a name: three choices, and a mark with which the last one is taken back."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core import signing

from xenia.ground.common.ids import new_id
from xenia.ground.common.languages import all_languages
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.work.enquiries.operations import Contact, Mode

SALT: Final = "xenia.enquiries.contact"
MARK_LASTS: Final = 60 * 60 * 4  # seconds


class ContactForm(forms.Form):
    """One contact. Each value is one of a list; nothing can be typed."""

    need = forms.ChoiceField()
    language = forms.ChoiceField()
    mode = forms.ChoiceField(choices=Mode.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codes in (("need", need_codes()), ("language", spoken_codes())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(code, code) for code in codes]

    def contact(self) -> Contact:
        """What is counted."""
        return Contact(**self.cleaned_data)


def need_codes() -> list[str]:
    """The needs, in their order."""
    return [one.code for one in vocabulary("needs")]


def spoken_codes() -> list[str]:
    """Every language somebody may speak; the office's own first."""
    own = list(office_facts().codes)
    return own + [one.code for one in all_languages() if one.code not in own]


def needs(reader: str) -> list[tuple[str, str]]:
    """The needs in the reader's words."""
    return [(code, label_of("needs", code, reader)) for code in need_codes()]


def mark_of(contact: Contact, on: date) -> str:
    """What the page carries to take this contact back, or to say more about it; never the same twice."""
    said = [contact.need, contact.language, contact.mode, on.isoformat(), new_id().hex]
    return signing.dumps(said, salt=SALT)


def marked(mark: str) -> tuple[Contact, date] | None:
    """The contact of a mark; None when it is too old, or nobody gave it."""
    try:
        need, language, mode, on, _one = signing.loads(mark, salt=SALT, max_age=MARK_LASTS)
        return Contact(need, language, mode), date.fromisoformat(on)
    except (signing.BadSignature, ValueError):
        return None
