"""Evidence of who gives legal help: looked up by a colleague, withdrawn, or at its end."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import record as count
from xenia.registers.directory.models import (
    Attribute,
    LegalEvidence,
    Listing,
    Organization,
    Service,
)
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.queries.evidence import legal_terms

BATCH = 500


class WithdrawnAlready(Exception):
    """Somebody withdrew this evidence before."""


class StandsAlready(Exception):
    """Somebody put this evidence back before."""


class EndedAlready(Exception):
    """The evidence ended before it was recorded: it would show nothing."""


@transaction.atomic
def record_evidence(
    *,
    organization: Organization,
    kind: str,
    expires_on: date,
    by: User | None,
    at: datetime,
    service: Service | None = None,
    checked_on: date | None = None,
    **said: object,
) -> LegalEvidence:
    """Keep what a colleague saw on an official list; the listings it opens are shown at once.

    said: jurisdiction, reference, since_on, source_url, note. Raises EndedAlready, and ValidationError for what is
    incomplete.
    """
    today = local_day(at)
    if expires_on <= today:
        raise EndedAlready(f"evidence ended on {expires_on}")
    if service is not None and service.organization_id != organization.pk:
        raise ValueError(f"service {service.pk} is not one of organization {organization.pk}")
    made = LegalEvidence(
        organization=organization,
        service=service,
        kind=kind,
        expires_on=expires_on,
        checked_on=checked_on or today,
        checked_by=by.pk if by else None,
        **said,
    )
    made.full_clean()
    made.save(force_insert=True)
    audit.record(by, "directory.evidence_recorded", made, at=at, fields=[kind])
    count(kind="directory.evidence_checked", on=today, provider=organization.pk)
    _rebuild_legal(organization.pk, at)
    return made


@transaction.atomic
def withdraw_evidence(*, evidence: LegalEvidence, by: User | None, at: datetime) -> None:
    """The evidence no longer holds, or was recorded by mistake: what stood on it is hidden at once.

    Raises WithdrawnAlready.
    """
    current = LegalEvidence.objects.select_for_update().get(pk=evidence.pk)
    if current.withdrawn_at is not None:
        raise WithdrawnAlready(f"evidence {evidence.pk} was withdrawn before")
    current.withdrawn_at = evidence.withdrawn_at = at
    current.save(update_fields=["withdrawn_at"])
    audit.record(by, "directory.evidence_withdrawn", current, at=at)
    _rebuild_legal(current.organization_id, at)


@transaction.atomic
def restore_evidence(*, evidence: LegalEvidence, by: User | None, at: datetime) -> None:
    """It was withdrawn by mistake: what stands on it is shown again at once. Raises StandsAlready, EndedAlready."""
    current = LegalEvidence.objects.select_for_update().get(pk=evidence.pk)
    if current.withdrawn_at is None:
        raise StandsAlready(f"evidence {evidence.pk} was not withdrawn")
    if current.expires_on <= local_day(at):
        raise EndedAlready(f"evidence ended on {current.expires_on}")
    current.withdrawn_at = evidence.withdrawn_at = None
    current.save(update_fields=["withdrawn_at"])
    audit.record(by, "directory.evidence_restored", current, at=at)
    _rebuild_legal(current.organization_id, at)


def hide_what_lost_its_evidence(at: datetime) -> int:
    """Take legal help off the pages on the day its evidence ends. Returns how many listings were made anew.

    Listings from before evidence was asked for are looked at too.
    """
    ended = Q(is_public=True, legal_until__lte=local_day(at))
    never_looked = Q(needs_evidence=False, service__in=_legal_services())
    ids = Listing.objects.filter(ended | never_looked).values_list("pk", flat=True)
    return _rebuild(list(ids), at)


def _legal_services() -> Iterable[UUID]:
    return (
        Attribute.objects.filter(
            link_entity="service", taxonomy_term__own_code__in=sorted(legal_terms())
        )
        .values_list("link_id", flat=True)
        .distinct()
    )


def _rebuild(ids: list[UUID], at: datetime) -> int:
    """A batch is a transaction of its own: what was hidden stays hidden when the round is interrupted."""
    built = 0
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            built += rebuild_listings(ids[start : start + BATCH], at=at)
    return built


def _rebuild_legal(organization: UUID, at: datetime) -> None:
    legal = Service.objects.filter(organization=organization, pk__in=_legal_services())
    rebuild_listings(list(legal.values_list("pk", flat=True)), at=at)
