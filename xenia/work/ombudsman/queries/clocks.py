"""Where the clocks of a complaint stand: for whoever works on it, and in her own words for her."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.clocks import Calendar, days_left, late_by, reckoning_of
from xenia.work.ombudsman.models import Clock, Complaint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Which = Clock.Which
WE_SAY: "Final[dict[str, _StrPromise]]" = {
    Which.ACKNOWLEDGE: gettext_lazy("By %(day)s we tell you that we have your complaint."),
    Which.ANSWER: gettext_lazy("By %(day)s we tell you what we found."),
    Which.DEPARTMENT: gettext_lazy("We asked the department. It must answer us by %(day)s."),
    Which.REVIEW: gettext_lazy("By %(day)s we tell you what the second look found."),
    Which.FOLLOW_UP: gettext_lazy("We ask you by %(day)s how it is now."),
}
WE_ARE_LATE: "Final[dict[str, _StrPromise]]" = {
    Which.ACKNOWLEDGE: gettext_lazy(
        "We wanted to tell you by %(day)s that we have your complaint. We are late, and we are sorry."
    ),
    Which.ANSWER: gettext_lazy(
        "We wanted to tell you by %(day)s what we found. We are late, and we are sorry."
    ),
    Which.DEPARTMENT: gettext_lazy(
        "The department should have answered us by %(day)s. It is late, and we ask again."
    ),
    Which.REVIEW: gettext_lazy(
        "We wanted to tell you by %(day)s what the second look found. We are late, and we are sorry."
    ),
    Which.FOLLOW_UP: gettext_lazy(
        "We wanted to ask you by %(day)s how it is now. We are late, and we are sorry."
    ),
}
# Her wish for a second look is acknowledged too; of her complaint she knows that we have it.
OF_HER_WISH: "Final[_StrPromise]" = gettext_lazy("We write to you that we have it by %(day)s.")
WISH_IS_LATE: "Final[_StrPromise]" = gettext_lazy(
    "We wanted to tell you by %(day)s who looks at it again. We are late, and we are sorry."
)
# What she reads more, once a late one climbed so far.
WHO_KNOWS: "Final[dict[int, _StrPromise]]" = {
    2: gettext_lazy("The supervisor of our office knows it, and looks after it."),
    3: gettext_lazy("The director of our office knows it, and looks after it."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock that runs, on a day. left, late: business days; one of them is 0."""

    clock: Clock
    left: int
    late: int

    @property
    def stands_still(self) -> bool:
        """Whether it waits until she answered."""
        return self.clock.paused_on is not None


def standing(clock: Clock, today: date, calendar: Calendar) -> Standing:
    """Where one clock stands. For many, the calendar is read once."""
    reckoned = reckoning_of(clock)
    return Standing(clock, days_left(reckoned, today, calendar), late_by(reckoned, today, calendar))


def running_clocks(complaint: Complaint, today: date, calendar: Calendar) -> list[Standing]:
    """What is still waited for, the next day first."""
    running = complaint.clocks.filter(met_on=None, dropped_on=None).order_by("due_on", "pk")
    return [standing(clock, today, calendar) for clock in running]


def told_of_clocks(complaint: Complaint, today: date, calendar: Calendar) -> list[tuple[str, ...]]:
    """What she reads about what is still to come, in the language of the page; what stands still comes last, said once.

    For each clock: until when; or that it is late, and who knows; and why it takes longer.
    """
    running = running_clocks(complaint, today, calendar)
    running.sort(key=lambda one: one.stands_still)
    return list(dict.fromkeys(_told(one) for one in running))


def _told(one: Standing) -> tuple[str, ...]:
    clock = one.clock
    day = {"day": written_day(clock.due_on, get_language() or "en")}
    if one.stands_still:
        return (_("We asked you something. We go on when you have answered."),)
    if one.late:
        late = WISH_IS_LATE if clock.is_wish else WE_ARE_LATE[clock.which]
        who = WHO_KNOWS.get(clock.climbed)
        return (str(late) % day, *([str(who)] if who else []))
    said = OF_HER_WISH if clock.is_wish else WE_SAY[clock.which]
    return (str(said) % day, *_why_longer(clock))


def _why_longer(clock: Clock) -> list[str]:
    if not clock.extended_by:
        return []
    return [
        _("This is later than we said first. Why: %(why)s.")
        % {"why": clock.get_extended_why_display()}
    ]
