"""What repeats, within limits: a rule somebody sends is read by our own list of words, and never runs on for ever.

Source: RFC 5545 (September 2009), 3.3.10. Not read: rules by the second, minute or hour, by weeks or days of the year.
A rule is looked through day by day up to the last day that is asked for: one that never comes true ends there too.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

from xenia.work.language_access.calendars.moments import Moment, Unreadable
from xenia.work.language_access.calendars.parts import TooManyTimes
from xenia.work.language_access.calendars.zones import WEEKDAYS

WORDS: dict[str, re.Pattern[str]] = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "BYDAY": re.compile(
        r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)){0,30}",
        re.ASCII,
    ),
    "BYMONTH": re.compile(r"\d{1,2}(?:,\d{1,2}){0,11}", re.ASCII),
    "BYMONTHDAY": re.compile(r"[+-]?\d{1,2}(?:,[+-]?\d{1,2}){0,61}", re.ASCII),
    "BYSETPOS": re.compile(r"[+-]?0*[1-9]\d{0,2}(?:,[+-]?0*[1-9]\d{0,2}){0,30}", re.ASCII),
    "COUNT": re.compile(r"0*[1-9]\d{0,4}", re.ASCII),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,3}", re.ASCII),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?", re.ASCII),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
# Days all rules of one file together may be looked through.
MOST_DAYS = 200_000
DAY = timedelta(days=1)


class Budget:
    """How much a file's rules may still cost."""

    def __init__(self) -> None:
        """All of it."""
        self.days = MOST_DAYS

    def spend(self, days: int) -> None:
        """Raises TooManyTimes when it is used up."""
        self.days -= max(days, 1)
        if self.days < 0:
            raise TooManyTimes(f"rules over more than {MOST_DAYS} days")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read. week_days: (which one, weekday); 0 is every one."""

    frequency: str
    interval: int
    months: frozenset[int]
    month_days: frozenset[int]
    week_days: frozenset[tuple[int, int]]
    positions: tuple[int, ...]
    week_start: int

    def has(self, day: date) -> bool:
        """Whether a day is one of its days."""
        if self.months and day.month not in self.months:
            return False
        after = day.day - monthrange(day.year, day.month)[1] - 1
        if self.month_days and not {day.day, after} & self.month_days:
            return False
        return not self.week_days or self._has_weekday(day)

    def _has_weekday(self, day: date) -> bool:
        if (0, day.weekday()) in self.week_days:
            return True
        if self.frequency == "YEARLY" and not self.months:
            place, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
        else:
            place, length = day.day, monthrange(day.year, day.month)[1]
        nth, from_end = (place - 1) // 7 + 1, -((length - place) // 7 + 1)
        return bool({(nth, day.weekday()), (from_end, day.weekday())} & self.week_days)


def starts(
    rule: str, first: Moment, since: date, until: datetime, budget: Budget
) -> Iterator[Moment]:
    """When it begins each time, from a day up to a moment. Raises Unreadable for a rule we do not read, TooManyTimes."""
    said = _words(rule)
    last = until.astimezone(first.zone).replace(tzinfo=None)
    if end := said.get("UNTIL"):
        last = min(last, _end(end, first))
    read, most = _rule(said, first.wall), int(said["COUNT"]) if "COUNT" in said else None
    # Who counts has to begin at the beginning.
    near = max(first.wall.date(), since) if most is None else first.wall.date()
    if last.date() < near:
        return
    budget.spend((last.date() - near).days)
    for day in islice(_days(read, first.wall.date(), near, last.date()), most):
        wall = datetime.combine(day, first.wall.time())
        if since <= day and wall <= last:
            yield first.by_clock(wall)


def _words(rule: str) -> dict[str, str]:
    """The rule word by word; only words we know, with values of their form."""
    pieces = (piece.partition("=") for piece in rule.strip().upper().split(";") if piece)
    said = {name: value for name, _sign, value in pieces}
    for name, value in said.items():
        if name not in WORDS or not WORDS[name].fullmatch(value):
            raise Unreadable(f"{rule[:80]!r}: {name[:20]} is not read")
    if "FREQ" not in said:
        raise Unreadable(f"{rule[:80]!r}: expected FREQ")
    return said


def _rule(said: dict[str, str], first: datetime) -> Rule:
    frequency = said["FREQ"]
    week_days = frozenset(_week_day(one) for one in _parts(said, "BYDAY"))
    if frequency in ("DAILY", "WEEKLY") and any(nth for nth, _weekday in week_days):
        raise Unreadable("the third Tuesday of a week")
    months = frozenset(map(int, _parts(said, "BYMONTH")))
    month_days = frozenset(map(int, _parts(said, "BYMONTHDAY")))
    if not week_days and not month_days:
        if frequency == "WEEKLY":
            week_days = frozenset({(0, first.weekday())})
        elif frequency != "DAILY":
            month_days = frozenset({first.day})
            months = months or frozenset({first.month} if frequency == "YEARLY" else ())
    return Rule(
        frequency,
        int(said.get("INTERVAL", 1)),
        months,
        month_days,
        week_days,
        tuple(map(int, _parts(said, "BYSETPOS"))),
        WEEKDAYS.index(said.get("WKST", "MO")),
    )


def _parts(said: dict[str, str], name: str) -> list[str]:
    return [one for one in said.get(name, "").split(",") if one]


def _week_day(said: str) -> tuple[int, int]:
    return int(said[:-2] or 0), WEEKDAYS.index(said[-2:])


def _days(rule: Rule, first: date, near: date, last: date) -> Iterator[date]:
    """Its days in order, from a day near the first that is asked for to the last."""
    for step in count(_steps_before(rule, first, near), rule.interval):
        start, after = _period(rule, first, step)
        if start > last:
            return
        days = (start + DAY * number for number in range((after - start).days))
        for day in _at([day for day in days if rule.has(day)], rule.positions):
            if first <= day <= last:
                yield day


def _steps_before(rule: Rule, first: date, near: date) -> int:
    """How many days, weeks, months or years can be passed over; whole turns of the rule."""
    length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[rule.frequency]
    turns = (near - first).days // length // rule.interval
    return max(turns - 1, 0) * rule.interval


def _at(found: list[date], positions: tuple[int, ...]) -> list[date]:
    if not positions:
        return found
    places = {one - 1 if one > 0 else len(found) + one for one in positions}
    return [found[place] for place in sorted(places) if 0 <= place < len(found)]


def _period(rule: Rule, first: date, step: int) -> tuple[date, date]:
    if rule.frequency == "DAILY":
        return first + DAY * step, first + DAY * (step + 1)
    if rule.frequency == "WEEKLY":
        start = first - DAY * ((first.weekday() - rule.week_start) % 7) + DAY * 7 * step
        return start, start + DAY * 7
    if rule.frequency == "MONTHLY":
        return _month(first, step), _month(first, step + 1)
    return date(first.year + step, 1, 1), date(first.year + step + 1, 1, 1)


def _month(first: date, later: int) -> date:
    years, month = divmod(first.month - 1 + later, 12)
    return date(first.year + years, month + 1, 1)


def _end(said: str, first: Moment) -> datetime:
    """Until when a rule goes, by the clock of its event."""
    try:
        if said.endswith("Z"):
            at = datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return at.astimezone(first.zone).replace(tzinfo=None)
        if "T" in said:
            return datetime.strptime(said, "%Y%m%dT%H%M%S")  # noqa: DTZ007  # by the event's clock
        day = datetime.strptime(said, "%Y%m%d")  # noqa: DTZ007
    except (ValueError, OverflowError):
        raise Unreadable(f"{said!r}: no end") from None
    return day + timedelta(days=1, seconds=-1)
