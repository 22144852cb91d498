"""A colleague opens a call or a letter that she is to do."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.notifications.catalogue import UnknownTemplate, template_of
from xenia.ground.notifications.composing import Refused, reached_at, text_for
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.purposes import PURPOSES
from xenia.ground.notifications.queries import answer_for
from xenia.ground.notifications.recipients import contact_ids
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.operations.reading import note_look


class CannotBeDone(Exception):
    """The call or letter may not be done, or not now. Its text is a code of the reasons."""


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """What a colleague needs to call or write: nothing more."""

    address: str
    language: str
    text: str
    safety: Safety


@transaction.atomic
def open_task(message: OutboxMessage, *, by: User, at: datetime) -> Task:
    """A colleague looks at whom to call, as everything stands now; the audit notes it. Raises CannotBeDone."""
    try:
        template = template_of(message.template)
    except UnknownTemplate:
        raise CannotBeDone("no_words") from None
    contact = _contact_for(message)
    answer = answer_for(contact, message.channel, PURPOSES[template.purpose], at)
    if answer.not_before != at:
        raise CannotBeDone(answer.reason or "safe_hours")
    reached = reached_at(contact, message.channel, template)
    try:
        text = text_for(template, message.record_id, reached)
    except Refused as refused:
        raise CannotBeDone(refused.reason) from None
    note_look(contact, by=by, purpose="service", at=at)
    return Task(reached.to, reached.language, text.body, contact.safe_ways())


def _contact_for(message: OutboxMessage) -> ContactPoint:
    """The first contact point the channel fits. Raises CannotBeDone when none is left."""
    wanted = contact_ids(message)
    found = {one.pk: one for one in ContactPoint.objects.filter(pk__in=wanted)}
    for contact in (found[pk] for pk in wanted if pk in found):
        if message.channel in ContactPoint.CHANNELS[ContactPoint.Kind(contact.kind)]:
            if contact.is_erased:
                raise CannotBeDone("erased")
            return contact
    raise CannotBeDone("no_address")
