"""What colleagues read for the codes of the room."""

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import CATALOGUE

REASONS = {
    "no_consent": _("The person has not agreed to this, or said stop."),
    "not_safe": _("The person did not name this way as safe."),
    "no_safe_hour": _("Her safe hours never meet the hours in which messages may leave."),
    "safe_hours": _("It waits for the next safe hour."),
    "reply_unread": _("It waits until somebody has read her reply."),
    "no_address": _("There is no address to send it to."),
    "erased": _("The address was erased on schedule."),
    "no_words": _("Nobody has written the words of this message."),
    "no_point_any_more": _("What it speaks of is gone or past."),
    "tells_too_much": _("Its words tell too much, or are too many for a text message."),
    "unknown_address": _("The mail server does not know this address."),
    "unknown_number": _("The phone number does not exist or takes no texts."),
    "refused": _("The provider refused it."),
    "busy": _("The provider is busy. We try again."),
    "no_connection": _("The provider could not be reached. We try again."),
    "not_let_in": _("The provider did not let us in: check the settings."),
    "not_set_up": _("Nobody has set up this way of sending yet."),
    "unexpected": _("Something went wrong on our side. We try again."),
    "not_reached": _("A colleague tried and reached nobody."),
    "nobody_did_it": _("Nobody did it within thirty days."),
}


def reason_in_words(code: str) -> str:
    """Why a message waits or did not leave."""
    return str(REASONS.get(code, code))


def title_of(template: str) -> str:
    """What colleagues call a message; its code when it left the catalogue."""
    entry = CATALOGUE.get(template)
    return str(entry.title) if entry else template
