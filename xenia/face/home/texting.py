"""A service as a text message, short enough to be paid for once: name, what is posted today, phone, hours, short address.

Phones write text messages in GSM's own 128 letters or, when one letter is not among them, in UCS-2.
Source: 3GPP TS 23.038 (GSM 03.38), sections 6.1.2 and 6.2; TS 23.040, section 9.2.3.24.1 for messages in parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.home import cards
from xenia.face.home.posted import closed_words, posted_today
from xenia.ground.common.local_words import comma, semicolon

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Written with an escape before them: they take the place of two.
GSM_TWICE = frozenset("\f^{}\\[~]|€")
GSM_ONE, GSM_PART = 160, 153
WIDE_ONE, WIDE_PART = 70, 67
# What a message may take: one of GSM letters, or two parts of wide ones.
MOST_WIDE = 2 * WIDE_PART
# Typographers' marks a phone would pay for with half the message.
PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
    }
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is for a phone. units: GSM letters or UCS-2 units; messages: how many are sent."""

    is_gsm: bool
    units: int
    messages: int

    @property
    def fits(self) -> bool:
        """Whether it is one message of GSM letters, or two parts of wide ones."""
        return self.units <= GSM_ONE if self.is_gsm else self.units <= MOST_WIDE


def length_of(text: str) -> Length:
    """Count a text as a phone does."""
    is_gsm = all(letter in GSM or letter in GSM_TWICE for letter in text)
    if is_gsm:
        units = sum(2 if letter in GSM_TWICE else 1 for letter in text)
        return Length(True, units, _parts(units, GSM_ONE, GSM_PART))
    units = len(text.encode("utf-16-be")) // 2
    return Length(False, units, _parts(units, WIDE_ONE, WIDE_PART))


def _parts(units: int, one: int, part: int) -> int:
    return 1 if units <= one else -(-units // part)


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A text to send, and how many messages a phone makes of it."""

    text: str
    messages: int

    @property
    def url(self) -> str:
        """Opens the phone's own messages with the text in it; both ways of writing it are understood."""
        return f"sms:?&body={quote(self.text)}"


def text_message(
    document: cards.Document, reader: str, address: str, *, today: date
) -> TextMessage:
    """A service in a message: hours leave first, then the end of a long name; phone and address always stay.

    That it is closed today, or something else is posted, is said before its hours.
    """
    name = str(cards.field_of(document, "name", reader))
    calls = cards.calls_of(document["phones"])
    phone = calls[0].shown if calls else ""
    hours = [f"{one.days}{comma(reader)}{one.times}" for one in cards.hours_of(document, reader)]
    posted = _posted(document, reader, today)
    return fitting(_candidates(name, posted, phone, hours, semicolon(reader), address))


def _posted(document: cards.Document, reader: str, today: date) -> tuple[str, ...]:
    """What is posted today, at length and then in short; one empty text where nothing is."""
    if closed := closed_words(document, reader, today=today):
        return (closed,)
    notices = posted_today(document, reader, today=today)
    if notices:
        first = notices[0]
        return tuple(dict.fromkeys(filter(None, (first.text, first.title))))
    own = cards.text_of(document.get("own_alert", document.get("alert")), reader)
    return (own.text, _("Important")) if own else ("",)


def _candidates(
    name: str, posted: Sequence[str], phone: str, hours: list[str], between: str, address: str
) -> Iterator[str]:
    for said in posted:
        for shown in range(min(2, len(hours)), -1, -1):
            yield _lines(name, said, phone, between.join(hours[:shown]), address)
    for length in range(len(name) - 1, 0, -1):
        yield _lines(f"{name[:length].rstrip()}...", posted[-1], phone, address)
    yield _lines(posted[-1], phone, address)
    yield _lines(phone, address)


def message_length(message: TextMessage) -> str:
    """How many messages the phone sends, in words."""
    return ngettext("Fits in %(count)d message.", "Takes %(count)d messages.", message.messages) % {
        "count": message.messages
    }


def list_message(names: list[str], address: str) -> TextMessage:
    """A list in a message: as many of its names as fit, and the address of all."""
    first = _("Your list:")
    shown = range(len(names), -1, -1)
    return fitting(_lines(first, *names[:count], address) for count in shown)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part).translate(PLAIN)


def fitting(candidates: Iterator[str]) -> TextMessage:
    """The first text that fits; else the last and shortest, with the number of messages it takes."""
    text = ""
    for text in candidates:
        if length_of(text).fits:
            break
    return TextMessage(text, length_of(text).messages)
