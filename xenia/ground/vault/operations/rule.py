"""Terms of retention: entered from the city's legal schedule by one, approved by two."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, may_become, transition
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.models.rule import LONGEST_DAYS
from xenia.ground.vault.terms import path_of, record_classes

MAY = "vault.retention"
Status = RetentionRule.Status


class UnfitRule(ValueError):
    """The rule names no record class, no source or no sensible time."""


class AlreadyProposed(Exception):
    """Another rule of this class waits for approval; withdraw it, or approve it first."""


class AlreadyApproved(Exception):
    """She approved it before: the second approval is another person's."""


def propose_rule(
    *,
    record_class: str,
    keep_days: int,
    since: str,
    source: str,
    in_effect_on: date,
    by: User,
    at: datetime,
    note: str = "",
) -> RetentionRule:
    """Enter a class's term from the legal schedule. It changes nothing before two people approve it.

    since: the field the days are counted from. source: the schedule, as one cites it; in_effect_on: from when it holds.
    Raises UnfitRule, WrongSince, AlreadyProposed, PermissionDenied.
    """
    _check_may(by)
    _check_fit(record_class, keep_days, since, source)
    try:
        with transaction.atomic():
            rule = _entered(record_class, by, at)
            rule.keep_days, rule.since = keep_days, since
            rule.source, rule.in_effect_on = source.strip(), in_effect_on
            rule.note = note.strip()
            rule.save(force_insert=True)
            audit.record(by, "vault.rule_proposed", rule, at=at)
    except IntegrityError:
        raise AlreadyProposed(f"a rule of {record_class} waits for approval") from None
    return rule


def _entered(record_class: str, by: User, at: datetime) -> RetentionRule:
    """The next version of a class's rule, beside the one that is approved now."""
    versions = RetentionRule.objects.filter(record_class=record_class)
    last = versions.order_by("-version").values_list("version", flat=True).first()
    return RetentionRule(
        record_class=record_class,
        version=(last or 0) + 1,
        supersedes=versions.filter(status=Status.APPROVED).first(),
        proposed_by_id=by.pk,
        proposed_at=at,
    )


@transaction.atomic
def approve_rule(*, rule: RetentionRule, by: User, at: datetime) -> RetentionRule:
    """Approve a rule. The second approval, by another person, puts it in force in place of the earlier one.

    Who entered it may be one of the two; entering alone is no approval.
    Raises AlreadyApproved, WrongState when it waits no longer, PermissionDenied.
    """
    _check_may(by)
    current = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if not may_become(current, Status.APPROVED):
        raise WrongState(current, current.status, Status.APPROVED)
    if current.first_approved_by_id == by.pk:
        raise AlreadyApproved(f"user {by.pk} approved rule {rule.pk} before")
    audit.record(by, "vault.rule_approved", rule, at=at)
    if current.first_approved_by_id:
        _put_in_force(current, by=by, at=at)
    else:
        current.first_approved_by_id, current.first_approved_at = by.pk, at
        current.save(update_fields=["first_approved_by_id", "first_approved_at"])
    rule.refresh_from_db()
    return rule


def _put_in_force(rule: RetentionRule, *, by: User, at: datetime) -> None:
    earlier = RetentionRule.objects.filter(
        record_class=rule.record_class, status=Status.APPROVED
    ).first()
    if earlier:
        transition(earlier, to=Status.REPLACED, at=at, ended_by_id=by.pk, ended_at=at)
        rule.supersedes = earlier
        rule.save(update_fields=["supersedes"])
    transition(rule, to=Status.APPROVED, at=at, second_approved_by_id=by.pk, second_approved_at=at)


@transaction.atomic
def withdraw_rule(*, rule: RetentionRule, by: User, at: datetime) -> RetentionRule:
    """Take a rule back, approved or not: nothing of its class is destroyed until another is approved by two.

    One person is enough, since it only keeps. Raises WrongState, PermissionDenied.
    """
    _check_may(by)
    transition(rule, to=Status.WITHDRAWN, at=at, ended_by_id=by.pk, ended_at=at)
    audit.record(by, "vault.rule_withdrawn", rule, at=at)
    return rule


def _check_may(by: User) -> None:
    if not by.may(MAY):
        raise PermissionDenied


def _check_fit(record_class: str, keep_days: int, since: str, source: str) -> None:
    """Raises UnfitRule, WrongSince."""
    found = record_classes().get(record_class)
    if found is None:
        raise UnfitRule(
            f"unknown record class {record_class!r}: expected one such as 'notifications.contactpoint'"
        )
    if not 1 <= keep_days <= LONGEST_DAYS:
        raise UnfitRule(f"{keep_days} days: expected 1 to {LONGEST_DAYS}")
    if not source.strip():
        raise UnfitRule("name the city's legal schedule, as one cites it")
    path_of(found.model, since)
