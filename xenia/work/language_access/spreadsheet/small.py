"""Phones, rates, genders and ways of working as lists write them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext_noop, override

from xenia.ground.common.text import fold
from xenia.ground.imports.cells import Ways, plain
from xenia.ground.imports.reading import Cell
from xenia.ground.imports.sentences import Refused
from xenia.ground.reference.models import Area
from xenia.work.language_access.models.interpreter import Gender, Kind, RateUnit
from xenia.work.language_access.models.pair import Way

FEWEST_FIGURES: Final = 7
LONGEST_PHONE: Final = 60
KIND_WORDS: Final = {
    Kind.STAFF: ("staff", "employee", "city employee", "full time", "full-time", "part time", "part-time", "in-house", "ft", "pt"),
    Kind.CONTRACTOR: ("contractor", "freelance", "freelancer", "1099", "contract", "independent", "per diem", "vendor", "agency", "external"),
    Kind.VOLUNTEER: ("volunteer", "vol", "unpaid", "intern", "pro bono"),
}  # fmt: skip
GENDER_WORDS: Final = {
    Gender.FEMALE: ("f", "female", "woman", "she", "she/her", "mujer", "femenino", "femme", "mulher", "fanm"),
    Gender.MALE: ("m", "male", "man", "he", "he/him", "hombre", "masculino", "homme", "homem", "gason"),
    Gender.NONBINARY: ("x", "nb", "nonbinary", "non-binary", "they", "they/them", "no binario"),
}  # fmt: skip
WAY_WORDS: Final = {
    Way.IN_PERSON: ("in person", "in-person", "onsite", "on site", "on-site", "face to face", "f2f", "ip", "presencial"),
    Way.VIDEO: ("video", "vri", "zoom", "teams", "remote video", "virtual"),
    Way.PHONE: ("phone", "telephone", "opi", "by phone", "tel", "telephonic", "over the phone"),
    Way.SIGHT: ("sight", "sight translation"),
    Way.RELAY: ("relay",),
    Way.WRITTEN: ("written", "translation", "translates", "documents", "written translation", "document translation"),
}  # fmt: skip
UNIT_WORDS: Final = {
    RateUnit.HOUR: ("h", "hr", "hrs", "hour", "hora", "heure"),
    RateUnit.MINUTE: ("min", "minute", "mins"),
    RateUnit.WORD: ("word", "wd", "palabra"),
    RateUnit.ASSIGNMENT: ("assignment", "session", "visit", "job", "appointment"),
}  # fmt: skip
_BETWEEN: Final = re.compile(r"\s*(?:[,;/+&|\n\r]|\band\b)\s*")
_MONEY: Final = re.compile(
    r"(?:usd|us\$|\$)?\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*(?:usd|\$|dollars)?\s*(.*)"
)


def phone(cell: Cell, _ways: Ways) -> str:
    """A phone number, or several, as they stand there."""
    said = " ".join(plain(cell).split())
    if sum(sign.isdecimal() for sign in said) < FEWEST_FIGURES or len(said) > LONGEST_PHONE:
        raise Refused(gettext_noop("Write a phone number such as 617-555-0142."))
    return said


def kind_words() -> dict[str, Kind]:
    """What lists call a person's work with the office."""
    return _words(KIND_WORDS)


def gender_words() -> dict[str, Gender]:
    """What lists write for a gender."""
    return _words(GENDER_WORDS)


def _words(words: dict[Any, tuple[str, ...]]) -> dict[str, Any]:
    named = {name: one for one, names in words.items() for name in names}
    return {_label(one): one for one in words} | named


@lru_cache(maxsize=64)
def _label(one: Any) -> str:
    with override("en"):
        return fold(str(one.label))


def ways(cell: Cell, _ways: Ways) -> tuple[str, ...]:
    """How she works. Raises Refused for a word that is none of the ways."""
    known, found = _words(WAY_WORDS), []
    for part in filter(None, _BETWEEN.split(fold(plain(cell)).strip(" ."))):
        if part in ("all", "any", "all modes"):
            return (Way.IN_PERSON.value, Way.VIDEO.value, Way.PHONE.value)
        if part not in known:
            raise Refused(
                gettext_noop("We do not know one of these ways. Write: in person, video, phone."),
                heard=part,
            )
        found.append(known[part].value)
    return tuple(dict.fromkeys(found))


def rate(cell: Cell, _ways: Ways) -> tuple[int, str]:
    """A rate in cents and what it is paid for; an amount alone is for an hour."""
    match = _MONEY.fullmatch(fold(plain(cell)).strip())
    if not match:
        raise Refused(gettext_noop("Write the rate such as $45/hour."))
    cents = Decimal(match[1].replace(",", ".")) * 100
    if cents != int(cents):
        raise Refused(gettext_noop("Write the rate in whole cents."))
    return int(cents), _unit(match[2])


def _unit(said: str) -> str:
    word = said.strip(" /.").removeprefix("per ").removeprefix("an ").removeprefix("a ").strip()
    if not word:
        return RateUnit.HOUR.value
    for unit, words in UNIT_WORDS.items():
        if word in words or word.rstrip("s") in words:
            return unit.value
    raise Refused(gettext_noop("Write the rate such as $45/hour."))


def rate_shown(said: tuple[int, str]) -> str:
    """A rate in the preview."""
    cents, unit = said
    return f"${cents / 100:,.2f} {RateUnit(unit).label}"


def areas(cell: Cell, _ways: Ways) -> tuple[Area, ...]:
    """The parts of the city she goes to; none for everywhere. Raises Refused for a name that is none of them."""
    parts = list(filter(None, _BETWEEN.split(fold(plain(cell)).strip(" ."))))
    if parts in (["all"], ["citywide"], ["city-wide"], ["anywhere"], ["everywhere"]):
        return ()
    known = dict(_area_names())
    unknown = [part for part in parts if part not in known]
    if unknown:
        raise Refused(
            gettext_noop("We do not know one of these areas. Write them as our list does."),
            heard=", ".join(unknown),
        )
    return tuple(dict.fromkeys(known[part] for part in parts))


def _area_names() -> Iterator[tuple[str, Area]]:
    for area in Area.objects.all():
        yield fold(area.name), area
        yield fold(area.code), area


def joined_ways(said: tuple[str, ...]) -> str:
    """Ways of working in the preview."""
    return ", ".join(str(Way(one).label) for one in said)
