"""The office asks for counts, organizations answer, and what they say stands apart."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.reference.operations import close_office
from xenia.insight.reports.call_days import Stage, plan_back, reminder_days
from xenia.insight.reports.messages import COUNTS_ASKED, COUNTS_DUE_SOON, COUNTS_LATE
from xenia.insight.reports.models import DataRequest, ReportedFigure
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.operations.call import Number
from xenia.insight.reports.operations.call_round import remind_late, remind_now
from xenia.insight.reports.queries.call import protected, reported
from xenia.insight.reports.tests.call_makers import (
    COUNCIL,
    MONDAY,
    NUMBERS,
    TUESDAY,
    a_call,
    a_partner,
    a_request,
    answered,
)

pytestmark = pytest.mark.django_db
Status = DataRequest.Status


def test_the_plan_is_made_back_from_the_councils_day() -> None:
    # Council on Thursday, April 15, 2027. Five business days back: April 8. Thirty: six weeks, March 4.
    days = {one.stage: one.on for one in plan_back(COUNCIL)}
    assert days == {
        Stage.ASK: date(2027, 1, 21),
        Stage.REMIND: date(2027, 2, 18),
        Stage.DUE: date(2027, 3, 4),
        Stage.LOOK: date(2027, 3, 11),
        Stage.DRAFT: date(2027, 3, 25),
        Stage.SIGN: date(2027, 4, 8),
        Stage.COUNCIL: COUNCIL,
    }
    assert list(days.values()) == sorted(days.values())


def test_a_closed_day_moves_the_plan() -> None:
    close_office(
        first_day=date(2027, 4, 9), last_day=date(2027, 4, 9), name="Closed", by=None, at=MONDAY
    )
    days = {one.stage: one.on for one in plan_back(COUNCIL)}
    assert days[Stage.SIGN] == date(2027, 4, 7)


def test_everybody_is_asked_once_and_told_without_a_figure() -> None:
    partner, manager = a_partner()
    nobody, gone = a_partner("A house whose manager left")
    gone.is_active = False
    gone.save()
    call = a_call(partner, nobody)
    assert (call.due_on, call.requests.count()) == (date(2027, 3, 4), 2)
    told = OutboxMessage.objects.filter(template=COUNTS_ASKED)
    # Where nobody signs in, the office is told, and calls there.
    assert {one.recipient_id for one in told} == {manager.pk, None}
    with pytest.raises(operations.AlreadyCalled):
        a_call(partner)
    again = operations.ask_too(call=call, organization=partner, by=manager, at=MONDAY)
    assert again is None
    assert AuditEvent.objects.filter(action="reports.counts_asked").count() == 2


def test_a_call_that_leaves_no_time_is_not_opened() -> None:
    partner, _manager = a_partner()
    with pytest.raises(operations.TooShort):
        a_call(partner, council_on=date(2026, 12, 31))


def test_counts_are_reported_and_never_enter_the_ledger() -> None:
    request, manager = a_request()
    answered(request, manager)
    found = reported(2026)[0]
    assert found.is_answered
    assert found.method == "Each person once a year."
    assert found.numbers["people", "education", ""] == 80
    assert found.shown == found.numbers
    assert not Entry.objects.exists()
    assert repr(found) == f"Reported({request.organization_id})"


def test_small_numbers_are_not_shown_nor_what_gives_them_away() -> None:
    # 3 is small; 100 less 57 and 40 would leave it, so 40 hides with it.
    shown = protected(
        {
            ("people", "", ""): 100,
            ("people", "housing", ""): 57,
            ("people", "food", ""): 40,
            ("people", "legal", ""): 3,
            ("opened", "legal", ""): 4,
            ("opened", "food", ""): 50,
        }
    )
    assert shown == {
        ("people", "", ""): 100,
        ("people", "housing", ""): 57,
        ("people", "food", ""): None,
        ("people", "legal", ""): None,
        # Without a sum nothing can be taken away from it.
        ("opened", "legal", ""): None,
        ("opened", "food", ""): 50,
    }
    # What is left of a sum by the rows that are told is a row too: 62 less 57 leaves 5.
    rest = protected({("people", "", ""): 62, ("people", "housing", ""): 57})
    assert rest == {("people", "", ""): 62, ("people", "housing", ""): None}
    assert (
        protected({("people", "", ""): 9, ("people", "housing", ""): 0})["people", "", ""] is None
    )


def test_counts_can_be_kept_half_done_and_taken_up_again() -> None:
    request, manager = a_request()
    said: dict[str, Any] = {"method": "", "by": manager, "at": TUESDAY}
    operations.save_begun(request=request, numbers=NUMBERS[:1], version=0, **said)
    operations.save_begun(request=request, numbers=NUMBERS[:2], version=1, **said)
    assert (request.status, request.figures.count()) == (Status.BEGUN, 2)
    # Half an answer is none for the report.
    assert reported(2026)[0].numbers == {}
    answered(request, manager)
    with pytest.raises(WrongState):
        answered(request, manager)
    operations.take_up_again(request=request, version=request.state_version, by=manager, at=TUESDAY)
    assert not reported(2026)[0].is_answered
    answered(request, manager, NUMBERS[:1])
    assert request.figures.count() == 1


def test_nothing_to_report_is_an_answer() -> None:
    request, manager = a_request()
    operations.nothing_to_report(request=request, version=0, by=manager, at=TUESDAY)
    found = reported(2026)[0]
    assert (found.is_answered, found.has_nothing, found.numbers) == (True, True, {})
    assert remind_late(datetime(2027, 3, 5, 15, tzinfo=UTC)) == 0


def test_what_a_spreadsheet_replaced_can_come_back() -> None:
    request, manager = a_request()
    said: dict[str, Any] = {"by": manager, "at": TUESDAY}
    operations.save_begun(request=request, numbers=NUMBERS[:1], method="Ours", version=0, **said)
    operations.save_begun(
        request=request, numbers=NUMBERS, method="File", version=1, is_from_file=True, **said
    )
    operations.take_file_back(request=request, version=2, **said)
    assert (request.method, request.figures.get().value) == ("Ours", 120)
    with pytest.raises(operations.NothingToGoBackTo):
        operations.take_file_back(request=request, version=3, **said)


@pytest.mark.parametrize(
    "number",
    [
        Number("elsewhere", 1),
        Number("people", 1, service_type="dancing"),
        Number("people", 1, case_type="asylum"),
        Number("legal_direct", 1, service_type="legal"),
        Number("people", -1),
    ],
    ids=str,
)
def test_a_number_of_nothing_that_was_asked_is_refused(number: Number) -> None:
    request, manager = a_request()
    with pytest.raises(operations.NotCounted):
        answered(request, manager, [number])
    with pytest.raises(operations.NotCounted):
        answered(request, manager, [NUMBERS[0], NUMBERS[0]])
    with pytest.raises(operations.NothingSaid):
        answered(request, manager, [])
    assert not ReportedFigure.objects.exists()


def test_the_second_of_two_is_told() -> None:
    request, manager = a_request()
    other = DataRequest.objects.get()
    answered(request, manager)
    with pytest.raises(Crossed):
        operations.save_begun(
            request=other, numbers=(), method="", version=0, by=manager, at=TUESDAY
        )


def test_a_closed_call_takes_nothing_more() -> None:
    request, manager = a_request()
    director = a_user(Role.DIRECTOR)
    operations.close_call(call=request.call, by=director, at=TUESDAY)
    with pytest.raises(operations.CallClosed):
        answered(request, manager)
    with pytest.raises(operations.CallClosed):
        operations.close_call(call=request.call, by=director, at=TUESDAY)
    assert remind_late(datetime(2027, 3, 5, 15, tzinfo=UTC)) == 0
    operations.open_again(call=request.call, by=director, at=TUESDAY)
    answered(request, manager)


def test_who_sent_numbers_stays_in_the_call() -> None:
    request, manager = a_request()
    other, _manager = a_partner("Saltmarsh House")
    asked = operations.ask_too(call=request.call, organization=other, by=manager, at=MONDAY)
    assert asked
    operations.leave_out(request=asked, version=0, by=manager, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.leave_out(request=asked, version=0, by=manager, at=TUESDAY)
    answered(request, manager)
    with pytest.raises(operations.HasNumbers):
        operations.leave_out(request=request, version=1, by=manager, at=TUESDAY)


def test_who_is_asked_late_has_two_weeks_of_her_own() -> None:
    # The call's day is Thursday, March 4, 2027; the draft is written and read on Thursday, March 25.
    request, manager = a_request()
    days = {
        datetime(2027, 2, 15, 15, tzinfo=UTC): date(2027, 3, 4),
        datetime(2027, 2, 26, 15, tzinfo=UTC): date(2027, 3, 12),
        datetime(2027, 3, 8, 15, tzinfo=UTC): date(2027, 3, 22),
        # A Saturday: two weeks later is a Saturday too, and Monday is the 22nd.
        datetime(2027, 3, 6, 15, tzinfo=UTC): date(2027, 3, 22),
        datetime(2027, 3, 16, 15, tzinfo=UTC): date(2027, 3, 25),
        datetime(2027, 3, 29, 15, tzinfo=UTC): date(2027, 3, 29),
    }
    for at, due_on in days.items():
        other, _manager = a_partner(f"Asked {at.date()}")
        late = operations.ask_too(call=request.call, organization=other, by=manager, at=at)
        assert late
        assert late.due_on == due_on


def test_who_is_asked_late_is_not_reminded_of_days_before_it() -> None:
    request, manager = a_request()
    answered(request, manager)
    other, _manager = a_partner("Saltmarsh House")
    monday = datetime(2027, 3, 8, 15, tzinfo=UTC)
    late = operations.ask_too(call=request.call, organization=other, by=manager, at=monday)
    assert late
    assert reminder_days(late.due_on)[:2] == [date(2027, 3, 8), date(2027, 3, 17)]
    assert [remind_late(monday + timedelta(days=number)) for number in range(10)] == [0] * 9 + [1]


def test_each_reminder_is_given_once_on_business_days_in_the_day() -> None:
    request, _manager = a_request()
    # Due on Thursday, March 4: ten and three business days before, one and six after.
    assert reminder_days(request.due_on) == [
        date(2027, 2, 18),
        date(2027, 3, 1),
        date(2027, 3, 5),
        date(2027, 3, 12),
    ]
    moment, told = datetime(2027, 2, 14, 15, tzinfo=UTC), []
    while moment.date() < date(2027, 3, 31):
        if remind_late(moment):
            told.append(moment.date())
        moment += timedelta(hours=6)
    assert told == reminder_days(request.due_on)
    late = OutboxMessage.objects.filter(template=COUNTS_LATE).count()
    assert (OutboxMessage.objects.filter(template=COUNTS_DUE_SOON).count(), late) == (2, 2)


def test_the_night_reminds_nobody() -> None:
    a_request()
    assert remind_late(datetime(2027, 2, 18, 6, tzinfo=UTC)) == 0
    assert remind_late(datetime(2027, 2, 20, 15, tzinfo=UTC)) == 0


def test_a_colleague_reminds_by_hand_once_a_day() -> None:
    request, manager = a_request()
    remind_now(request=request, by=manager, at=TUESDAY)
    with pytest.raises(WrongState):
        remind_now(request=request, by=manager, at=TUESDAY)
    answered(request, manager)
    with pytest.raises(WrongState):
        remind_now(request=request, by=manager, at=TUESDAY + timedelta(days=1))
