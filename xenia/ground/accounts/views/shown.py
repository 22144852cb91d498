"""How people, roles and moments are written on these pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from xenia.ground.accounts.models import Invitation, RoleGrant
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import clock, written_day


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A role as a page shows it. place: the organisation's name, "" for the office itself."""

    id: UUID
    label: str
    place: str
    since: str
    until: str = ""
    may_end: bool = False


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def moment(at: datetime) -> str:
    """A day and an hour in the city, as the reader's language writes them."""
    here = local_time(at)
    return f"{written_day(here.date(), reader())}, {clock(here.time(), reader())}"


def day(at: datetime) -> str:
    """A day in the city, as the reader's language writes it."""
    return written_day(local_time(at).date(), reader())


def place_names(held: Iterable[RoleGrant | Invitation]) -> dict[UUID, str]:
    """The names of the organisations some roles are held in."""
    ids = {one.organization_id for one in held if one.organization_id}
    return HANDLERS.organization_names(ids, reader()) if ids else {}


def shown_role(grant: RoleGrant, names: dict[UUID, str], *, may_end: bool = False) -> ShownRole:
    """One role for a page."""
    return ShownRole(
        id=grant.pk,
        label=str(Role(grant.role).label),
        place=names.get(grant.organization_id, "") if grant.organization_id else "",
        since=day(grant.granted_at),
        until=day(grant.ended_at) if grant.ended_at else "",
        may_end=may_end,
    )
