"""How the audit's chain is hashed, written down so that anybody can do it again. SHA-256, hexadecimal.

- an event: its id, moment in UTC, actor, action, record type, record id, fields and purpose as one JSON list;
- a root: the digests of a link's events, by event id, one after the other;
- a link: its number, moment, count, first and last moment, root, and the digest of the link before.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from xenia.ground.accounts.models import AuditLink

EVENT, ROOT, LINK = b"xenia audit event\n", b"xenia audit root\n", b"xenia audit link\n"
# What an event says, in the order of `EventSaid`, as read over its place in the chain.
SAID = ("id", "at", "actor_id", "action", "record_type", "record_id", "fields", "purpose")


class EventSaid(NamedTuple):
    """An event as it is hashed."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    action: str
    record_type: str
    record_id: UUID | None
    fields: Sequence[str]
    purpose: str


def event_digest(event: EventSaid) -> bytes:
    """The digest of one event, 32 bytes."""
    said = [
        event.id.hex,
        _moment(event.at),
        event.actor_id.hex if event.actor_id else "",
        event.action,
        event.record_type,
        event.record_id.hex if event.record_id else "",
        event.fields,
        event.purpose,
    ]
    return hashlib.sha256(EVENT + _canonical(said)).digest()


def root_of(digests: Iterable[bytes]) -> str:
    """The digest over a link's events, given in the order of their ids."""
    return hashlib.sha256(ROOT + b"".join(digests)).hexdigest()


def link_digest(link: AuditLink) -> str:
    """The digest of a link as its fields say now."""
    said = [
        link.number,
        _moment(link.closed_at),
        link.events,
        _moment(link.first_at),
        _moment(link.last_at),
        link.root,
        link.previous,
    ]
    return hashlib.sha256(LINK + _canonical(said)).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(said: object) -> bytes:
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode("ascii")
