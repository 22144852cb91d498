"""A listing's texts in a reader's language: hers where there is one, else English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from xenia.ground.common.local_words import clock, comma, day_name, joined
from xenia.ground.notifications.addresses import NotAnAddress, own_phone, readable_phone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Text:
    """Words and their language."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)


def in_language(texts: Any, reader: str) -> Text:
    """One text of a listing."""
    said: Mapping[str, str] = texts or {}
    for code in (reader, "en", *said):
        if text := said.get(code):
            return Text(text, code)
    return Text("", reader)


def address_of(place: Mapping[str, Any]) -> str:
    """Where a place is, in one line; "" where nobody may know, or nobody wrote it."""
    if place.get("confidential"):
        return ""
    town = " ".join(part for part in (place["state"], place["postal_code"]) if part)
    return ", ".join(part for part in (*place["address"], place["city"], town) if part)


def phone_of(phone: Mapping[str, Any]) -> str:
    """A number to call, as people dial it; short numbers such as 311 stay as they were written."""
    try:
        number = readable_phone(own_phone(phone["number"]))
    except NotAnAddress:
        number = phone["number"]
    if not phone.get("extension"):
        return number
    parts = {"number": number, "extension": phone["extension"]}
    return _("%(number)s, extension %(extension)s") % parts


def hours_of(rows: list[dict[str, Any]], reader: str) -> list[str]:
    """Opening hours, a line for each."""
    return [line for row in rows if (line := _hours(row, reader))]


def _hours(row: Mapping[str, Any], reader: str) -> str:
    days = [day[-2:] for day in row["byday"].split(",") if day[-2:] in WEEKDAYS]
    named = joined([day_name(day, reader) for day in days], reader) if days else ""
    times = [
        clock(time.fromisoformat(row[one]), reader) for one in ("opens_at", "closes_at") if row[one]
    ]
    parts = [named or _("By arrangement"), " – ".join(times), row["description"]]
    return comma(reader).join(part for part in parts if part)
