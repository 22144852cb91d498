"""Words entries share, in the reader's language: how a place can be used, and what a capacity is counted in.

An entry may use other words; they are shown as they were written.
"""

from django.utils.translation import gettext_lazy as _

ACCESS = {
    "step-free entrance": _("step-free entrance"),
    "elevator": _("elevator"),
    "accessible restroom": _("accessible restroom"),
    "accessible parking": _("accessible parking"),
    "hearing loop": _("hearing loop"),
    "automatic door": _("automatic door"),
    "stroller space": _("stroller space"),
    "quiet room": _("quiet room"),
}
UNITS = {
    "seats": _("seats"),
    "appointments": _("appointments"),
    "new cases": _("new cases"),
    "beds": _("beds"),
    "rooms": _("rooms"),
    "places": _("places"),
    "families": _("families"),
    "tutors": _("tutors"),
    "boxes": _("boxes"),
    "grants this month": _("grants this month"),
    "urgent visits": _("urgent visits"),
    "places in groups": _("places in groups"),
    "garden beds": _("garden beds"),
}


def access_words(said: str) -> str:
    """How a place can be used, in the reader's language where the word is a shared one."""
    return str(ACCESS.get(said.casefold(), said))


def unit_words(said: str) -> str:
    """What a capacity is counted in, in the reader's language where the word is a shared one."""
    return str(UNITS.get(said.casefold(), said))
