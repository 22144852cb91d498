"""People and invitations for tests, with honest defaults."""

from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from xenia.ground.accounts.models import Invitation, User
from xenia.ground.accounts.operations.invitation import invite_person
from xenia.ground.accounts.operations.person import welcome_person
from xenia.ground.accounts.operations.role import grant_role
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
PASSWORD = "three quiet herons"
# Two organisations; this room knows of them only their ids.
HARBOR = UUID("11111111-1111-4111-8111-111111111111")
ISLAND = UUID("22222222-2222-4222-8222-222222222222")
_numbers = count(1)


def a_user(
    role: str = Role.CASEWORKER,
    organization: UUID | None = None,
    *,
    name: str = "",
    email: str = "",
    password: str | None = PASSWORD,
    at: datetime = MONDAY,
) -> User:
    """Somebody who works here. A role within an organisation is held in HARBOR unless another is named."""
    number = next(_numbers)
    if organization is None and role in WITHIN_ORGANIZATION:
        organization = HARBOR
    return welcome_person(
        email=email or f"person{number}@lindenport.example",
        name=name or f"Person {number}",
        role=role,
        organization_id=organization,
        password=password,
        by=None,
        at=at,
    )


def with_role(person: User, role: str, organization: UUID | None = None) -> User:
    """The same person, with one role more."""
    grant_role(person=person, role=Role(role), organization_id=organization, by=None, at=MONDAY)
    return person


def an_invitation(
    role: str = Role.CASEWORKER,
    organization: UUID | None = None,
    *,
    email: str = "",
    by: User | None = None,
    at: datetime = MONDAY,
) -> tuple[Invitation, str]:
    """A link that waits, and its secret."""
    if organization is None and role in WITHIN_ORGANIZATION:
        organization = HARBOR
    return invite_person(
        email=email or f"guest{next(_numbers)}@lindenport.example",
        role=role,
        organization_id=organization,
        by=by,
        at=at,
    )
