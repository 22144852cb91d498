"""What tables say of who lives here beside languages: their topics, whom they count, and the words of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.reference.countries import countries, country_name
from xenia.registers.population.groups import folded
from xenia.registers.population.models import Characteristic

Topic = Characteristic.Topic
Who = Characteristic.Who
# Source: U.S. Census Bureau, American Community Survey 2020-2024, tables of these numbers.
TABLES: Final[Mapping[str, Topic]] = {
    "B05012": Topic.NATIVITY,
    "B05006": Topic.BIRTHPLACE,
    "B05004": Topic.MEDIAN_AGE,
    "B05005": Topic.ARRIVAL,
    "B06009": Topic.EDUCATION,
    "B06010": Topic.INCOME,
    "B06011": Topic.MEDIAN_INCOME,
    "B06012": Topic.POVERTY,
}
_WHO: Final[Mapping[str, Who]] = {
    "foreign born": Who.FOREIGN_BORN,
    "native": Who.NATIVE,
}
# How rows were called in older years.
_OLD_WORDS: Final[Mapping[str, str]] = {"cape-verde": "cabo-verde"}
# What the office does not keep: who has which papers, also where it is only counted; and where in the country.
_LEFT_OUT: Final = ("citizen", "born in state", "born in other state", "native born outside")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: of which topic, of whom, which one."""

    topic: str
    who: str
    code: str
    label: str


def row_of(topic: Topic, path: Sequence[str]) -> Row | None:
    """The row a label stands for; None for one that is left out. path: from the widest word to the narrowest."""
    parts = [one.strip().rstrip(":") for one in path]
    words = [folded(one) for one in parts]
    if any(left in word for word in words for left in _LEFT_OUT):
        return None
    who = Who.FOREIGN_BORN if topic == Topic.BIRTHPLACE else Who.EVERYBODY
    who = next((_WHO[word] for word in words if word in _WHO), who)
    kept = [
        part
        for part, word in zip(parts, words, strict=True)
        if word != "total" and word not in _WHO and not part.endswith("--")
    ]
    return Row(topic, who, code_of(kept), kept[-1][:120] if kept else "")


def code_of(path: Sequence[str]) -> str:
    """A row's code: africa/western-africa/cabo-verde."""
    slugs = [folded(one).replace(" ", "-") for one in path]
    return "/".join(_OLD_WORDS.get(one, one) for one in slugs)[:200]


# How the Census Bureau calls some countries, folded.
_ITS_NAMES: Final[Mapping[str, str]] = {
    "korea": "KR", "burma myanmar": "MM", "burma": "MM", "myanmar": "MM", "hong kong": "HK", "cabo verde": "CV",
    "cape verde": "CV", "cote d ivoire": "CI", "ivory coast": "CI", "turkey": "TR", "north macedonia": "MK",
    "congo": "CG", "democratic republic of congo": "CD", "democratic republic of congo zaire": "CD",
    "trinidad and tobago": "TT", "west indies": "", "st lucia": "LC", "bosnia and herzegovina": "BA",
    "antigua and barbuda": "AG", "st vincent and the grenadines": "VC", "gambia": "GM",
}  # fmt: skip


@cache
def _by_name() -> dict[str, str]:
    return {folded(name): code for code, name in countries("en").items()} | dict(_ITS_NAMES)


def country_of(label: str) -> str:
    """The country a row of birthplaces is about, by its ISO code; "" for a region or several together."""
    plain = label.partition("(")[0]
    return _by_name().get(folded(label)) or _by_name().get(folded(plain), "")


# Rows that stay the same from year to year, in the reader's words; others stand as the source prints them.
_WORDS: Final[Mapping[str, str | Promise]] = {
    "less than high school graduate": _("Less than high school"),
    "high school graduate includes equivalency": _("High school or its equal"),
    "some college or associate s degree": _("Some college, or an associate’s degree"),
    "bachelor s degree": _("Bachelor’s degree"),
    "graduate or professional degree": _("Graduate or professional degree"),
    "below 100 percent of the poverty level": _("Below the poverty line"),
    "100 to 149 percent of the poverty level": _("Up to one and a half times the poverty line"),
    "at or above 150 percent of the poverty level": _("Above that"),
    "no income": _("No income"),
    "with income": _("With an income"),
    "male": _("Men and boys"),
    "female": _("Women and girls"),
    "europe": _("Europe"),
    "asia": _("Asia"),
    "africa": _("Africa"),
    "oceania": _("Oceania"),
    "americas": _("The Americas"),
    "latin america": _("Latin America"),
    "caribbean": _("The Caribbean"),
    "central america": _("Central America"),
    "south america": _("South America"),
}


def words_of(label: str, topic: str, reader: str) -> tuple[str, str]:
    """What a row is called for the reader, and the language of that."""
    if not label:
        return str(_("All together")), reader
    if topic == Topic.BIRTHPLACE and (country := country_of(label)):
        return country_name(country, reader), reader
    known = _WORDS.get(folded(label))
    return (str(known), reader) if known else (label, "en")
