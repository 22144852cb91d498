"""When a message may leave: the hours the law leaves open, and those the person named safe."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings

from xenia.ground.common.dates import city_zone, local_time

NEXT_DAYS = 3
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of day until another, city time; the last minute is not in it. It may go over midnight."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError(f"hours from {self.start} until {self.end}: expected two times")

    def hold(self, at: datetime) -> bool:
        """Whether a moment lies in them."""
        clock = local_time(at).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


def office_hours_for_messages() -> Hours:
    """Between which hours messages leave; the setting may only make them fewer in the morning and evening.

    Source: 47 CFR 64.1200(c)(1): no earlier than 8 a.m. and no later than 9 p.m., the called person's time.
    """
    start, _, end = str(settings.MESSAGE_HOURS).partition("-")
    said = Hours(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    return Hours(max(said.start, time(8)), min(said.end, time(21)))


def next_moment(at: datetime, hours: Iterable[Hours]) -> datetime | None:
    """The first moment, from now on, that lies in all of the hours; None when they never meet."""
    wanted = list(hours)
    starts = [at, *sorted(_starts(at, wanted))]
    return next((one for one in starts if all(each.hold(one) for each in wanted)), None)


def _starts(at: datetime, wanted: list[Hours]) -> list[datetime]:
    today = local_time(at).date()
    moments = [
        _first_of(datetime.combine(today + timedelta(days=ahead), each.start, city_zone()))
        for each in wanted
        for ahead in range(NEXT_DAYS)
    ]
    return [one for one in moments if one > at]


def _first_of(start: datetime) -> datetime:
    """The moment a time of day begins. In the hour that is left out in spring, that is the end of that hour."""
    after = start.replace(fold=0).astimezone(UTC)
    before = start.replace(fold=1).astimezone(UTC)
    if before >= after:  # it happens once, or twice: then the first time counts
        return after
    was = local_time(before).utcoffset()
    while after - before > A_SECOND:
        middle = before + (after - before) / 2
        before, after = (
            (middle, after) if local_time(middle).utcoffset() == was else (before, middle)
        )
    return after.replace(microsecond=0)
