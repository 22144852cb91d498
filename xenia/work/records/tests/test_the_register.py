"""The register of requests: numbers, days, counts."""

from datetime import date

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.calendar import add_business_days
from xenia.ground.reference.models import CalendarVersion, Closure
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.subjects import shred
from xenia.work.records import operations
from xenia.work.records.models import RecordsRequest, RequestNote
from xenia.work.records.models.request import (
    Authority,
    Decision,
    Refusal,
    RequestKind,
    Signed,
    Status,
)
from xenia.work.records.queries.counts import years_of_requests
from xenia.work.records.queries.requests import requests_wanted
from xenia.work.records.tests.makers import (
    MONDAY,
    NEXT_WEEK,
    TUESDAY,
    a_decided_request,
    a_paper,
    a_request,
)


@pytest.mark.django_db
def test_each_year_counts_its_requests_from_one() -> None:
    first, second = a_request(), a_request()
    january = a_request(received_on=date(2027, 1, 4))
    assert [one.number for one in (first, second, january)] == [
        "R-2026-0001",
        "R-2026-0002",
        "R-2027-0001",
    ]


@pytest.mark.django_db
def test_who_asks_and_about_whom_is_sealed_and_leaves_on_schedule() -> None:
    request = RecordsRequest.objects.get(pk=a_request().pk)
    assert request.about == "all records of one Marisol Quispe"
    shred(request.subject_id, by=None, at=NEXT_WEEK, reason="records.recordsrequest")
    gone = RecordsRequest.objects.get(pk=request.pk)
    assert all(is_shredded(value) for value in (gone.about, gone.requester, gone.contact))
    assert (gone.number, gone.kind) == ("R-2026-0001", RequestKind.ADMINISTRATIVE)


@pytest.mark.django_db
def test_the_day_it_is_due_counts_business_days_and_remembers_its_calendar() -> None:
    CalendarVersion.objects.create(number=1, made_at=MONDAY)
    Closure.objects.create(
        first_day=date(2026, 11, 11),
        last_day=date(2026, 11, 11),
        name="Veterans Day",
        since_version=1,
    )
    asked = a_request(kind=RequestKind.PUBLIC_RECORDS)
    # Ten business days after Monday 2 November, the 11th closed: 3 4 5 6 9 10 12 13 16 17.
    assert (asked.due_on, asked.calendar_version) == (date(2026, 11, 17), 1)
    assert asked.due_on == add_business_days(date(2026, 11, 2), 10).due_on
    named = a_request(due_on=date(2026, 11, 30))
    assert (named.due_on, named.calendar_version) == (date(2026, 11, 30), 0)


@pytest.mark.django_db
def test_a_warrant_of_a_judge_is_due_today() -> None:
    assert a_request(kind=RequestKind.JUDICIAL_WARRANT).due_on == date(2026, 11, 2)


@pytest.mark.django_db
def test_putting_a_paper_right_moves_its_count() -> None:
    request, by = a_request(judge_signed=Signed.UNCLEAR), a_user(Role.COUNSEL)
    paper = a_paper(kind=RequestKind.SUBPOENA, judge_signed=Signed.YES)
    changed = operations.describe_request(request=request, paper=paper, by=by, at=TUESDAY)
    assert changed == ["kind", "judge_signed"]
    (year,) = years_of_requests(date(2026, 11, 3))
    assert year.received == 1
    assert year.by_kind == ((RequestKind.SUBPOENA, 1),)
    assert year.by_signed == ((Signed.YES, 1),)
    assert operations.describe_request(request=request, paper=paper, by=by, at=TUESDAY) == []


@pytest.mark.django_db
def test_after_the_decision_the_paper_stays_as_it_is() -> None:
    request = a_decided_request(decision=Decision.REFUSED)
    with pytest.raises(WrongState):
        operations.describe_request(
            request=request, paper=a_paper(), by=a_user(Role.COUNSEL), at=TUESDAY
        )


@pytest.mark.django_db
def test_a_request_goes_its_way_to_the_end() -> None:
    counsel, director = a_user(Role.COUNSEL), a_user(Role.DIRECTOR)
    request = a_request()
    operations.hand_to_counsel(request=request, by=director, at=MONDAY)
    operations.decide_request(
        request=request, decision=Decision.REFUSED, refusal=Refusal.NO_JUDGE, by=counsel, at=MONDAY
    )
    operations.answer_request(
        request=request, refused_kinds=["notifications.contactpoint"], by=counsel, at=TUESDAY
    )
    operations.close_request(request=request, by=counsel, at=NEXT_WEEK)
    request = RecordsRequest.objects.get(pk=request.pk)
    assert (request.status, request.refusal) == (Status.CLOSED, Refusal.NO_JUDGE)
    assert request.closed_on == date(2026, 11, 9)
    assert request.refused_kinds == ["notifications.contactpoint"]
    acts = AuditEvent.objects.filter(record_id=request.pk).order_by("at", "action")
    assert [act.action for act in acts] == [
        "records.decided",
        "records.handed_to_counsel",
        "records.received",
        "records.answered",
        "records.closed",
    ]


