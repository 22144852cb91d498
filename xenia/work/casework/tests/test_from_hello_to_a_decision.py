"""A person comes, says what she needs, and the office decides; each step is counted."""

from collections import Counter

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.models import Contact, Intake
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.intake import Status
from xenia.work.casework.operations import TakenAlready
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    accepted,
    an_intake,
    screened,
    told,
)

pytestmark = pytest.mark.django_db


def counted(kind: str) -> Counter[str]:
    """How often each outcome was counted, what was taken back left out."""
    found: Counter[str] = Counter()
    for outcome, quantity in Entry.objects.filter(kind=kind).values_list("outcome", "quantity"):
        found[outcome] += quantity
    return +found


def test_from_hello_to_we_help() -> None:
    rosa = a_caseworker()
    intake = accepted(by=rosa)
    assert intake.status == Status.ACCEPTED
    assert {(step.before, step.after) for step in intake.steps_taken.all()} == {
        ("", "started"),
        ("started", "submitted"),
        ("submitted", "screened"),
        ("screened", "accepted"),
    }
    assert counted("casework.intake") == Counter(
        {"started": 1, "submitted": 1, "screened": 1, "accepted": 1}
    )
    assert counted("casework.screened") == Counter({"": 1})
    assert counted("casework.contact") == Counter({"": 1})
    first = Entry.objects.filter(kind="casework.intake", outcome="accepted").get()
    assert (first.language, first.mode, first.is_new, first.is_named) == (
        "vi",
        "walk_in",
        True,
        True,
    )


def test_without_a_need_it_cannot_be_handed_in_and_nothing_is_left_behind() -> None:
    with pytest.raises(NotReady) as missing:
        an_intake(needs=())
    assert missing.value.what == "needs"
    assert not Intake.objects.exists()
    assert not Entry.objects.exists()


def test_who_gave_a_name_is_helped_only_when_she_agreed_to_a_record() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa, agrees=False)
    with pytest.raises(NotReady) as missing:
        operations.accept(intake=intake, by=rosa, at=TUESDAY)
    assert missing.value.what == "consent"
    assert Intake.objects.get().status == Status.SCREENED


def test_who_gave_no_name_is_helped_and_counted_without_one() -> None:
    rosa = a_caseworker()
    intake = accepted(by=rosa, said=Said(spoken_language="so"), agrees=False)
    assert intake.client is not None
    assert not intake.client.is_named
    one = Entry.objects.get(kind="casework.intake", outcome="accepted")
    assert (one.language, one.is_named) == ("so", False)


def test_somebody_named_later_is_one_person_with_what_she_asked_before() -> None:
    rosa = a_caseworker()
    intake = an_intake(by=rosa, said=Said(spoken_language="so"), agrees=False)
    assert intake.client is None
    named = operations.name_person(
        intake=intake,
        told=told("Amina", said=Said(called="Amina", spoken_language="so")),
        version=intake.state_version,
        by=rosa,
        at=TUESDAY,
    ).intake
    assert named.client is not None
    assert str(named.client.called) == "Amina"
    assert Contact.objects.get().client == named.client


def test_a_reason_is_said_and_an_end_can_be_taken_back() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    operations.decline(intake=intake, why="no_capacity", is_referred=True, by=rosa, at=TUESDAY)
    assert counted("casework.intake")["declined"] == 1
    operations.reopen(intake=intake, by=rosa, at=TUESDAY)
    assert intake.status == Status.SCREENED
    assert counted("casework.intake")["declined"] == 0
    assert counted("casework.intake")["screened"] == 1
    with pytest.raises(ValueError, match="because"):
        operations.decline(intake=intake, why="because", by=rosa, at=TUESDAY)


def test_what_cannot_wait_is_due_the_same_day() -> None:
    assert an_intake(needs=("shelter",)).due_on == MONDAY.date()
    later = an_intake(called="Bo", needs=("food",)).due_on
    assert later
    assert later > MONDAY.date()


def test_barriers_are_counted_with_the_need_and_taken_back_when_they_were_a_slip() -> None:
    desk = a_user(Role.FRONT_DESK)
    intake = an_intake(by=desk, barriers=("childcare", "hours"))
    one = Entry.objects.get(kind="casework.barrier", reason="childcare")
    assert (one.need, one.language) == ("adult-education", "vi")
    operations.say_more(intake=intake, barriers=("hours",), by=desk, at=TUESDAY)
    left = Entry.objects.filter(kind="casework.barrier").values_list("reason", "quantity")
    assert sorted(left) == [("childcare", -1), ("childcare", 1), ("hours", 1)]


def test_another_colleague_is_told_who_was_first() -> None:
    rosa, sam = a_caseworker(), a_caseworker("Sam Ode")
    intake = an_intake()
    operations.take(intake=intake, by=rosa, at=MONDAY)
    with pytest.raises(TakenAlready) as first:
        operations.take(intake=intake, by=sam, at=MONDAY)
    assert first.value.by == rosa.pk


def test_whoever_looks_at_an_old_page_is_told() -> None:
    rosa = a_caseworker()
    intake = an_intake(by=rosa)
    seen = intake.state_version
    operations.screen(intake=intake, version=seen, by=rosa, at=MONDAY)
    with pytest.raises(Crossed):
        operations.withdraw(
            intake=Intake.objects.get(), why="her_wish", version=seen, by=rosa, at=TUESDAY
        )


def test_a_draft_is_sealed_kept_and_handed_in_as_one_intake() -> None:
    desk = a_user(Role.FRONT_DESK)
    draft = operations.start_intake(channel="phone", draft={"called": "Linh"}, by=desk, at=MONDAY)
    kept = operations.save_draft(
        intake=draft, draft={"called": "Linh", "note": "calls again"}, version=0, by=desk, at=MONDAY
    )
    assert Intake.objects.get().draft["note"] == "calls again"
    with pytest.raises(Crossed):
        operations.save_draft(intake=draft, draft={}, version=0, by=desk, at=MONDAY)
    done = operations.submit_intake(
        told=told(), intake=kept, version=kept.state_version, by=desk, at=TUESDAY
    ).intake
    assert (done.pk, done.status, done.draft) == (draft.pk, Status.SUBMITTED, {})
    assert counted("casework.intake") == Counter({"started": 1, "submitted": 1})
    with pytest.raises(WrongState):
        operations.submit_intake(told=told(), intake=kept, by=desk, at=TUESDAY)


def test_a_draft_nobody_goes_on_with_ends_and_is_counted_apart() -> None:
    desk = a_user(Role.FRONT_DESK)
    operations.start_intake(channel="phone", draft={"called": "Linh"}, by=desk, at=MONDAY)
    assert operations.tidy_drafts(MONDAY) == 0
    assert operations.tidy_drafts(MONDAY.replace(month=12, day=20)) == 1
    one = Entry.objects.get(kind="casework.intake", outcome="withdrawn")
    assert one.reason == "abandoned"
    assert Intake.objects.get().draft == {}


def test_a_return_is_one_click_and_a_slip_is_taken_back() -> None:
    desk = a_user(Role.FRONT_DESK)
    intake = accepted(by=a_caseworker())
    assert intake.client
    visit = operations.note_return(client=intake.client, channel="phone", by=desk, at=TUESDAY)
    assert Entry.objects.filter(kind="casework.contact", mode="phone").count() == 1
    operations.take_visit_back(contact=visit, by=desk, at=TUESDAY)
    calls = Entry.objects.filter(kind="casework.contact", mode="phone")
    assert sum(calls.values_list("quantity", flat=True)) == 0
