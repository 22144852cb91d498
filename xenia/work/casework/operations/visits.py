"""She was here, or called."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import make, part
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import note_served
from xenia.work.casework.counting import about, count_contact, who
from xenia.work.casework.models import Contact, Intake
from xenia.work.casework.models.intake import Channel
from xenia.work.casework.operations.thread import id_of


@part
def note_visit(
    *,
    intake: Intake,
    channel: str,
    need: str = "",
    minutes: int | None = None,
    by: User | None,
    at: datetime,
) -> Contact:
    """A visit or a call about an intake."""
    known = who(intake)
    contact = make(
        Contact(
            subject_id=known["subject"],
            client=intake.client,
            intake=intake,
            channel=Channel(channel),
            language=about(intake)["language"],
            need=need,
            minutes=minutes,
            on=local_day(at),
            by_id=id_of(by),
        )
    )
    count_contact(contact, **known)
    audit.record(by, "casework.visit_noted", contact, at=at)
    return contact


@transaction.atomic
def note_return(*, client: Client, channel: str, need: str = "", by: User, at: datetime) -> Contact:
    """Somebody the office knows is here again: one click, counted in her language."""
    contact = Contact(
        subject_id=client.subject_id,
        client=client,
        channel=Channel(channel),
        language=str(client.spoken_language),
        need=need,
        on=local_day(at),
        by_id=by.pk,
    )
    contact.save(force_insert=True)
    count_contact(contact, subject=client.subject_id, is_named=client.is_named)
    note_served(client, on=local_day(at))
    audit.record(by, "casework.visit_noted", contact, at=at)
    return contact


@transaction.atomic
def take_visit_back(*, contact: Contact, by: User, at: datetime) -> None:
    """It was a slip: one visit less. Raises YearIsClosed, Contact.DoesNotExist when it is gone already."""
    current: Contact = Contact.objects.select_for_update().get(pk=contact.pk)
    client = current.client
    is_named = bool(client and client.is_named)
    subject = client.subject_id if client else current.subject_id
    count_contact(current, subject=subject, is_named=is_named, quantity=-1)
    audit.record(by, "casework.visit_taken_back", current, at=at)
    current.delete()
