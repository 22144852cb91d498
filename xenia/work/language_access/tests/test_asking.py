"""Departments ask for an interpreter, say it anew, and take it back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access import operations
from xenia.work.language_access.models import BookedQuarter, InterpreterRequest
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.operations import NotATime, NotOverYet
from xenia.work.language_access.tests.asking import (
    HOUR,
    THURSDAY,
    a_request,
    as_it_stands,
    asked,
)
from xenia.work.language_access.tests.makers import (
    MONDAY,
    TUESDAY,
    a_clinic,
    a_coordinator,
    an_interpreter,
)

pytestmark = pytest.mark.django_db


def booked(**said: Any) -> InterpreterRequest:
    """A request for which somebody comes."""
    request = a_request(**said)
    operations.assign(
        request=request,
        interpreter=an_interpreter("kea"),
        start=request.preferred_at,
        mode="phone",
        why="agreed",
        by=a_coordinator(),
        at=MONDAY,
    )
    return as_it_stands(request)


def counted(kind: str, **about: Any) -> int:
    """How many the ledger has of a kind."""
    rows = Entry.objects.filter(kind=f"language_access.{kind}", **about)
    return sum(rows.values_list("quantity", flat=True))


def test_a_clerk_asks_and_it_is_counted_without_saying_for_whom() -> None:
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk, topic="a first visit", place="second floor")
    assert request.status == Status.OPEN
    assert as_it_stands(request).topic == "a first visit"
    assert counted("requested", language="kea", mode="phone", department=clinic.pk) == 1
    assert counted("lead_days") == 3
    said = AuditEvent.objects.get(action="language_access.interpreter_requested")
    assert (said.actor_id, said.record_id) == (clerk.pk, request.pk)


def test_english_always_stands_second() -> None:
    request = a_request(language="en", other_language="so", direction="into")
    assert (request.language, request.other_language) == ("so", "en")
    assert request.directions() == [("en", "so")]


@pytest.mark.parametrize(
    "said",
    [
        {"preferred_at": THURSDAY + timedelta(minutes=5)},
        {"preferred_at": MONDAY - 2 * HOUR},
        {"length_minutes": 0},
        {"length_minutes": 8 * 60 + 1},
        {"earliest_at": THURSDAY + HOUR},
        {"latest_at": THURSDAY + HOUR / 2},
        {"earliest_at": THURSDAY - timedelta(days=8)},
        {"preferred_at": THURSDAY.replace(tzinfo=None)},
    ],
)
def test_a_time_that_cannot_be_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(NotATime):
        a_request(**said)
    assert not InterpreterRequest.objects.exists()


def test_a_length_is_rounded_up_to_a_quarter() -> None:
    assert a_request(length_minutes=50).length_minutes == 60


def test_one_language_needs_no_interpreter() -> None:
    with pytest.raises(ValueError, match="one language"):
        a_request(language="en")


def test_a_series_is_one_request_a_week_at_the_same_time_on_the_clock() -> None:
    # The clocks change on March 14, 2027: ten o'clock is one hour earlier in UTC from then on.
    first = datetime(2027, 3, 11, 15, 0, tzinfo=UTC)
    head = operations.request_interpreter(
        asked=asked(preferred_at=first), weekly_until=date(2027, 3, 25), by=None, at=MONDAY
    )
    starts = [one.preferred_at for one in head.repeated.all()]
    assert starts == [
        datetime(2027, 3, 18, 14, 0, tzinfo=UTC),
        datetime(2027, 3, 25, 14, 0, tzinfo=UTC),
    ]
    assert len({one.subject_id for one in InterpreterRequest.objects.all()}) == 3
    assert counted("requested") == 3


def test_a_series_is_cancelled_from_a_week_on() -> None:
    head = operations.request_interpreter(
        asked=asked(), weekly_until=date(2026, 11, 26), by=None, at=MONDAY
    )
    second = head.repeated.first()
    assert second
    operations.cancel_request(request=second, and_following=True, by=None, at=MONDAY)
    stands = InterpreterRequest.objects.order_by("preferred_at").values_list("status", flat=True)
    assert list(stands) == ["open", *["cancelled_early"] * 3]


def test_a_series_that_is_cancelled_is_told_in_one_message_with_its_day() -> None:
    clinic, clerk = a_clinic()
    head = operations.request_interpreter(
        asked=asked(clinic), weekly_until=date(2026, 11, 26), by=clerk, at=MONDAY
    )
    operations.cancel_request(request=head, and_following=True, by=clerk, at=MONDAY)
    told = OutboxMessage.objects.filter(template="language_access.news_for_you")
    assert [one.record_id for one in told] == [head.pk]
    facts = CATALOGUE["language_access.news_for_you"].facts
    assert facts is not None
    told_of = facts(head.pk, "en") or {}
    assert told_of["when"].replace("\u00a0", " ") == "November 5, 2026, 10:00 AM"


def test_another_room_hears_of_every_week_that_is_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    monkeypatch.setitem(
        operations.HEARD_BY, "events.session", lambda one, _at: heard.append(one.status)
    )
    head = operations.request_interpreter(
        asked=asked(origin="events.session"), weekly_until=date(2026, 11, 26), by=None, at=MONDAY
    )
    operations.cancel_request(request=head, and_following=True, by=None, at=MONDAY)
    assert heard == ["cancelled_early"] * 4


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (THURSDAY - timedelta(hours=24), Status.CANCELLED_EARLY),
        (THURSDAY - timedelta(hours=23, minutes=59), Status.CANCELLED_LATE),
    ],
)
def test_cancelling_in_the_last_day_is_late(at: datetime, status: str) -> None:
    request = booked()
    operations.cancel_request(request=request, by=None, at=at)
    stands = as_it_stands(request)
    assert stands.status == status
    assert stands.closed_on
    assert counted("ended", outcome=status) == 1
    assert not BookedQuarter.objects.exists()
    told = OutboxMessage.objects.filter(template="language_access.not_expected")
    assert told.count() == 1
    with pytest.raises(WrongState):
        operations.cancel_request(request=request, by=None, at=at)


def test_new_words_are_told_and_keep_whoever_comes() -> None:
    request = booked()
    operations.change_request(
        request=request, asked=asked(place="first floor"), by=None, at=TUESDAY
    )
    assert as_it_stands(request).status == Status.FILLED
    told = OutboxMessage.objects.filter(template="language_access.news_for_her")
    assert told.count() == 2


def test_another_time_sets_free_whoever_was_booked_and_counts_once() -> None:
    request = booked()
    later = asked(preferred_at=THURSDAY + HOUR, language="so")
    operations.change_request(request=request, asked=later, by=None, at=TUESDAY)
    stands = as_it_stands(request)
    assert stands.status == Status.OPEN
    assert not BookedQuarter.objects.exists()
    assert (counted("requested", language="kea"), counted("requested", language="so")) == (0, 1)
    assert counted("lead_days") == 3


def test_a_change_that_changes_nothing_does_nothing() -> None:
    request = booked()
    operations.change_request(request=request, asked=asked(), by=None, at=TUESDAY)
    assert as_it_stands(request).status == Status.FILLED
    assert not AuditEvent.objects.filter(action="language_access.request_changed").exists()


def test_what_took_place_is_told_once_with_its_minutes() -> None:
    request, by = booked(), a_coordinator()
    with pytest.raises(NotOverYet):
        operations.record_outcome(request=request, minutes=50, by=by, at=THURSDAY - HOUR)
    operations.record_outcome(request=request, minutes=50, by=by, at=THURSDAY + HOUR)
    assert counted("ended", outcome="done") == 1
    assert counted("minutes", language="kea") == 50
    with pytest.raises(WrongState):
        operations.record_outcome(request=request, absent="others", by=by, at=THURSDAY + HOUR)


def test_a_no_show_says_who_was_absent() -> None:
    request, by = booked(), a_coordinator()
    with pytest.raises(operations.HowLong):
        operations.record_outcome(request=request, by=by, at=THURSDAY + HOUR)
    operations.record_outcome(request=request, absent="interpreter", by=by, at=THURSDAY + HOUR)
    assert counted("ended", outcome="no_show", reason="interpreter") == 1
    assert counted("minutes") == 0


def test_another_room_hears_what_becomes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setitem(
        operations.HEARD_BY, "events.session", lambda one, _at: heard.append(one.status)
    )
    request = booked(origin="events.session")
    operations.cancel_request(request=request, by=None, at=TUESDAY)
    assert heard == ["filled", "cancelled_early"]
