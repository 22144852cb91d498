"""What is told in time: deadlines 14, 7 and 1 days before, credentials before they end, matters nobody moved."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.casework import operations
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import (
    DayIsOver,
    NotSoFar,
    NotThoseDays,
    TickedAlready,
    WrittenAlready,
)
from xenia.work.casework.tests.legal_makers import a_credentialed, a_provider, now_as, under_way
from xenia.work.casework.tests.makers import MONDAY, TUESDAY, a_caseworker, a_matter

pytestmark = pytest.mark.django_db
DUE = local_day(MONDAY) + timedelta(days=20)


def told(template: str) -> int:
    return OutboxMessage.objects.filter(template=template).count()


def days_before(days: int) -> datetime:
    return MONDAY + timedelta(days=20 - days)


def test_a_deadline_is_told_of_three_times_and_each_once() -> None:
    provider = a_provider()
    matter = under_way(provider)
    operations.add_deadline(
        matter=matter, kind="papers", due_on=DUE, by=provider.attorney, at=MONDAY
    )
    for days, times in ((16, 0), (14, 1), (13, 1), (7, 2), (5, 2), (1, 3), (0, 3)):
        operations.tend_matters(days_before(days))
        operations.tend_matters(days_before(days))
        assert told("casework.deadline_comes") == times, days
    message = OutboxMessage.objects.filter(template="casework.deadline_comes").first()
    assert message
    assert message.recipient_id == provider.attorney.pk


def test_who_writes_it_down_late_is_told_once_of_what_is_near() -> None:
    provider = a_provider()
    matter = under_way(provider)
    tomorrow = local_day(MONDAY) + timedelta(days=1)
    operations.add_deadline(
        matter=matter, kind="fee", due_on=tomorrow, by=provider.attorney, at=MONDAY
    )
    operations.tend_matters(MONDAY)
    assert told("casework.deadline_comes") == 1


def test_a_deadline_in_the_past_is_done_or_is_none() -> None:
    provider = a_provider()
    matter = under_way(provider)
    said: dict[str, Any] = {"matter": matter, "kind": "papers", "by": provider.attorney}
    said |= {"due_on": date(2020, 1, 1), "at": MONDAY}
    with pytest.raises(DayIsOver):
        operations.add_deadline(**said)
    assert operations.add_deadline(is_done=True, **said).done_on == local_day(MONDAY)


def test_what_happened_is_told_of_no_more() -> None:
    provider = a_provider()
    matter = under_way(provider)
    said: dict[str, Any] = {"by": provider.attorney, "at": MONDAY}
    one = operations.add_deadline(matter=matter, kind="papers", due_on=DUE, **said)
    with pytest.raises(WrittenAlready):
        operations.add_deadline(matter=matter, kind="papers", due_on=DUE, **said)
    operations.tick_deadline(deadline=one, **said)
    with pytest.raises(TickedAlready):
        operations.tick_deadline(deadline=one, **said)
    operations.tend_matters(days_before(7))
    assert told("casework.deadline_comes") == 0


def test_a_missed_one_stays_late_until_somebody_ticks_it() -> None:
    provider = a_provider()
    matter = under_way(provider)
    one = operations.add_deadline(
        matter=matter, kind="papers", due_on=DUE, by=provider.attorney, at=MONDAY
    )
    assert not one.is_late(DUE)
    assert one.is_late(DUE + timedelta(days=1))


def test_a_matter_nobody_moved_for_ninety_days_is_told_to_its_worker_once() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa)
    for days, times in ((90, 0), (91, 1), (120, 1)):
        operations.tend_matters(MONDAY + timedelta(days=days))
        assert told("casework.matter_rests") == times
    operations.work_on(matter=now_as(matter), by=rosa, at=MONDAY + timedelta(days=121))
    operations.tend_matters(MONDAY + timedelta(days=121 + 91))
    assert told("casework.matter_rests") == 2


def test_a_credential_is_told_of_before_it_ends() -> None:
    provider = a_provider()
    ends = local_day(MONDAY) - timedelta(days=100) + timedelta(days=900)
    for days, times in ((91, 0), (90, 2), (89, 2), (30, 4), (7, 6), (0, 6)):
        at = datetime.combine(ends - timedelta(days=days), MONDAY.timetz())
        operations.remind_of_legal_credentials(at)
        assert told("casework.credential_ends") == times, days
    assert provider.full.legal_credentials.count() == 1


def test_an_accreditation_is_given_for_three_years() -> None:
    ana, boss = a_credentialed("attorney"), a_user(Role.DIRECTOR)
    said: dict[str, Any] = {"person": ana, "holder": "office", "by": boss, "at": MONDAY}
    first = date(2024, 2, 29)
    with pytest.raises(NotThoseDays):
        operations.keep_credential(
            kind="full", valid_from=first, valid_until=date(2027, 3, 1), **said
        )
    with pytest.raises(NotThoseDays):
        operations.keep_credential(kind="full", valid_from=first, valid_until=None, **said)
    operations.keep_credential(kind="full", valid_from=first, valid_until=date(2027, 2, 28), **said)


def test_time_lies_between_the_first_day_and_today() -> None:
    provider = a_provider()
    matter = under_way(provider, at=TUESDAY)
    said: dict[str, Any] = {"matter": matter, "kind": "way", "by": provider.attorney, "at": TUESDAY}
    for minutes, on in ((0, None), (1441, None), (5, MONDAY.date()), (5, date(2026, 11, 9))):
        with pytest.raises(NotSoFar):
            operations.note_activity(minutes=minutes, on=on, **said)
    operations.note_activity(minutes=5, **said)
    operations.check_conflicts(
        matter=matter, is_clear=False, by=provider.attorney, at=TUESDAY + timedelta(hours=1)
    )
    with pytest.raises(NotReady):
        operations.note_activity(minutes=5, **said)
