"""Roles are given and end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.authority import roles_to_give
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role


class OrganizationMissing(ValueError):
    """A role that is held within an organisation was given without one."""


class MayNotDecide(Exception):
    """This is not for the person to decide: the role, the place or the colleague is out of her hands."""


class AlreadyHeld(Exception):
    """The person holds this role already."""


class AlreadyEnded(Exception):
    """Somebody ended this role before."""


class HasLeft(Exception):
    """The person has left: let her back in first."""


class NobodyWouldDirect(Exception):
    """The office's last director would lose her role."""


@transaction.atomic
def give_role(
    *, person: User, role: str, organization_id: UUID | None, by: User, at: datetime
) -> RoleGrant:
    """Give a colleague another role, in the office or in one organisation; she may act on it at once.

    Raises ValueError for an unknown role, OrganizationMissing, MayNotDecide, AlreadyHeld, and HasLeft.
    """
    wanted = role_in(role, organization_id)
    if person.pk == by.pk or wanted not in roles_to_give(by, organization_id):
        raise MayNotDecide(f"user {by.pk} may not give {wanted}")
    current = User.objects.select_for_update().get(pk=person.pk)
    if not current.is_active:
        raise HasLeft(f"user {person.pk} has left")
    living = current.role_grants.filter(ended_at=None, role=wanted)
    if living.filter(organization_id=organization_id).exists():
        raise AlreadyHeld(f"user {person.pk} is {wanted} already")
    return grant_role(person=person, role=wanted, organization_id=organization_id, by=by, at=at)


@transaction.atomic
def end_role(*, grant: RoleGrant, by: User, at: datetime) -> RoleGrant:
    """A role ends; what it allowed is closed at the person's next click.

    Raises MayNotDecide, AlreadyEnded, and NobodyWouldDirect.
    """
    if grant.user_id == by.pk or Role(grant.role) not in roles_to_give(by, grant.organization_id):
        raise MayNotDecide(f"user {by.pk} may not end {grant.role}")
    keep_a_director(without=[grant.pk])
    current = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if current.ended_at is not None:
        raise AlreadyEnded(f"role {grant.pk} ended at {current.ended_at}")
    end_grant(current, by=by, at=at)
    return current


def grant_role(
    *, person: User, role: Role, organization_id: UUID | None, by: User | None, at: datetime
) -> RoleGrant:
    """Write the role down, once somebody decided. Called inside the event that decided."""
    grant = RoleGrant.objects.create(
        user=person, role=role, organization_id=organization_id, granted_by=by, granted_at=at
    )
    audit.record(by, "accounts.role_given", grant, at=at, fields=["role", "organization_id"])
    person.forget_grants()
    return grant


def end_grant(grant: RoleGrant, *, by: User | None, at: datetime) -> None:
    """Write the end down. Called inside the event that decided, with the row locked."""
    grant.ended_at = max(at, grant.granted_at)
    grant.save(update_fields=["ended_at"])
    audit.record(by, "accounts.role_ended", grant, at=at, fields=["ended_at"])


def keep_a_director(*, without: list[UUID]) -> None:
    """Make sure that somebody still directs the office when these roles end.

    Locks every director's role, so that two who end each other's do not both succeed. Raises NobodyWouldDirect.
    """
    directing = RoleGrant.objects.select_for_update().filter(role=Role.DIRECTOR, ended_at=None)
    left = {grant.pk for grant in directing.order_by("pk")}
    if left and left <= set(without):
        raise NobodyWouldDirect("the office's last director keeps her role until another has it")


def role_in(role: str, organization_id: UUID | None) -> Role:
    """The role, once it is sure that it fits the place where it is held."""
    wanted = Role(role)
    if wanted in WITHIN_ORGANIZATION and organization_id is None:
        raise OrganizationMissing(f"{wanted} is held within an organisation: name its id")
    return wanted
