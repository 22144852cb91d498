"""The sample city's three years: some 3,000 people, by the same rules, written again where it was broken off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from django.conf import LazySettings
from django.db.models import Count, Q, Sum

from sample_city import history
from sample_city.build import build_city
from tests.house.small_history import undone
from xenia.config.due import go_on_with_the_history
from xenia.ground.common.long_work import SAMPLE_HISTORY, Progress, progress_of, say_progress
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.clients.models import Client
from xenia.work.casework.models import Contact, Intake, Need
from xenia.work.programs.models import Attendance, CapacityLine, Enrolment, Offering
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries.lists import TO_DO, referrals_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
MONTHS, SHARE = 6, 0.15


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a year with a few people a month."""
    monkeypatch.setattr(history, "MONTHS", MONTHS)
    monkeypatch.setattr(history, "SHARE", SHARE)


COUNTED = (Client, Intake, Need, Contact, Referral, Offering, Enrolment, Attendance, Entry)


def counted() -> dict[str, int]:
    """How many rows of each kind there are."""
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def months_written() -> Iterator[date]:
    """Write what is missing."""
    return history.write_history(at=NOON)


def test_the_years_go_on_where_they_were_broken_off_and_are_written_once() -> None:
    build_city(at=NOON)
    before, messages = counted(), OutboxMessage.objects.count()
    assert history.all_months(NOON.date())[0] == date(2026, 11, 1)
    assert len(list(islice(months_written(), 2))) == 2
    assert history.how_far() == (2, MONTHS)
    assert history.carry_on(NOON + timedelta(days=1)) == MONTHS - 2
    assert history.carry_on(NOON + timedelta(days=9)) == 0
    after = counted()
    assert 50 < after["Client"] - before["Client"] < 100
    assert after["Referral"] > before["Referral"]
    assert after["Attendance"] > before["Attendance"]
    assert OutboxMessage.objects.count() == messages
    nothing_happened_after_the_founding()
    every_step_is_counted()
    no_place_is_given_twice()
    nothing_of_long_ago_waits_for_a_colleague()


def nothing_happened_after_the_founding() -> None:
    """What is not over by then has not happened."""
    assert not Intake.objects.filter(begun_on__gt=NOON.date()).exists()
    assert not Referral.objects.filter(sent_at__gt=NOON).exists()


def every_step_is_counted() -> None:
    """The ledger has every intake of the rows, and every need that was said."""
    said = Entry.objects.filter(kind="casework.need", outcome="open")
    assert said.aggregate(all=Sum("quantity"))["all"] == Need.objects.count()
    submitted = Entry.objects.filter(kind="casework.intake", outcome="submitted").count()
    assert submitted == Intake.objects.exclude(status="started").count()


def nothing_of_long_ago_waits_for_a_colleague() -> None:
    """What came back without help was given up or went on in a few weeks."""
    came_back = Referral.objects.filter(Q(status="declined") | Q(outcome="not_served"))
    assert came_back.filter(settled_on__isnull=False).exists()
    waits = referrals_in(TO_DO, today=NOON.date())
    assert not waits.filter(moved_on__lt=NOON.date() - timedelta(days=60)).exists()


def no_place_is_given_twice() -> None:
    """Offerings that are over hold nobody, and said what they gave."""
    over = Offering.objects.filter(status="closed")
    assert over.exists()
    assert set(over.values_list("taken", flat=True)) == {0}
    lines = CapacityLine.objects.filter(offering__in=over)
    assert all(line.delivered is not None and line.delivered <= line.planned for line in lines)
    twice = Enrolment.objects.values("offering", "client").annotate(times=Count("pk"))
    assert not twice.filter(times__gt=1).exists()


def test_broken_off_in_the_middle_or_written_in_one_go_the_same_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "MONTHS", 3)
    build_city(at=NOON)
    with undone():
        assert len(list(months_written())) == 3
        in_one_go, people = counted(), names()
    assert counted() != in_one_go
    next(months_written())
    after_one = counted()
    with monkeypatch.context() as broken:
        broken.setattr(history, "begin_season", stopped)
        with pytest.raises(KeyboardInterrupt):
            next(months_written())
    assert counted() == after_one
    assert len(list(months_written())) == 2
    assert list(months_written()) == []
    assert (counted(), names()) == (in_one_go, people)


def stopped(*_args: object, **_said: object) -> int:
    """Somebody stops the worker when the month is nearly written."""
    raise KeyboardInterrupt


def names() -> list[str]:
    """What everybody is called."""
    return sorted(str(one.called) for one in Client.objects.all())


def test_the_worker_says_how_far_it_is_and_only_in_the_sample_city(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MONTHS", 2)
    monkeypatch.setattr(history, "AT_MOST", 0.0)
    build_city(at=NOON)
    settings.SAMPLE_HISTORY = False
    assert go_on_with_the_history(NOON) == 0
    settings.SAMPLE_HISTORY = True
    assert go_on_with_the_history(NOON) == 1
    assert progress_of(SAMPLE_HISTORY) == Progress(1, 2)
    assert go_on_with_the_history(NOON) == 1
    assert progress_of(SAMPLE_HISTORY) is None
    assert go_on_with_the_history(NOON) == 0


def test_what_is_done_altogether_is_not_spoken_of_any_more() -> None:
    say_progress("counting", 1, 3)
    assert progress_of("counting") == Progress(1, 3)
    say_progress("counting", 3, 3)
    assert progress_of("counting") is None