@pytest.mark.django_db
def test_an_answer_gives_nothing_that_was_not_released() -> None:
    request = a_decided_request(decision=Decision.NOTHING_HELD)
    with pytest.raises(operations.CannotAnswer):
        operations.answer_request(
            request=request,
            released_kinds=["notifications.contactpoint"],
            by=a_user(Role.DIRECTOR),
            at=TUESDAY,
        )


@pytest.mark.django_db
def test_a_request_that_was_taken_back_is_closed_and_counted() -> None:
    request, by = a_request(), a_user(Role.SUPERVISOR)
    operations.withdraw_request(request=request, by=by, at=TUESDAY)
    assert (request.status, request.decision) == (Status.WITHDRAWN, "")
    (year,) = years_of_requests(date(2026, 11, 3))
    assert (year.received, year.withdrawn, year.released) == (1, 1, 0)
    with pytest.raises(WrongState):
        operations.withdraw_request(request=request, by=by, at=TUESDAY)


@pytest.mark.django_db
def test_an_answered_request_is_not_taken_back() -> None:
    request = a_decided_request(decision=Decision.REFUSED)
    director = a_user(Role.DIRECTOR)
    operations.answer_request(request=request, by=director, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.withdraw_request(request=request, by=director, at=TUESDAY)


@pytest.mark.django_db
def test_the_counts_of_a_year_are_what_happened() -> None:
    for _ in range(3):
        a_request()
    a_request(
        kind=RequestKind.JUDICIAL_WARRANT, judge_signed=Signed.YES, authority=Authority.POLICE
    )
    director = a_user(Role.DIRECTOR)
    for decision in (Decision.REFUSED, Decision.REFUSED, Decision.KEPT, Decision.NOTHING_HELD):
        request = a_decided_request(decision=decision)
        operations.answer_request(request=request, by=director, at=TUESDAY)
    (year,) = years_of_requests(date(2026, 11, 3))
    # Three and four administrative ones, one warrant.
    assert year.received == 8
    assert year.by_kind == ((RequestKind.ADMINISTRATIVE, 7), (RequestKind.JUDICIAL_WARRANT, 1))
    assert year.by_signed == ((Signed.YES, 1), (Signed.NO, 7))
    assert (year.refused, year.nothing_to_give, year.released) == (2, 2, 0)


@pytest.mark.django_db
def test_the_ledger_holds_no_name_and_no_number_of_a_request() -> None:
    request = a_request()
    entry = Entry.objects.get(kind="records.received")
    said = [str(value) for value in entry.__dict__.values()]
    assert not {str(request.pk), str(request.subject_id), request.number} & set(said)
    assert (entry.reason, entry.mode, entry.token) == (request.kind, Signed.NO, None)


@pytest.mark.django_db
def test_what_is_overdue_stands_on_top() -> None:
    later = a_request(due_on=date(2026, 11, 20))
    overdue = a_request(due_on=date(2026, 11, 3))
    soon = a_request(due_on=date(2026, 11, 10))
    settled = a_decided_request(decision=Decision.REFUSED)
    operations.answer_request(request=settled, by=a_user(Role.DIRECTOR), at=TUESDAY)
    assert [one.number for one in requests_wanted()] == [overdue.number, soon.number, later.number]
    assert [one.number for one in requests_wanted(state="all")][-1] == settled.number
    assert list(RecordsRequest.objects.overdue(date(2026, 11, 6))) == [overdue]
    assert list(requests_wanted(number=soon.number)) == [soon]
    assert not requests_wanted(kind=RequestKind.COURT_ORDER)


@pytest.mark.django_db
def test_notes_open_for_a_purpose_and_each_opening_is_noted() -> None:
    request, counsel = a_request(), a_user(Role.COUNSEL)
    operations.add_note(request=request, text=" It names no judge. ", by=counsel, at=MONDAY)
    note = RequestNote.objects.get()
    assert str(note.text) == "(sealed)"
    assert AuditEvent.objects.filter(action="vault.opened").count() == 0
    (read,) = operations.read_notes(request=request, by=counsel, at=TUESDAY)
    assert read.text == "It names no judge."
    event = AuditEvent.objects.get(action="vault.opened")
    assert (event.actor_id, event.purpose, event.fields) == (counsel.pk, "order", ["text"])
