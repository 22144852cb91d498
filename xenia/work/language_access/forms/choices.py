"""Languages and areas to choose from, in the reader's words."""

from collections.abc import Iterable
from typing import Any

from django import forms

from xenia.ground.common.cldr import locale_of
from xenia.ground.common.languages import all_languages, babel_tag, name_in
from xenia.ground.common.text import fold
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts

Choices = list[tuple[str, str]]


def named(codes: Iterable[str], reader: str) -> Choices:
    """Languages by their names, in the order of the names."""
    return sorted(((code, name_in(code, reader)) for code in codes), key=lambda one: fold(one[1]))


def every_language(reader: str) -> Choices:
    """Every language of the registry."""
    return named((one.code for one in all_languages()), reader)


def every_spoken_language(reader: str, *, besides: Iterable[str] = ()) -> Choices:
    """Every language somebody speaks; not a written form such as Chinese in one script. besides: said before."""
    spoken = [one.code for one in all_languages() if one.is_spoken]
    return named(dict.fromkeys([*spoken, *filter(None, besides)]), reader)


def every_script(reader: str) -> Choices:
    """The scripts of the registry's languages, by their names."""
    codes = {one.script for one in all_languages() if one.script}
    named_here = locale_of(babel_tag(reader) or "en").scripts
    names = named_here or locale_of("en").scripts
    return sorted(((code, str(names.get(code, code))) for code in codes), key=lambda one: one[1])


def every_area(reader: str) -> Choices:
    """The areas of the city."""
    office = office_facts()
    codes = Area.objects.values_list("code", flat=True)
    return [(code, office.area_name(code, reader)) for code in codes]


def needed_by_the_form(form: forms.Form, *names: str) -> None:
    """These are asked for by the whole form, together with others; so they are not shown as optional."""
    for name in names:
        field: Any = form.fields[name]
        field.is_needed_later = True
