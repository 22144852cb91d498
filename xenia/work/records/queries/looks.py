"""Who looked at my record: every look, in words a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xenia.ground.accounts.models import RoleGrant
from xenia.ground.accounts.roles import Role
from xenia.ground.common.local_words import joined
from xenia.ground.vault.purposes import PURPOSES
from xenia.ground.vault.queries import who_looked
from xenia.work.records.inventory.words import words_for


@dataclass(frozen=True, slots=True)
class ShownLook:
    """One look. who: the roles held at that moment, never a colleague's name."""

    at: datetime
    who: str
    what: str
    why: str


def looks_shown(subject: UUID, *, reader: str) -> list[ShownLook]:
    """Every look at a person's records, the latest first. For `records/_who_looked.html`."""
    found = who_looked(subject)
    roles = _roles_of({look.actor_id for look in found if look.actor_id})
    return [
        ShownLook(
            look.at,
            _who(look.actor_id, look.at, roles, reader),
            str(words_for(look.record_type).name),
            str(PURPOSES.get(look.purpose, "")),
        )
        for look in found
    ]


def who_acted(acts: Iterable[tuple[UUID | None, datetime]], *, reader: str) -> list[str]:
    """Who did each act, by the roles held at that moment: never a name, never a number."""
    known = list(acts)
    roles = _roles_of({actor for actor, _at in known if actor})
    return [_who(actor, at, roles, reader) for actor, at in known]


Held = dict[UUID, list[tuple[str, datetime, datetime | None]]]


def _roles_of(actors: set[UUID]) -> Held:
    held: Held = {}
    grants = RoleGrant.objects.filter(user_id__in=actors).order_by("granted_at")
    for user, role, since, until in grants.values_list("user_id", "role", "granted_at", "ended_at"):
        held.setdefault(user, []).append((role, since, until))
    return held


def _who(actor: UUID | None, at: datetime, held: Held, reader: str) -> str:
    if actor is None:
        return _("The office’s own machine")
    roles = [
        str(Role(role).label)
        for role, since, until in held.get(actor, [])
        if since <= at and (until is None or at < until)
    ]
    return joined(roles, reader) if roles else _("Somebody who has left")
