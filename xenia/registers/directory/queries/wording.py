"""What the directory's fields and values are called on the screen."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import WEEKDAYS, clock, day_name, joined, written_day
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import Address, Location, Organization, Phone, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries.details import DETAILS, Row, read_rows

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIELD_NAMES: Final[Mapping[str, "_StrPromise"]] = {
    "name": gettext_lazy("Name"),
    "alternate_name": gettext_lazy("Another name people use"),
    "description": gettext_lazy("What it is"),
    "eligibility_description": gettext_lazy("Who it is for"),
    "application_process": gettext_lazy("How to get it"),
    "bring": gettext_lazy("What to bring"),
    "fees_description": gettext_lazy("What it costs, in a sentence"),
    "status_note": gettext_lazy("About immigration status, in a sentence"),
    "alert": gettext_lazy("Important notice"),
    "minimum_age": gettext_lazy("From age"),
    "maximum_age": gettext_lazy("Up to age"),
    "cost": gettext_lazy("Cost"),
    "asks_status": gettext_lazy("Does it ask for immigration status?"),
    "needs_id": gettext_lazy("Does it need an ID?"),
    "interpreter_available": gettext_lazy("Is an interpreter available?"),
    "interpretation_services": gettext_lazy("About interpreters"),
    "accepts_referrals": gettext_lazy("Does it take referrals from us?"),
    "is_remote": gettext_lazy("By phone, video or internet"),
    "email": gettext_lazy("E-mail"),
    "email_is_confidential": gettext_lazy("Keep this e-mail inside the office"),
    "url": gettext_lazy("Web page"),
    "website": gettext_lazy("Web site"),
    "wait_time": gettext_lazy("How long people wait"),
    "status": gettext_lazy("Status"),
    "assured_date": gettext_lazy("Last checked"),
    "organization": gettext_lazy("Organization"),
    "kind": gettext_lazy("What kind of organization"),
    "legal_status": gettext_lazy("Legal form"),
    "year_incorporated": gettext_lazy("Founded in"),
    "parent_organization": gettext_lazy("Part of"),
    "location_type": gettext_lazy("What kind of place"),
    "transportation": gettext_lazy("How to get there"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "is_confidential": gettext_lazy("The address is confidential"),
    "address_1": gettext_lazy("Street and number"),
    "address_2": gettext_lazy("Floor, room"),
    "city": gettext_lazy("City"),
    "state_province": gettext_lazy("State"),
    "postal_code": gettext_lazy("ZIP code"),
    "terms": gettext_lazy("Kinds of help"),
    "places": gettext_lazy("Places"),
    "phones": gettext_lazy("Phones"),
    "schedules": gettext_lazy("Hours"),
    "languages": gettext_lazy("Languages"),
    "capacities": gettext_lazy("Places left"),
    "required_documents": gettext_lazy("Papers to bring"),
    "accessibility": gettext_lazy("How people with disabilities can use it"),
    "contacts": gettext_lazy("People to turn to"),
    "words": gettext_lazy("What people should know"),
}
_AGES: Final = frozenset({"minimum_age", "maximum_age"})
_MODELS: Final[Mapping[str, type[Record]]] = {
    "service": Service,
    "organization": Organization,
    "location": Location,
    "address": Address,
}


def field_name(name: str, reader: str = "en") -> str:
    """A field's name; `description.ht` is the description in Haitian Creole."""
    field, _dot, language = name.partition(".")
    words = str(FIELD_NAMES.get(field, field.replace("_", " ")))
    if not language:
        return words
    return _("%(field)s in %(language)s") % {
        "field": words,
        "language": language_name(language, reader),
    }


def language_name(code: str, reader: str) -> str:
    """A language's name for this reader; an unknown tag is its own name."""
    return name_in(code, reader) if is_known(code) else code


def value_in_words(record_type: str, field: str, value: str, reader: str) -> str:
    """A value kept in history, as people read it: a choice by its words, rows one per line."""
    if not value:
        return ""
    if field == "terms":
        return joined([load_taxonomy().label(code, reader) for code in value.split(",")], reader)
    if field in DETAILS:
        return "\n".join(row_in_words(field, row, reader) for row in read_rows(field, value))
    if choices := _choices(record_type).get(field):
        return str(choices.get(value, value))
    if field.endswith("_date"):
        return written_day(date.fromisoformat(value), reader)
    return value.removesuffix(".0") if field in _AGES else yes_or_no(value)


def yes_or_no(value: str) -> str:
    """A kept "True" or "False" in words; other values stay."""
    return {"True": _("Yes"), "False": _("No")}.get(value, value)


@cache
def _choices(record_type: str) -> dict[str, dict[str, Any]]:
    model = _MODELS.get(record_type)
    fields: tuple[models.Field[Any, Any], ...] = model._meta.concrete_fields if model else ()
    return {field.name: dict(field.flatchoices) for field in fields if field.choices}


def row_in_words(name: str, row: Row, reader: str) -> str:
    """One phone, one line of hours, one language … as people read it."""
    return _ROWS[name](row, reader)


def _phone(row: Row, _reader: str) -> str:
    kind = "" if row["type"] == Phone.Type.VOICE else str(Phone.Type(row["type"]).label)
    number = f"{row['number']} x{row['extension']}" if row.get("extension") else str(row["number"])
    return _with_note(number, kind, row.get("description", ""))


def hours_in_words(row: Row, reader: str) -> str:
    """ "Monday and Wednesday, 6:00 PM to 8:00 PM (in summer)"."""
    days = [part for part in str(row.get("byday") or "").split(",") if part]
    words = joined([day_name(day, reader) if day in WEEKDAYS else day for day in days], reader)
    return _with_note(
        ", ".join(part for part in (words, _times(row, reader)) if part), row.get("description", "")
    )


def _times(row: Row, reader: str) -> str:
    opens, closes = row.get("opens_at"), row.get("closes_at")
    if isinstance(opens, time) and isinstance(closes, time):
        return _("%(opens)s to %(closes)s") % {
            "opens": clock(opens, reader),
            "closes": clock(closes, reader),
        }
    one = opens or closes
    return clock(one, reader) if isinstance(one, time) else ""


def _language(row: Row, reader: str) -> str:
    name = language_name(row["code"], reader) if row.get("code") else row.get("name", "")
    return _with_note(str(name), row.get("note", ""))


def _capacity(row: Row, _reader: str) -> str:
    if row.get("maximum") is None:
        return _("%(unit)s: %(available)s free") % {
            "available": row["available"],
            "unit": row["unit"],
        }
    return _("%(unit)s: %(available)s of %(maximum)s free") % {
        "available": row["available"],
        "maximum": row["maximum"],
        "unit": row["unit"],
    }


def _contact(row: Row, _reader: str) -> str:
    return ", ".join(part for part in (row["name"], row["title"], row["email"]) if part)


def _with_note(words: str, *notes: str) -> str:
    said = ", ".join(note for note in notes if note)
    if not words:
        return said
    return f"{words} ({said})" if said else words


_ROWS: Final[Mapping[str, Callable[[Row, str], str]]] = {
    "phones": _phone,
    "schedules": hours_in_words,
    "languages": _language,
    "capacities": _capacity,
    "required_documents": lambda row, _reader: str(row["document"]),
    "accessibility": lambda row, _reader: str(row["description"] or row["details"]),
    "contacts": _contact,
}
