"""Messages leave: taken up by one worker each, made, checked once more, handed over.

A worker that dies between handing a message over and noting it leaves a message that another sends again when the claim
ends: at least once, never lost. Both tries carry the same key (the Message-ID of an e-mail, the idempotency key of a
text), so that a mailbox or a provider that knows it shows it once.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from xenia.ground.common.dates import local_day, now
from xenia.ground.common.ids import new_id
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.channels import BY_HAND, hand_over
from xenia.ground.notifications.channels.outgoing import Receipt, TryLater, Undeliverable
from xenia.ground.notifications.composing import NotNow, Refused, outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations.outbox import NOBODY

log = logging.getLogger("xenia.messages")
Status = OutboxMessage.Status
Clock = Callable[[], datetime]
AT_ONCE = 20
# Longer than one message can take; while a worker lives, it renews the claim before each.
CLAIM = timedelta(minutes=5)
A_ROUND = timedelta(seconds=20)
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))


def send_messages(*, clock: Clock, until: datetime | None = None) -> Counter[str]:
    """Send everything that may leave now; any number of workers may do so at once. How many came to which end.

    clock: the moment, asked anew before each message, for sending takes time. until: what is left then is put back
    for the next round, so that a mail server that does not answer holds nothing else up.
    """
    ended: Counter[str] = Counter()
    while taken := take_up(at=clock()):
        for message in taken:
            is_time_up = until is not None and clock() >= until
            ended[_put_back(message) if is_time_up else send_one(message, clock=clock)] += 1
        if until is not None and clock() >= until:
            break
    return ended


def _put_back(message: OutboxMessage) -> str:
    _note(message, Status.WAITING)
    return "put back"


def send_for_a_while(at: datetime) -> Counter[str]:
    """One round of the worker, which has other things to do as well."""
    return send_messages(clock=now, until=at + A_ROUND)


@transaction.atomic
def take_up(*, at: datetime, most: int = AT_ONCE) -> list[OutboxMessage]:
    """Claim messages for this worker; another skips them until the claim ends."""
    ready = OutboxMessage.objects.ready(at).order_by("not_before", "queued_on", "pk")
    taken = list(ready.select_for_update(skip_locked=True)[:most])
    claim = new_id()
    OutboxMessage.objects.filter(pk__in=[one.pk for one in taken]).update(
        status=Status.LEAVING, claim=claim, claimed_until=at + CLAIM
    )
    for message in taken:
        message.status, message.claim = Status.LEAVING, claim
    return taken


def send_one(message: OutboxMessage, *, clock: Clock) -> str:
    """Make a claimed message, hand it over, note what became of it. Returns its state, or "lost" to another worker."""
    at = clock()
    if not OutboxMessage.objects.claimed(message).update(claimed_until=at + CLAIM):
        return "lost"
    try:
        return _leave(message, at)
    except NotNow as later:
        return _note(message, Status.WAITING, not_before=later.not_before, reason=later.reason)
    except (Refused, Undeliverable) as refused:
        return _note_failed(message, refused.reason, at)
    except TryLater as later:
        return _note_tried(message, later.reason, at)
    except Exception:
        log.exception("a message could not be made", extra={"message_id": str(message.pk)})
        return _note_tried(message, "unexpected", at)


def _leave(message: OutboxMessage, at: datetime) -> str:
    outgoing = outgoing_for(message, at=at)
    message.channel = outgoing.channel
    if outgoing.channel in BY_HAND:
        return _note(message, Status.BY_HAND, channel=outgoing.channel, reason="")
    return _note_sent(message, hand_over(outgoing), at)


def _note(message: OutboxMessage, to: str, **fields: object) -> str:
    """Note what became of a claimed message, unless another worker took it up meanwhile."""
    changed = {"status": to, "claim": None, "claimed_until": None, **fields}
    return to if OutboxMessage.objects.claimed(message).update(**changed) else "lost"


@transaction.atomic
def _note_sent(message: OutboxMessage, receipt: Receipt, at: datetime) -> str:
    """It left. Where a report of delivery will come, the recipient stays until then, for colleagues to act on."""
    fields = dict(NOBODY) if not receipt.reference else {"reference": receipt.reference[:120]}
    became = _note(
        message,
        Status.SENT,
        **{**fields, "channel": message.channel, "done_on": local_day(at), "reason": ""},
    )
    if became == Status.SENT:
        count(kind="notifications.sent", on=local_day(at), mode=message.channel)
    return became


def _note_failed(message: OutboxMessage, reason: str, at: datetime) -> str:
    return _note(
        message,
        Status.FAILED,
        reason=reason,
        channel=message.channel,
        done_on=local_day(at),
        not_before=None,
    )


def _note_tried(message: OutboxMessage, reason: str, at: datetime) -> str:
    """It is tried again after a growing while; then we give up and colleagues are told why."""
    if message.tries >= len(WAITS):
        return _note_failed(message, reason, at)
    return _note(
        message,
        Status.WAITING,
        tries=message.tries + 1,
        not_before=at + WAITS[message.tries],
        reason=reason,
        channel=message.channel,
    )
