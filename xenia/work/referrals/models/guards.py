"""What must hold before a referral takes a step. Each looks at the step, and raises."""

from datetime import date

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.directory.models import Organization
from xenia.work.referrals.models.agreement import Agreement
from xenia.work.referrals.models.choices import Outcome, Way


class MayNotBeSent(Exception):
    """Something that protects her is missing."""


class NoConsent(MayNotBeSent):
    """She has not agreed that this organization learns this, or her yes has ended."""


class NoAgreement(MayNotBeSent):
    """There is no agreement with this organization in force today."""


class OnPaperOnly(MayNotBeSent):
    """A victim service gets no record with a name: a slip is handed over, and nothing kept."""


class SayWhy(ValueError):
    """This step needs its reason, or its outcome."""


def gets_no_names(organization: Organization, on: date) -> bool:
    """Whether people are handed over on paper alone: by its agreement, or as a shelter without one."""
    agreement = agreement_on(organization, on)
    if agreement is None:
        return organization.kind == Organization.Kind.SHELTER
    return agreement.is_victim_service


def agreement_on(organization: Organization, on: date) -> Agreement | None:
    """What was agreed with it and holds on a day."""
    return next((one for one in organization.agreements.all() if one.stands(on)), None)


def is_no_victim_service(step: Step) -> None:
    """Raises OnPaperOnly."""
    if gets_no_names(step.record.organization, local_day(step.at)):
        raise OnPaperOnly(f"organization {step.record.organization_id} is told no names")


def has_agreement(step: Step) -> None:
    """What she carries herself needs none. Raises NoAgreement."""
    agreement = agreement_on(step.record.organization, local_day(step.at))
    if step.record.way != Way.SLIP and agreement is None:
        raise NoAgreement(f"no agreement with {step.record.organization_id} in force")


def has_consent(step: Step) -> None:
    """For this organization, hers, and still standing. What she carries herself needs none. Raises NoConsent."""
    referral, consent = step.record, step.record.consent
    if referral.way == Way.SLIP:
        return
    today = local_day(step.at)
    holds = (
        consent is not None
        and consent.subject_id == referral.subject_id
        and consent.purpose == Purpose.REFERRAL
        and consent.recipient_id == referral.organization_id
        and consent.withdrawn_at is None
        and consent.given_on <= today <= consent.ends_on
    )
    if not holds:
        raise NoConsent(f"referral {referral.pk} has no consent that stands")


def says_why_not(step: Step) -> None:
    """Raises SayWhy."""
    if not step.fields.get("decline_reason"):
        raise SayWhy("a declined referral says why: a code of Decline")


def says_how_it_went(step: Step) -> None:
    """Raises SayWhy."""
    outcome = step.fields.get("outcome")
    if not outcome or (outcome == Outcome.NOT_SERVED and not step.fields.get("outcome_reason")):
        raise SayWhy("a completed referral says how it went, and why not: codes of Outcome and Why")


def says_why_it_ends(step: Step) -> None:
    """Raises SayWhy."""
    if not step.fields.get("ending"):
        raise SayWhy("a cancelled referral says why: a code of Ending")
