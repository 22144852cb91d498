"""Who answers questions: colleagues of the office, and those of other organizations."""

from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS


def answerers() -> QuerySet[User]:
    """Colleagues who answer questions, by name."""
    roles = PERMISSIONS["enquiries.answer"].anywhere
    people = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("user_id")
    return User.objects.filter(pk__in=people, is_active=True).order_by("name", "email")


def colleague(pk: UUID | None) -> User | None:
    """A colleague who still works here; None for nobody."""
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def may_answer(user: User) -> bool:
    """Whether somebody answers questions."""
    return user.is_active and user.may("enquiries.answer")


def who_replies_for(organization: UUID) -> list[User]:
    """Those of another organization who answer what is forwarded to it."""
    people = _grants().filter(organization_id=organization).values("user_id")
    return list(User.objects.filter(pk__in=people, is_active=True))


def organizations_that_reply() -> set[UUID]:
    """Organizations in which somebody answers forwarded questions."""
    grants = _grants().filter(user__is_active=True)
    return {pk for pk in grants.values_list("organization_id", flat=True) if pk}


def _grants() -> QuerySet[RoleGrant]:
    roles = PERMISSIONS["enquiries.reply"].own_organization
    return RoleGrant.objects.filter(role__in=roles, ended_at=None)
