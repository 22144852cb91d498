"""Lindenport's year of requests for interpreters: some 1,200, week by week, and what became of each. All invented.

It is written after the office is open, a week at a time, each in one transaction. Whoever stops it loses nothing: the
next run goes on with the weeks that are not there. Who goes where is planned by the same matching, with everybody's
hours, credentials and ways; the database refuses two bookings at one time here as everywhere.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from sample_city.asked import draw_week
from sample_city.coming import ask_for_the_coming_days
from sample_city.data import office, rows
from sample_city.outcomes import write_week
from sample_city.turns import in_turns
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import lasting_id
from xenia.ground.reference.models import Area, Office
from xenia.registers.directory.models import Organization

WEEKS: Final = 52
WRITTEN: Final = "language_access.sample_week_written"
AT_MOST: Final = 8.0  # seconds of each round of the worker


def carry_on(at: datetime) -> int:
    """What the worker does each round: write for a few seconds what is missing. How many weeks it wrote."""
    return in_turns(write_year(at=at), seconds=AT_MOST)


def write_year(*, at: datetime) -> Iterator[date]:
    """Write every week that is missing, the newest first, and name each when it is there."""
    founded = founded_on()
    if founded is None:
        return
    missing = missing_weeks(founded)
    organizations = _organizations() if missing else {}
    areas = list(Area.objects.order_by("position", "code"))
    for monday in missing:
        if _write(monday, founded, organizations, areas, at):
            yield monday


def founded_on() -> date | None:
    """The day the sample city was built; None in an office that is another's."""
    name = office()["name"]
    if not Office.objects.filter(name=name).exists():
        return None
    if not Organization.objects.filter(name=_names()["public-health"]).exists():
        return None
    described = AuditEvent.objects.filter(action="reference.office_described").order_by("at")
    first = described.values_list("at", flat=True).first()
    return local_day(first) if first else None


def missing_weeks(founded: date) -> list[date]:
    """The Mondays of the weeks that are not written, the newest first: the year before the founding."""
    wanted = {_mark(one): one for one in all_weeks(founded)}
    there = AuditEvent.objects.filter(action=WRITTEN, record_id__in=wanted)
    gone = set(there.values_list("record_id", flat=True))
    return [one for pk, one in wanted.items() if pk not in gone]


def all_weeks(founded: date) -> list[date]:
    """The Monday of the week the city was built in, and of each week of the year before."""
    this = founded - timedelta(days=founded.weekday())
    return [this - timedelta(weeks=number) for number in range(WEEKS + 1)]


def _mark(monday: date) -> UUID:
    return lasting_id("sample city", "week", f"{monday}")


def request_id(monday: date, number: int) -> UUID:
    """The same id for the same request, however often the year is written."""
    return lasting_id("sample city", "request", f"{monday}", f"{number}")


@transaction.atomic
def _write(
    monday: date,
    founded: date,
    organizations: Mapping[str, Organization],
    areas: list[Area],
    at: datetime,
) -> bool:
    """Write one week; False where somebody wrote it meanwhile."""
    list(Office.objects.select_for_update())
    if monday not in missing_weeks(founded):
        return False
    is_newest = monday == all_weeks(founded)[0]
    until = founded if is_newest else None
    drawn = draw_week(monday, until=until, organizations=organizations, areas=areas)
    write_week(monday, {request_id(monday, number): one for number, one in enumerate(drawn)})
    if is_newest:
        ask_for_the_coming_days(at=at, organizations=organizations, areas=areas)
    audit.record(None, WRITTEN, ("sample_city.week", _mark(monday)), at=at)
    return True


def _organizations() -> dict[str, Organization]:
    found = {str(one.name): one for one in Organization.objects.filter(name__in=_names().values())}
    return {key: found[name] for key, name in _names().items() if name in found}


def _names() -> dict[str, str]:
    return {row["key"]: row["name"] for row in rows("organizations")}
