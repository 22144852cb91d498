"""Who answers the call for an organization."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import Role

HEADS: Final = (Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR)
MEMBERS: Final = (Role.PARTNER_MEMBER, Role.DEPARTMENT_MEMBER)


def who_answers_for(organization: UUID) -> list[User]:
    """Those who lead an organization's work with the office; where nobody does, its members."""
    return _holding(organization, HEADS) or _holding(organization, MEMBERS)


def _holding(organization: UUID, roles: tuple[str, ...]) -> list[User]:
    held = RoleGrant.objects.filter(organization_id=organization, role__in=roles, ended_at=None)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return list(people.order_by("email"))


def with_nobody(organizations: Iterable[UUID]) -> set[UUID]:
    """Those of some organizations for which nobody signs in: the office calls there."""
    wanted = set(organizations)
    held = RoleGrant.objects.filter(
        organization_id__in=wanted,
        role__in=[*HEADS, *MEMBERS],
        ended_at=None,
        user__is_active=True,
    )
    return wanted - set(held.values_list("organization_id", flat=True))
