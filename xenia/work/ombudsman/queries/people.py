"""Who works on complaints, who decides about them, and who answers for a department."""

from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS, Role

HANDLE, ASSIGN, REPLY = "ombudsman.handle", "ombudsman.assign", "ombudsman.reply"


def officers() -> QuerySet[User]:
    """Colleagues who may work on complaints, by name."""
    return _who_hold(PERMISSIONS[HANDLE].anywhere)


def supervisors() -> QuerySet[User]:
    """Those who say who has a complaint, below the director."""
    return _who_hold({Role.SUPERVISOR})


def directors() -> QuerySet[User]:
    """Those above everybody."""
    return _who_hold({Role.DIRECTOR})


def colleague(pk: UUID | None) -> User | None:
    """A colleague who still works here; None for nobody."""
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def who_replies_for(department: UUID) -> list[User]:
    """Those who answer for a department: its coordinators, or its other members where it has none."""
    for role in (Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER):
        held = RoleGrant.objects.filter(organization_id=department, role=role, ended_at=None)
        people = User.objects.filter(pk__in=held.values("user_id"), is_active=True)
        if found := list(people.order_by("email")):
            return found
    return []


def _who_hold(roles: "set[Role] | frozenset[Role]") -> QuerySet[User]:
    people = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("user_id")
    return User.objects.filter(pk__in=people, is_active=True).order_by("name", "email")
