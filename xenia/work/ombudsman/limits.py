"""How long each step of a complaint may take, usually, and where that stands.

An office changes it on its settings page; a clock that runs keeps the limit it began with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from xenia.work.ombudsman.models import Clock, OfficeLimit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EXTENSION: Final = "extension"
REMIND: Final = "remind"
TO_SUPERVISOR: Final = "to_supervisor"
TO_DIRECTOR: Final = "to_director"
FROM_HOUR: Final = "from_hour"
UNTIL_HOUR: Final = "until_hour"

# Read on November 23, 2026. The code binds councils of England; here it is the model.
CODE: Final = (
    "Local Government and Social Care Ombudsman (England), Complaint Handling Code, February 2024"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. days: as it comes; least, most: what an office may set; source: where it stands, else our own habit.

    All are business days, but for the two hours of the day.
    """

    title: "_StrPromise"
    days: int
    least: int
    most: int
    source: str = ""


LIMITS: Final[dict[str, Limit]] = {
    Clock.Which.ACKNOWLEDGE: Limit(_("To say that we have it"), 5, 1, 10, f"{CODE}, 6.2"),
    Clock.Which.ANSWER: Limit(
        _("To say what we found, once we said that we have it"), 10, 1, 60, f"{CODE}, 6.3"
    ),
    # Shorter than our own answer, so that days are left to weigh what it said.
    Clock.Which.DEPARTMENT: Limit(_("For a department, to answer us"), 7, 1, 30),
    Clock.Which.REVIEW: Limit(
        _("To say what a second look found, once we said that we take it"),
        20,
        1,
        60,
        f"{CODE}, 6, stage 2",
    ),
    Clock.Which.FOLLOW_UP: Limit(
        _("To ask her how it is now, after somebody punished her for complaining"), 10, 1, 40
    ),
    EXTENSION: Limit(
        _("The most days more, once, with a reason she is told"), 10, 1, 10, f"{CODE}, 6.4"
    ),
    REMIND: Limit(_("Days before the last one, to remind"), 2, 1, 5),
    TO_SUPERVISOR: Limit(_("Days late, until supervisors are told"), 2, 1, 10),
    TO_DIRECTOR: Limit(_("Days late, until the director is told"), 5, 2, 20),
    FROM_HOUR: Limit(_("Reminders go out from this hour on"), 9, 6, 12),
    UNTIL_HOUR: Limit(_("No reminder goes out from this hour on"), 17, 13, 21),
}


def limit_of(code: str) -> int:
    """How much it is in this office. Raises KeyError for a code that is none."""
    said = OfficeLimit.objects.filter(code=code).values_list("days", flat=True).first()
    return LIMITS[code].days if said is None else said


def limits_now() -> dict[str, int]:
    """All of them in this office: {code: days}."""
    usual = {str(code): limit.days for code, limit in LIMITS.items()}
    return usual | dict(OfficeLimit.objects.values_list("code", "days"))


def steps_climbed(late: int, limits: Mapping[str, int]) -> int:
    """How far it climbs that is late by so many business days: 1 whoever has it, 2 a supervisor, 3 the director."""
    return sum(late >= days for days in (1, limits[TO_SUPERVISOR], limits[TO_DIRECTOR]))
