"""What staff see of retention: per class the rule and the counts, who leaves when; and the same from the command line."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.config.own_commands import run
from xenia.ground.vault.management.commands import retention as command
from xenia.ground.vault.merging import merge_subjects
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations import rounds
from xenia.ground.vault.operations.rule import approve_rule
from xenia.ground.vault.overviews import LeavingLine, RuleLine, leaving_overview, rules_overview
from xenia.ground.vault.retention import Counts
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    LONG_AGO,
    NIGHT,
    SCHEDULE,
    TODAY,
    a_hold,
    a_proposal,
    a_rule,
    a_visit,
    is_gone,
    night,
    nights,
    rules_for_people,
    the_counsel,
    the_director,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_master_key")]
LONG_CLOSED = TODAY - timedelta(days=400)


def seen(record_class: str, days: int = 0) -> RuleLine:
    return next(line for line in rules_overview(night(days)) if line.record_class == record_class)


def test_a_class_says_what_it_declares_and_what_was_approved() -> None:
    rule = a_rule(keep_days=30)
    proposal = a_proposal(keep_days=60)
    approve_rule(rule=proposal, by=the_director(), at=NIGHT)
    line = seen("people.person")
    assert (line.name, line.declared_keep, line.declared_since) == (
        "persons",
        timedelta(days=365),
        "closed_on",
    )
    assert (line.rule, line.source, line.is_approved) == (rule, SCHEDULE, True)
    assert line.proposed == proposal
    assert line.proposed.approvals == 1
    visits = seen("people.visit")
    assert (visits.rule, visits.source, visits.is_approved) == (None, "", False)


def test_a_class_counts_its_people_by_what_becomes_of_them() -> None:
    a_person(closed_on=LONG_CLOSED)
    assert seen("people.person").counts == Counts(waiting_for_approval=1)
    rules_for_people()
    nights(0)
    later, held = a_person(closed_on=TODAY), a_person(closed_on=LONG_CLOSED)
    a_person()
    a_visit(later.subject_id, LONG_AGO)
    a_hold(subject=held.subject_id)
    assert seen("people.person").counts == Counts(in_30_days=1, later=1, held=1, not_closed=1)
    assert seen("people.person", 14).counts == Counts(today=1, later=1, held=1, not_closed=1)
    assert seen("people.visit").counts == Counts(later=1)
    nights(14)
    assert seen("people.person", 14).counts == Counts(later=1, held=1, not_closed=1)


def test_other_records_with_a_term_say_what_takes_them_away() -> None:
    found = {line.record_class: line for line in rules_overview(NIGHT)}
    assert found["keys.tombstone"].removed_by == "vault.retention"
    assert found["people.errand"].removed_by == "vault.retention"
    assert found["accounts.user"].removed_by == ""
    assert found["keys.tombstone"].counts is None
    assert "people.passerby" not in found, "without a term there is nothing to remove"


def test_the_list_counts_people_by_class_and_day_without_names() -> None:
    rules_for_people()
    one, other = (a_person(closed_on=LONG_CLOSED).subject_id for _number in range(2))
    later = a_person(closed_on=TODAY - timedelta(days=365 - 10)).subject_id
    a_visit(one, LONG_AGO)
    nights(0)
    merge_subjects(kept=one, absorbed=other, by=the_director(), at=NIGHT)
    nights(1)
    a_visit(later, TODAY)
    expected = [
        LeavingLine("people.person", "persons", TODAY + timedelta(days=15), 1),
        LeavingLine("people.visit", "visits", TODAY + timedelta(days=15), 1),
    ]
    assert leaving_overview(night(1)) == expected, "who has a new visit stays, known already now"
    a_hold(subject=other)
    assert leaving_overview(night(1)) == []


def retention(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any, *options: str, days: int = 0
) -> tuple[int, str]:
    """The exit status, and what was said."""
    monkeypatch.setattr(command, "now", lambda: night(days))
    status = 0
    try:
        call_command("retention", *options)
    except CommandError as ended:
        status = ended.returncode
    return status, capsys.readouterr().out


def test_the_command_changes_nothing_unless_it_is_told_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    rules_for_people()
    person = a_person(closed_on=LONG_CLOSED).subject_id
    nights(0)
    status, said = retention(capsys, monkeypatch, days=14)
    assert status == 0
    assert not is_gone(person)
    assert f"Source: {SCHEDULE}" in said
    assert "approved by two" in said
    assert said.rstrip().endswith("Nothing was changed. `--apply` runs today's round now.")
    row = next(line.split() for line in said.splitlines() if line.startswith("  people.person "))
    assert row == ["people.person", "1", "0", "0", "0", "0", "0"]
    status, said = retention(capsys, monkeypatch, "--apply", days=14)
    assert status == 0
    assert is_gone(person)
    assert "shredded 1" in said


def test_the_command_says_what_waits_for_approval(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    a_person(closed_on=LONG_CLOSED)
    approve_rule(rule=a_proposal(keep_days=60), by=the_counsel(), at=NIGHT)
    _status, said = retention(capsys, monkeypatch)
    line = next(line for line in said.splitlines() if line.startswith("  people.person: "))
    assert line == (
        "  people.person: no approved rule: nothing is destroyed. Declared: 365 days after closed_on."
        " Version 1 (60 days after closed_on) has 1 of 2 approvals."
    )
    _status, said = retention(capsys, monkeypatch, "--json")
    person = next(one for one in json.loads(said)["classes"] if one["class"] == "people.person")
    assert person["approved_by_two"] is False
    assert person["proposed"]["approvals"] == 1
    assert person["people"]["waiting_for_approval"] == 1


@pytest.mark.parametrize("change", [{"since": "gone_on"}, {"record_class": "people.gone"}])
def test_a_rule_that_can_not_be_carried_out_ends_with_one_and_destroys_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any, change: dict[str, str]
) -> None:
    rule = a_rule()
    RetentionRule.objects.filter(pk=rule.pk).update(**change)
    person = a_person(closed_on=LONG_CLOSED).subject_id
    nights(0, 14)
    assert not is_gone(person)
    status, said = retention(capsys, monkeypatch, "--json")
    assert status == 1
    assert [one["class"] for one in json.loads(said)["classes"] if one["trouble"]] == [
        change.get("record_class", "people.person")
    ]
    status, said = retention(capsys, monkeypatch)
    assert status == 1
    assert "CANNOT BE CARRIED OUT" in said


def test_a_round_in_which_a_step_failed_ends_with_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setitem(rounds.STEPS, "sweep", lambda *_args: 1 // 0)
    status, said = retention(capsys, monkeypatch, "--apply")
    assert status == 1
    assert "FAILED sweep: ZeroDivisionError" in said
    status, said = retention(capsys, monkeypatch, "--apply", "--json")
    assert status == 1
    assert json.loads(said)["problems"] == {"sweep": "ZeroDivisionError"}


def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["retention", "--aply"])
    assert ended.value.code == 2
