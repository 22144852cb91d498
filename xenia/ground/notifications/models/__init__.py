"""How people are reached, what they agreed to, and what waits to leave."""

from xenia.ground.notifications.models.contact import ConsentNote, ContactPoint
from xenia.ground.notifications.models.outbox import OutboxMessage
from xenia.ground.notifications.models.reply import HeardCall, Reply

__all__ = ["ConsentNote", "ContactPoint", "HeardCall", "OutboxMessage", "Reply"]
