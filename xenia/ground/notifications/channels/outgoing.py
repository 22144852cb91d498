"""A message on its way out, and what became of it. Nothing here is ever stored or logged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """Address and text, made a moment ago. key: the same for every try, so that a second one can be recognised."""

    key: str
    channel: str
    to: str
    language: str
    subject: str
    text: str
    stop_link: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """It was taken. reference: the provider's number, by which a report of delivery will name it; "" when none comes."""

    reference: str = ""


class TryLater(Exception):
    """It did not leave this time. reason: a code colleagues can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Undeliverable(Exception):
    """It cannot be delivered, however often we try. reason: a code colleagues can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
