"""Somebody is invited, comes, or is told not to."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.authority import roles_to_give
from xenia.ground.accounts.models import Invitation, User
from xenia.ground.accounts.models.user import own_email
from xenia.ground.accounts.operations.person import EmailTaken, welcome_person
from xenia.ground.accounts.operations.role import MayNotDecide, role_in
from xenia.ground.accounts.operations.tokens import hash_of, new_token
from xenia.ground.accounts.roles import Role

VALID_FOR = timedelta(days=7)


class AlreadyInvited(Exception):
    """A link for this e-mail is waiting already."""


class LinkEnded(Exception):
    """The link cannot be used (any more): unknown, accepted, withdrawn or too old."""


class InvitationEnded(Exception):
    """The invitation was accepted or withdrawn before."""


def invite_person(
    *, email: str, role: str, organization_id: UUID | None, by: User | None, at: datetime
) -> tuple[Invitation, str]:
    """Make a link with which one person can start to work here. Returns it with its secret, which is shown once.

    by: None when the office's own machine invites its first director.
    Raises ValueError for an unknown role, OrganizationMissing, MayNotDecide, EmailTaken, and AlreadyInvited.
    """
    wanted = role_in(role, organization_id)
    if by is not None and wanted not in roles_to_give(by, organization_id):
        raise MayNotDecide(f"user {by.pk} may not give {wanted}")
    address = own_email(email)
    if User.objects.filter(email=address).exists():
        raise EmailTaken("somebody has this e-mail already")
    token = new_token()
    invitation = Invitation(
        email=address,
        role=wanted,
        organization_id=organization_id,
        token_hash=hash_of(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    try:
        _write_down(invitation)
    except IntegrityError:
        raise AlreadyInvited("a link for this e-mail is waiting") from None
    return invitation, token


@transaction.atomic
def _write_down(invitation: Invitation) -> None:
    _make_room(invitation.email, invitation.invited_at)
    invitation.save(force_insert=True)
    by, at = invitation.invited_by, invitation.invited_at
    audit.record(by, "accounts.person_invited", invitation, at=at)


def _make_room(email: str, at: datetime) -> None:
    """An invitation nobody answered in time makes room for the next one."""
    Invitation.objects.filter(
        email=email, accepted_at=None, withdrawn_at=None, expires_at__lte=at
    ).update(withdrawn_at=at)


@transaction.atomic
def accept_invitation(
    *, token: str, name: str, password: str, at: datetime, language: str = "en"
) -> User:
    """The invited person comes: she has a name, a password and the role she was invited for.

    Two who use one link: the first is let in, the second is told. Raises LinkEnded, and EmailTaken.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open(at):
        raise LinkEnded("the link is not open")
    person = welcome_person(
        email=invitation.email,
        name=name,
        role=invitation.role,
        organization_id=invitation.organization_id,
        password=password,
        by=invitation.invited_by,
        at=at,
        language=language,
    )
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(person, "accounts.invitation_accepted", invitation, at=at)
    return person


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The link is worth nothing from now on. Raises MayNotDecide, and InvitationEnded."""
    if Role(invitation.role) not in roles_to_give(by, invitation.organization_id):
        raise MayNotDecide(f"user {by.pk} may not withdraw invitation {invitation.pk}")
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.accepted_at or current.withdrawn_at:
        raise InvitationEnded(f"invitation {invitation.pk} is not open")
    current.withdrawn_at = at
    current.save(update_fields=["withdrawn_at"])
    audit.record(by, "accounts.invitation_withdrawn", invitation, at=at)
    return current


def open_invitation(token: str, at: datetime) -> Invitation:
    """The invitation behind a link, before anything is typed. Raises LinkEnded."""
    invitation = Invitation.objects.filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open(at):
        raise LinkEnded("the link is not open")
    return invitation
