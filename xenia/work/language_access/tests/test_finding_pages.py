"""The coordinator sees what is open, who can go and why, asks, sends, and plans a week."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, InterpreterRequest, Offer
from xenia.work.language_access.models.request import Priority, Status
from xenia.work.language_access.operations import Stretch
from xenia.work.language_access.queries.gaps import language_gaps
from xenia.work.language_access.tests.asking import (
    HOUR,
    THURSDAY,
    WEEK,
    a_request,
    as_it_stands,
)
from xenia.work.language_access.tests.makers import (
    BY_RANK,
    MONDAY,
    NINE,
    a_clinic,
    a_coordinator,
    an_interpreter,
    checked,
)
from xenia.work.language_access.tests.test_asking_pages import a_line, clock
from xenia.work.language_access.tests.test_roster_pages import page, signed_in

__all__ = ["clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
QUEUE = "/en/desk/interpreting/queue/"
PLAN = "/en/desk/interpreting/plan/2026-11-02/"
GAPS = "/en/desk/interpreting/gaps/"


def of(request: InterpreterRequest, part: str = "") -> str:
    """The address of a request before who looks for somebody."""
    return f"{QUEUE}{request.pk}/{part}"


def test_what_is_open_stands_soonest_first_and_then_by_what_depends_on_it() -> None:
    later = a_request(preferred_at=THURSDAY + HOUR)
    usual = a_request()
    rights = a_request(priority=Priority.RIGHTS)
    found = signed_in(a_coordinator()).get(QUEUE).context["rows"]
    assert [row["one"].pk for row in found] == [rights.pk, usual.pk, later.pk]


def test_only_who_assigns_opens_these_pages() -> None:
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk)
    for user in (clerk, a_user(Role.CASEWORKER), a_user(Role.INTERPRETER)):
        client = signed_in(user)
        for where in (QUEUE, of(request), PLAN, GAPS):
            assert client.get(where).status_code == 403
        for part in ("ask/", "fill/", "unfilled/"):
            assert client.post(of(request, part)).status_code == 403


def test_why_and_why_not_stands_beside_everybody_of_the_language() -> None:
    an_interpreter("kea", name="Free Fortes")
    an_interpreter("kea", name="Away Alves", hours=(Stretch(0, NINE, NINE + 60),))
    an_interpreter("so", name="Other Osman")
    content = page(a_coordinator(), of(a_request()))
    assert "Free at the time that is wished." in content
    assert "Does not work at this time." in content, "said of her, not of the roster"
    assert "Nobody works at this time." not in content.replace(
        ">Nobody works at this time.</option>", ""
    )
    assert "1 other on the roster does not have the language." in content
    assert "Other Osman" not in content
    assert content.index("Free Fortes") < content.index("Away Alves")


def test_each_who_can_go_has_her_credential_and_what_holds_for_all_is_said_once() -> None:
    checked(an_interpreter("kea", name="Certified Cruz"), **BY_RANK[2], from_language="kea")
    an_interpreter("kea", name="Free Fortes")
    content = page(a_coordinator(), of(a_request(least_rank=0)))
    assert content.count("Free at the time that is wished.") == 1
    assert "Credential: Certified" in content
    assert "Credential: Own word only: not qualified" in content


def test_nothing_need_move_while_somebody_is_free_at_the_time_that_is_wished() -> None:
    an_interpreter("kea")
    request, client = a_request(), signed_in(a_coordinator())

    def levers() -> set[str]:
        return {one["lever"] for one in client.get(of(request)).context["fillings"]}

    assert "shift" not in levers()
    (sent,) = operations.send_offers(request=request, by=None, at=MONDAY)
    operations.decline_offer(offer=sent, by=None, at=MONDAY)
    assert "shift" in levers(), "she said no to this time"


def test_those_who_are_ticked_are_asked_with_the_time_that_was_chosen() -> None:
    ana, beto = an_interpreter("kea"), an_interpreter("kea")
    request = a_request()
    signed_in(a_coordinator()).post(
        of(request, "ask/"), {"act": "ticked", "who": str(beto.pk), "most": "3", "within": "1"}
    )
    offer = Offer.objects.get()
    assert (offer.interpreter_id, offer.answer_by) == (beto.pk, MONDAY + HOUR)
    assert ana.pk != beto.pk


def test_the_best_few_are_asked_and_then_the_next() -> None:
    for _one in range(3):
        an_interpreter("kea")
    request, client = a_request(), signed_in(a_coordinator())
    for asked in (2, 3):
        client.post(of(request, "ask/"), {"act": "best", "most": "2", "within": ""})
        assert Offer.objects.count() == asked
    assert sorted(Offer.objects.values_list("tier", flat=True)) == [1, 1, 2]
    answer = client.post(of(request, "ask/"), {"act": "best", "most": "2"}, follow=True)
    assert "Nobody is left who could be asked so." in answer.content.decode()


def test_one_is_sent_outright() -> None:
    ana, request = an_interpreter("kea"), a_request()
    where = of(request, f"send/{ana.pk}/")
    client = signed_in(a_coordinator())
    form = client.get(where).context["form"]
    assert form.initial["begins"].hour == 10
    client.post(where, {"day": "2026-11-05", "begins": "10:00", "mode": "phone", "why": "fits"})
    assert as_it_stands(request).status == Status.FILLED


def test_what_speaks_against_it_needs_a_reason() -> None:
    ana = an_interpreter("kea", hours=(Stretch(0, NINE, NINE + 60),))
    request = a_request()
    where, client = of(request, f"send/{ana.pk}/"), signed_in(a_coordinator())
    said = {"day": "2026-11-05", "begins": "10:00", "mode": "phone", "why": "fits"}
    answer = client.post(where, said)
    assert answer.status_code == 422
    assert "Something speaks against it" in answer.content.decode()
    client.post(where, said | {"why": "agreed"})
    assert as_it_stands(request).status == Status.FILLED


def test_the_second_of_two_coordinators_is_told_and_keeps_what_she_chose() -> None:
    ana, beto = an_interpreter("kea", name="Ana One"), an_interpreter("kea", name="Beto Two")
    request = a_request(latest_at=THURSDAY + 3 * HOUR)
    said = {"day": "2026-11-05", "begins": "11:30", "mode": "phone", "why": "agreed"}
    first, second = signed_in(a_coordinator()), signed_in(a_coordinator())
    assert first.post(of(request, f"send/{ana.pk}/"), said).status_code == 302
    answer = second.post(of(request, f"send/{beto.pk}/"), said)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was faster" in content
    assert "Ana One" in content
    assert 'value="11:30"' in content
    assert Booking.objects.standing().get().interpreter_id == ana.pk


def test_a_substitute_is_asked_when_somebody_cannot_come() -> None:
    ana, beto = an_interpreter("kea"), an_interpreter("kea")
    request, by = a_request(), a_coordinator()
    booking = operations.assign(
        request=request, interpreter=ana, start=THURSDAY, mode="phone", why="fits", by=by, at=MONDAY
    )
    signed_in(by).post(f"/en/desk/interpreting/bookings/{booking.pk}/substitute/")
    assert Offer.objects.get().interpreter_id == beto.pk
    assert as_it_stands(request).status == Status.OFFERED
    assert operations.run_matching(week=WEEK, by=None, at=MONDAY).filled == 1
    assert Booking.objects.standing().get().interpreter_id == beto.pk, "not she who gave it back"


def test_another_hour_fills_it_with_one_button() -> None:
    ana = an_interpreter("kea", hours=(Stretch(3, 11 * 60, 12 * 60),))
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk)
    client = signed_in(a_coordinator())
    (shift,) = [
        one for one in client.get(of(request)).context["fillings"] if one["lever"] == "shift"
    ]
    client.post(
        of(request, "fill/"), {"lever": "shift", "start": shift["start"], "who": str(ana.pk)}
    )
    offer = Offer.objects.get()
    assert (offer.interpreter_id, offer.start_at) == (ana.pk, THURSDAY + HOUR)
    assert OutboxMessage.objects.filter(template="language_access.news_for_you").exists()


def test_video_fills_it_with_one_button() -> None:
    ana = an_interpreter("kea", ways=("video",))
    request = a_request(mode="in_person")
    client = signed_in(a_coordinator())
    levers = [one["lever"] for one in client.get(of(request)).context["fillings"]]
    assert "video" in levers
    client.post(of(request, "fill/"), {"lever": "video", "who": str(ana.pk)})
    assert Offer.objects.get().mode == "video"
    assert as_it_stands(request).or_video


def test_a_vendors_line_fills_it_with_one_button() -> None:
    a_line("kea")
    request = a_request()
    signed_in(a_coordinator()).post(of(request, "fill/"), {"lever": "vendor"})
    assert as_it_stands(request).status == Status.FILLED
    assert Booking.objects.get().how == Booking.How.VENDOR


def test_a_line_instead_of_a_visit_is_said_to_both_and_its_number_stands_there_for_the_call(
    clock: Any,
) -> None:
    a_line("kea")
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk, mode="in_person", place="room 3")
    where = f"/en/desk/interpreting/{request.pk}/"
    becomes = "It becomes a phone call."
    assert becomes in page(a_coordinator(), of(request))
    assert becomes not in page(a_coordinator(), of(a_request()))
    signed_in(a_coordinator()).post(of(request, "fill/"), {"lever": "vendor"})
    content = page(clerk, where)
    assert "It is a call with a line. Call at November 5, 2026, 10:00" in content
    assert "Somebody comes." not in content
    assert "Who comes" in content
    assert "By phone" in content
    assert "4411" not in content, "too early"
    clock(THURSDAY - HOUR / 4)
    assert "4411" in page(clerk, where)
    clock(THURSDAY)
    assert "Call this line now." in page(clerk, where)
    clock(THURSDAY + 3 * HOUR)
    assert "4411" not in page(clerk, where)


def test_what_cannot_be_filled_gets_its_cause_and_the_clerk_is_told() -> None:
    clinic, clerk = a_clinic()
    request, client = a_request(clinic, by=clerk), signed_in(a_coordinator())
    assert client.post(of(request, "unfilled/"), {"cause": ""}).status_code == 422
    client.post(of(request, "unfilled/"), {"cause": "credential"})
    stands = as_it_stands(request)
    assert (stands.status, stands.cause) == (Status.UNFILLED, "credential")
    assert "We found nobody." in page(clerk, f"/en/desk/interpreting/{request.pk}/")
    client.post(of(request, "unfilled/"), {"cause": "mode"})
    assert as_it_stands(request).cause == "mode"


def test_a_week_is_shown_before_it_is_taken_and_taken_whole() -> None:
    an_interpreter("kea", "so")
    kriolu, vietnamese = a_request(), a_request(language="vi")
    client = signed_in(a_coordinator())
    found = client.get(PLAN).context["found"]
    assert (found.asked, found.filled_now, found.filled_then) == (2, 0, 1)
    assert not Booking.objects.exists(), "nothing is done before it is taken"
    assert [one.pk for one, _cause in found.open] == [vietnamese.pk]
    client.post(PLAN, {"act": "whole"})
    assert as_it_stands(kriolu).status == Status.FILLED
    stays = client.get(PLAN)
    assert not stays.context["found"].lines
    assert "within 48 hours" in stays.content.decode()


def test_a_week_is_taken_line_by_line() -> None:
    an_interpreter("kea"), an_interpreter("so")
    kriolu, somali = a_request(), a_request(language="so")
    client = signed_in(a_coordinator())
    value = next(
        row["value"] for row in client.get(PLAN).context["lines"] if row["one"].pk == somali.pk
    )
    client.post(PLAN, {"act": "lines", "line": value})
    assert as_it_stands(somali).status == Status.FILLED
    assert as_it_stands(kriolu).status == Status.OPEN


def test_a_line_that_changed_meanwhile_is_left_and_said() -> None:
    ana, request = an_interpreter("kea"), a_request()
    client = signed_in(a_coordinator())
    (row,) = client.get(PLAN).context["lines"]
    operations.pause(interpreter=ana, by=None, at=MONDAY)
    an_interpreter("kea")
    answer = client.post(PLAN, {"act": "lines", "line": row["value"]}, follow=True)
    assert "1 could not be taken" in answer.content.decode()
    assert as_it_stands(request).status == Status.OPEN


def test_a_line_that_needs_another_to_move_first_is_left_alone() -> None:
    an_interpreter("kea", "so")
    flexible = a_request(latest_at=THURSDAY + 3 * HOUR)
    operations.run_matching(week=WEEK, by=None, at=MONDAY)
    somali = a_request(language="so")
    client = signed_in(a_coordinator())
    values = {row["one"].pk: row["value"] for row in client.get(PLAN).context["lines"]}
    assert set(values) == {flexible.pk, somali.pk}
    client.post(PLAN, {"act": "lines", "line": values[somali.pk]})
    assert as_it_stands(somali).status == Status.OPEN
    assert as_it_stands(flexible).status == Status.FILLED
    client.post(PLAN, {"act": "lines", "line": list(values.values())})
    assert as_it_stands(somali).status == Status.FILLED
    assert Booking.objects.standing().count() == 2


def test_who_said_no_is_not_sent_by_the_plan() -> None:
    an_interpreter("kea")
    request = a_request()
    (sent,) = operations.send_offers(request=request, by=None, at=MONDAY)
    operations.decline_offer(offer=sent, by=None, at=MONDAY)
    assert operations.run_matching(week=WEEK, by=None, at=MONDAY).filled == 0


def test_hours_without_anybody_stand_by_language_and_day() -> None:
    an_interpreter("kea", hours=(Stretch(0, NINE, 12 * 60), Stretch(1, 8 * 60, 18 * 60)))
    a_request(language="vi")
    found = {one.language: one for one in language_gaps(WEEK + timedelta(weeks=1), MONDAY)}
    monday, tuesday, wednesday, *_rest = found["kea"].days
    assert monday.spans == ((8, 9), (12, 18))
    assert tuesday.spans == ()
    assert wednesday.is_whole
    assert (found["vi"].people, found["vi"].asked) == (0, 1)
    assert "all day" in page(a_coordinator(), GAPS)


@pytest.mark.parametrize("where", ["2026-11-03", "word"])
def test_a_week_begins_on_a_monday(where: str) -> None:
    client = signed_in(a_coordinator())
    assert client.get(f"/en/desk/interpreting/plan/{where}/").status_code == 404


def test_pages_cost_the_same_for_many_as_for_few(django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        an_interpreter("kea")
        a_request(preferred_at=THURSDAY + number * HOUR / 4)
    client = signed_in(a_coordinator())
    request = InterpreterRequest.objects.earliest("preferred_at")
    for where, most in ((QUEUE, 12), (of(request), 32), (PLAN, 24), (GAPS, 16)):
        with django_assert_max_num_queries(most):
            assert client.get(where).status_code == 200


def test_a_round_that_began_before_the_request_was_written_asks_nobody_twice() -> None:
    an_interpreter("kea")
    request = a_request(at=MONDAY)
    assert operations.send_offers(request=request, by=None, at=MONDAY - timedelta(seconds=4))
    assert operations.send_offers(request=request, by=None, at=MONDAY) == []
