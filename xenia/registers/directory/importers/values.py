"""Single values put right, each by its kind. A value that cannot be used is left out, and a note says so."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from xenia.registers.directory.importers.addresses import address_kind, country_code
from xenia.registers.directory.importers.clean import clean_line, clean_text, says_nothing
from xenia.registers.directory.importers.days import read_day, read_moment, read_year
from xenia.registers.directory.importers.phones import phone_type

Value = str | int | float | bool | None

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+'\-]+@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9\-]+)+"
)
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]*):(?!\d)(?://)?", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(
    r"^(?:https?:?/*|http?s?:/+|hhtps?:/*|ttps?:/+)(?=[a-z0-9])", re.IGNORECASE
)
_BETWEEN_ADDRESSES = re.compile(r"\s*[;,|]\s*(?=\S+\.)|\s+(?:or|and|&)\s+|\s+")
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)*")
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "x", "si", "s\u00ed", "oui", "wi", "on"})
_NO = frozenset({"no", "n", "false", "f", "0", "0.0", "non", "off"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as the directory takes it; `note` says what was done to it. `more` are further values of the cell."""

    value: Value
    note: str = ""
    more: tuple[str, ...] = ()


def read_value(kind: str, text: str) -> Reading:
    """One cell as a value of a kind. Raises KeyError for a kind nobody knows."""
    return _KINDS[kind](text)


def _line(text: str) -> Reading:
    return Reading(clean_line(text))


def _text(text: str) -> Reading:
    return Reading(clean_text(text))


def _as_it_is(text: str) -> Reading:
    """A cell that is read together with its neighbours (`shapes.py`)."""
    return Reading(text)


def _email(text: str) -> Reading:
    shown = clean_line(text)
    if says_nothing(shown):
        return Reading("")
    found = list(dict.fromkeys(_EMAIL.findall(shown.replace("mailto:", "").replace(" at ", "@"))))
    if not found:
        return Reading("", f"'{shown}' is no e-mail address: left out")
    note = f"only one e-mail address fits: left out {', '.join(found[1:])}" if found[1:] else ""
    return Reading(found[0], note)


def _url(text: str) -> Reading:
    shown = clean_line(text)
    if says_nothing(shown):
        return Reading("")
    found = list(dict.fromkeys(filter(None, map(web_address, _BETWEEN_ADDRESSES.split(shown)))))
    if not found:
        return Reading("", f"'{shown}' is no web address: left out")
    return Reading(found[0], "", tuple(found[1:]))


def web_address(text: str) -> str:
    """A web address with its scheme; empty if it is none."""
    text = text.strip("<>()[]\"'., ")
    if not _SCHEME.match(text) or _BROKEN_SCHEME.match(text):
        text = _with_scheme(text)
    scheme, _, rest = text.partition("://")
    host = re.split(r"[/?#:]", rest, maxsplit=1)[0].rpartition("@")[2]
    known = scheme.lower() in {"http", "https", "ftp"} and not re.search(r"\s", rest)
    return (
        f"{scheme.lower()}://{rest}" if known and (_HOST.match(host) or not host.isascii()) else ""
    )


def _with_scheme(text: str) -> str:
    plain = re.match(r"^http://", text, re.IGNORECASE)
    rest = _BROKEN_SCHEME.sub("", text).lstrip("/")
    return f"{'http' if plain else 'https'}://{rest}"


def _day(text: str) -> Reading:
    shown = clean_line(text)
    if says_nothing(shown):
        return Reading(None)
    day = read_day(shown)
    if day is None or not day.iso:
        return Reading(None, f"'{shown}' is no day: left out")
    return Reading(day.iso)


def _moment(text: str) -> Reading:
    shown = clean_line(text)
    if says_nothing(shown):
        return Reading(None)
    at = read_moment(shown)
    return Reading(at) if at else Reading(None, f"'{shown}' is no moment: left out")


def _year(text: str) -> Reading:
    shown = clean_line(text)
    if says_nothing(shown):
        return Reading(None)
    year, said_more = read_year(shown)
    if year is None:
        return Reading(None, f"'{shown}' is no year: left out")
    return Reading(year, f"of '{shown}' the year was kept" if said_more else "")


