"""Who a message may be for."""

from collections.abc import Callable
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.notifications.models import ContactPoint, OutboxMessage

OFFICE = ""
COLLEAGUE = User._meta.label_lower
CONTACT = ContactPoint._meta.label_lower

# A room whose records can be told something says which contact points stand for one: {model label: ids, best first}.
CONTACTS_OF: dict[str, Callable[[UUID], list[UUID]]] = {CONTACT: lambda pk: [pk]}


class UnknownRecipient(TypeError):
    """A record nobody can be reached through."""


def check_recipient(label: str) -> None:
    """Whether records of this kind can be told something. Raises UnknownRecipient."""
    if label not in (OFFICE, COLLEAGUE, *CONTACTS_OF):
        raise UnknownRecipient(f"{label} has no way to be reached: fill recipients.CONTACTS_OF")


def contact_ids(message: OutboxMessage) -> list[UUID]:
    """The contact points a message may leave to, best first."""
    if message.recipient_id is None:
        return []
    return CONTACTS_OF[message.recipient_type](message.recipient_id)
