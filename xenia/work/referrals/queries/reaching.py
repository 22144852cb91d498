"""Whether she may be asked how it went: she agreed to be asked, and to messages."""

from datetime import date

from xenia.ground.notifications.queries import agreed_purposes, consent_of
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import Purpose

UPDATES = "service_updates"  # the purpose of messages


def can_be_written_to(client: Client, on: date) -> bool:
    """Whether both stand on a day: her yes to being asked, and a contact that takes news."""
    contact = client.contact
    if contact is None or contact.is_erased:
        return False
    if not client.consents.standing(on).filter(purpose=Purpose.FOLLOW_UP).exists():
        return False
    notes = consent_of(contact)
    return any(UPDATES in agreed_purposes(notes, way) for way in contact.CHANNELS[contact.kind])
