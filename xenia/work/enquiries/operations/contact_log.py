"""Somebody got in touch for information, and gave no name: one count, and nothing about her."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger import operations as ledger
from xenia.work.enquiries.ledger_kinds import CONTACT, NAMED


class Mode(models.TextChoices):
    """How somebody got in touch."""

    WALK_IN = "walk_in", _("Came in")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    TEXT = "text", _("Text message")
    OUT = "out", _("At an event or a branch")


@dataclass(frozen=True, slots=True)
class Contact:
    """What is counted of a contact: what was needed, in which language, which way. Never who."""

    need: str
    language: str
    mode: str

    def dimensions(self) -> dict[str, Any]:
        """As the ledger carries them."""
        return {"need": self.need, "language": self.language, "mode": self.mode}


@transaction.atomic
def log_contact(*, contact: Contact, by: User, at: datetime) -> date:
    """Count one contact today. The day it was counted on. Raises YearIsClosed."""
    day = local_day(at)
    ledger.record(kind=CONTACT, on=day, **contact.dimensions())
    audit.record(by, "enquiries.contact_logged", None, at=at)
    return day


@transaction.atomic
def unlog_contact(*, contact: Contact, on: date, by: User, at: datetime) -> None:
    """It was a slip: one contact less on that day. Raises YearIsClosed."""
    ledger.record(kind=CONTACT, on=on, quantity=-1, **contact.dimensions())
    audit.record(by, "enquiries.contact_unlogged", None, at=at)


@transaction.atomic
def note_named(*, contact: Contact, provider: UUID, by: User, at: datetime) -> None:
    """Whom we told her to ask. Information only: nothing is sent, and nobody waits for her."""
    ledger.record(kind=NAMED, on=local_day(at), provider=provider, **contact.dimensions())
    audit.record(by, "enquiries.named", None, at=at)