def _decimal(text: str) -> Decimal | None:
    """The first number of a text; "1,200.50" and "12,5" as their writers meant them."""
    match = _NUMBER.search(text)
    if not match:
        return None
    digits = match.group()
    if re.fullmatch(r"[+\-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None


def _number(text: str) -> Reading:
    shown = clean_line(text)
    number = _decimal(shown)
    if number is None or abs(number) > 10**9:
        return Reading(None, "" if says_nothing(shown) else f"'{shown}' is no number: left out")
    return Reading(float(number))


def _age(text: str) -> Reading:
    """An age in years; "18 months" is 1.5."""
    shown = clean_line(text)
    number = _decimal(shown)
    if number is not None and re.search(r"\bmonths?\b|\bmeses\b", shown, re.IGNORECASE):
        number /= 12
    if number is None or not 0 <= number <= 130:
        return Reading(
            None, "" if says_nothing(shown) else f"'{shown}' is no age in years: left out"
        )
    exact = re.fullmatch(r"\d+(?:\.\d+)?", shown)
    return Reading(
        round(float(number), 2), "" if exact else f"'{shown}' was read as {number:.4g} years"
    )


def _count(text: str) -> Reading:
    shown = clean_line(text)
    number = _decimal(shown)
    if number is None or number != number.to_integral_value() or not 0 <= number < 2**31:
        return Reading(None, "" if says_nothing(shown) else f"'{shown}' is no count: left out")
    return Reading(int(number))


def _money(text: str) -> Reading:
    """An amount with at most two places, as text, so that no cent is lost."""
    shown = clean_line(text)
    number = _decimal(shown)
    if shown.lower() in {"free", "gratis", "no cost", "no charge"}:
        number = Decimal(0)
    if number is None or not 0 <= number < 10**9:
        return Reading(
            None, "" if says_nothing(shown) else f"'{shown}' is no amount of money: left out"
        )
    exact = re.fullmatch(r"[$\u20ac\u00a3]?\s*\d[\d,]*(?:\.\d+)?", shown)
    return Reading(f"{number:.2f}", "" if exact else f"'{shown}' was read as {number:.2f}")


def _currency(text: str) -> Reading:
    shown = clean_line(text)
    code = {"$": "USD", "us$": "USD", "\u20ac": "EUR", "\u00a3": "GBP"}.get(
        shown.lower(), shown.upper()
    )
    return Reading(code)


def _flag(text: str) -> Reading:
    """Yes, no, or not known."""
    shown = clean_line(text).lower()
    if shown in _YES:
        return Reading(True)
    if shown in _NO:
        return Reading(False)
    return Reading(
        None, "" if says_nothing(shown) else f"'{clean_line(text)}' is neither yes nor no: left out"
    )


def _yes(text: str) -> Reading:
    """A claim that holds only where the file says so. A doubtful word about secrecy counts as yes."""
    reading = _flag(text)
    if reading.value is None and reading.note:
        return Reading(True, f"'{clean_line(text)}' was read as yes")
    return Reading(bool(reading.value))


def _one_of(words: Mapping[str, str], *, otherwise: str, what: str) -> Callable[[str], Reading]:
    """A reader for a field with a short list of values."""

    def read(text: str) -> Reading:
        shown = clean_line(text)
        key = re.sub(r"[\s_\-]+", " ", shown.lower()).strip(" .")
        if key in words:
            return Reading(words[key])
        if not shown:
            return Reading("")
        said = f"read as {otherwise}" if otherwise else "left out"
        return Reading(otherwise, f"'{shown}' is no {what} we know: {said}")

    return read


def _answer(text: str) -> Reading:
    shown = clean_line(text).lower()
    if shown in _YES | _NO:
        return Reading("yes" if shown in _YES else "no")
    known = shown in {"unknown", "not known", "don't know"} or says_nothing(shown)
    return Reading(
        "" if known else "unknown",
        "" if known else f"'{clean_line(text)}' is neither yes nor no: unknown",
    )


def _phone_type(text: str) -> Reading:
    shown = clean_line(text)
    if not shown:
        return Reading("")
    found = phone_type(shown)
    return (
        Reading(found[0])
        if found
        else Reading("", f"'{shown}' is no kind of phone we know: left out")
    )


def _country(text: str) -> Reading:
    shown = clean_line(text)
    code = country_code(shown) if shown else ""
    return Reading(shown, f"'{shown}' is no country code") if code is None else Reading(code)


def _address_type(text: str) -> Reading:
    shown = clean_line(text)
    kind = address_kind(shown) if shown else ""
    return (
        Reading("", f"'{shown}' is no kind of address we know: left out")
        if kind is None
        else Reading(kind)
    )


_SERVICE_STATUS = {
    "active": "active", "open": "active", "live": "active", "current": "active", "published": "active",
    "enabled": "active", "available": "active", "inactive": "inactive", "closed": "inactive", "disabled": "inactive",
    "unpublished": "inactive", "draft": "inactive", "archived": "inactive", "suspended": "inactive",
    "defunct": "defunct", "closed permanently": "defunct", "permanently closed": "defunct", "ended": "defunct",
    "discontinued": "defunct", "temporarily closed": "temporarily closed", "temporary closed": "temporarily closed",
    "closed temporarily": "temporarily closed", "paused": "temporarily closed", "on hold": "temporarily closed",
}  # fmt: skip
_ORGANIZATION_STATUS = {
    "active": "active",
    "open": "active",
    "closed": "closed",
    "inactive": "closed",
    "defunct": "closed",
}
_KINDS_OF_ORGANIZATION = {
    name: name
    for name in (
        "community",
        "city",
        "library",
        "legal",
        "health",
        "school",
        "faith",
        "shelter",
        "union",
        "other",
    )
} | {
    "nonprofit": "community",
    "non profit": "community",
    "government": "city",
    "city department": "city",
}
_COSTS = {
    "free": "free", "gratis": "free", "no cost": "free", "low": "low", "low cost": "low", "sliding scale": "low",
    "fee": "fee", "paid": "fee", "unknown": "unknown",
}  # fmt: skip
_PLACE_TYPES = {
    "physical": "physical",
    "postal": "postal",
    "virtual": "virtual",
    "online": "virtual",
    "remote": "virtual",
}

_KINDS: Final[Mapping[str, Callable[[str], Reading]]] = {
    "line": _line,
    "text": _text,
    "as_it_is": _as_it_is,
    "email": _email,
    "url": _url,
    "day": _day,
    "moment": _moment,
    "year": _year,
    "number": _number,
    "age": _age,
    "count": _count,
    "money": _money,
    "currency": _currency,
    "flag": _flag,
    "yes": _yes,
    "answer": _answer,
    "phone_type": _phone_type,
    "country": _country,
    "address_type": _address_type,
    "place_type": _one_of(_PLACE_TYPES, otherwise="physical", what="type of location"),
    "service_status": _one_of(_SERVICE_STATUS, otherwise="inactive", what="status of a service"),
    "organization_status": _one_of(
        _ORGANIZATION_STATUS, otherwise="", what="status of an organization"
    ),
    "kind": _one_of(_KINDS_OF_ORGANIZATION, otherwise="other", what="kind of organization"),
    "cost": _one_of(_COSTS, otherwise="unknown", what="cost"),
}
