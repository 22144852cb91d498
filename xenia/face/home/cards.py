"""A listing in the reader's words: what the pages show of a service.

Everything here reads the Listing's document alone; no page touches the directory's tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from typing import Any

import phonenumbers
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from xenia.face.home.fixed_words import access_words
from xenia.face.home.locator import Locator, locator_of
from xenia.face.home.posted import closed_words
from xenia.ground.common.languages import is_known, language, name_in
from xenia.ground.common.local_words import (
    WEEKDAYS,
    clock,
    comma,
    day_name,
    joined,
    semicolon,
    written_day,
    written_month,
)
from xenia.ground.design.rows import FactLine, ResultRow, hour_rows
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.registers.directory.queries.notices import is_closed_on

Document = dict[str, Any]
MILE_DIGITS = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is in. `is_foreign`: not the reader's; `is_draft`: nobody has checked it."""

    text: str
    lang: str
    is_foreign: bool = False
    is_draft: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of opening hours."""

    days: str
    times: str
    note: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A number to tap."""

    shown: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """Where a service is given. branch: the place's id when it is a branch of the public library."""

    name: Words
    lines: tuple[str, ...]
    transportation: Words
    accessibility: tuple[str, ...]
    hours: SafeString
    phones: tuple[Call, ...]
    latitude: float | None = None
    longitude: float | None = None
    area: str = ""
    branch: str = ""
    is_confidential: bool = False
    map: Locator | None = None

    @property
    def directions_url(self) -> str:
        """Opens the phone's own map; nothing is sent from this page."""
        if self.latitude is None or self.is_confidential:
            return ""
        return f"geo:{self.latitude:.5f},{self.longitude:.5f}"


@dataclass(frozen=True, slots=True)
class Card:
    """One service as a row of a list or as a page shows it."""

    id: str
    url: str
    name: Words
    english_name: str
    description: Words
    organization: Words
    kind: str
    facts: tuple[FactLine, ...]
    phone: Call | None
    stale_since: str = ""
    alert: Words = NOTHING
    is_closed_for_now: bool = False
    closed_words: str = ""
    distance: str = ""
    why: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RowWords:
    """What every row of a list says in the reader's language, looked up once a page."""

    matches: str
    call: str
    save: str
    remove: str
    not_sure: str
    only_english: str
    saved_url: str


def row_words() -> RowWords:
    """The words of a list's rows in the language in force."""
    return RowWords(
        matches=_("Matches:"),
        call=_("Call"),
        save=_("Save"),
        remove=_("Remove"),
        not_sure=_("Not sure"),
        only_english=_("Only in English for now"),
        saved_url=reverse("home:saved"),
    )


def result_row(
    card: Card, words: RowWords, *, kept: str = "", removable: bool = False
) -> ResultRow:
    """A card as a row of a list. kept: the saved list an address carries; removable: the row stands on that list."""
    notes = []
    if card.closed_words:
        notes.append((card.closed_words, ""))
    if card.stale_since:
        words_of_month = _("Not confirmed since %(month)s: call before you go.")
        last = words_of_month % {"month": card.stale_since}
        notes.append((words.not_sure, last))
    if card.description.is_foreign:
        notes.append(("", words.only_english))
    if removable:
        action = ("close", words.remove, f"{words.saved_url}?s={kept}", "remove", card.id)
    else:
        address = f"{words.saved_url}?s={kept}{',' if kept else ''}{card.id}"
        action = ("bookmark", words.save, address, "save", card.id)
    return ResultRow(
        href=card.url,
        title=card.name.text,
        lang=card.name.lang,
        organization=card.organization.text,
        distance=card.distance,
        why_label=words.matches,
        why=card.why,
        facts=card.facts,
        notes=tuple(notes),
        call_label=words.call,
        phone=(card.phone.shown, card.phone.url) if card.phone else None,
        action=action,
    )


def text_of(
    texts: dict[str, str] | None, reader: str, states: dict[str, str] | None = None
) -> Words:
    """A text in the reader's language, else in English, else in any language it has."""
    if not texts:
        return NOTHING
    for tag in (reader, "en", *texts):
        if text := texts.get(tag):
            return Words(
                text,
                tag,
                is_foreign=tag != reader,
                is_draft=(states or {}).get(tag) == "draft",
            )
    return NOTHING


def field_of(document: Document, name: str, reader: str) -> Words:
    """A field of a listing, with what is known of its translation."""
    return text_of(document.get(name), reader, document.get("text_status", {}).get(name))


def card_of(document: Document, reader: str, *, today: date) -> Card:
    """The row and page head of a service."""
    organization = document.get("organization") or {}
    phones = calls_of(document["phones"])
    return Card(
        id=document["id"],
        url=service_address(reader).replace(NOBODY, document["id"]),
        name=field_of(document, "name", reader),
        english_name=document["name"].get("en", ""),
        description=field_of(document, "description", reader),
        organization=text_of(organization.get("name"), reader),
        kind=kind_words(organization.get("kind", "")),
        facts=facts_of(document, reader),
        phone=phones[0] if phones else None,
        stale_since=stale_since(document, reader, today=today),
        alert=text_of(document.get("own_alert", document.get("alert")), reader),
        is_closed_for_now=is_closed_on(document, today),
        closed_words=closed_words(document, reader, today=today),
    )


