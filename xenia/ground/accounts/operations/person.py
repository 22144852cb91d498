"""People come, say how they are called, leave, and come back."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.authority import may_decide_about
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.models.user import own_email
from xenia.ground.accounts.operations.role import (
    HasLeft,
    MayNotDecide,
    end_grant,
    grant_role,
    keep_a_director,
    role_in,
)
from xenia.ground.accounts.operations.session import end_sessions


class EmailTaken(Exception):
    """An e-mail belongs to one person, and somebody has this one."""


class StillHere(Exception):
    """The person has not left."""


@transaction.atomic
def welcome_person(
    *,
    email: str,
    name: str,
    role: str,
    organization_id: UUID | None,
    password: str | None,
    by: User | None,
    at: datetime,
    language: str = "en",
) -> User:
    """A person starts to work with the office, with her first role.

    password: None when she will set it herself by a link. by: who decided it; None for the office's own machine.
    Raises EmailTaken, ValueError for an unknown role, and OrganizationMissing.
    """
    wanted = role_in(role, organization_id)
    person = User(email=own_email(email), name=name.strip(), language=language, joined_at=at)
    if User.objects.filter(email=person.email).exists():
        raise EmailTaken("somebody has this e-mail already")
    person.set_password(password)
    person.full_clean(exclude=["password"])
    try:
        person.save(force_insert=True)
    except IntegrityError:
        raise EmailTaken("somebody got this e-mail a moment ago") from None
    audit.record(by, "accounts.person_welcomed", person, at=at)
    grant_role(person=person, role=wanted, organization_id=organization_id, by=by, at=at)
    return person


@transaction.atomic
def describe_oneself(*, person: User, name: str, language: str, at: datetime) -> User:
    """A person says how colleagues call her and which language she reads."""
    said = {"name": name.strip(), "language": language}
    changed = [field for field, value in said.items() if getattr(person, field) != value]
    if changed:
        for field in changed:
            setattr(person, field, said[field])
        person.full_clean(exclude=["password"])
        person.save(update_fields=changed)
        audit.record(person, "accounts.person_described", person, at=at, fields=changed)
    return person


@transaction.atomic
def change_own_password(*, person: User, password: str, at: datetime) -> None:
    """A person sets another password. Her other sign-ins end: each was opened with the old one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person, "accounts.password_changed", person, at=at, fields=["password"])


@transaction.atomic
def person_left(*, person: User, by: User, at: datetime) -> None:
    """A person has left: every role ends, she is signed out everywhere, her password and second steps are gone.

    What she did stays in the audit under her name. Raises MayNotDecide, HasLeft, and NobodyWouldDirect.
    """
    if not may_decide_about(by, person):
        raise MayNotDecide(f"user {by.pk} may not end the access of {person.pk}")
    grants = RoleGrant.objects.filter(user=person, ended_at=None)
    keep_a_director(without=list(grants.values_list("pk", flat=True)))
    current = User.objects.select_for_update().get(pk=person.pk)
    if not current.is_active:
        raise HasLeft(f"user {person.pk} left at {current.left_at}")
    for grant in grants.select_for_update():
        end_grant(grant, by=by, at=at)
    current.is_active, current.left_at = False, at
    current.set_unusable_password()
    current.save(update_fields=["is_active", "left_at", "password"])
    forget_second_steps(current)
    current.sign_in_links.filter(used_at=None).delete()
    end_sessions(current)
    audit.record(by, "accounts.person_left", person, at=at, fields=["is_active", "left_at"])
    person.refresh_from_db()
    person.forget_grants()


@transaction.atomic
def let_back_in(*, person: User, by: User, at: datetime) -> None:
    """A person who left works here again. She holds no role yet, and needs a new sign-in link.

    Raises MayNotDecide, and StillHere.
    """
    if not may_decide_about(by, person):
        raise MayNotDecide(f"user {by.pk} may not let {person.pk} back in")
    current = User.objects.select_for_update().get(pk=person.pk)
    if current.is_active:
        raise StillHere(f"user {person.pk} has not left")
    current.is_active, current.left_at = True, None
    current.save(update_fields=["is_active", "left_at"])
    audit.record(by, "accounts.person_let_back", person, at=at, fields=["is_active", "left_at"])
    person.refresh_from_db()


def forget_second_steps(person: User) -> int:
    """Remove a person's one-time codes, passkeys and recovery codes. Returns how many there were."""
    from allauth.mfa.models import Authenticator

    return int(Authenticator.objects.filter(user=person).delete()[0])


def sample_password() -> str:
    """The password of everybody in the invented city. Raises LookupError elsewhere: a real city has none."""
    if not settings.SAMPLE_CITY:
        raise LookupError("only people of the sample city share a password")
    return "lindenport-sample"
