"""Looking for what is to mend grows with the directory, not with its square."""

from datetime import timedelta

import pytest
from rapidfuzz.fuzz import token_sort_ratio

from xenia.registers.directory.models import Finding, Service
from xenia.registers.directory.operations.quality import find_problems
from xenia.registers.directory.queries.problems import KINDS, twins
from xenia.registers.directory.tests.makers import MONDAY, an_organization

pytestmark = pytest.mark.django_db
MANY = 3000


def test_a_thousand_like_names_are_compared_with_their_neighbours_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []

    def counted(one: str, other: str) -> float:
        calls.append(one)
        return token_sort_ratio(one, other)

    monkeypatch.setattr(f"{twins.__name__}.token_sort_ratio", counted)
    house = an_organization()
    Service.objects.bulk_create(
        Service(organization=house, name=f"Class for {'a' * (number % 50)} people")
        for number in range(MANY)
    )
    list(KINDS["service_twice"].check(MONDAY.date(), None))
    assert 0 < len(calls) <= MANY * twins.NEIGHBOURS


def test_a_second_look_writes_nothing() -> None:
    house = an_organization()
    Service.objects.bulk_create(
        Service(organization=house, name=f"Class {number}", listed_on=MONDAY.date())
        for number in range(200)
    )
    find_problems(MONDAY)
    before = list(Finding.objects.order_by("pk").values_list("pk", "state_mark", "found_on"))
    find_problems(MONDAY + timedelta(days=1))
    assert (
        list(Finding.objects.order_by("pk").values_list("pk", "state_mark", "found_on")) == before
    )
