"""The roles of the office and its partners, and what each may do.

Permissions are named `room.act`. A room declares its own in its `permissions.py`, with `declare`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The office's own roles first, then those held within another organisation."""

    DIRECTOR = "director", _("Director")
    SUPERVISOR = "supervisor", _("Supervisor")
    CASEWORKER = "caseworker", _("Caseworker")
    FRONT_DESK = "front_desk", _("Front desk")
    DIRECTORY_EDITOR = "directory_editor", _("Directory editor")
    OMBUDSMAN_OFFICER = "ombudsman_officer", _("Ombudsman officer")
    LANGUAGE_ACCESS_OFFICE = "language_access_office", _("Language access office")
    POLICY_ANALYST = "policy_analyst", _("Policy analyst")
    COUNSEL = "counsel", _("Counsel")
    PARTNER_MANAGER = "partner_manager", _("Partner manager")
    PARTNER_MEMBER = "partner_member", _("Partner member")
    DEPARTMENT_COORDINATOR = "department_coordinator", _("Department coordinator")
    DEPARTMENT_MEMBER = "department_member", _("Department member")
    INTERPRETER = "interpreter", _("Interpreter")
    LIBRARIAN = "librarian", _("Librarian")


WITHIN_ORGANIZATION = frozenset(
    {
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.LIBRARIAN,
    }
)
OFFICE = frozenset(Role) - WITHIN_ORGANIZATION - {Role.INTERPRETER}
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Permission:
    """One act: the roles that may do it anywhere, and those that may within their own organisation."""

    code: str
    anywhere: frozenset[Role]
    own_organization: frozenset[Role]


PERMISSIONS: dict[str, Permission] = {}


def declare(
    code: str, *, anywhere: Iterable[Role] = (), own_organization: Iterable[Role] = ()
) -> None:
    """Say who may do an act. Raises ValueError when a code is declared twice with other roles."""
    said = Permission(code, frozenset(anywhere), frozenset(own_organization))
    if PERMISSIONS.setdefault(code, said) != said:
        raise ValueError(f"permission {code!r} is declared twice, with different roles")


declare("desk.open", anywhere=EVERYONE)
declare("accounts.own", anywhere=EVERYONE)
declare(
    "accounts.manage",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR},
    own_organization={Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR},
)
declare("accounts.audit", anywhere={Role.DIRECTOR, Role.COUNSEL})

# Whom a person may bring in, and whose access she decides. Office roles decide everywhere, the others within
# their own organisation. Nobody decides about a role above her own.
GIVES: dict[Role, frozenset[Role]] = {
    Role.DIRECTOR: EVERYONE,
    Role.SUPERVISOR: EVERYONE - {Role.DIRECTOR},
    Role.PARTNER_MANAGER: frozenset({Role.PARTNER_MANAGER, Role.PARTNER_MEMBER}),
    Role.DEPARTMENT_COORDINATOR: frozenset({Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER}),
}
