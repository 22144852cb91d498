"""Matters over the years: brought forward + opened - closed = carried forward, whoever comes back with what."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.work.casework import operations
from xenia.work.casework.models import Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import AlreadyOpen, NotHelped
from xenia.work.casework.queries.measures import Flow, flow_of_matters
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_matter,
    accepted,
    screened,
)

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime(2027, 2, 1, 15, 0, tzinfo=UTC)


def flows() -> tuple[Flow, Flow]:
    return flow_of_matters(2026, first_year=2026), flow_of_matters(2027, first_year=2026)


def test_what_is_open_at_the_end_of_a_year_is_brought_forward() -> None:
    rosa = a_caseworker()
    open_one = a_matter(by=rosa, called="Linh")
    closed = a_matter(by=rosa, called="Amina")
    operations.close_matter(matter=closed, outcome="favorable", by=rosa, at=TUESDAY)
    assert flows() == (Flow(0, 2, 1), Flow(1, 0, 0))
    operations.close_matter(matter=open_one, outcome="partly", by=rosa, at=NEXT_YEAR)
    first, second = flows()
    assert (first.carried_forward, second.brought_forward, second.carried_forward) == (1, 1, 0)


def test_opened_again_in_its_year_a_matter_counts_once() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    operations.close_matter(matter=matter, outcome="advice", by=rosa, at=TUESDAY)
    operations.reopen_matter(matter=matter, by=rosa, at=TUESDAY + timedelta(days=9))
    assert flows()[0] == Flow(0, 1, 0)
    operations.close_matter(matter=matter, outcome="favorable", by=rosa, at=NEXT_YEAR)
    assert flows() == (Flow(0, 1, 0), Flow(1, 0, 1))


def test_opened_again_in_a_later_year_it_is_opened_then_and_not_new() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    operations.close_matter(matter=matter, outcome="advice", by=rosa, at=TUESDAY)
    operations.reopen_matter(matter=matter, by=rosa, at=NEXT_YEAR)
    assert flows() == (Flow(0, 1, 1), Flow(0, 1, 0))
    assert flows()[1].carried_forward == 1


def test_a_matter_needs_a_person_we_help() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    assert intake.client
    with pytest.raises(NotHelped):
        operations.open_matter(
            client=intake.client, issue="housing", intake=intake, by=rosa, at=TUESDAY
        )


def test_the_same_issue_of_a_person_is_open_once() -> None:
    rosa = a_caseworker()
    intake = accepted(by=rosa)
    said: dict[str, Any] = {"client": intake.client, "issue": "housing", "by": rosa, "at": TUESDAY}
    first = operations.open_matter(**said)
    with pytest.raises(AlreadyOpen):
        operations.open_matter(**said)
    operations.close_matter(matter=first, outcome="favorable", by=rosa, at=TUESDAY)
    operations.open_matter(**said)
    with pytest.raises(AlreadyOpen):
        operations.reopen_matter(matter=first, by=rosa, at=TUESDAY)
    assert Matter.objects.count() == 2


def test_who_stands_on_the_other_side_is_not_worked_for() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    operations.describe_matter(
        matter=matter,
        standing="The landlord asked us first.",
        is_on_hold=False,
        has_conflict=True,
        taken_by=rosa,
        due_on=None,
        version=0,
        by=rosa,
        at=MONDAY,
    )
    with pytest.raises(NotReady) as missing:
        operations.work_on(matter=matter, by=rosa, at=TUESDAY)
    assert missing.value.what == "conflict"
    operations.close_matter(matter=matter, outcome="elsewhere", by=rosa, at=TUESDAY)


def test_a_closed_matter_is_not_simply_worked_on() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    operations.close_matter(matter=matter, outcome="advice", by=rosa, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.work_on(matter=matter, by=rosa, at=TUESDAY)


def test_what_nobody_moved_for_ninety_days_is_seen() -> None:
    matter = a_matter(by=a_caseworker())
    assert not Matter.objects.stale(matter.moved_on + timedelta(days=90)).exists()
    assert Matter.objects.stale(matter.moved_on + timedelta(days=91)).exists()
