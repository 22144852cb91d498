"""What is kept of a screening, what is counted, what a colleague sets in its place, and what is decided with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.operations import Pair, Said, merge_clients
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Matter, Screening
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import AlreadyOpen
from xenia.work.casework.operations.screenings import ONE_SCREENING_WITHIN
from xenia.work.casework.queries.screenings import Screened, screenings_of_a_year
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_request,
    an_intake,
    screened,
)
from xenia.work.casework.tests.rules import CLASS, FITS, FUND, found, settle

pytestmark = pytest.mark.django_db
GREEN = {"age": "40", "situation": "green_card_5"}


def counted() -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(kind="casework.screening")
    return sorted(rows.values_list("mode", "need", "outcome"))


def test_what_she_agrees_to_is_kept_and_says_what_came_out_and_why() -> None:
    rosa = a_caseworker()
    settle(an_intake(), by=rosa)
    kept = Screening.objects.get()
    assert (kept.rule_set, kept.rule_version, str(kept.tier)) == ("evening-class", 3, "likely")
    assert kept.criteria == {"lives_in_the_city": "yes", "little_money": "yes"}
    assert (kept.by_id, kept.intake.status) == (rosa.pk, "submitted")
    assert AuditEvent.objects.filter(action="casework.screening_kept", record_id=kept.pk).exists()


def test_without_her_yes_nothing_but_a_count_is_kept() -> None:
    settle(an_intake(), by=a_caseworker(), agrees=False)
    assert not Screening.objects.exists()
    assert counted() == [("desk", "adult-education", "later")]
    assert not Entry.objects.filter(kind="casework.screening", token__isnull=False).exists()


def test_nothing_that_shows_her_status_is_kept() -> None:
    settle(an_intake(), by=a_caseworker(), findings=(found(GREEN, FUND),))
    kept = Screening.objects.get()
    assert kept.criteria == {"adult": "yes"}
    assert str(kept.tier) == "ask a person"


def test_who_did_not_say_her_status_has_her_result_kept() -> None:
    too_young = {"age": "12"}
    settle(an_intake(), by=a_caseworker(), findings=(found(too_young, FUND),))
    kept = Screening.objects.get()
    assert (str(kept.tier), kept.criteria) == ("unlikely", {"adult": "no"})


def test_two_sets_of_rules_are_two_results_and_two_counts() -> None:
    settle(an_intake(), by=a_caseworker(), findings=(found(), found(GREEN, FUND)))
    assert Screening.objects.count() == 2
    assert counted() == [("desk", "adult-education", "later"), ("desk", "citizenship", "later")]


def test_the_same_person_and_rules_within_thirty_days_are_one_screening() -> None:
    rosa, intake = a_caseworker(), an_intake()
    last = MONDAY + ONE_SCREENING_WITHIN
    for at in (MONDAY, TUESDAY, last, last + timedelta(days=1)):
        settle(intake, by=rosa, at=at)
    kept = Screening.objects.order_by("on").values_list("is_counted", flat=True)
    assert list(kept) == [True, False, False, True]
    assert len(counted()) == 2


def test_another_request_of_hers_and_two_records_of_hers_are_the_same_person() -> None:
    rosa = a_caseworker()
    first, second = an_intake(called="Linh"), an_intake(called="Lin")
    assert first.client
    assert second.client
    settle(first, by=rosa)
    settle(an_intake(client=first.client), by=rosa, at=TUESDAY)
    assert len(counted()) == 1
    first.client.refresh_from_db()
    second.client.refresh_from_db()
    pair = Pair(
        first.client, second.client, first.client.state_version, second.client.state_version
    )
    merge_clients(pair=pair, by=rosa, at=TUESDAY)
    settle(second, by=rosa, at=TUESDAY)
    assert len(counted()) == 1
    assert Screening.objects.count() == 3


def test_whoever_screens_herself_is_counted_once_for_each_need_and_is_nobody() -> None:
    operations.note_screened_alone(rule_sets=[CLASS, CLASS, FUND], at=MONDAY)
    assert counted() == [("alone", "adult-education", ""), ("alone", "citizenship", "")]
    assert not Entry.objects.exclude(token=None).exists()
    assert not AuditEvent.objects.filter(action__startswith="casework.").exists()


def test_screenings_of_a_year_stand_in_two_columns() -> None:
    rosa = a_caseworker()
    settle(an_intake(), by=rosa)
    settle(an_intake(called="Amina"), by=rosa, findings=(found(), found(GREEN, FUND)))
    operations.note_screened_alone(rule_sets=[CLASS], at=TUESDAY)
    operations.note_screened_alone(rule_sets=[CLASS], at=datetime(2027, 1, 5, 15, tzinfo=UTC))
    entries = [
        (one.need, one.mode)
        for one in Entry.objects.filter(kind="casework.screening", on__year=2026)
    ]
    by_hand = [
        Screened(need, entries.count((need, "desk")), entries.count((need, "alone")))
        for need in sorted({need for need, _mode in entries})
    ]
    assert screenings_of_a_year(2026) == by_hand
    assert by_hand == [Screened("adult-education", 2, 1), Screened("citizenship", 1, 0)]
    kept = Screening.objects.filter(is_counted=True, on__year=2026).count()
    assert sum(one.at_the_desk for one in by_hand) == kept


def test_a_colleague_sets_another_result_and_both_stay() -> None:
    rosa, ana = a_caseworker(), a_caseworker("Ana Reis")
    settle(an_intake(), by=rosa)
    kept = Screening.objects.get()
    operations.override_screening(
        screening=kept,
        tier="ask a person",
        why="Her hours change. She showed A-123456789.",
        version=0,
        by=ana,
        at=TUESDAY,
    )
    kept.refresh_from_db()
    assert (str(kept.tier), str(kept.set_tier), kept.set_by_id) == (
        "likely",
        "ask a person",
        ana.pk,
    )
    assert "123456789" not in str(kept.set_why)
    event = AuditEvent.objects.get(action="casework.screening_overridden")
    assert event.actor_id == ana.pk


def test_another_result_needs_a_reason_and_is_set_by_one_at_a_time() -> None:
    rosa = a_caseworker()
    settle(an_intake(), by=rosa)
    said: dict[str, Any] = {"screening": Screening.objects.get(), "by": rosa, "at": TUESDAY}
    with pytest.raises(NotReady):
        operations.override_screening(tier="unlikely", why=" ", version=0, **said)
    operations.override_screening(tier="unlikely", why="She moved.", version=0, **said)
    with pytest.raises(Crossed):
        operations.override_screening(tier="likely", why="She came back.", version=0, **said)
    with pytest.raises(ValueError, match="maybe"):
        operations.override_screening(tier="maybe", why="She came back.", version=1, **said)


@pytest.mark.parametrize("answers", [GREEN, {"age": "12"}])
def test_where_status_counts_no_other_result_is_set_since_it_would_tell(answers: Any) -> None:
    rosa = a_caseworker()
    settle(an_intake(), by=rosa, findings=(found(answers, FUND),))
    said: dict[str, Any] = {"screening": Screening.objects.get(), "by": rosa, "at": TUESDAY}
    with pytest.raises(NotReady, match="status"):
        operations.override_screening(tier="unlikely", why="She moved.", version=0, **said)
    assert Screening.objects.get().set_on is None


def test_of_rules_that_are_gone_no_other_result_is_set() -> None:
    rosa = a_caseworker()
    settle(an_intake(), by=rosa)
    Screening.objects.update(rule_set="gone")
    said: dict[str, Any] = {"screening": Screening.objects.get(), "by": rosa, "at": TUESDAY}
    with pytest.raises(NotReady, match="status"):
        operations.override_screening(tier="unlikely", why="She moved.", version=0, **said)


@pytest.mark.parametrize(
    ("decision", "status"),
    [("accepted", "accepted"), ("advised", "accepted"), ("referred", "submitted")],
)
def test_a_decision_is_taken_with_the_screening(decision: str, status: str) -> None:
    settled = settle(an_intake(), by=a_caseworker(), decision=decision, issue="adult-education")
    assert Intake.objects.get(pk=settled.pk).status == status
    assert counted() == [("desk", "adult-education", decision)]
    assert Screening.objects.count() == 1


def test_she_got_advice_and_a_matter_is_opened_and_closed_at_once() -> None:
    settle(an_intake(), by=a_caseworker(), decision="advised", issue="adult-education")
    matter = Matter.objects.get()
    assert (matter.status, matter.outcome, matter.issue) == ("closed", "advice", "adult-education")
    counts = Entry.objects.filter(kind="casework.matter")
    assert sorted(counts.values_list("outcome", flat=True)) == ["advice", "open"]


def test_a_no_has_its_reason() -> None:
    rosa, intake = a_caseworker(), an_intake()
    with pytest.raises(ValueError, match="Declined"):
        settle(intake, by=rosa, decision="declined")
    settle(intake, by=rosa, decision="declined", why="not_eligible")
    intake.refresh_from_db()
    assert (intake.status, intake.why) == ("declined", "not_eligible")


def test_all_of_it_happens_or_nothing() -> None:
    rosa = a_caseworker()
    intake = an_intake(agrees=False)
    asked: list[tuple[type[Exception], dict[str, Any]]] = [
        (NotReady, {"decision": "accepted"}),
        (operations.NotAChoice, {"decision": "advised", "issue": "xylophone"}),
    ]
    for wrong, said in asked:
        if wrong is operations.NotAChoice:
            operations.agree_to_record(intake=intake, by=rosa, at=MONDAY)
        with pytest.raises(wrong):
            settle(intake, by=rosa, **said)
        intake.refresh_from_db()
        assert intake.status == "submitted"
        assert not Screening.objects.exists()
        assert counted() == []


def test_an_issue_that_is_worked_on_already_is_not_closed_by_advice() -> None:
    rosa = a_caseworker()
    first = an_intake()
    settle(first, by=rosa, decision="accepted")
    first.refresh_from_db()
    assert first.client
    operations.open_matter(client=first.client, issue="housing", intake=first, by=rosa, at=MONDAY)
    second = an_intake(client=first.client)
    with pytest.raises(AlreadyOpen):
        settle(second, by=rosa, decision="advised", issue="housing")
    second.refresh_from_db()
    assert second.status == "submitted"


def test_who_gave_no_name_is_helped_and_is_not_sent_before_we_know_her() -> None:
    rosa = a_caseworker()
    intake = an_intake(said=Said(spoken_language="so"), agrees=False)
    with pytest.raises(NotReady):
        settle(intake, by=rosa, decision="referred")
    settle(intake, by=rosa, decision="advised", issue="food")
    intake.refresh_from_db()
    assert intake.client
    assert Matter.objects.get().client == intake.client
    settle(intake, by=rosa, at=TUESDAY)
    assert len(counted()) == 1, "the same person under both her keys"


def test_an_older_page_changes_nothing_and_what_has_ended_is_not_screened() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    settled = operations.Settled(findings=(found(),), agrees=True)
    said: dict[str, Any] = {"intake": intake, "settled": settled, "by": rosa, "at": TUESDAY}
    version = intake.state_version
    operations.settle_screening(version=version, **said)
    with pytest.raises(Crossed):
        operations.settle_screening(version=version, **said)
    operations.decline(intake=intake, why="no_capacity", by=rosa, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.settle_screening(**said)
    assert len(counted()) == 1


def test_who_is_forgotten_leaves_the_count_and_no_result() -> None:
    rosa, intake = a_caseworker(), an_intake()
    settle(intake, by=rosa)
    before = screenings_of_a_year(2026)
    assert intake.client
    shred(intake.client.subject_id, by=rosa, at=TUESDAY, reason="asked")
    assert not Screening.objects.exists()
    assert screenings_of_a_year(2026) == before


def test_a_result_of_a_request_nobody_was_named_in_goes_with_its_person() -> None:
    rosa = a_caseworker()
    intake = operations.ask_for_help(request=a_request(), token="a form", at=MONDAY)
    settle(intake, by=rosa, decision="accepted")
    intake.refresh_from_db()
    assert intake.client
    assert Screening.objects.get().subject_id != intake.client.subject_id
    shred(intake.client.subject_id, by=rosa, at=TUESDAY, reason="asked")
    assert not Screening.objects.exists()


def test_her_answers_have_no_text_of_themselves() -> None:
    finding = found(FITS)
    assert "1500" not in repr(finding)
    settled = operations.Settled(findings=(finding,), why="", issue="housing")
    assert "housing" not in repr(settled)
