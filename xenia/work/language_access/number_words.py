"""What the numbers of this room are called, and what each of them counts."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise

# Each column: its heading, and its definition.
MEASURES: Final[dict[str, tuple[Words, Words]]] = {
    "requests": (
        _("Requests"),
        _(
            "How often somebody asked for an interpreter, on the day it was asked. A weekly series counts once for each week."
        ),
    ),
    "lead": (
        _("Days ahead"),
        _("The average of the days from asking to the day it is for."),
    ),
    "found": (
        _("Filled"),
        _("Requests for which somebody was found, on the day the first was found."),
    ),
    "wait": (
        _("Hours to confirm"),
        _("The average of the whole hours from asking until somebody was found."),
    ),
    "meetings": (
        _("Meetings"),
        _("Meetings and calls with an interpreter that took place, on the day that was noted."),
    ),
    "minutes": (_("Minutes"), _("Minutes of interpreting in these meetings and calls.")),
    "ended": (
        _("Ended"),
        _("Requests that came to an end, by how they ended, on the day it was noted."),
    ),
    "unfilled": (
        _("Not filled"),
        _("Requests for which nobody was found, by what left too few."),
    ),
    "dialects": (
        _("Requests for a dialect"),
        _(
            "Requests that named a dialect of the roster. Another dialect counts as “other”, whatever was written."
        ),
    ),
    "documents": (
        _("Vital documents"),
        _(
            "Vital documents that came to stand in a language, looked at by a second person. A new version counts again."
        ),
    ),
}
TABLES: Final[dict[str, Words]] = {
    "language": _("By language"),
    "dialect": _("By dialect"),
    "mode": _("By the way of meeting"),
    "department": _("By department"),
    "outcome": _("How requests ended"),
    "reason": _("Why nobody was found"),
    "documents": _("Vital documents by language"),
    "methods": _("Meetings, counted in other ways"),
    "method_minutes": _("Minutes, counted in other ways"),
}
FIRST_COLUMN: Final[dict[str, Words]] = {
    "language": _("Language"),
    "dialect": _("Dialect"),
    "mode": _("Way of meeting"),
    "department": _("Department"),
    "outcome": _("How it ended"),
    "reason": _("Cause"),
}
BY_STAFF: Final = _("By staff who speak the language")
OTHER_DIALECT: Final = _("Another dialect")
NOT_SAID: Final = _("Not said")
EVERY_LANGUAGE: Final = _("Not by language")
