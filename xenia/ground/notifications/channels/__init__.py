"""The ways a message leaves: one plain dict."""

from collections.abc import Callable

from django.conf import settings

from xenia.ground.notifications.channels import files, http_sms, smtp
from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt, TryLater

WAYS: dict[str, Callable[[Outgoing], Receipt]] = {
    "smtp": smtp.send,
    "http": http_sms.send,
    "file": files.send,
}
# Somebody of the office calls, or writes the letter.
BY_HAND = frozenset({"call", "mail"})


def way_of(channel: str) -> str:
    """How e-mail or text messages leave here; "" when nobody has set it up."""
    if channel == "email" and settings.SMTP_URL:
        return "smtp"
    if channel == "sms" and settings.SMS_FILE:
        return "http"
    return "file" if settings.SAMPLE_CITY else ""


def hand_over(message: Outgoing) -> Receipt:
    """Let a message leave. Raises TryLater, or Undeliverable."""
    way = way_of(message.channel)
    if not way:
        raise TryLater("not_set_up")
    return WAYS[way](message)
