"""The numbers of a year leave the office: what is hidden, and when the gate stays shut."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, product
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.stranger import Stranger, Values
from xenia.ground.disclosure import Policy, Publications
from xenia.ground.ledger.models import Publication
from xenia.insight.reports.figures import TOTAL, Measured, Place
from xenia.insight.reports.measures import MEASURES, Measure, Split, Tie, Unit
from xenia.insight.reports.release import Refused, protect, publish, published

pytestmark = pytest.mark.django_db
# Each plays up to six releases: ten times, with `./run test --all` five hundred times.
MANY = (settings.default or settings()).max_examples // 6
AT = datetime(2026, 1, 20, 12, tzinfo=UTC)
SERVICES = ("class", "food", "legal")
ORIGINS = ("Cuba", "Haiti", "Peru")


def a_split(
    name: str,
    values: tuple[str, ...],
    groups: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
    *,
    adds_up: bool = True,
) -> Split:
    return Split(
        name,
        name,
        lambda: {value: value for value in values},
        adds_up,
        groups=lambda: dict(groups or {}),
    )


SERVICE = a_split("service_type", SERVICES, adds_up=False)
ORIGIN = a_split("origin", ORIGINS)


def a_measure(code: str, *splits: Split, unit: Unit = Unit.PEOPLE) -> Measure:
    return Measure(code, "", code, "", "", unit, "people served", (), lambda _: None, splits)


def measured(
    code: str, people: Mapping[Place, int] | int, *splits: Split, year: int = 2025
) -> Measured:
    """With every sum of inner cells; for splits that do not add up the sums are given."""
    if isinstance(people, int):
        return Measured(a_measure(code, *splits), year, {(): people})
    numbers: dict[Place, int] = {}
    for inner, number in people.items():
        for place in product(*(({value, TOTAL}) for value in inner)):
            numbers[place] = numbers.get(place, 0) + number
    return Measured(a_measure(code, *splits), year, numbers)


def by_service(year: int = 2025, **people: int) -> Measured:
    """People by service: some stand in two, 100 in all."""
    whole = people.pop("whole")
    numbers: dict[Place, int] = {(service,): number for service, number in people.items()}
    measure = a_measure("served.by_service_type", SERVICE)
    return Measured(measure, year, {**numbers, (TOTAL,): whole})


def by_origin(year: int = 2025, **people: int) -> Measured:
    return measured(
        "served.by_origin", {(name,): n for name, n in people.items()}, ORIGIN, year=year
    )


def test_a_small_number_is_hidden_and_the_totals_stand() -> None:
    year = [
        by_service(**{"class": 60, "food": 50, "legal": 4, "whole": 100}),
        by_origin(Cuba=3, Haiti=40, Peru=57),
    ]
    made = protect(year, published=published())
    services, origins = (made.shown[each.measure.code].numbers for each in year)
    assert services == {("class",): 60, ("food",): 50, ("legal",): None, (TOTAL,): 100}
    assert origins[TOTAL,] == 100
    assert [origin for (origin,), n in origins.items() if n is None] == ["Cuba", "Haiti"]
    assert made.certificate["breaches"] == 0
    assert made.certificate["protected"] == 3
    assert made.shown["served.by_origin"].certificate == made.certificate


def test_what_another_table_of_the_same_people_shows_is_not_hidden_in_vain() -> None:
    """Origin by service shows Haitians in its sums: both tables hide the same."""
    crossed = measured(
        "served.by_origin_and_age",
        {("Cuba", "old"): 3, ("Cuba", "young"): 0, ("Haiti", "old"): 20, ("Haiti", "young"): 20,
         ("Peru", "old"): 30, ("Peru", "young"): 27},
        ORIGIN, a_split("age", ("old", "young")),
    )  # fmt: skip
    made = protect([by_origin(Cuba=3, Haiti=40, Peru=57), crossed], published=published())
    alone, both = (made.shown[code].numbers for code in made.shown)
    for origin in (*ORIGINS, TOTAL):
        assert alone[origin,] == both[origin, TOTAL]
    assert alone["Cuba",] is None


def test_small_values_are_counted_together_first() -> None:
    origin = a_split("origin", ORIGINS, {"caribbean": ("Caribbean", ("Cuba", "Haiti"))})
    year = measured("served.by_origin", {("Cuba",): 6, ("Haiti",): 7, ("Peru",): 57}, origin)
    shown = protect([year], published=published()).shown["served.by_origin"]
    assert shown.numbers == {("caribbean",): 13, ("Peru",): 57, (TOTAL,): 70}
    assert shown.merged == {"origin": {"caribbean": ("Cuba", "Haiti")}}
    assert shown.blank == 0


def test_a_measure_without_data_says_so() -> None:
    nothing = Measured(a_measure("forum.topics"), 2025, {}, has_data=False)
    shown = protect([nothing], published=published()).shown["forum.topics"]
    assert (shown.has_data, shown.numbers) == (False, {})


def test_places_are_nobody() -> None:
    places = Measured(a_measure("capacity", unit=Unit.PLACES), 2025, {(): 8})
    assert protect([places], published=published()).shown["capacity"].numbers == {(): 8}


def released(*year: Measured) -> None:
    made = protect(year)
    publish(made.shown, title="Yearly report", year=2025, by=None, at=AT)


def test_what_was_published_is_read_back_as_it_went_out() -> None:
    released(by_origin(Cuba=3, Haiti=40, Peru=57))
    (table,) = published().tables
    assert table.population == "people served, 2025"
    assert dict(table.cells) == {("Cuba",): None, ("Haiti",): None, ("Peru",): 57, (TOTAL,): 100}
    publication = Publication.objects.get()
    assert publication.certificate["breaches"] == 0
    assert publication.dimensions[0]["adds"] == "exactly"


def test_the_same_numbers_may_go_out_again() -> None:
    for _ in range(2):
        released(by_origin(Cuba=3, Haiti=40, Peru=57))
    tables = published().tables
    assert [table.cells for table in tables[:1]] == [table.cells for table in tables[1:]]
    assert {table.population for table in tables} == {"people served, 2025"}


def shown_of(code: str, number: int) -> dict[Place, int | None]:
    """What the last release of a measure says, first 1."""
    row = Publication.objects.filter(title__endswith=code).order_by("number")[number - 1]
    return {
        tuple(each["cell"].values()): None if each["value"] == "suppressed" else each["value"]
        for each in row.cells
    }


def test_what_came_since_the_last_release_is_not_given_away() -> None:
    """100 people in January, 103 in March: 3 came between, so March shows no number. 120 in May."""
    for number in (100, 103):
        released(measured("served", number))
    assert [shown_of("served", at)[()] for at in (1, 2)] == [100, None]
    released(measured("served", 120), measured("events", {("Cuba",): 50, ("Peru",): 70}, ORIGIN))
    # Nobody keeps what March hid, so it stays hidden until something else that is out has changed.
    assert shown_of("served", 3)[()] is None


def test_a_year_that_begins_small_hides_its_first_people() -> None:
    """Nobody in January; 4 of 40 are from Cuba in March. The zeros of January give nobody away."""
    released(by_origin(Cuba=0, Haiti=0, Peru=0))
    released(by_origin(Cuba=4, Haiti=16, Peru=20))
    numbers = dict(published().tables[-1].cells)
    assert numbers["Cuba",] is None
    assert published().tables[-1].population == "people served, 2025 (as of release 2)"


def test_a_second_version_with_a_corrected_number_goes_out() -> None:
    """One person more from Peru: the second version hides what changed so little, and shows the rest."""
    released(by_origin(Cuba=30, Haiti=40, Peru=57))
    released(by_origin(Cuba=30, Haiti=40, Peru=58))
    second = dict(published().tables[-1].cells)
    assert second["Peru",] is None
    assert second[TOTAL,] is None
    # What was corrected by many is shown.
    released(by_origin(Cuba=30, Haiti=70, Peru=80))
    third = dict(published().tables[-1].cells)
    assert third == {("Cuba",): 30, ("Haiti",): 70, ("Peru",): 80, (TOTAL,): 180}


@pytest.mark.parametrize(("before", "after"), [(57, 54), (57, 47), (14, 5), (40, 29), (20, 0)])
def test_a_number_that_went_down_by_few_is_not_shown(before: int, after: int) -> None:
    """1 to 10 taken back from Peru: the second version does not say how many, and more can be told."""
    released(by_origin(Cuba=30, Haiti=40, Peru=before))
    released(by_origin(Cuba=30, Haiti=40, Peru=after))
    second = dict(published().tables[-1].cells)
    is_few = before - after <= 10
    assert second["Peru",] == (None if is_few else after)
    assert second[TOTAL,] == (None if is_few else 70 + after)
    # Whoever reads both versions finds that nobody may have been taken back, or eleven.
    if is_few:
        low, high = _stranger_of_last().guess(0, frozenset({("origin", "Peru")}))
        assert low <= max(0, before - 11)
        assert high >= max(before, 11)


def _stranger_of_last() -> Stranger:
    row = Publication.objects.order_by("number").last()
    assert row is not None
    return Stranger([[(row.dimensions, row.cells)]])


@settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
@given(
    st.lists(
        st.tuples(*[st.sampled_from([0, 3, 11, 14, 27, 30, 33, 41, 57])] * 3),
        min_size=2,
        max_size=4,
    )
)
def test_versions_that_correct_each_other_tell_nobody_who_was_taken_back(
    versions: list[tuple[int, int, int]],
) -> None:
    """Numbers go up and down as they like: between two versions nobody came or went, or possibly eleven."""
    try:
        with transaction.atomic():
            _versions_go_out(versions)
            raise _Over
    except _Over:
        pass


def _versions_go_out(versions: list[tuple[int, int, int]]) -> None:
    shown: dict[Values, set[int]] = {}
    for version in versions:
        year = [by_origin(**dict(zip(ORIGINS, version, strict=True)))]
        try:
            made = protect(year, seconds=1.0)
            publish(made.shown, title="Version", year=2025, by=None, at=AT)
        except Refused:
            continue
        reader = _stranger_of_last()
        out = {
            frozenset({("origin", origin)} if origin != TOTAL else ()): number
            for (origin,), number in made.shown["served.by_origin"].numbers.items()
        }
        for values, true in _counts(year):
            low, high = reader.guess(0, values)
            if 0 < true < 11:
                assert low <= 1, (versions, values)
                assert high >= 11, (versions, values)
            for before in shown.get(values, ()):
                if before and 0 < abs(true - before) < 11:
                    assert low <= min(before, max(0, before - 11 if true < before else before))
                    assert high >= (before if true < before else before + 11)
            if out[values] is not None:
                shown.setdefault(values, set()).add(true)


@pytest.mark.both_databases
def test_a_third_version_is_compared_with_the_first_as_well() -> None:
    """57, then 80, then 60: whoever kept the first version would read 3 more."""
    for number in (57, 80, 60):
        released(by_origin(Cuba=30, Haiti=40, Peru=number))
    assert dict(published().tables[-1].cells)["Peru",] is None


def test_a_release_that_shows_what_few_took_back_is_refused() -> None:
    released(by_origin(Cuba=30, Haiti=40, Peru=57))
    made = protect([by_origin(Cuba=30, Haiti=40, Peru=54)], published=Publications(()))
    with pytest.raises(Refused, match="origin Peru"):
        publish(made.shown, title="Version 2", year=2025, by=None, at=AT)


def test_a_share_each_month_and_then_the_year_go_out() -> None:
    for month in range(1, 13):
        released(measured("served", 20 * month))
    released(measured("served", 245), by_origin(Cuba=4, Haiti=100, Peru=141))
    year = dict(published().tables[-1].cells)
    assert year["Cuba",] is None
    assert shown_of("served", 12)[()] == 240


CAME = a_split("came", ("brought", "opened"))
WENT = a_split("went", ("closed", "carried"))
NEXT = Tie("people served", {"came": "brought"}, {"went": "carried"}, years=-1, is_same=True)


def matters(
    year: int, code: str, one: str, other: str, numbers: Mapping[str, tuple[int, int]]
) -> Measured:
    inner: dict[Place, int] = {
        place: number
        for origin, both in numbers.items()
        for place, number in zip(((origin, one), (origin, other)), both, strict=True)
    }
    return measured(code, inner, ORIGIN, CAME if code == "came" else WENT, year=year)


def test_what_one_year_carries_forward_is_not_shown_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """3 matters from Cuba are carried forward. The next year brings the same forward, and hides them in the same way."""
    came = replace(a_measure("came", ORIGIN, CAME), ties=(NEXT,), unit=Unit.MATTERS)
    monkeypatch.setitem(MEASURES, "came", came)
    first = {"Cuba": (30, 3), "Haiti": (50, 20), "Peru": (60, 40)}
    second = {"Cuba": (3, 40), "Haiti": (20, 60), "Peru": (40, 41)}
    released(matters(2024, "went", "closed", "carried", first))
    released(matters(2025, "came", "brought", "opened", second))
    out = published()
    assert [each.is_same for each in out.holds] == [True]
    went, here = (dict(table.cells) for table in out.tables)
    for origin in (*ORIGINS, TOTAL):
        assert (went[origin, "carried"] is None) == (here[origin, "brought"] is None)
    assert went["Cuba", "carried"] is None


def test_who_has_a_name_is_not_given_away_by_who_has_none() -> None:
    """33 had food, 30 of them without a name: that 3 have one is not shown."""
    measure = a_measure("served.by_origin", ORIGIN)
    numbers: dict[Place, int] = {("Cuba",): 33, ("Haiti",): 60, ("Peru",): 70, (TOTAL,): 163}
    unnamed: dict[Place, int] = {("Cuba",): 30, ("Haiti",): 20, ("Peru",): 25, (TOTAL,): 75}
    shown = protect([Measured(measure, 2025, numbers, unnamed)]).shown["served.by_origin"]
    assert shown.numbers["Cuba",] is None
    assert (shown.numbers[TOTAL,], shown.unnamed[TOTAL,]) == (88, 75)


def test_a_contact_without_a_name_never_becomes_a_person() -> None:
    """Of 60 people and contacts 20 gave no name: 40 people are printed, and the 60 nowhere."""
    measure = a_measure("served.by_origin", ORIGIN)
    numbers: dict[Place, int] = {("Cuba",): 80, ("Haiti",): 60, ("Peru",): 70, (TOTAL,): 210}
    unnamed: dict[Place, int] = {("Cuba",): 0, ("Haiti",): 20, ("Peru",): 25, (TOTAL,): 45}
    shown = protect([Measured(measure, 2025, numbers, unnamed)]).shown["served.by_origin"]
    assert shown.numbers == {("Cuba",): 80, ("Haiti",): 40, ("Peru",): 45, (TOTAL,): 165}
    assert shown.unnamed == unnamed


def test_a_second_table_that_would_give_a_cell_away_is_refused_and_named() -> None:
    """A release made without looking at what is out shows what the first one hid: the gate looks again."""
    released(by_origin(Cuba=3, Haiti=40, Peru=57))
    made = protect(
        [by_origin(Cuba=3, Haiti=40, Peru=57)],
        policy=Policy(threshold=2),
        published=Publications(()),
    )
    assert made.shown["served.by_origin"].numbers["Haiti",] == 40
    with pytest.raises(Refused, match="origin Cuba"):
        publish(made.shown, title="Origins", year=2025, by=None, at=AT)


def a_person_by(chance: Random) -> dict[str, str]:
    return {
        "origin": chance.choice(["Peru", "Peru", "Peru", "Haiti", "Haiti", "Cuba"]),
        "age": chance.choice(["young", "young", "old"]),
        "service": chance.choice(["class", "class,food", "food", "legal", "class,legal"]),
    }


def a_release(people: list[dict[str, str]], year: int) -> list[Measured]:
    """By origin and age, and by service, of which a person may have had two."""
    crossed: dict[Place, int] = dict.fromkeys(product(ORIGINS, ("old", "young")), 0)
    services = dict.fromkeys(SERVICES, 0)
    for person in people:
        crossed[person["origin"], person["age"]] += 1
        for service in person["service"].split(","):
            services[service] += 1
    age = a_split("age", ("old", "young"))
    return [
        measured("served.by_origin_and_age", crossed, ORIGIN, age, year=year),
        by_service(year, **services, whole=len(people)),
    ]


@settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
@given(st.data())
def test_an_attacker_with_everything_ever_published_recovers_nothing(data: st.DataObject) -> None:
    """Months of two years that grow, shared one after the other: whatever the gate lets out, each small number stays a guess."""
    try:
        with transaction.atomic():
            _months_go_out(data)
            raise _Over
    except _Over:
        pass


class _Over(Exception):
    """What an example published is taken back."""


def _months_go_out(data: st.DataObject) -> None:
    for year in (2024, 2025):
        people: list[dict[str, str]] = []
        out: list[list[Measured]] = []
        for month in range(3):
            came = data.draw(st.sampled_from([0, 3, 40, 90]))
            chance = Random(data.draw(st.integers(0, 10_000)))
            people = people + [a_person_by(chance) for _ in range(came)]
            release = a_release(people, year)
            try:
                made = protect(release, seconds=1.0)
                publish(made.shown, title=f"{year}-{month}", year=year, by=None, at=AT)
            except Refused:
                continue
            out.append(release)
        _attack(f"people served, {year}", out)


def _attack(population: str, out: list[list[Measured]]) -> None:
    rows = list(Publication.objects.filter(population=population).order_by("number"))
    releases = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    assert len(releases) == len(out)
    stranger = Stranger([[(row.dimensions, row.cells) for row in its] for its in releases])
    for number, release in enumerate(out):
        for values, true in _small(release):
            low, high = stranger.guess(number, values)
            assert low < 1 or high > 10, (number, values, true)
            if number == len(out) - 1:
                assert low <= 1, (values, true)
                assert high >= 11, (values, true)
    for number, (before, after) in enumerate(pairwise(out)):
        was = dict(_counts(before))
        for values, true in _counts(after):
            if 0 < true - was[values] < 11:
                low, high = stranger.guess_between(number, values)
                assert low < 1 or high > 10, (number, values, true - was[values])


def _small(release: list[Measured]) -> Iterator[tuple[Values, int]]:
    return ((values, true) for values, true in _counts(release) if 0 < true < 11)


def _counts(release: list[Measured]) -> Iterator[tuple[Values, int]]:
    for one in release:
        names = [split.name for split in one.measure.splits]
        for place, true in one.numbers.items():
            said = zip(names, place, strict=True)
            yield frozenset((name, value) for name, value in said if value != TOTAL), true
