"""Where a city says so, no number is shown of which one organization brought nearly all: the others would know its part."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured

from xenia.ground.disclosure import Need, Policy
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.tests.makers import a_sealed_year
from xenia.insight.reports.engine import measure
from xenia.insight.reports.engine.sources import SOURCES
from xenia.insight.reports.figures import TOTAL, Measured, Place
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.policy import policy_of_office
from xenia.insight.reports.release import protect

pytestmark = pytest.mark.django_db
LATER: Final = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
HARBOR, MILL, PIER = (UUID(int=number) for number in (1, 2, 3))
ENDED: Final = MEASURES["referrals.closed"]
SERVED: Final = MEASURES["people.served"]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture
def nine_tenths(settings: Any) -> None:
    """What the city chose."""
    settings.MOST_FROM_ONE = "0.9"


def ended(provider: UUID, outcome: str, number: int, *, who: int = 0) -> None:
    about: dict[str, Any] = {"provider": provider, "outcome": outcome, "need": "shelter"}
    for person in range(who, who + number):
        record(kind="referrals.closed", on=date(2025, 5, 4), subject=UUID(int=person), **about)


def test_nobody_says_so_unless_the_city_does(settings: Any) -> None:
    assert policy_of_office() == Policy()
    ended(HARBOR, "served", 20)
    assert measure(ENDED, 2025).from_one == {}
    settings.MOST_FROM_ONE = "0.9"
    assert policy_of_office().need(20, 20) == Need(17, 23)
    for wrong in ("nearly all", "90", "0", "1/0"):
        settings.MOST_FROM_ONE = wrong
        with pytest.raises(ImproperlyConfigured, match="XENIA_MOST_FROM_ONE"):
            policy_of_office()


def test_what_one_brought_nearly_alone_is_hidden_and_the_rest_stands(nine_tenths: None) -> None:
    """40 were helped, 39 of them by Harbor. 30 were helped in part, by two in like shares; 50 not, by three."""
    for provider, outcome, number in (
        (HARBOR, "served", 39), (MILL, "served", 1),
        (HARBOR, "partly", 15), (MILL, "partly", 15),
        (HARBOR, "not_served", 20), (MILL, "not_served", 15), (PIER, "not_served", 15),
    ):  # fmt: skip
        ended(provider, outcome, number)
    found = measure(ENDED, 2025)
    assert {place: found.from_one[place] for place in found.numbers} == {
        ("served",): 39, ("partly",): 15, ("not_served",): 20, (TOTAL,): 74,
    }  # fmt: skip
    made = protect([found])
    numbers = made.shown[ENDED.code].numbers
    assert numbers["served",] is None
    assert numbers[TOTAL,] == 120
    assert list(numbers.values()).count(None) == 2
    assert made.certificate["policy"]["most_from_one"] == 0.9
    assert made.certificate["breaches"] == 0
    # Where the city says nothing, all of it is shown.
    assert None not in protect([found], policy=Policy()).shown[ENDED.code].numbers.values()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_every_source_says_the_same_as_a_plain_loop(nine_tenths: None) -> None:
    chance = Random(4)
    said: dict[tuple[UUID, str], list[int]] = {}
    for _ in range(120):
        provider, outcome = (
            chance.choice([HARBOR, MILL, PIER]),
            chance.choice(["served", "partly", "not_served"]),
        )
        person = chance.randrange(30)
        ended(provider, outcome, 1, who=person)
        said.setdefault((provider, outcome), []).append(person)
    helped = {
        provider: {who for (its, came), all_who in said.items() for who in all_who
                   if its == provider and came != "not_served"}
        for provider in (HARBOR, MILL, PIER)
    }  # fmt: skip
    events: dict[Place, int] = {
        (outcome,): max(len(who) for (_, came), who in said.items() if came == outcome)
        for outcome in ("served", "partly", "not_served")
    }
    for source in SOURCES:
        of_events = measure(ENDED, 2025, source=source).from_one
        assert {place: of_events[place] for place in events} == events, source
        of_people = measure(SERVED, 2025, source=source)
        # Each once, however often an organization helped her.
        assert of_people.from_one[TOTAL,] == max(map(len, helped.values())), source
        assert of_people.numbers[TOTAL,] == len(set().union(*helped.values())), source


def test_a_sealed_year_remembers_it(nine_tenths: None) -> None:
    for year in (2024, 2025, 2026, 2027):
        Year.objects.get_or_create(year=year)
    ended(HARBOR, "served", 39)
    ended(MILL, "served", 1, who=39)
    before: list[Measured] = [measure(ENDED, 2025), measure(SERVED, 2025)]
    a_sealed_year(2025, LATER)
    after = [measure(ENDED, 2025), measure(SERVED, 2025)]
    assert [one.state for one in after] == ["sealed", "sealed"]
    assert [one.numbers for one in after] == [one.numbers for one in before]
    assert [one.unnamed for one in after] == [one.unnamed for one in before]
    assert [one.from_one for one in after] == [one.from_one for one in before]
    assert after[1].from_one[TOTAL,] == 39


def test_what_office_and_organizations_did_is_of_no_single_one(nine_tenths: None) -> None:
    """What the office did itself names no organization: 30 of its own beside 10 of Harbor."""
    for person in range(30):
        record(kind="casework.contact", on=date(2025, 5, 4), subject=UUID(int=100 + person))
    ended(HARBOR, "served", 10)
    assert measure(SERVED, 2025).from_one[TOTAL,] == 10
    assert measure(SERVED, 2025).numbers[TOTAL,] == 40