# An id no service has: its place in an address is where another's goes.
NOBODY = "00000000-0000-4000-8000-000000000000"


@lru_cache(maxsize=128)
def service_address(reader: str) -> str:
    """The address of service NOBODY in a language: twenty rows of a list need not each look it up."""
    with override(reader):
        return reverse("home:service", args=[NOBODY])


@dataclass(frozen=True, slots=True)
class FactWords:
    """The words of the facts in one language."""

    asks_nothing: str
    free: str
    remote: str
    step_free: str


@lru_cache(maxsize=128)
def fact_words(reader: str) -> FactWords:
    """The words of the facts, looked up once for each language."""
    with override(reader):
        return FactWords(
            asks_nothing=_("Does not ask about immigration status"),
            free=_("Free"),
            remote=_("By phone or video"),
            step_free=_("Step-free"),
        )


def kind_words(kind: str) -> str:
    """What kind of organisation this is, in the reader's language."""
    known = kind in Organization.Kind.values and kind != Organization.Kind.OTHER
    return str(Organization.Kind(kind).label) if known else ""


def stale_since(document: Document, reader: str, *, today: date) -> str:
    """The month it was last confirmed, or came in, when that is a year ago; else empty."""
    stale_on, confirmed = document.get("stale_on"), document.get("confirmed_on")
    if not stale_on or not confirmed or today < date.fromisoformat(stale_on):
        return ""
    return written_month(date.fromisoformat(confirmed), reader)


def facts_of(document: Document, reader: str) -> tuple[FactLine, ...]:
    """What to know at a glance: papers, cost, hours, access."""
    facts = []
    words = fact_words(reader)
    if serves := serves_words(document, reader):
        facts.append(FactLine("pin", serves))
    if document["asks_status"] == "no":
        facts.append(FactLine("no-papers", words.asks_nothing, is_strong=True))
    if document["cost"] == "free":
        facts.append(FactLine("coin", words.free))
    elif document["cost"] in ("low", "fee") and (fees := fees_of(document, reader)):
        facts.append(FactLine("coin", fees.text))
    if hours := hours_of(document, reader)[:2]:
        lines = (f"{one.days}{comma(reader)}{one.times}" for one in hours)
        facts.append(FactLine("clock", semicolon(reader).join(lines)))
    if document["remote"]:
        facts.append(FactLine("phone", words.remote))
    if document["accessible"]:
        facts.append(FactLine("step-free", words.step_free))
    return tuple(facts)


def serves_words(document: Document, reader: str) -> str:
    """Whom it is for by where they live: "Serves only Eastgate"; empty when it is for everybody."""
    names = [office_facts().area_name(code, reader) for code in document.get("serves", ())]
    if names:
        return _("Serves only %(areas)s") % {"areas": joined(names, reader)}
    written = document.get("serves_in_words", [])
    return _("For people in: %(areas)s") % {"areas": joined(written, reader)} if written else ""


def fees_of(document: Document, reader: str) -> Words:
    """What it costs, in words."""
    said = field_of(document, "fees_description", reader)
    return said or Words(document.get("fees", ""), "en", is_foreign=reader != "en")


def calls_of(phones: list[Document]) -> tuple[Call, ...]:
    """Numbers as people here write them, ready to tap."""
    return tuple(
        _call(
            str(phone["number"]),
            str(phone.get("extension") or ""),
            str(phone.get("description") or ""),
            get_language() or "en",
        )
        for phone in phones
    )


@lru_cache(maxsize=4096)
def _call(number: str, extension: str, note: str, reader: str) -> Call:
    """One number, understood once: `reader` because the word "extension" is in her language."""
    try:
        parsed = phonenumbers.parse(number, "US")
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        url = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        # (617) 555-0142 breaks in two on a narrow button; 617-555-0142 does not.
        shown = shown.replace("(", "").replace(") ", "-")
    except phonenumbers.NumberParseException:
        shown, url = number, "".join(char for char in number if char.isdigit() or char == "+")
    if extension:
        shown, url = (
            _("%(number)s, extension %(extension)s")
            % {
                "number": shown,
                "extension": extension,
            },
            f"{url};ext={extension}",
        )
    return Call(shown, f"tel:{url}", note)


def hours_of(document: Document, reader: str, *, today: date | None = None) -> list[Hours]:
    """The service's own hours, else those of its first place."""
    rows = document["schedules"]
    if not rows:
        rows = next(
            (place["schedules"] for place in document["places"] if place.get("schedules")), []
        )
    return hours_in_words(rows, reader, today=today)


def hours_in_words(rows: list[Document], reader: str, *, today: date | None = None) -> list[Hours]:
    """Opening hours as lines: "Monday and Wednesday", "6:00 PM – 8:00 PM"."""
    lines = []
    for row in sorted(rows, key=_place_in_the_week):
        days = _days_named(row)
        times = _span(row["opens_at"], row["closes_at"], reader)
        if not days and not times:
            continue
        lines.append(
            Hours(
                days=_days(tuple(days), reader) or _("By arrangement"),
                times=times,
                note="" if row["description"].casefold() == "day and night" else row["description"],
                is_today=bool(today and WEEKDAYS[today.weekday()] in days),
            )
        )
    return lines


