"""Languages and areas to choose from, in the reader's words."""

from collections.abc import Iterable

from xenia.ground.common.languages import all_languages, name_in
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


def every_area(reader: str) -> Choices:
    """The areas of the city."""
    office = office_facts()
    codes = Area.objects.values_list("code", flat=True)
    return [(code, office.area_name(code, reader)) for code in codes]
