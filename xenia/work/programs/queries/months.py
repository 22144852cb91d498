"""The months an offering runs in, and how many of its places each has."""

from collections.abc import Iterator
from datetime import date, timedelta

from xenia.work.programs.models import Offering


def months_of(begins_on: date, ends_on: date) -> Iterator[tuple[date, int]]:
    """Each month an offering runs in, by its first day, and how many of its days lie there."""
    first = begins_on.replace(day=1)
    while first <= ends_on:
        following = (first + timedelta(days=31)).replace(day=1)
        last = min(ends_on, following - timedelta(days=1))
        yield first, (last - max(begins_on, first)).days + 1
        first = following


def spread(places: int, begins_on: date, ends_on: date) -> dict[date, int]:
    """Places shared among months by their days; the shares add up to the places.

    Whole places first, then one more each for the largest remainders, the earlier month before the later.
    """
    months = dict(months_of(begins_on, ends_on))
    days = sum(months.values())
    shares = {month: places * of // days for month, of in months.items()}
    rest = places - sum(shares.values())
    by_rest = sorted(months, key=lambda month: (-(places * months[month] % days), month))
    for month in by_rest[:rest]:
        shares[month] += 1
    return shares


def planned_in(offering: Offering) -> dict[date, int]:
    """The places planned for each month: standing ones in every month anew, the others shared among the months."""
    begins_on, ends_on = offering.begins_on, offering.ends_on
    if offering.places_stand:
        return {month: offering.places for month, _days in months_of(begins_on, ends_on)}
    return spread(offering.places, begins_on, ends_on)
