"""Addresses and coordinates: "2041 Georgia Avenue NW Washington, DC 20060" in one cell, coordinates swapped or as text."""

import re
from dataclasses import dataclass
from math import isfinite

from xenia.registers.directory.importers.clean import clean_line, says_nothing

_ONE_LINE = re.compile(
    r"^(?P<street>.*\S)\s*,\s*(?P<city>[^,\d][^,]*?)\s*,?\s+(?P<state>[A-Z]{2})\.?,?\s+(?P<zip>\d{5}(?:-\d{4})?)"
    r"(?:,?\s*(?:US|USA|U\.S\.A?\.?|United States))?$"
)
_COUNTRIES = {
    "us": "US", "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states": "US", "united states of america": "US",
    "estados unidos": "US", "ca": "CA", "canada": "CA", "mexico": "MX", "m\u00e9xico": "MX", "mx": "MX", "haiti": "HT",
    "puerto rico": "PR", "uk": "GB", "united kingdom": "GB",
}  # fmt: skip
# States whose ZIP codes begin with 0: a spreadsheet drops that zero. Source: USPS ZIP code ranges.
_ZIP_BEGINS_WITH_ZERO = frozenset({"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI"})
_KINDS = {
    "physical": "physical", "street": "physical", "visit": "physical", "site": "physical", "location": "physical",
    "postal": "postal", "mail": "postal", "mailing": "postal", "po box": "postal", "p.o. box": "postal",
    "virtual": "virtual", "online": "virtual", "web": "virtual",
}  # fmt: skip

_COORDINATE = re.compile(
    r"""^\s*([NSEWO])?\s*([+\-\u2212]?\d{1,3}(?:[.,]\d+)?)\s*(?:\u00b0|deg)?\s*([NSEWO])?\s*$""",
    re.IGNORECASE,
)
_SEXAGESIMAL = re.compile(
    r"""^\s*(\d{1,3})\s*\u00b0\s*(\d{1,2})\s*['\u2032]\s*(?:(\d{1,2}(?:\.\d+)?)\s*["\u2033])?\s*([NSEWO])\s*$""",
    re.IGNORECASE,
)
# No city lies further south (Ushuaia is at -55): such a latitude is a longitude in the wrong column.
_SOUTHERNMOST = -60.0


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the globe in decimal degrees, or None; `note` says what was done about it."""

    latitude: float | None
    longitude: float | None
    note: str = ""


def split_address(line: str) -> dict[str, str]:
    """Street, city, state and ZIP code of an American address written on one line; empty if that is not sure."""
    match = _ONE_LINE.match(clean_line(line))
    if not match:
        return {}
    return {
        "address_1": match["street"],
        "city": match["city"],
        "state_province": match["state"],
        "postal_code": match["zip"],
    }


def country_code(text: str) -> str | None:
    """The two-letter code of a country; None if it is not known."""
    text = clean_line(text)
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    return _COUNTRIES.get(text.lower())


def postal_code(text: str, state: str) -> tuple[str, str]:
    """A postal code with the zeros and hyphen a spreadsheet lost, and a note if something was put back."""
    code = clean_line(text).removesuffix(".0").upper()
    if code.isdigit() and len(code) in {3, 4} and state.upper() in _ZIP_BEGINS_WITH_ZERO:
        return code.zfill(5), f"postal code {code} was read as {code.zfill(5)}"
    if code.isdigit() and len(code) == 9:
        return f"{code[:5]}-{code[5:]}", ""
    return code, ""


def address_kind(text: str) -> str | None:
    """ "Mailing" is postal, "street" is physical; None if the word is not known."""
    return _KINDS.get(clean_line(text).lower().removesuffix(" address"))


def read_place(latitude: str, longitude: str) -> Place:
    """Two cells as coordinates. Swapped ones are put right; text, half a pair, and what lies off the globe is left out."""
    if says_nothing(latitude) and says_nothing(longitude):
        return Place(None, None)
    if says_nothing(longitude) and (pair := _pair(latitude)):
        latitude, longitude = pair
    first, second = _degrees(latitude), _degrees(longitude)
    if first is None or second is None:
        return Place(None, None, f"'{latitude}', '{longitude}' are no coordinates: left out")
    north, east = first[0], second[0]
    if north == east == 0:
        return Place(None, None, "coordinates 0, 0 are in the sea: left out")
    if first[1] == "east" or second[1] == "north" or _must_be_swapped(north, east):
        return _on_the_globe(east, north, "latitude and longitude were swapped: put right")
    return _on_the_globe(north, east, "")


def _must_be_swapped(north: float, east: float) -> bool:
    return (
        abs(east) <= 90
        and (abs(north) > 90 or north < _SOUTHERNMOST)
        and east > _SOUTHERNMOST
        and abs(north) <= 180
    )


def _on_the_globe(north: float, east: float, note: str) -> Place:
    if abs(north) > 90 or abs(east) > 180:
        return Place(None, None, f"coordinates {north:g}, {east:g} are not on the globe: left out")
    return Place(round(north, 7), round(east, 7), note)


def _pair(text: str) -> tuple[str, str] | None:
    """ "38.9, -77.0" in the latitude's cell."""
    parts = re.split(r"\s*[,;]\s+|\s*;\s*|\s+", text.strip(" ()")) if "." in text else []
    if len(parts) == 1:
        parts = text.strip(" ()").split(",")
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _degrees(text: str) -> tuple[float, str] | None:
    """Degrees, and "north" or "east" where a letter says which of the two it is."""
    text = clean_line(text)
    if match := _SEXAGESIMAL.match(text):
        value = int(match[1]) + int(match[2]) / 60 + float(match[3] or 0) / 3600
        return _signed(value, match[4])
    match = _COORDINATE.match(text)
    if not match:
        return _plain_number(text)
    value = float(match[2].replace(",", ".").replace("\u2212", "-"))
    return _signed(value, match[1] or match[3] or "")


def _signed(value: float, letter: str) -> tuple[float, str]:
    letter = letter.upper()
    axis = {"N": "north", "S": "north", "E": "east", "W": "east", "O": "east"}.get(letter, "")
    return (-abs(value) if letter in {"S", "W", "O"} else value), axis


def _plain_number(text: str) -> tuple[float, str] | None:
    """Numbers in other notations, such as 3.89e1."""
    try:
        value = float(text)
    except ValueError:
        return None
    return (value, "") if isfinite(value) else None
