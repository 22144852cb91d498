"""Who answers for an organization, and by which way it can be reached."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS
from xenia.registers.directory.models import Organization
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.models.choices import Way


def colleague(pk: UUID | None) -> User | None:
    """A colleague who still works here; None for nobody."""
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def who_answers_for(organization: UUID) -> list[User]:
    """Those who answer what is sent to an organization."""
    people = _grants().filter(organization_id=organization).values("user_id")
    return list(User.objects.filter(pk__in=people, is_active=True).order_by("pk"))


def agreement_with(organization: Organization, on: date) -> Agreement | None:
    """The agreement in force on a day."""
    found: Agreement | None = (
        Agreement.objects.standing(on).filter(organization=organization).first()
    )
    return found


def organizations_with_agreement(on: date) -> list[Organization]:
    """Those that may learn somebody's name, and in which somebody answers, by name."""
    standing = Agreement.objects.standing(on).filter(is_victim_service=False)
    there = organizations_with_somebody(list(standing.values_list("organization_id", flat=True)))
    return list(Organization.objects.filter(pk__in=there).order_by("name"))


def way_to(organization: Organization, on: date) -> Way:
    """How a referral reaches it: here, by a link, or, without an agreement or anybody there, on paper."""
    agreement = agreement_with(organization, on)
    return way_under(agreement, organizations_with_somebody([organization.pk]))


def way_under(agreement: Agreement | None, with_somebody: Collection[UUID]) -> Way:
    """The way an agreement leaves. with_somebody: organizations in which somebody answers."""
    if agreement is None or agreement.is_victim_service:
        return Way.SLIP
    if agreement.organization_id in with_somebody:
        return Way.INBOX
    return Way.LINK if agreement.email else Way.SLIP


def _grants() -> "QuerySet[RoleGrant]":
    roles = PERMISSIONS["referrals.answer"].own_organization
    return RoleGrant.objects.filter(role__in=roles, ended_at=None)


def organizations_with_somebody(organizations: Collection[UUID]) -> set[UUID]:
    """Those among some organizations in which somebody answers."""
    grants = _grants().filter(user__is_active=True, organization_id__in=organizations)
    return {pk for pk in grants.values_list("organization_id", flat=True) if pk}
