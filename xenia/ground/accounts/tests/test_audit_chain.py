"""A chain of hashes shows whether somebody took a row out of the audit, changed one, or put one in."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.accounts import audit
from xenia.ground.accounts.audit_trail import head_of_day, verify_audit
from xenia.ground.accounts.models import AuditCut, AuditEvent, AuditLink, AuditPlace
from xenia.ground.accounts.operations import audit_chain
from xenia.ground.accounts.operations.audit_chain import (
    BrokenChain,
    TooYoung,
    close_audit,
    close_link,
    close_when_due,
    cut_audit,
)
from xenia.ground.accounts.tests.makers import MONDAY, TUESDAY, a_user
from xenia.ground.common.one_go import in_one_go

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)
SEVEN_YEARS_LATER = MONDAY + 7 * YEAR


def an_event(at: datetime = MONDAY) -> AuditEvent:
    return audit.record(None, "test.done", ("test.thing", uuid4()), at=at, fields=["name"])


def a_chain(links: int = 3, events: int = 4, at: datetime = MONDAY) -> list[AuditLink]:
    """A chain of links, a minute apart, each over a few events."""
    made = []
    for number in range(links):
        moment = at + number * MINUTE
        for _event in range(events):
            an_event(moment)
        link = close_link(at=moment + MINUTE)
        assert link
        made.append(link)
    return made


def event_in(link: AuditLink) -> UUID:
    return AuditPlace.objects.filter(link=link).values_list("event_id", flat=True)[0]


@contextmanager
def somebody_with_the_database_in_hand() -> Iterator[None]:
    """Triggers stop mistakes and the program; who holds the database can take them away."""
    module = importlib.import_module("xenia.ground.accounts.migrations.0004_audit_chain_guarded")
    with connection.cursor() as cursor:
        for statement in module.ALLOW[connection.vendor]:
            cursor.execute(statement)
        yield
        for statement in module.REFUSE[connection.vendor]:
            cursor.execute(statement)


@pytest.mark.both_databases
def test_what_an_operation_did_is_one_statement_and_one_chain(
    django_assert_num_queries: Any,
) -> None:
    an_event()
    with django_assert_num_queries(3), in_one_go():
        events = {an_event().pk for _ in range(5)}
    assert AuditPlace.objects.filter(link=None, event__in=events).count() == 5
    link = close_link(at=TUESDAY)
    assert link
    assert link.events == 6
    assert not verify_audit().broken


@pytest.mark.both_databases
def test_every_event_waits_and_then_stands_in_one_link() -> None:
    events = {an_event().pk for _ in range(5)}
    assert set(AuditPlace.objects.filter(link=None).values_list("event_id", flat=True)) == events
    assert close_audit(at=TUESDAY) == 1
    assert (
        set(AuditPlace.objects.filter(link__number=1).values_list("event_id", flat=True)) == events
    )
    assert close_audit(at=TUESDAY) == 0
    verdict = verify_audit()
    assert (verdict.links, verdict.events, verdict.waiting, verdict.broken) == (1, 5, 0, [])


@pytest.mark.both_databases
def test_events_written_in_bulk_wait_too() -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(at=MONDAY, action="test.done", record_type="") for _ in range(30)
    )
    assert AuditPlace.objects.filter(link=None).count() == 30


def test_a_link_is_closed_each_minute_and_only_when_something_happened() -> None:
    an_event()
    assert close_when_due(MONDAY) == 1
    an_event()
    assert close_when_due(MONDAY + MINUTE / 2) == 0
    assert close_when_due(MONDAY + MINUTE) == 1
    assert close_when_due(MONDAY + 9 * MINUTE) == 0
    assert [link.number for link in AuditLink.objects.order_by("number")] == [1, 2]


def test_many_waiting_events_become_several_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_chain, "MOST_EVENTS", 3)
    for _ in range(8):
        an_event()
    assert close_audit(at=TUESDAY) == 3
    assert [link.events for link in AuditLink.objects.order_by("number")] == [3, 3, 2]
    assert not verify_audit().broken


def test_each_link_builds_upon_the_one_before() -> None:
    first, second, third = a_chain()
    assert first.previous == "0" * 64
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert len({first.root, second.root, third.root}) == 3


@pytest.mark.both_databases
def test_what_is_hashed_is_read_back_the_same() -> None:
    """Moments, lists and empty fields come back from either database as they went in."""
    person = a_user()
    moment = datetime(2026, 11, 2, 14, 0, 0, 123456, tzinfo=UTC)
    audit.record(person, "test.odd", person, at=moment, fields=["ż", "a'b"], purpose="إحالة")
    audit.record(None, "test.bare", None, at=moment)
    close_audit(at=TUESDAY)
    assert not verify_audit().broken


@pytest.mark.both_databases
def test_a_changed_row_is_noticed() -> None:
    _first, second, _third = a_chain()
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(pk=event_in(second)).update(action="test.nothing")
    (broken,) = verify_audit().broken
    assert broken.number == 2
    assert broken.why == "one or more of its 4 events were changed"


@pytest.mark.parametrize(
    "field", ["at", "actor_id", "action", "record_type", "record_id", "fields", "purpose"]
)
def test_no_field_can_be_changed_unseen(field: str) -> None:
    a_chain(links=1)
    now = {
        "at": MONDAY - MINUTE,
        "actor_id": uuid4(),
        "record_id": None,
        "fields": ["name", "phone"],
    }
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(pk=event_in(AuditLink.objects.get())).update(
            **{field: now.get(field, "other")}
        )
    assert [broken.number for broken in verify_audit().broken] == [1]


@pytest.mark.both_databases
@pytest.mark.parametrize("with_its_place", [True, False])
def test_a_removed_row_is_noticed(with_its_place: bool) -> None:
    first, _second, _third = a_chain()
    gone = event_in(first)
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(pk=gone).delete()
        if with_its_place:
            AuditPlace.objects.filter(pk=gone).delete()
    (broken,) = verify_audit().broken
    assert (broken.number, broken.why) == (1, "1 of 4 events are missing")


@pytest.mark.both_databases
def test_a_row_put_into_a_closed_link_is_noticed() -> None:
    a_chain()
    with somebody_with_the_database_in_hand():
        forged = an_event()
        AuditPlace.objects.update_or_create(pk=forged.pk, defaults={"link_id": 2})
    (broken,) = verify_audit().broken
    assert (broken.number, broken.why) == (2, "1 events were put in")


def test_a_row_put_beside_the_chain_is_noticed() -> None:
    a_chain()
    with somebody_with_the_database_in_hand():
        an_event()
    (broken,) = verify_audit().broken
    assert (broken.number, broken.why) == (0, "1 events stand outside of the chain")


def test_a_row_that_takes_the_place_of_another_is_noticed() -> None:
    first, _second, _third = a_chain()
    with somebody_with_the_database_in_hand():
        gone, forged = event_in(first), an_event()
        AuditEvent.objects.filter(pk=gone).delete()
        AuditPlace.objects.filter(pk=gone).delete()
        AuditPlace.objects.create(pk=forged.pk, link_id=1)
    (broken,) = verify_audit().broken
    assert (broken.number, broken.why) == (1, "one or more of its 4 events were changed")


def _link_changed(link: AuditLink) -> None:
    AuditLink.objects.filter(pk=link.pk).update(closed_at=MONDAY - YEAR)


def _link_gone(link: AuditLink) -> None:
    AuditEvent.objects.filter(place__link=link).delete()
    AuditPlace.objects.filter(link=link).delete()
    AuditLink.objects.filter(pk=link.pk).delete()


@pytest.mark.both_databases
@pytest.mark.parametrize("act", [_link_changed, _link_gone])
def test_a_changed_or_missing_link_is_noticed(act: Callable[[AuditLink], None]) -> None:
    _first, second, _third = a_chain()
    with somebody_with_the_database_in_hand():
        act(second)
    assert 2 in [broken.number for broken in verify_audit().broken]


def test_a_chain_made_anew_does_not_have_a_published_hash() -> None:
    """Who holds the database can hash everything again; a hash the office made known stands against it."""
    published = {link.number: link.digest for link in a_chain()}
    assert not verify_audit(published=published).broken
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(place__link__number=2).delete()
        AuditPlace.objects.filter(link__number=2).delete()
        AuditPlace.objects.update(link=None)
        AuditLink.objects.all().delete()
    close_audit(at=TUESDAY)
    assert not verify_audit().broken
    said = {broken.number: broken.why for broken in verify_audit(published=published).broken}
    assert said == dict.fromkeys((1, 2, 3), "its hash is not the one that was published")


@given(st.integers(min_value=0, max_value=11), st.sampled_from(["purpose", "action", "gone"]))
def test_wherever_a_row_is_touched_its_link_is_named(place: int, how: str) -> None:
    with transaction.atomic():
        links = a_chain(links=3, events=4)
        rows = [
            pk
            for link in links
            for pk in AuditPlace.objects.filter(link=link).values_list("pk", flat=True)
        ]
        with somebody_with_the_database_in_hand():
            touched = AuditEvent.objects.filter(pk=rows[place])
            touched.delete() if how == "gone" else touched.update(**{how: "changed"})
        assert [broken.number for broken in verify_audit().broken] == [place // 4 + 1]
        transaction.set_rollback(True)


@pytest.mark.both_databases
def test_the_database_refuses_to_touch_the_chain() -> None:
    first, _second, _third = a_chain()
    tries: list[Callable[[], object]] = [
        lambda: AuditLink.objects.filter(pk=first.pk).update(root="f" * 64),
        lambda: AuditLink.objects.filter(pk=first.pk).delete(),
        lambda: AuditPlace.objects.filter(link__number=1).update(link=2),
        lambda: AuditPlace.objects.filter(link__number=1).update(link=None),
        lambda: AuditPlace.objects.filter(link__number=1).delete(),
        lambda: AuditPlace.objects.create(pk=uuid4(), link_id=1),
        lambda: AuditEvent.objects.filter(place__link__number=1).delete(),
        lambda: AuditCut.objects.create(
            cut_at=TUESDAY, before=MONDAY, up_to=first, digest="f" * 64, events=4
        ),
    ]
    for attempt in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert not verify_audit().broken


@pytest.mark.both_databases
def test_an_event_that_waits_cannot_leave_either() -> None:
    event = an_event()
    for rows in (AuditPlace.objects.filter(pk=event.pk), AuditEvent.objects.filter(pk=event.pk)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()


@pytest.mark.both_databases
def test_rows_past_their_term_are_cut_and_the_links_stay() -> None:
    first, second, third = a_chain()
    late = a_chain(links=1, events=2, at=SEVEN_YEARS_LATER)[0]
    director = a_user()
    cut = cut_audit(before=SEVEN_YEARS_LATER - 6 * YEAR, by=director, at=SEVEN_YEARS_LATER)
    assert cut is not None
    assert (cut.up_to_id, cut.digest, cut.events) == (3, third.digest, 12)
    assert list(AuditLink.objects.order_by("number")) == [first, second, third, late]
    assert not AuditPlace.objects.filter(link__lte=3).exists()
    assert AuditEvent.objects.filter(action="test.done").count() == 2
    assert AuditEvent.objects.filter(action="accounts.audit_cut", actor_id=director.pk).exists()
    close_audit(at=SEVEN_YEARS_LATER)
    verdict = verify_audit(published={2: second.digest})
    assert (verdict.broken, verdict.cut) == ([], 3)
    assert cut_audit(before=SEVEN_YEARS_LATER - YEAR, by=None, at=SEVEN_YEARS_LATER) is None


def test_a_link_with_one_younger_event_stays_whole() -> None:
    a_chain(links=1)
    an_event(MONDAY)
    an_event(SEVEN_YEARS_LATER)
    close_audit(at=SEVEN_YEARS_LATER)
    cut = cut_audit(before=SEVEN_YEARS_LATER - YEAR, by=None, at=SEVEN_YEARS_LATER)
    assert cut is not None
    assert cut.up_to_id == 1
    assert AuditPlace.objects.filter(link__number=2).count() == 2


def test_the_last_year_is_never_cut() -> None:
    a_chain()
    with pytest.raises(TooYoung):
        cut_audit(before=MONDAY + MINUTE, by=None, at=MONDAY + YEAR)
    assert AuditEvent.objects.count() == 12


def test_nothing_is_cut_from_a_chain_that_does_not_hold() -> None:
    """Else a cut would be the way to make a forgery disappear."""
    first, _second, _third = a_chain()
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(pk=event_in(first)).update(purpose="other")
    with pytest.raises(BrokenChain, match="link 1: one or more"):
        cut_audit(before=SEVEN_YEARS_LATER - YEAR, by=None, at=SEVEN_YEARS_LATER)
    assert AuditEvent.objects.count() == 12
    assert not AuditCut.objects.exists()


def test_events_that_come_back_after_a_cut_are_noticed() -> None:
    a_chain()
    cut_audit(before=SEVEN_YEARS_LATER - YEAR, by=None, at=SEVEN_YEARS_LATER)
    with somebody_with_the_database_in_hand():
        AuditPlace.objects.create(pk=an_event().pk, link_id=2)
    assert "events that were cut are there again" in [
        broken.why for broken in verify_audit().broken
    ]


def test_the_head_of_a_day_is_the_last_link_closed_on_it() -> None:
    _first, second = a_chain(links=2)
    third = a_chain(links=1, at=TUESDAY)[0]
    assert head_of_day(MONDAY.date()) == second
    assert head_of_day(TUESDAY.date()) == third
    assert head_of_day((MONDAY - YEAR).date()) is None
