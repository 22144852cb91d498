"""What GeoReport v2 says of its fields: their names, what may stand in them, how days are written and read. Pure.

Source: Open311, GeoReport v2, https://wiki.open311.org/GeoReport_v2 (frozen; read on November 23, 2026).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

OPEN: Final = "open"
CLOSED: Final = "closed"
# "May not span more than 90 days"; "first 1000 requests returned".
LONGEST_SPAN: Final = timedelta(days=90)
MOST_AT_ONCE: Final = 1000
# "Free form text limited to 4,000 characters."
LONGEST_DESCRIPTION: Final = 4000
# What can be asked for.
YEARS: Final = range(1900, 9000)
BAD_REQUEST, KEY_REFUSED, NOT_FOUND = 400, 403, 404
Row = dict[str, Any]


class Problem(Exception):
    """What the other software is told, by the specification's number."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description

    def row(self) -> Row:
        """As an entry of the errors."""
        return {"code": self.code, "description": self.description}


@dataclass(frozen=True, slots=True)
class Listed:
    """One request as everybody may read it. Words are never among it, nor a moment finer than a day."""

    number: str
    is_open: bool
    notes: str
    service_code: str
    service_name: str
    agency: str | None
    asked_on: date
    changed_on: date
    expected_on: date | None = None


def request_row(one: Listed, zone: ZoneInfo) -> Row:
    """Every field of GET Service Requests, in its order; what we never say is empty."""
    return {
        "service_request_id": one.number,
        "status": OPEN if one.is_open else CLOSED,
        "status_notes": one.notes,
        "service_name": one.service_name,
        "service_code": one.service_code,
        "description": None,
        "agency_responsible": one.agency,
        "service_notice": None,
        "requested_datetime": day_written(one.asked_on, zone),
        "updated_datetime": day_written(one.changed_on, zone),
        "expected_datetime": day_written(one.expected_on, zone) if one.expected_on else None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def service_row(*, code: str, name: str, description: str, keywords: str, group: str) -> Row:
    """One entry of GET Service List. Always "batch": who posts gets a token, and with it the number once there is one."""
    return {
        "service_code": code,
        "service_name": name,
        "description": description,
        "metadata": True,
        "type": "batch",
        "keywords": keywords,
        "group": group,
    }


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question of a service. Without values it only says something, and no answer is taken."""

    code: str
    description: str
    values: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


def attribute_rows(attributes: Iterable[Attribute]) -> list[Row]:
    """The questions of GET Service Definition, in their order."""
    return [
        {
            "variable": bool(one.values),
            "code": one.code,
            "datatype": "singlevaluelist" if one.values else "string",
            "required": one.is_required,
            "datatype_description": None,
            "order": order,
            "description": one.description,
            "values": [{"key": key, "name": name} for key, name in one.values],
        }
        for order, one in enumerate(attributes, start=1)
    ]


def day_written(day: date, zone: ZoneInfo) -> str:
    """The first moment of a day in the city, such as 2026-11-16T00:00:00-05:00.

    Where clocks go forward at midnight, the day's first moment has the new offset.
    """
    return datetime.combine(day, time(0), zone).isoformat()


def days_asked(start: str, end: str, *, today: date, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day somebody asks for; without both, the most recent 90. Raises Problem."""
    first = _moment("start_date", start).astimezone(zone).date() if start else None
    last = _moment("end_date", end).astimezone(zone).date() if end else None
    if last is None:
        last = min(today, first + LONGEST_SPAN) if first else today
    if first is None:
        first = last - LONGEST_SPAN
    if last - first > LONGEST_SPAN:
        raise Problem(BAD_REQUEST, "start_date and end_date may not span more than 90 days")
    return first, last


def _moment(name: str, typed: str) -> datetime:
    # In an address a plus that was not escaped arrives as a space.
    try:
        read = datetime.fromisoformat(typed.strip().replace(" ", "+"))
        if read.tzinfo is not None and read.year in YEARS:
            return read
    except ValueError:
        pass
    raise Problem(BAD_REQUEST, f"{name} is not a time such as 2010-01-01T00:00:00Z, with its zone")


def many_in(typed: Iterable[str]) -> list[str]:
    """What was declared several times, or once with commas between."""
    return [one.strip() for each in typed for one in each.split(",") if one.strip()]


def answers_in(form: Mapping[str, str]) -> dict[str, str]:
    """What was answered to a service's questions: `attribute[code]=value`, or `attribute[code][]=value`."""
    found = {}
    for name, value in form.items():
        if name.startswith("attribute[") and "]" in name:
            found[name[len("attribute[") : name.index("]")]] = value.strip()
    return found
