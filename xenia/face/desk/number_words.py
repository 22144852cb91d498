"""What the numbers of organizations are called, and what each of them counts."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.face.desk.queries.partner_numbers import DELIVERED, PLANNED
from xenia.work.programs.models import Capacity

lazy = gettext_lazy
# Each number: its name, and its definition.
PARTNER: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "sent": (lazy("Sent to you"), lazy("Referrals that came to you from the office.")),
    "accepted": (
        lazy("New: accepted"),
        lazy("Referrals whose first answer was yes, on the day of the answer."),
    ),
    "declined": (
        lazy("Declined"),
        lazy("Referrals whose first answer was no, on the day of the answer."),
    ),
    "served": (lazy("Served"), lazy("Referrals that ended, and the person was helped.")),
    "partly": (
        lazy("Served in part"),
        lazy("Referrals that ended, and the person was helped in part."),
    ),
    "not_served": (
        lazy("Not served"),
        lazy("Referrals that ended, and the person was not helped."),
    ),
    "unknown": (
        lazy("Outcome not known"),
        lazy("Referrals that ended, and nobody could say how it went."),
    ),
    "enrolled": (
        lazy("New: took a place"),
        lazy("People who got a place in a program. Who is in two programs counts in both."),
    ),
    "began_to_wait": (
        lazy("Began to wait"),
        lazy("People who wanted a place in a program when none was free."),
    ),
    "attended": (
        lazy("Came to a session"),
        lazy("How often somebody came. The same person may come many times."),
    ),
    "completed": (lazy("Stayed to the end"), lazy("People who were in a program to its end.")),
    "left": (lazy("Left early"), lazy("People who left a program before its end.")),
    "handed_off": (
        lazy("Came with a paper"),
        lazy(
            "People the office sent with a paper slip and no record. A number from 1 to 10 is not shown."
        ),
    ),
}


def name_of_number(code: str) -> str:
    """What a number is called; a number of places says which kind, and whether it was planned or given."""
    if code in PARTNER:
        return str(PARTNER[code][0])
    what, _sign, kind = code.partition("_")
    words = {"kind": kind_of_place(kind)}
    if what == PLANNED:
        return _("Planned: %(kind)s") % words
    return _("Given: %(kind)s") % words if what == DELIVERED else code


def kind_of_place(kind: str) -> str:
    """What a place is, in words."""
    return str(dict(Capacity.choices).get(kind, kind))
