"""How a clock of a complaint is reckoned: when it is due, what a pause and an extension do to it.

Everything is counted in business days by the calendar in force at that moment; the version is kept with the day. A day
that was told stays when the calendar is corrected later; a pause or an extension counts on from it by the calendar of
then, never to an earlier day. Whoever acts on the next open day after one that was closed in the end is not late.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from xenia.ground.reference.calendar import SATURDAY, closed_days, current_version
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Status

DAY: Final = timedelta(days=1)
# In which states a clock stands still: she was asked something, and nobody can go on without her. While a department is
# asked, her clock runs, and the department has one of its own.
STANDS_STILL_IN: Final[dict[str, frozenset[str]]] = {
    Status.WAITS_FOR_HER: frozenset(
        {Clock.Which.ANSWER, Clock.Which.REVIEW, Clock.Which.DEPARTMENT}
    ),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which the office works, as one version of its calendar says."""

    version: int = 0
    closed: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether the office works on a day."""
        return day.weekday() < SATURDAY and day not in self.closed

    def after(self, start: date, count: int) -> date:
        """The day `count` business days later; with 0 the day itself, or the next business day."""
        day = start
        while count > 0:
            day += DAY
            count -= self.works(day)
        while not self.works(day):
            day += DAY
        return day

    def between(self, after: date, until: date) -> int:
        """How many business days lie after the first day, up to the last."""
        return sum(self.works(after + n * DAY) for n in range(1, (until - after).days + 1))


def calendar_in_force() -> Calendar:
    """The office's calendar as it stands now."""
    version = current_version()
    closed = closed_days(date.min, date.max, version=version) if version else ()
    return Calendar(version, frozenset(closed))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is known of a clock. paused_for, extended_by: business days."""

    due_on: date
    calendar_version: int
    paused_on: date | None = None
    paused_for: int = 0
    extended_by: int = 0


def reckoning_of(clock: Clock) -> Reckoning:
    """What is known of it, to reckon with."""
    return Reckoning(
        clock.due_on,
        clock.calendar_version,
        clock.paused_on,
        clock.paused_for,
        clock.extended_by,
    )


def begun(on: date, limit: int, days: Calendar) -> Reckoning:
    """A clock starts; its first day is not counted. limit: business days."""
    return Reckoning(days.after(on, limit), days.version)


def paused(clock: Reckoning, on: date) -> Reckoning:
    """It stands still from a day on. One that stands already stays as it is."""
    return clock if clock.paused_on else replace(clock, paused_on=on)


def gone_on(clock: Reckoning, on: date, days: Calendar) -> Reckoning:
    """It goes on: the business days it stood are added, so that as many are left as when it stopped.

    One that was late when it stopped is as late when it goes on.
    """
    if clock.paused_on is None:
        return clock
    was_late = clock.due_on < clock.paused_on
    due = days.after(clock.due_on, 0)
    stood = days.between(clock.paused_on, on)
    moved = days.after(due, stood) if was_late else max(days.after(due, stood), days.after(on, 0))
    return replace(
        clock,
        due_on=moved,
        calendar_version=days.version,
        paused_on=None,
        paused_for=clock.paused_for + days.between(due, moved),
    )


def extended(clock: Reckoning, by: int, days: Calendar) -> Reckoning:
    """It gets some business days more."""
    due = days.after(days.after(clock.due_on, 0), by)
    return replace(
        clock,
        due_on=due,
        calendar_version=days.version,
        extended_by=clock.extended_by + by,
    )


def is_over(clock: Reckoning, on: date, days: Calendar) -> bool:
    """Whether its day was over, on a day or when it was stopped before. A day that was closed in the end is not over."""
    return (clock.paused_on or on) > days.after(clock.due_on, 0)


def late_by(clock: Reckoning, on: date, days: Calendar) -> int:
    """For how many business days it is late; 0 where it is not."""
    return days.between(days.after(clock.due_on, 0), clock.paused_on or on)


def days_left(clock: Reckoning, on: date, days: Calendar) -> int:
    """How many business days are left after this one; 0 on its last day, and later."""
    return days.between(clock.paused_on or on, clock.due_on)
