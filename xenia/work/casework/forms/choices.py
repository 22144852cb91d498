"""What the forms of this room choose from, in the reader's words."""

from typing import Any, Final

from django import forms

from xenia.ground.common.languages import all_languages, name_in
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.work.casework.models.intake import Channel
from xenia.work.language_access.forms.choices import every_area

Choices = list[tuple[str, str]]
AUTO: Final = {"dir": "auto", "autocomplete": "off"}
# How somebody comes whom a colleague writes down: the other way is her own form online.
AT_THE_DESK: Final = [one for one in Channel.choices if one[0] != Channel.ONLINE]


def needs(reader: str) -> Choices:
    """The needs, in the reader's words."""
    return [(one.code, label_of("needs", one.code, reader)) for one in vocabulary("needs")]


def barriers(reader: str) -> Choices:
    """What stands between somebody and help, in the reader's words."""
    return [(one.code, label_of("barriers", one.code, reader)) for one in vocabulary("barriers")]


def spoken(reader: str) -> Choices:
    """Every language somebody may speak; the office's own first."""
    own = list(office_facts().codes)
    rest = [one.code for one in all_languages() if one.code not in own]
    named = sorted(((code, name_in(code, reader)) for code in rest), key=lambda one: one[1])
    return [(code, name_in(code, reader)) for code in own] + named


def written_own() -> Choices:
    """Languages that are written, as their speakers call them."""
    return [(one.code, one.own_name) for one in all_languages() if one.is_written]


def areas(reader: str) -> Choices:
    """The areas of the city."""
    return every_area(reader)


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """Fill a field's choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
