"""Who holds a matter: the office, or one organization. Only its own people work on it and open what is sealed."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.casework.models import Deadline, Matter
from xenia.work.casework.models.matter import OFFICE

LEGAL = "casework.legal"


def holds(user: User, holder: str) -> bool:
    """Whether somebody works for this holder on its matters."""
    if holder == OFFICE:
        return user.may("casework.decide")
    return user.may("vault.open_own", organization=UUID(holder))


def holders_of(user: User) -> list[str]:
    """For whom somebody runs matters: the office, her organizations."""
    own = [str(one) for one in sorted(user.organizations()) if holds(user, str(one))]
    return [OFFICE, *own] if holds(user, OFFICE) else own


def organization_of(pk: UUID) -> UUID | None:
    """The organization that holds a matter; None where the office does, or there is none."""
    matter = Matter.objects.filter(pk=pk).only("holder").first()
    return matter.organization_id if matter else None


def organization_of_deadline(pk: UUID) -> UUID | None:
    """The organization that holds the matter of a deadline."""
    found = Deadline.objects.filter(pk=pk).select_related("matter").first()
    return found.matter.organization_id if found else None


def people_of(holder: str) -> "QuerySet[User]":
    """Those who may run matters for a holder, by name."""
    allowed = PERMISSIONS[LEGAL]
    grants = RoleGrant.objects.filter(ended_at=None)
    if holder == OFFICE:
        grants = grants.filter(role__in=allowed.anywhere)
    else:
        grants = grants.filter(role__in=allowed.own_organization, organization_id=UUID(holder))
    return User.objects.filter(pk__in=grants.values("user_id"), is_active=True).order_by(
        "name", "email"
    )


def names_of_holders(holders: Iterable[str], reader: str) -> dict[str, str]:
    """What each holder is called."""
    wanted = set(holders)
    rows = Organization.objects.filter(pk__in=[UUID(one) for one in wanted - {OFFICE}])
    found = {str(pk): name for pk, name in rows.values_list("pk", "name")}
    return {OFFICE: office_facts().text("name", reader)} | found
