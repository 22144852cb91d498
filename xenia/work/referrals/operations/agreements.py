"""What was agreed with an organization is written down, and ends."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models.consent import SharedField
from xenia.registers.directory.models import Organization
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.models.agreement import USUAL_REPLY_DAYS


class OneStandsAlready(Exception):
    """In these days another agreement with this organization holds."""


class AgreementCrossed(Exception):
    """A colleague changed this agreement meanwhile."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed. fields: the most that may be told there; with a victim service none."""

    begins_on: date
    ends_on: date
    reply_days: int = USUAL_REPLY_DAYS
    is_victim_service: bool = False
    fields: Collection[str] = field(default=())
    email: str = ""


@transaction.atomic
def make_agreement(
    *, organization: Organization, terms: Terms, by: User | None, at: datetime
) -> Agreement:
    """From its first day on, people may be sent there. Raises OneStandsAlready, ValueError for an unknown field."""
    _hold(organization)
    _refuse_overlap(organization, terms)
    agreement: Agreement = Agreement.objects.create(organization=organization, **_said(terms))
    audit.record(by, "referrals.agreement_made", agreement, at=at)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, terms: Terms, version: int, by: User | None, at: datetime
) -> Agreement:
    """Other terms from now on. Raises AgreementCrossed, OneStandsAlready, ValueError."""
    _hold(agreement.organization)
    current = _locked(agreement, version)
    _refuse_overlap(current.organization, terms, besides=current)
    said = _said(terms)
    for name, value in said.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*said, "version"])
    audit.record(by, "referrals.agreement_changed", current, at=at, fields=list(said))
    return current


@transaction.atomic
def end_agreement(
    *, agreement: Agreement, version: int, by: User | None, at: datetime
) -> Agreement:
    """It holds no more from today on: the organization sees none of its referrals. Raises AgreementCrossed."""
    current = _locked(agreement, version)
    if current.ended_on is None:
        current.ended_on, current.version = local_day(at), version + 1
        current.save(update_fields=["ended_on", "version"])
        audit.record(by, "referrals.agreement_ended", current, at=at)
    return current


def _locked(agreement: Agreement, version: int) -> Agreement:
    current: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.version != version:
        raise AgreementCrossed(f"agreement {current.pk} was changed meanwhile")
    return current


def _hold(organization: Organization) -> None:
    """Two agreements with one organization are made one after the other."""
    Organization.objects.select_for_update().get(pk=organization.pk)


def _refuse_overlap(
    organization: Organization, terms: Terms, besides: Agreement | None = None
) -> None:
    others = Agreement.objects.filter(organization=organization)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    held = Q(ended_on__isnull=True) | Q(ended_on__gt=terms.begins_on)
    if others.filter(held, begins_on__lte=terms.ends_on, ends_on__gte=terms.begins_on).exists():
        raise OneStandsAlready(f"organization {organization.pk} has an agreement in these days")


def _said(terms: Terms) -> dict[str, object]:
    if unknown := set(terms.fields) - set(SharedField.values):
        raise ValueError(f"never shared: {sorted(unknown)}")
    return {
        "begins_on": terms.begins_on,
        "ends_on": terms.ends_on,
        "reply_days": terms.reply_days,
        "is_victim_service": terms.is_victim_service,
        "fields": [] if terms.is_victim_service else sorted(set(terms.fields)),
        "email": "" if terms.is_victim_service else terms.email,
    }
