"""Days, hours and lists as each language writes them.

CLDR has most languages. Where it has none, or silently another language's (its Haitian Creole inherits French), the
words stand in OWN below; where we have none either, English is shown.
Source: Unicode CLDR through Babel; Haitian Creole day and month names: standard orthography (IPN 1979), drafts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_day_names,
    get_month_names,
)
from babel.lists import format_list

from xenia.ground.common.cldr import lender_of, locale_of
from xenia.ground.common.languages import babel_tag, is_known

WIDTHS: Sequence[Literal["wide", "abbreviated"]] = ("wide", "abbreviated")
FORMS: Sequence[Literal["format", "stand-alone"]] = ("format", "stand-alone")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What CLDR lacks for one language. date: with the holes day, month, year."""

    days: tuple[str, ...]
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    and_word: str
    or_word: str


OWN = {
    "ht": OwnWords(
        days=("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
        short_days=("len", "mad", "mèk", "jed", "van", "sam", "dim"),
        months=(
            "janvye",
            "fevriye",
            "mas",
            "avril",
            "me",
            "jen",
            "jiyè",
            "out",
            "septanm",
            "oktòb",
            "novanm",
            "desanm",
        ),
        date="{day} {month} {year}",
        and_word="ak",
        or_word="oswa",
    )
}


def every_month_name(tags: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The names of months in some of CLDR's languages and in our own words, in every form: (1, "jan."), …"""
    for own in OWN.values():
        yield from enumerate(own.months, 1)
    for tag in tags:
        for width in WIDTHS:
            for form in FORMS:
                yield from get_month_names(width, form, locale_of(tag)).items()


def every_day_name(tags: Iterable[str]) -> Iterator[str]:
    """The names of weekdays in some of CLDR's languages and in our own words, long and short."""
    for own in OWN.values():
        yield from (*own.days, *own.short_days)
    for tag, width in [(tag, width) for tag in tags for width in WIDTHS]:
        yield from get_day_names(width, "format", locale_of(tag)).values()


def _locale(reader: str) -> Locale:
    """CLDR's data in the reader's language; American English where it has none of the language's own."""
    tag = babel_tag(reader) if is_known(reader) else None
    if not tag or tag == "en" or lender_of(tag):
        return locale_of("en_US")
    return locale_of(tag)


@lru_cache(maxsize=1024)
def day_name(weekday: str, reader: str, *, short: bool = False) -> str:
    """The name of a day such as "MO". Raises ValueError for another code."""
    number = WEEKDAYS.index(weekday)
    if own := OWN.get(reader):
        return (own.short_days if short else own.days)[number]
    names = get_day_names("abbreviated" if short else "wide", "stand-alone", _locale(reader))
    return str(names[number])


def written_day(day: date, reader: str) -> str:
    """A date in full, "November 3, 2026", as the language writes it."""
    if own := OWN.get(reader):
        return own.date.format(day=day.day, month=own.months[day.month - 1], year=day.year)
    return _western(format_date(day, "long", _locale(reader)))


def written_month(day: date, reader: str) -> str:
    """A month and year, "March 2025"."""
    if own := OWN.get(reader):
        return f"{own.months[day.month - 1]} {day.year}"
    return _western(format_skeleton("yMMMM", day, locale=_locale(reader)))


@lru_cache(maxsize=4096)
def clock(at: time, reader: str) -> str:
    """A time of day, "6:00 PM" or "18:00", in Western digits."""
    if reader in OWN:
        return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
    return _western(format_time(at, "short", locale=_locale(reader)))


def joined(items: Sequence[str], reader: str, *, either: bool = False) -> str:
    """A list in words: "Monday, Wednesday and Friday"; `either` joins with "or"."""
    if own := OWN.get(reader):
        word = own.or_word if either else own.and_word
        head, last = ", ".join(items[:-1]), items[-1] if items else ""
        return f"{head} {word} {last}" if head else last
    return format_list(list(items), "or" if either else "standard", locale=_locale(reader))


_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _western(text: str) -> str:
    """Western digits, as on every sign and phone here; a narrow space becomes a plain one."""
    return text.translate(_EASTERN).replace("\u202f", "\u00a0")


# Marks between short facts in a row; other languages use the Latin ones.
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ps": "، ", "zh-hans": "，", "zh-hant": "，"}
_SEMICOLONS = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "ps": "؛ ", "zh-hans": "；", "zh-hant": "；"}


def comma(reader: str) -> str:
    """The mark between two facts of one thing, with its space where the language sets one."""
    return _COMMAS.get(reader, ", ")


def semicolon(reader: str) -> str:
    """The mark between two things of a row."""
    return _SEMICOLONS.get(reader, "; ")
