"""Whatever happens to matters, brought forward + opened - closed is what is carried forward, and that is what is open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.ledger.models import Entry
from xenia.insight.reports.measures.matters import CAME, CARRIED, WENT, breaks_of_identity
from xenia.insight.reports.tests.reckoned import all_reckoned

pytestmark = pytest.mark.django_db
YEARS = (2024, 2025, 2026)
FIRST = date(2024, 1, 1).toordinal()
CATEGORIES = {"food": "social_services", "housing": "housing", "": "unsaid"}
# A matter: what it is about, and the days (by number, from the first of 2024) on which it is opened, closed, opened, …
MATTERS = st.tuples(
    st.sampled_from(tuple(CATEGORIES)),
    st.lists(st.integers(0, 365 * 3 - 1), min_size=1, max_size=5, unique=True).map(sorted),
)


def entries_of(need: str, days: list[int]) -> Iterator[Entry]:
    """As the room of casework counts them: opened again in the year it was closed, it never was closed."""
    turns = [date.fromordinal(FIRST + day) for day in days]
    for number, on in enumerate(turns):
        if number % 2:
            yield entry(need, on, "advice")
        elif number and turns[number - 1].year == on.year:
            yield entry(need, turns[number - 1], "advice", -1)
        else:
            yield entry(need, on, "open")


def entry(need: str, on: date, outcome: str, quantity: int = 1) -> Entry:
    return Entry(kind="casework.matter", on=on, need=need, outcome=outcome, quantity=quantity)


@given(st.lists(MATTERS, max_size=12))
@settings(max_examples=20, deadline=None)
def test_the_identity_holds_in_every_category_of_every_year(
    matters: list[tuple[str, list[int]]],
) -> None:
    Entry.objects.all().delete()
    Entry.objects.bulk_create(row for need, days in matters for row in entries_of(need, days))
    for year in YEARS:
        found = all_reckoned(year, CAME, WENT)
        assert breaks_of_identity(found[CAME].numbers, found[WENT].numbers) == []
        assert found[CAME].total == found[WENT].total
        last = date(year, 12, 31).toordinal() - FIRST
        still_open: Counter[str] = Counter()
        for need, days in matters:
            is_open = sum(day <= last for day in days) % 2
            for place in (CATEGORIES[need], "TOTAL"):
                still_open[place] += is_open
        carried = {at: found[WENT][at, CARRIED] for at in (*CATEGORIES.values(), "TOTAL")}
        assert {at: n for at, n in carried.items() if n} == {
            at: n for at, n in still_open.items() if n
        }
