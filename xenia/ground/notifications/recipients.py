"""Who a message may be for."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.notifications.models import ContactPoint, OutboxMessage

OFFICE = ""
COLLEAGUE = User._meta.label_lower
CONTACT = ContactPoint._meta.label_lower

# A room whose records can be told something says which contact points stand for one: {model label: ids, best first}.
CONTACTS_OF: dict[str, Callable[[UUID], list[UUID]]] = {CONTACT: lambda pk: [pk]}


@dataclass(frozen=True, slots=True)
class WorkAddress:
    """An e-mail address or a phone somebody gave for work, and the language its reader chose. Either may be empty."""

    email: str
    language: str
    phone: str = ""

    def ways(self) -> dict[str, str]:
        """Where a message goes on each channel; by e-mail where there is one."""
        ways = {"email": self.email, "sms": self.phone}
        return {channel: to for channel, to in ways.items() if to}


# A room whose records are reached at an address of their work, without anybody's consent: {model label: the address}.
WORK_ADDRESSES: dict[str, Callable[[UUID], WorkAddress | None]] = {}


class UnknownRecipient(TypeError):
    """A record nobody can be reached through."""


def check_recipient(label: str) -> None:
    """Whether records of this kind can be told something. Raises UnknownRecipient."""
    if label not in (OFFICE, COLLEAGUE, *CONTACTS_OF, *WORK_ADDRESSES):
        raise UnknownRecipient(
            f"{label} has no way to be reached: fill recipients.CONTACTS_OF or recipients.WORK_ADDRESSES"
        )


def contact_ids(message: OutboxMessage) -> list[UUID]:
    """The contact points a message may leave to, best first."""
    if message.recipient_id is None:
        return []
    return CONTACTS_OF[message.recipient_type](message.recipient_id)
