"""Programs of Lindenport: what the office, a partner and another city office offer, and who takes part. All invented."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from sample_city.data import Row, rows
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said, add_client
from xenia.registers.directory.models import Organization, Service
from xenia.work.programs import operations
from xenia.work.programs.models import Offering, Program
from xenia.work.programs.operations import Meets, Planned

# Invented people: what they are called, and what they speak.
PEOPLE = (
    ("Linh", "vi"),
    ("Marisol", "es"),
    ("Wideline", "ht"),
    ("Ayaan", "so"),
    ("Ivone", "kea"),
    ("Halima", "ar"),
    ("Oksana", "ru"),
    ("Thiago", "pt-br"),
)


def offer_programs(
    *,
    at: datetime,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    services: Mapping[str, Service],
) -> None:
    """Programs with their places, sessions, people in them and people who wait."""
    somebody = _somebody(people["rosa-ibarra"], at)
    for row in rows("programs"):
        program = operations.begin_program(
            organization=organizations[row["organization"]],
            service=services.get(row["service"]),
            run_by=row["run_by"],
            name=row["name"],
            about=row["about"],
            by=people[row["by"]],
            at=at,
        )
        for one in row["offerings"]:
            _offer(program, one, at, people[row["by"]], people["rosa-ibarra"], somebody)
        if name := row.get("template"):
            operations.keep_as_template(
                program=program, name=name, is_for_everybody=True, by=people[row["by"]], at=at
            )


def _somebody(by: User, at: datetime) -> Iterator[Client]:
    for number in count():
        called, language = PEOPLE[number % len(PEOPLE)]
        said = Said(called=called, spoken_language=language, written_language=language)
        yield add_client(said=said, by=by, at=at)


def _offer(
    program: Program,
    row: Row,
    at: datetime,
    by: User,
    colleague: User,
    somebody: Iterator[Client],
) -> None:
    begins_on = local_day(at) + timedelta(days=row["begins"])
    planned = Planned(
        name=row["name"],
        capacity_type=row["kind"],
        places=row["places"],
        begins_on=begins_on,
        ends_on=begins_on + timedelta(days=row["days"]),
        hold_days=row["hold_days"],
    )
    offering = operations.plan_offering(
        program=program, planned=planned, meets=_meets(row, planned), by=by, at=at
    )
    operations.open_offering(offering=offering, by=by, at=at)
    for _place in range(row["people"]):
        operations.enrol(offering=offering, client=next(somebody), by=colleague, at=at)
    _say_given(offering, row, by, at)


def _meets(row: Row, planned: Planned) -> list[Meets]:
    if "starts" not in row:
        return []
    first = Meets(planned.begins_on, time.fromisoformat(row["starts"]), row["minutes"])
    return operations.weekly(first, until=planned.ends_on)


def _say_given(offering: Offering, row: Row, by: User, at: datetime) -> None:
    lines: Any = offering.capacity_lines.order_by("month")
    for line, given in zip(lines, row["given"], strict=False):
        operations.say_capacity(
            offering=offering,
            month=line.month,
            planned=line.planned,
            delivered=given,
            version=line.version,
            by=by,
            at=at,
        )
