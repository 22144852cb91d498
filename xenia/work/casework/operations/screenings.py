"""What a person may get is looked up with her; what she agrees to is kept; and the same press decides about her request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.numbers_not_kept import without_numbers
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.eligibility import Finding, RuleSet, Tier
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.operations import written_together
from xenia.ground.vault.merging import everybody_who_is
from xenia.registers.clients.models import Client
from xenia.work.casework.ledger_kinds import SCREENING
from xenia.work.casework.models import Intake, Screening
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.intake import OWED, Status
from xenia.work.casework.models.matter import Outcome
from xenia.work.casework.models.need import Status as NeedStatus
from xenia.work.casework.models.screening import Decision
from xenia.work.casework.operations.matters import close_matter, open_matter
from xenia.work.casework.operations.needs import meet_need
from xenia.work.casework.operations.thread import locked
from xenia.work.casework.operations.working import accept, decline, screen
from xenia.work.casework.queries.screenings import asks_status, need_of

# The same person and the same rules within this time are one screening.
# Source: the office's own reading of City of Boston, Ord. 2023 c. 10, clause (B)(4)(b).
ONE_SCREENING_WITHIN: Final = timedelta(days=30)
# How she was screened: with a colleague, or by herself on the public page.
DESK, ALONE = "desk", "alone"
# Whose request may be screened for: it is handed in, and did not end without help.
SCREENED_FOR: Final = (*OWED, Status.WAITLISTED, Status.ACCEPTED)


@dataclass(frozen=True, slots=True, repr=False)
class Settled:
    """What came of a screening. agrees: she wants the results kept; else they are counted, and gone.

    why: of `Declined`, for a no. issue: the need a matter is about that is done at once. It has no text of itself.
    """

    findings: tuple[Finding, ...]
    decision: str = Decision.LATER
    agrees: bool = False
    why: str = ""
    issue: str = ""


@transaction.atomic
def settle_screening(
    *, intake: Intake, settled: Settled, version: int | None = None, by: User, at: datetime
) -> Intake:
    """A screening is over: counted, kept if she agrees, and decided upon, all at once or not at all.

    Who decides has looked at the request. Raises Crossed, WrongState, AlreadyOpen, NotAChoice, and NotReady: somebody
    is sent or named only when we know her, and who gave a name agrees first to a record.
    """
    with written_together():
        current = locked(intake)
        if version is not None and current.state_version != version:
            raise Crossed(current, current.status, current.status)
        if current.status not in SCREENED_FOR:
            raise WrongState(current, current.status, current.status)
        repeated = _repeated(current, settled.findings, at)
        for finding in settled.findings:
            is_counted = finding.rule_set.id not in repeated
            if is_counted:
                _count(finding.rule_set, at, mode=DESK, outcome=Decision(settled.decision))
            if settled.agrees:
                _keep(current, finding, is_counted, by, at)
        audit.record(by, "casework.screening_done", current, at=at)
        return _decide(current, settled, by, at)


@transaction.atomic
def note_screened_alone(*, rule_sets: Iterable[RuleSet], at: datetime) -> None:
    """Somebody looked up by herself what she may get: counted once for each need, and nothing about anybody."""
    first = {need_of(one): one for one in rule_sets}
    for need in sorted(first):
        _count(first[need], at, mode=ALONE)


@transaction.atomic
def override_screening(
    *, screening: Screening, tier: str, why: str, version: int, by: User, at: datetime
) -> Screening:
    """A colleague finds something else than the rules, and says why; what the rules said stays beside it.

    Numbers of papers are struck out. Raises Crossed when another colleague did meanwhile, NotReady without a reason,
    and where status may change the result: beside conditions that are met, another result would tell it.
    """
    current: Screening = Screening.objects.select_for_update().get(pk=screening.pk)
    if current.state_version != version:
        raise Crossed(current, "kept", "set")
    if not why.strip():
        raise NotReady("reason")
    if asks_status(current.rule_set):
        raise NotReady("status")
    current.set_tier, current.set_why = Tier(tier).value, without_numbers(why.strip())
    current.set_on, current.set_by_id = local_day(at), by.pk
    current.state_version += 1
    changed = ["set_tier", "set_why", "set_on", "set_by_id"]
    current.save(update_fields=[*changed, "state_version"])
    audit.record(by, "casework.screening_overridden", current, at=at, fields=changed)
    return current


def _repeated(current: Intake, findings: Iterable[Finding], at: datetime) -> set[str]:
    """The rules she was screened with not long ago, as far as that was kept: nothing else is known of her."""
    hers = {current.subject_id}
    if current.client_id:
        # Two requests of hers, screened at the same moment: the second waits, and sees the first.
        hers.add(Client.objects.select_for_update().get(pk=current.client_id).subject_id)
    today = local_day(at)
    kept = Screening.objects.filter(
        subject_id__in=everybody_who_is(hers),
        rule_set__in={one.rule_set.id for one in findings},
        is_counted=True,
        on__range=(today - ONE_SCREENING_WITHIN, today),
    )
    return set(kept.values_list("rule_set", flat=True))


def _count(rule_set: RuleSet, at: datetime, **said: Any) -> None:
    ledger.record(kind=SCREENING, on=local_day(at), need=need_of(rule_set), **said)


def _keep(intake: Intake, finding: Finding, is_counted: bool, by: User, at: datetime) -> Screening:
    """The result without whatever shows her status. Where the whole result does, only that a person must look."""
    kept = finding.without_status()
    screening: Screening = Screening.objects.create(
        subject_id=intake.subject_id,
        intake=intake,
        rule_set=finding.rule_set.id,
        rule_version=finding.rule_set.version,
        tier=(Tier.ASK if finding.tells_status else finding.tier).value,
        criteria={one.criterion.id: one.truth.value for one in kept.criteria},
        on=local_day(at),
        by_id=by.pk,
        is_counted=is_counted,
    )
    audit.record(by, "casework.screening_kept", screening, at=at)
    return screening


def _decide(current: Intake, settled: Settled, by: User, at: datetime) -> Intake:
    if settled.decision == Decision.REFERRED and current.client is None:
        raise NotReady("person")
    if settled.decision in (Decision.LATER, Decision.REFERRED):
        return _leave_open(current, at)
    if current.status == Status.SUBMITTED:
        current = screen(intake=current, by=by, at=at)
    if settled.decision == Decision.DECLINED:
        return decline(intake=current, why=settled.why, by=by, at=at)
    current = accept(intake=current, by=by, at=at)
    if settled.decision == Decision.ADVISED:
        _advise(current, settled.issue, by, at)
    return current


def _leave_open(current: Intake, at: datetime) -> Intake:
    """Whoever looks at an older page sees that something was done."""
    current.moved_on = local_day(at)
    current.state_version += 1
    current.save(update_fields=["moved_on", "state_version"])
    return current


def _advise(current: Intake, issue: str, by: User, at: datetime) -> None:
    """She got advice, and nothing is left to do: a matter, opened and closed, and the need it is about is met."""
    client = current.client
    assert client is not None
    matter = open_matter(client=client, issue=issue, intake=current, by=by, at=at)
    close_matter(matter=matter, outcome=Outcome.ADVICE, by=by, at=at)
    for need in current.needs.filter(need=issue, status=NeedStatus.OPEN):
        meet_need(need=need, by=by, at=at)
