"""Departments, and who answers for them."""

from uuid import UUID

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import Organization
from xenia.work.departments.queries.statements import CITY_KINDS


def coordinators_of(department: UUID) -> list[User]:
    """The colleagues who answer for a department now."""
    held = RoleGrant.objects.filter(
        organization_id=department, role=Role.DEPARTMENT_COORDINATOR, ended_at=None
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("email"))


def departments() -> list[Organization]:
    """The city's departments and libraries that have services, by name."""
    rows = Organization.objects.filter(
        kind__in=CITY_KINDS, status=Organization.Status.ACTIVE, services__listing__is_public=True
    )
    return list(rows.distinct().order_by("name"))