def _days_named(row: Document) -> list[str]:
    return [day[-2:] for day in row["byday"].split(",") if day[-2:] in WEEKDAYS]


def _place_in_the_week(row: Document) -> tuple[int, str]:
    """Hours come in no order: they are read from Monday on, and what names no day comes last."""
    return min(map(WEEKDAYS.index, _days_named(row)), default=len(WEEKDAYS)), row["opens_at"]


def hours_html(lines: Iterable[Hours]) -> SafeString:
    """Opening hours as rows of a page."""
    return hour_rows((one.days, one.times, one.note, one.is_today) for one in lines)


@lru_cache(maxsize=2048)
def _days(days: tuple[str, ...], reader: str) -> str:
    """Days in words; three or more in a row are written as a span."""
    if not days:
        return ""
    order = sorted({WEEKDAYS.index(day) for day in days})
    if len(order) == len(WEEKDAYS):
        return _("Every day")
    if len(order) > 2 and order[-1] - order[0] == len(order) - 1:
        first, last = (day_name(WEEKDAYS[n], reader, short=True) for n in (order[0], order[-1]))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return joined([day_name(WEEKDAYS[n], reader, short=True) for n in order], reader)


@lru_cache(maxsize=4096)
def _span(opens: str, closes: str, reader: str) -> str:
    if not opens:
        return ""
    begin = clock(time.fromisoformat(opens), reader)
    if (opens, closes) == ("00:00", "23:59"):
        return _("day and night")
    if not closes:
        return _("from %(time)s") % {"time": begin}
    return _("%(first)s to %(last)s") % {
        "first": begin,
        "last": clock(time.fromisoformat(closes), reader),
    }


def places_of(document: Document, reader: str, *, today: date) -> list[PlaceCard]:
    """Where the service is given; of a confidential place nothing but that it is one."""
    cards = []
    for place in document["places"]:
        if place.get("confidential"):
            cards.append(
                PlaceCard(NOTHING, (), NOTHING, (), hour_rows(()), (), is_confidential=True)
            )
            continue
        town = " ".join(part for part in (place["state"], place["postal_code"]) if part)
        cards.append(
            PlaceCard(
                name=text_of(place["name"], reader),
                lines=tuple(
                    part
                    for part in (
                        *place["address"],
                        ", ".join(p for p in (place["city"], town) if p),
                    )
                    if part
                ),
                transportation=text_of(place["transportation"], reader),
                accessibility=tuple(map(access_words, place["accessibility"])),
                hours=hours_html(hours_in_words(place["schedules"], reader, today=today)),
                phones=calls_of(place["phones"]),
                latitude=place["latitude"],
                longitude=place["longitude"],
                area=office_facts().area_name(place["area"], reader) if place["area"] else "",
                branch=_branch(document, place),
                map=locator_of(place["latitude"], place["longitude"], reader),
            )
        )
    return cards


def _branch(document: Document, place: Document) -> str:
    kind = (document.get("organization") or {}).get("kind")
    can_measure = place["latitude"] is not None and not place["virtual"] and place["name"]
    return str(place["id"]) if kind == Organization.Kind.LIBRARY and can_measure else ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of a service, and its note in the words of whoever wrote the entry."""

    name: str
    note: str = ""


def languages_of(document: Document, reader: str) -> list[Spoken]:
    """The languages spoken there, named in the reader's language."""
    return [
        Spoken(
            name_in(row["code"], reader) if row["code"] and is_known(row["code"]) else row["name"],
            row["note"],
        )
        for row in document["languages"]
    ]


def own_language_name(code: str) -> str:
    """What speakers call a language, as filters and reasons name it."""
    return language(code).own_name if is_known(code) else code


def checked_on(document: Document, reader: str) -> str:
    """The day the entry was last checked, in words."""
    day = document.get("assured_on")
    return written_day(date.fromisoformat(day), reader) if day else ""


def request_in(reader: str, name: str, spoken: str) -> tuple[str, ...]:
    """The three sentences of the card to show at the desk, in one language."""
    with override(reader):
        return (
            _("I am here for: %(service)s.") % {"service": name},
            _("I speak %(language)s.") % {"language": name_in(spoken_by(spoken), reader)},
            _("Please call an interpreter."),
        )


def spoken_by(written: str) -> str:
    """The language a reader of `written` most likely speaks: Mandarin for simplified Chinese."""
    speakers = language(written).spoken_by
    return speakers[0] if speakers else written


def ages_of(document: Document) -> str:
    """Who it is for by age, in words."""
    low, high = document.get("minimum_age"), document.get("maximum_age")
    if low is not None and high is not None:
        return _("Ages %(low)d to %(high)d") % {"low": low, "high": high}
    if low is not None:
        return _("Ages %(low)d and older") % {"low": low}
    if high is not None:
        return _("Up to age %(high)d") % {"high": high}
    return ""
