"""A term is entered from the city's schedule, and holds when two people approved it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations.rule import (
    AlreadyApproved,
    AlreadyProposed,
    UnfitRule,
    approve_rule,
    propose_rule,
    withdraw_rule,
)
from xenia.ground.vault.terms import WrongSince, approved_keep, rules_in_force
from xenia.ground.vault.tests.retention_makers import (
    LONG_AGO,
    NIGHT,
    SCHEDULE,
    TODAY,
    a_proposal,
    a_rule,
    the_counsel,
    the_director,
)

pytestmark = pytest.mark.django_db
Status = RetentionRule.Status


def test_a_rule_holds_when_two_people_approved_it() -> None:
    director, counsel = the_director(), the_counsel()
    rule = a_proposal(by=director)
    approve_rule(rule=rule, by=director, at=NIGHT)
    assert (rule.status, rule.approvals) == (Status.PROPOSED, 1), "entering it is no approval"
    assert rules_in_force(TODAY) == {}
    approve_rule(rule=rule, by=counsel, at=NIGHT)
    assert (rule.status, rule.approvals) == (Status.APPROVED, 2)
    assert rules_in_force(TODAY) == {"people.person": rule}
    assert approved_keep("people.person", TODAY) == timedelta(days=365)
    actions = AuditEvent.objects.filter(record_id=rule.pk).values_list("action", flat=True)
    assert sorted(actions) == ["vault.rule_approved"] * 2 + ["vault.rule_proposed"]


def test_the_same_person_approves_once() -> None:
    director = the_director()
    rule = a_proposal()
    approve_rule(rule=rule, by=director, at=NIGHT)
    with pytest.raises(AlreadyApproved):
        approve_rule(rule=rule, by=director, at=NIGHT)
    rule.refresh_from_db()
    assert (rule.status, rule.approvals) == (Status.PROPOSED, 1)


@pytest.mark.both_databases
def test_the_database_refuses_one_person_as_two_and_a_rule_in_force_without_two() -> None:
    director = the_director()
    rule = approve_rule(rule=a_proposal(), by=director, at=NIGHT)
    stored = RetentionRule.objects.filter(pk=rule.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.update(second_approved_by_id=director.pk, second_approved_at=NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.update(status=Status.APPROVED)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.FRONT_DESK, Role.PARTNER_MANAGER])
def test_who_has_not_the_office_for_it_neither_enters_nor_approves(role: Role) -> None:
    somebody, rule = a_user(role), a_proposal()
    with pytest.raises(PermissionDenied):
        a_proposal("people.visit", by=somebody)
    with pytest.raises(PermissionDenied):
        approve_rule(rule=rule, by=somebody, at=NIGHT)
    with pytest.raises(PermissionDenied):
        withdraw_rule(rule=rule, by=somebody, at=NIGHT)
    assert RetentionRule.objects.get().approvals == 0


def test_another_term_is_another_version_and_is_approved_again() -> None:
    first = a_rule(keep_days=365)
    second = a_proposal(keep_days=30)
    assert (second.version, second.supersedes) == (2, first)
    approve_rule(rule=second, by=the_counsel(), at=NIGHT)
    assert approved_keep("people.person", TODAY) == timedelta(days=365), "the first still holds"
    approve_rule(rule=second, by=the_director(), at=NIGHT)
    first.refresh_from_db()
    assert (first.status, first.ended_at) == (Status.REPLACED, NIGHT)
    assert approved_keep("people.person", TODAY) == timedelta(days=30)


def test_a_rule_is_withdrawn_by_one_since_that_only_keeps() -> None:
    rule = a_rule()
    withdraw_rule(rule=rule, by=the_counsel(), at=NIGHT)
    assert rules_in_force(TODAY) == {}
    with pytest.raises(WrongState):
        withdraw_rule(rule=rule, by=the_counsel(), at=NIGHT)
    with pytest.raises(WrongState):
        approve_rule(rule=rule, by=the_director(), at=NIGHT)
    assert a_rule().version == 2


def test_only_one_rule_of_a_class_waits_for_approval() -> None:
    a_proposal()
    with pytest.raises(AlreadyProposed):
        a_proposal(keep_days=30)
    assert RetentionRule.objects.count() == 1


def test_a_rule_holds_from_the_day_the_schedule_says() -> None:
    director = the_director()
    rule = propose_rule(
        record_class="people.person",
        keep_days=30,
        since="closed_on",
        source=SCHEDULE,
        in_effect_on=TODAY + timedelta(days=1),
        by=director,
        at=NIGHT,
    )
    approve_rule(rule=rule, by=director, at=NIGHT)
    approve_rule(rule=rule, by=the_counsel(), at=NIGHT)
    assert rules_in_force(TODAY) == {}
    assert rules_in_force(TODAY + timedelta(days=1)) == {"people.person": rule}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"record_class": "people.nobody"}, UnfitRule),
        ({"keep_days": 0}, UnfitRule),
        ({"keep_days": 40_000}, UnfitRule),
        ({"source": " "}, UnfitRule),
        ({"since": "opened_on"}, WrongSince),
        ({"since": "compartment"}, WrongSince),
        ({"since": "name.closed_on"}, WrongSince),
    ],
)
def test_a_rule_that_fits_no_record_is_not_entered(
    wrong: dict[str, object], error: type[Exception]
) -> None:
    said = {
        "record_class": "people.person",
        "keep_days": 30,
        "since": "closed_on",
        "source": SCHEDULE,
        "in_effect_on": LONG_AGO,
    }
    with pytest.raises(error):
        propose_rule(**(said | wrong), by=the_director(), at=NIGHT)  # type: ignore[arg-type]
    assert not RetentionRule.objects.exists()
