"""What must be so before a legal matter moves on. A matter without a legal side passes them all."""

from datetime import date
from typing import Any

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step
from xenia.ground.reference.legal_codes import credential_kinds
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.casework.models.credential import Credential, Recognition
from xenia.work.casework.models.guards import NotReady, agreed_to_a_record


def has_her_consent(step: Step) -> None:
    """She agrees that whoever holds it works on it, on the day of the step."""
    side = _legal_side(step)
    if side is not None and not consent_stands(step.record, side, local_day(step.at)):
        raise NotReady("legal_consent")


def is_checked_for_conflicts(step: Step) -> None:
    """Whoever holds it has looked, and does not stand on the other side."""
    if step.record.is_legal:
        _refuse_unchecked(step.record)


def _refuse_unchecked(matter: Any) -> None:
    last = matter.conflict_checks.filter(holder=matter.holder).first()
    if last is None:
        raise NotReady("conflict_check")
    if not last.is_clear:
        raise NotReady("conflict")


def is_with_somebody_who_may(step: Step) -> None:
    """Who has it may speak for her there, on the day of the step."""
    side = _legal_side(step)
    if side is None:
        return
    who = step.fields.get("taken_by_id", step.record.taken_by_id)
    if not who:
        raise NotReady("assigned")
    why = why_not_there(
        who, side.compartment, str(known_to_rules(side, "venue")), local_day(step.at)
    )
    if why:
        raise NotReady(why)


def has_a_closing_code(step: Step) -> None:
    """It is said by which way it was closed."""
    side = _legal_side(step)
    if side is not None and not side.closing_code:
        raise NotReady("closing_code")


def was_represented(step: Step) -> None:
    """Nobody's success is counted whom nobody here could speak for."""
    outcome = step.fields.get("outcome", step.record.outcome)
    if step.record.is_legal and outcome in ("favorable", "partly", "unfavorable"):
        refuse_unrepresented(step.record)


def refuse_unrepresented(matter: Any) -> None:
    """Raises NotReady unless its holder found no conflict, and who has it showed a credential there, even one that ended."""
    _refuse_unchecked(matter)
    if not matter.taken_by_id:
        raise NotReady("assigned")
    shown = Credential.objects.filter(
        person_id=matter.taken_by_id, holder=matter.holder, is_confirmed=True
    )
    if not shown.exists():
        raise NotReady("no_credential")


def consent_stands(matter: Any, side: Any, on: date) -> bool:
    """Whether she agrees: to a record at the office, or to what she told an organization."""
    if matter.organization_id is None:
        client = matter.client
        return not client.is_named or agreed_to_a_record(client, on)
    consent = side.consent
    if consent is None or consent.recipient_id != matter.organization_id:
        return False
    return bool(consent.stands_on(on))


def why_not_there(who: Any, holder: str, venue: str, on: date) -> str:
    """Why somebody may not speak for her before a venue, as a code of NotReady; "" when she may.

    Source: 8 CFR 1292.1 and 1292.11-1292.20: an accreditation is of one person in one recognized organization; a
    partial one is for DHS alone.
    """
    every = Credential.objects.filter(person_id=who, ended_on=None, is_confirmed=True)
    here = [one for one in every if one.holder == holder]
    if not here:
        return "wrong_organization" if every else "no_credential"
    living = [one for one in here if one.stands_on(on)]
    if not living:
        return "expired"
    kinds = credential_kinds()
    fit = [kinds[one.kind] for one in living if venue in kinds[one.kind].venues]
    if not fit:
        return "wrong_venue"
    if all(one.needs_recognition for one in fit) and not Recognition.objects.stands(holder, on):
        return "not_recognized"
    return ""


def _legal_side(step: Step) -> Any:
    return step.record.legal if step.record.is_legal else None
