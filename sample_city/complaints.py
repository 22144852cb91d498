"""Three years of complaints in Lindenport, some 300: what was complained about, found, made good and recommended. Invented.

It is written by the worker after the office is open, a month at a time, each in one transaction, the newest first, through
the operations of the office. Whoever stops it loses nothing, and no month is written twice. Nobody is told anything about
the past; what was late when the city was built climbs by itself from then on.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from sample_city.data import DATA, Row, rows
from sample_city.grievances import SERVICES, draw_month, draw_standing
from sample_city.heard import Course, Desk
from sample_city.turns import in_turns
from sample_city.year import founded_on
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import day_span, local_day
from xenia.ground.common.ids import lasting_id
from xenia.ground.ledger.operations import written_together
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.notifications.operations.outbox import nobody_is_told
from xenia.ground.reference.models import Area, Office
from xenia.registers.directory.models import Organization, Service
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.models import Recommendation
from xenia.work.ombudsman.operations import filing, recommendations, working
from xenia.work.ombudsman.operations.filing import Report

MONTHS: Final = 36
WRITTEN: Final = "sample_city.complaints_written"
AT_MOST: Final = 4.0  # seconds of each round of the worker
OFFICERS: Final = ("yevgenia-baranova", "tomas-okonjo")
SUPERVISORS: Final = ("lena-abernathy", "jean-rony-desravines")
# In the last days machines wrote too, and the gate was not sure of some people.
HELD: Final = (("ar", "delay", False), ("so", "access", False), ("en", "other", True))
MACHINE: Final = "Best price best price, write to us today"


def carry_on(at: datetime) -> int:
    """What the worker does each round: write for a few seconds what is missing. How many months it wrote."""
    return in_turns(write_complaints(at=at), seconds=AT_MOST)


def write_complaints(*, at: datetime) -> Iterator[date]:
    """Write every month that is missing, the newest first, and name each when it is there."""
    founded = founded_on()
    for month in missing_months(founded) if founded else []:
        assert founded
        if _write(month, founded, at):
            yield month


def missing_months(founded: date) -> list[date]:
    """The first days of the months that are not written, the newest first: three years up to the founding."""
    wanted = {_mark(one): one for one in all_months(founded)}
    there = AuditEvent.objects.filter(action=WRITTEN, record_id__in=wanted)
    gone = set(there.values_list("record_id", flat=True))
    return [one for pk, one in wanted.items() if pk not in gone]


def all_months(founded: date) -> list[date]:
    """The month the city was built in, and those before it."""
    months = [founded.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def token_of(month: date, number: int) -> str:
    """Of the form a complaint came with: the same code, however often the city is built with the same key."""
    return f"sample complaint {month} {number}"


@cache
def said() -> Row:
    """What is said in the sample's complaints, by language."""
    found: Row = json.loads((DATA / "complaints.json").read_text(encoding="utf-8"))
    return found


def _mark(month: date) -> UUID:
    return lasting_id("sample city", "complaints", f"{month}")


@transaction.atomic
def _write(month: date, founded: date, at: datetime) -> bool:
    """Write one month; False where somebody wrote it meanwhile. A year somebody locked stays as it is."""
    list(Office.objects.select_for_update())
    if month not in missing_months(founded):
        return False
    half_a_year_later = min(founded, month + timedelta(days=180))
    try:
        with (
            transaction.atomic(),
            nobody_is_told(),
            written_together([month, half_a_year_later, founded]),
        ):
            _live_through(month, founded)
    except YearIsClosed:
        pass
    audit.record(None, WRITTEN, ("sample_city.month", _mark(month)), at=at)
    return True


def _live_through(month: date, founded: date) -> None:
    people, back = _people(), all_months(founded).index(month)
    desk = _desk(people, day_span(founded)[0])
    for one in draw_month(month, back, until=founded):
        Course(one, token_of(month, one.number), desk).run()
    if back == 0:
        for one, status in draw_standing(founded):
            Course(one, token_of(month, one.number), desk, stays=status).run()
        _leave_some_held(month, desk)
    for row in said()["recommendations"]:
        made_on = founded - timedelta(days=row["days_ago"])
        if made_on.replace(day=1) == month:
            _recommend(row, made_on, people, desk)


def _people() -> dict[str, User]:
    by_email = {one.email: one for one in User.objects.all()}
    return {
        row["key"]: by_email[row["email"]] for row in rows("people") if row["email"] in by_email
    }


def _desk(people: Mapping[str, User], until: datetime) -> Desk:
    departments = _departments()
    coordinators = [row for row in rows("people") if row["role"] == Role.DEPARTMENT_COORDINATOR]
    return Desk(
        officers=[people[key] for key in OFFICERS],
        supervisors=[people[key] for key in SUPERVISORS],
        front_desk=people["djenifa-tavares"],
        replies={departments[row["organization"]].pk: people[row["key"]] for row in coordinators},
        services=_services(),
        areas=list(Area.objects.order_by("position", "code")),
        calendar=calendar_in_force(),
        said=said(),
        until=until,
    )


def _departments() -> dict[str, Organization]:
    names = {row["name"]: row["key"] for row in rows("organizations")}
    found = Organization.objects.filter(name__in=names)
    return {names[str(one.name)]: one for one in found}


def _services() -> dict[str, Service]:
    every = [*rows("services_full"), *rows("services_named")]
    names = {row["name"]: row["key"] for row in every if row["key"] in SERVICES}
    found = Service.objects.filter(name__in=names).select_related("organization")
    return {names[str(one.name)]: one for one in found}


def _leave_some_held(month: date, desk: Desk) -> None:
    """Three wait to be let in; one was thrown away."""
    for number, (language, kind, is_machine) in enumerate(HELD, start=900):
        words = MACHINE if is_machine else desk.said["words"][language][kind]
        report = Report(words=words, language=language, kind=kind)
        at = desk.until - timedelta(hours=10 * (number - 899))
        filing.file_complaint(report=report, token=token_of(month, number), at=at, held=True)
    report = Report(words=MACHINE, language="en")
    at = desk.until - timedelta(days=3)
    thrown = filing.file_complaint(report=report, token=token_of(month, 990), at=at, held=True)
    working.discard(complaint=thrown, version=thrown.state_version, by=desk.officers[0], at=at)


def _recommend(row: Row, made_on: date, people: Mapping[str, User], desk: Desk) -> None:
    """What a department should change, and how far it got with it."""
    department = _departments()[row["department"]]
    made = recommendations.recommend(
        department=department,
        kind=row["kind"],
        text=row["text"],
        names_nobody=True,
        by=people[SUPERVISORS[0]],
        at=_noon(made_on),
    )
    if "answer" in row:
        _answer(made, row, made_on + timedelta(days=20), desk)


def _answer(made: Recommendation, row: Row, on: date, desk: Desk) -> None:
    theirs: dict[str, Any] = {"recommendation": made, "by": desk.replies[made.department_id]}
    if row["answer"] == "decline":
        recommendations.decline(
            answer=row["words"], version=made.state_version, at=_noon(on), **theirs
        )
        return
    due_on = on + timedelta(days=row["within"])
    recommendations.accept(
        answer=row["words"], due_on=due_on, version=made.state_version, at=_noon(on), **theirs
    )
    if row.get("done") and due_on < local_day(desk.until):
        recommendations.implement(on=due_on, version=made.state_version, at=_noon(due_on), **theirs)


def _noon(on: date) -> datetime:
    return day_span(on)[0] + timedelta(hours=12)
