"""A message made at the moment it leaves: for whom, by which way, in which language, with which words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.notifications.catalogue import Template, UnknownTemplate, template_of
from xenia.ground.notifications.channels import BY_HAND
from xenia.ground.notifications.channels.outgoing import Outgoing
from xenia.ground.notifications.linter import faults_of
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.permission_to_send import Answer
from xenia.ground.notifications.purposes import PURPOSES
from xenia.ground.notifications.queries import answer_for, waits_to_be_read
from xenia.ground.notifications.recipients import (
    COLLEAGUE,
    OFFICE,
    WORK_ADDRESSES,
    contact_ids,
)
from xenia.ground.notifications.rendering import Text, neutral_sender, stop_link, written
from xenia.ground.reference.office import office_facts

# A reply that may mean stop is looked at by a colleague; we ask again after a while.
UNTIL_READ = timedelta(hours=1)


class Refused(Exception):
    """The message may not leave. reason: a code colleagues can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotNow(Exception):
    """The message may leave later: at `not_before`."""

    def __init__(self, not_before: datetime, reason: str) -> None:
        super().__init__(reason)
        self.not_before, self.reason = not_before, reason


@dataclass(frozen=True, slots=True, repr=False)
class Reached:
    """Where a message goes. sender: who signs. stop_link: for the e-mails a person may end."""

    channel: str
    to: str
    language: str
    sender: str
    stop_link: str = ""


def outgoing_for(message: OutboxMessage, *, at: datetime) -> Outgoing:
    """A message ready to leave now. Raises Refused, and NotNow.

    Everything is looked at as it stands now: the person may have said stop since the message was queued.
    """
    try:
        template = template_of(message.template)
    except UnknownTemplate:
        raise Refused("no_words") from None
    reached = _reached(message, template, at)
    text = text_for(template, message.record_id, reached)
    if reached.channel not in BY_HAND and faults_of(text, reached.channel, reached.language):
        raise Refused("tells_too_much")
    return Outgoing(
        key=str(message.pk),
        channel=reached.channel,
        to=reached.to,
        language=reached.language,
        subject=text.subject,
        text=text.body,
        stop_link=reached.stop_link,
    )


def text_for(template: Template, record_id: UUID | None, reached: Reached) -> Text:
    """The words. Raises Refused when the record is gone or the message has no point any more."""
    facts: Mapping[str, str] | None = {}
    if template.facts:
        facts = template.facts(record_id, reached.language) if record_id else None
    if facts is None:
        raise Refused("no_point_any_more")
    return written(
        template,
        reached.channel,
        reached.language,
        facts,
        sender=reached.sender,
        stop_link=reached.stop_link,
    )


def _reached(message: OutboxMessage, template: Template, at: datetime) -> Reached:
    if message.recipient_type == OFFICE:
        return _office(template)
    if message.recipient_type == COLLEAGUE:
        return _colleague(message.recipient_id, template)
    if message.recipient_type in WORK_ADDRESSES:
        return _at_work(message, template)
    return _person(message, template, at)


def _office(template: Template) -> Reached:
    """The office's own mailbox, in the language it works in."""
    address = office_facts().email
    if not address or "email" not in template.texts:
        raise Refused("no_address")
    return Reached("email", address, office_facts().codes[0], "")


def _colleague(user: UUID | None, template: Template) -> Reached:
    person = User.objects.filter(pk=user, is_active=True).first() if user else None
    if person is None or "email" not in template.texts:
        raise Refused("no_address")
    return Reached("email", person.email, person.language, "")


def _at_work(message: OutboxMessage, template: Template) -> Reached:
    """At an address given for work, by e-mail before text; it is signed, or nobody would open it."""
    find = WORK_ADDRESSES[message.recipient_type]
    address = find(message.recipient_id) if message.recipient_id else None
    ways = address.ways() if address else {}
    channel = next((channel for channel in ways if channel in template.texts), None)
    if address is None or channel is None:
        raise Refused("no_address")
    return Reached(channel, ways[channel], address.language, neutral_sender())


def _person(message: OutboxMessage, template: Template, at: datetime) -> Reached:
    """The way that opens first among those that are safe and agreed to; of two, the one that disturbs less."""
    ways = list(_ways(message, template, at))
    if not ways:
        raise Refused("no_address")
    may = [(answer.not_before, way) for way, answer in ways if answer.not_before is not None]
    if not may:
        raise Refused(ways[0][1].reason)
    moment, (contact, channel) = min(may, key=lambda one: one[0])
    if moment > at:
        raise NotNow(moment, "safe_hours")
    if not PURPOSES[template.purpose].even_after_stop and waits_to_be_read(contact):
        raise NotNow(at + UNTIL_READ, "reply_unread")
    return reached_at(contact, channel, template)


def reached_at(contact: ContactPoint, channel: str, template: Template) -> Reached:
    """Where a message to a contact point goes."""
    language = contact.language("spoken" if channel == "call" else "written")
    may_end = channel == "email" and not PURPOSES[template.purpose].is_answer
    return Reached(
        channel=channel,
        to=str(contact.address),
        language=language,
        sender="" if contact.safe_ways().is_unsigned else neutral_sender(),
        stop_link=stop_link(str(contact.stop_token), language) if may_end else "",
    )


def _ways(
    message: OutboxMessage, template: Template, at: datetime
) -> Iterator[tuple[tuple[ContactPoint, str], Answer]]:
    """Each contact point and channel the message could take, and whether it may."""
    wanted = contact_ids(message)
    found = {one.pk: one for one in ContactPoint.objects.filter(pk__in=wanted)}
    purpose = PURPOSES[template.purpose]
    for contact in (found[pk] for pk in wanted if pk in found):
        if contact.is_erased:
            yield (contact, ""), Answer(None, "erased")
            continue
        for channel in ContactPoint.CHANNELS[ContactPoint.Kind(contact.kind)]:
            if channel in template.texts:
                yield (contact, channel), answer_for(contact, channel, purpose, at)
