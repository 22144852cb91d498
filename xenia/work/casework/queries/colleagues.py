"""Who decides about intakes and works on matters."""

from django.db.models import QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS


def deciders() -> QuerySet[User]:
    """Colleagues who decide, by name."""
    roles = PERMISSIONS["casework.decide"].anywhere
    people = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("user_id")
    return User.objects.filter(pk__in=people, is_active=True).order_by("name", "email")


def may_decide(user: User) -> bool:
    """Whether somebody decides about intakes."""
    return user.is_active and user.may("casework.decide")
