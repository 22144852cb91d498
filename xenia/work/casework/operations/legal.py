"""A matter has a legal side: what the case is, who may speak for her, whether we stand on the other side."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, begun
from xenia.ground.notifications.operations import queue
from xenia.ground.reference.legal_codes import VENUES, closing_codes, problem_codes
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.vault.operations.reading import known_to_rules, read_sealed
from xenia.registers.clients.models import Consent
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, give_consent, note_served, withdraw_consent
from xenia.work.casework import counting_legal
from xenia.work.casework.messages import MATTER_WITH_YOU
from xenia.work.casework.models import ConflictCheck, LaterDecision, LegalSide, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.legal_guards import refuse_unrepresented, why_not_there
from xenia.work.casework.models.matter import ADJUDICATED, Outcome, Status
from xenia.work.casework.operations.holding import NotHeldHere, at_hand, moved
from xenia.work.casework.operations.matters import close_matter, save_once
from xenia.work.casework.operations.thread import NotAChoice
from xenia.work.casework.queries.holding import holds
from xenia.work.casework.queries.holding import people_of as people_of_holder
from xenia.work.casework.queries.legal import may_clear, was_handed_over, with_a_credential
from xenia.work.referrals.models import Referral

# Whoever uses none of the codes says so.
NOT_CODED: Final = "none"
CONSENT_LASTS: Final = timedelta(days=365)
SIDE: Final = ("case_type", "venue", "problem_code", "benefits")


class HasOne(Exception):
    """The matter has its legal side already."""


class NotThatDay(ValueError):
    """A later decision lies between the day the matter was opened and today."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the case is: a type of our list, before whom, and a funder's code where one is used."""

    case_type: str
    venue: str
    problem_code: str = ""

    def checked(self) -> "Case":
        """Raises NotAChoice."""
        types = {one.code for one in vocabulary("legal_case_types")}
        codes = {one.code for one in problem_codes()} | {""}
        if (
            self.case_type not in types
            or self.venue not in VENUES
            or self.problem_code not in codes
        ):
            raise NotAChoice(f"{self.venue!r} or a type or code of the case is none of ours")
        return self


@transaction.atomic
def add_legal_side(*, matter: Matter, case: Case, by: User, at: datetime) -> LegalSide:
    """One of the office's matters is a legal one. Raises HasOne, NotAChoice, NotHeldHere, WrongState."""
    current = at_hand(matter, by=by)
    if current.is_legal:
        raise HasOne(f"matter {matter.pk} has a legal side")
    side = _begin(current, case, None, by, at)
    moved(current, at=at, is_legal=True)
    return side


@transaction.atomic
def open_from_referral(
    *, referral: Referral, case: Case, until: date, by: User, at: datetime
) -> Matter:
    """A provider takes on somebody who was sent to it: a matter that only its own people open.

    until: how long she agrees that it works on it here, with what she told it before.
    Raises AlreadyOpen, NotAChoice, NotHeldHere, NotReady("legal_consent", "nobody_may", "handed_over"), NotInTime.
    """
    current: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    holder, today = str(current.organization_id), local_day(at)
    if not holds(by, holder) or current.status not in ("accepted", "started"):
        raise NotHeldHere(f"referral {current.pk} is {current.status}")
    if current.consent is None or not current.consent.stands_on(today):
        raise NotReady("legal_consent")
    if not with_a_credential(holder, today).exists():
        raise NotReady("nobody_may")
    if was_handed_over(current):
        raise NotReady("handed_over")
    matter = Matter(
        subject_id=current.client.subject_id,
        client=current.client,
        issue=current.need,
        holder=holder,
        is_legal=True,
        taken_by_id=by.pk,
        opened_on=today,
        moved_on=today,
    )
    save_once(matter)
    consent = _longer(current.consent, until, at)
    _begin(matter, case, consent, by, at)
    begun(matter, at=at, by=by.pk)
    note_served(current.client, on=today)
    audit.record(by, "casework.matter_opened", matter, at=at)
    return matter


def _longer(consent: Consent, until: date, at: datetime) -> Consent:
    agreed = Agreed(Purpose.REFERRAL, consent.recipient, consent.fields, until)
    return give_consent(client=consent.client, agreed=agreed, by=None, at=at)[0]


def _begin(
    matter: Matter, case: Case, consent: Consent | None, by: User, at: datetime
) -> LegalSide:
    said = case.checked()
    side: LegalSide = LegalSide.objects.create(
        subject_id=matter.subject_id,
        matter=matter,
        compartment=matter.holder,
        consent=consent,
        case_type=said.case_type,
        venue=said.venue,
        problem_code=said.problem_code,
    )
    counting_legal.count_opened(side, matter.opened_on)
    audit.record(by, "casework.legal_side_added", side, at=at)
    return side


@transaction.atomic
def agree_anew(*, matter: Matter, until: date, by: User, at: datetime) -> LegalSide:
    """She agrees that the organization goes on, until a day. Raises NotHeldHere, NotInTime, WrongState."""
    current = at_hand(matter, by=by)
    side: LegalSide = current.legal
    if side.consent is None or current.organization_id is None:
        raise NotReady("legal_consent")
    side.consent = _longer(side.consent, until, at)
    side.save(update_fields=["consent"])
    moved(current, at=at)
    audit.record(by, "casework.agreed_anew", side, at=at, fields=["consent"])
    return side


