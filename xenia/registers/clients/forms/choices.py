"""Languages, areas and countries to choose from, in the reader's words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from xenia.ground.common.languages import all_languages, name_in
from xenia.ground.common.text import fold
from xenia.ground.reference.countries import countries
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts

Choices = list[tuple[str, Any]]


def spoken_languages(reader: str) -> Choices:
    """Every language, the office's own first."""
    return _languages((one.code for one in all_languages()), reader)


def written_languages(reader: str) -> Choices:
    """The languages that are written, the office's own first."""
    return _languages((one.code for one in all_languages() if one.is_written), reader)


def areas(reader: str) -> Choices:
    """The areas of the city."""
    office = office_facts()
    codes = Area.objects.values_list("code", flat=True)
    return [_unsaid(), *((code, office.area_name(code, reader)) for code in codes)]


def origins(reader: str) -> Choices:
    """Every country."""
    return [_unsaid(), *countries(reader).items()]


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Let a field of a form choose among these."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _languages(codes: Iterable[str], reader: str) -> Choices:
    own = set(office_facts().codes)
    named = sorted(((code, name_in(code, reader)) for code in codes), key=lambda one: fold(one[1]))
    first = [one for one in named if one[0] in own]
    rest = [one for one in named if one[0] not in own]
    return [_unsaid(), (_("Often here"), first), (_("All languages"), rest)]


def _unsaid() -> tuple[str, str]:
    return ("", _("Not said"))
