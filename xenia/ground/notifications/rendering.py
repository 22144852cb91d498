"""What a message says, made at the moment it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from xenia.ground.notifications.catalogue import Template
from xenia.ground.notifications.purposes import PURPOSES
from xenia.ground.notifications.sms_length import MOST_PARTS, parts
from xenia.ground.reference.office import office_facts


@dataclass(frozen=True, slots=True)
class Text:
    """A message in one language. subject: for e-mail only."""

    subject: str
    body: str


def written(
    template: Template,
    channel: str,
    language: str,
    facts: Mapping[str, str],
    *,
    sender: str = "",
    stop_link: str = "",
) -> Text:
    """A message as it is read.

    sender: who signs, "" for nobody. stop_link: where the reader of an e-mail says stop.
    Raises KeyError when a hole has no fact.
    """
    with translation.override(language):
        text = str(template.texts[channel]) % facts
        if channel == "sms":
            return Text("", _as_sms(text, sender, template))
        subject = str(template.subject) % facts
        return Text(subject, _as_letter(text, sender, stop_link) if channel == "email" else text)


def _as_sms(text: str, sender: str, template: Template) -> str:
    """Signed while there is room for it, and with the way out where there is something to leave."""
    if not PURPOSES[template.purpose].is_answer:
        way_out = _("To end: reply STOP.")
        text = f"{text} {way_out}"
    signed = f"{sender}: {text}" if sender else text
    return signed if parts(signed) <= MOST_PARTS else text


def _as_letter(text: str, sender: str, stop_link: str) -> str:
    pieces = [text]
    if sender:
        pieces.append(sender)
    if stop_link:
        way_out = _("You do not want these messages? Open this page:")
        pieces.append(f"--\n{way_out}\n{stop_link}")
    return "\n\n".join(pieces) + "\n"


def neutral_sender() -> str:
    """Who signs: the city or county, never the office."""
    return office_facts().jurisdiction_name


def stop_link(token: str, language: str) -> str:
    """The page where a person says stop, in her language where the office speaks it."""
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        return f"{settings.SITE_ADDRESS}{reverse('messages-stop', args=[token])}"