@transaction.atomic
def change_case(
    *, matter: Matter, case: Case, version: int | None = None, by: User, at: datetime
) -> LegalSide:
    """The case is another than we thought, or before somebody else.

    Whoever has it must be allowed to speak there. Raises NotAChoice, NotHeldHere, NotReady, Crossed, WrongState.
    """
    current = at_hand(matter, by=by, version=version)
    side: LegalSide = current.legal
    said = case.checked()
    if current.taken_by_id and current.status != Status.OPEN:
        _check(current.taken_by_id, current.holder, said.venue, local_day(at))
    before = str(known_to_rules(side, "case_type"))
    side.case_type, side.venue, side.problem_code = said.case_type, said.venue, said.problem_code
    side.save(update_fields=["case_type", "venue", "problem_code"])
    if before != said.case_type:
        counting_legal.count_as_another_case(side, before, current.opened_on)
    moved(current, at=at)
    audit.record(by, "casework.case_changed", side, at=at, fields=["case_type", "venue"])
    return side


@transaction.atomic
def assign(
    *, matter: Matter, to: User, version: int | None = None, by: User, at: datetime
) -> Matter:
    """Somebody of the same house speaks for her from now on, and is told.

    Raises NotReady("wrong_venue", "expired", "wrong_organization", "no_credential", "not_recognized"), NotHeldHere,
    Crossed, WrongState.
    """
    current = at_hand(matter, by=by, version=version)
    if not people_of_holder(current.holder).filter(pk=to.pk).exists():
        raise NotReady("wrong_organization")
    _check(to.pk, current.holder, str(known_to_rules(current.legal, "venue")), local_day(at))
    moved(current, at=at, taken_by_id=to.pk)
    audit.record(by, "casework.matter_assigned", current, at=at, fields=["taken_by_id"])
    if to.pk != by.pk:
        queue(MATTER_WITH_YOU, current, to=to, on=local_day(at))
    return current


def _check(who: Any, holder: str, venue: str, on: date) -> None:
    if why := why_not_there(who, holder, venue, on):
        raise NotReady(why)


@transaction.atomic
def check_conflicts(*, matter: Matter, is_clear: bool, by: User, at: datetime) -> ConflictCheck:
    """Somebody looked whether her house stands on the other side. If it does, nobody works on it.

    That there is none after all, whoever keeps the credentials says. Raises NotReady("conflict"), NotHeldHere, WrongState.
    """
    current = at_hand(matter, by=by, despite_conflict=True)
    if current.has_conflict and is_clear and not may_clear(by, current):
        raise NotReady("conflict")
    check = ConflictCheck.objects.create(
        matter=current, holder=current.holder, is_clear=is_clear, at=at, by_id=by.pk
    )
    moved(current, at=at, has_conflict=not is_clear)
    audit.record(by, "casework.conflicts_checked", current, at=at)
    return check


@transaction.atomic
def close_legal(
    *,
    matter: Matter,
    outcome: str,
    closing_code: str,
    benefits: Collection[str] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> Matter:
    """A legal matter ends: one outcome, everything it brought her, and the code of how it was closed.

    Raises NotAChoice, NotHeldHere, NotReady, Crossed, WrongState.
    """
    current = at_hand(matter, by=by, version=version, despite_conflict=True)
    known = {one.code for one in closing_codes()} | {NOT_CODED}
    brought = {one.code for one in vocabulary("legal_benefits")}
    if closing_code not in known or not set(benefits) <= brought:
        raise NotAChoice(f"{closing_code!r} or a benefit is none of ours")
    side: LegalSide = current.legal
    side.closing_code, side.benefits = closing_code, sorted(set(benefits))
    side.save(update_fields=["closing_code", "benefits"])
    audit.record(by, "casework.legal_side_closed", side, at=at, fields=["closing_code", "benefits"])
    # Steps and counts ask the matter they are given: it must know the side as it is now.
    return close_matter(matter=current, outcome=outcome, version=version, by=by, at=at)


@transaction.atomic
def note_later_decision(
    *, matter: Matter, outcome: str, decided_on: date, by: User, at: datetime
) -> LaterDecision:
    """It was decided after it was closed, such as on appeal. It counts in the year of the decision.

    Raises NotThatDay, NotReady, NotAChoice, NotHeldHere, WrongState, YearIsClosed.
    """
    current = at_hand(matter, by=by, may_be_closed=True, despite_conflict=True)
    if current.status != Status.CLOSED or current.closed_on is None:
        raise WrongState(current, current.status, Status.DECIDED)
    if outcome not in ADJUDICATED:
        raise NotAChoice(f"{outcome!r} decides nothing")
    if not current.opened_on <= decided_on <= local_day(at):
        raise NotThatDay(f"{decided_on} is not between {current.opened_on} and today")
    refuse_unrepresented(current)
    try:
        with transaction.atomic():
            decision = LaterDecision.objects.create(
                matter=current, outcome=Outcome(outcome), decided_on=decided_on, by_id=by.pk
            )
    except IntegrityError:
        raise WrongState(current, current.status, Status.DECIDED) from None
    counting_legal.count_later(current.legal, decision)
    audit.record(by, "casework.later_decision", current, at=at)
    return decision


def read_case(side: LegalSide, *, by: User, at: datetime) -> dict[str, Any]:
    """The case in the clear, for whoever holds it; the look is noted. Raises MayNotOpen, NotReady("conflict")."""
    if side.matter.has_conflict:
        raise NotReady("conflict")
    return read_sealed(side, *SIDE, by=by, purpose="service", at=at)


def hear_of_withdrawn(consent: Consent, at: datetime) -> None:
    """She takes back what she agreed to with an organization: it works on nothing of hers any more."""
    if consent.purpose != Purpose.REFERRAL or consent.recipient_id is None:
        return
    theirs = LegalSide.objects.filter(
        matter__client_id=consent.client_id, compartment=str(consent.recipient_id)
    )
    for side in theirs.select_related("consent"):
        if side.consent and side.consent.withdrawn_at is None:
            withdraw_consent(consent=side.consent, by=None, at=at)
