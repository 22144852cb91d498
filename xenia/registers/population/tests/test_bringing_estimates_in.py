"""A file is looked at, comes in, takes an older one's place, and is taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.operations import describe_office, remove_area
from xenia.ground.translations.tests.at_once import apart, at_once, many_hands
from xenia.registers.population.margins import Figure
from xenia.registers.population.models import Dataset, Estimate
from xenia.registers.population.operations import (
    BroughtInMeanwhile,
    NothingRead,
    bring_in_dataset,
    lay_down_dataset,
    take_dataset_back,
    throw_dataset_away,
)
from xenia.registers.population.queries import (
    NoEstimates,
    counted,
    languages_owed,
    newest_dataset,
)
from xenia.registers.population.tests.makers import (
    CITY,
    MONDAY,
    SURVEY,
    TUESDAY,
    a_dataset,
    a_draft,
    a_reading,
    a_safe_harbor,
    an_area,
)
from xenia.registers.population.thresholds import Verdict

both = pytest.mark.both_databases
pytestmark = pytest.mark.django_db


def test_a_draft_is_read_by_no_page() -> None:
    draft = a_draft()
    assert draft.status == Dataset.Status.DRAFT
    assert newest_dataset() is None
    bring_in_dataset(dataset=draft, by=None, at=TUESDAY)
    assert newest_dataset() == draft


def test_the_same_table_of_the_same_years_is_replaced_and_kept() -> None:
    first = a_dataset()
    second = a_dataset(("", "limited_english", "es", 9, 3))
    first.refresh_from_db()
    assert (first.status, first.replaced_by) == (Dataset.Status.REPLACED, second)
    assert first.estimates.count() == len(CITY)
    assert newest_dataset() == second


def test_taking_back_brings_the_file_before_it_back() -> None:
    first, second = a_dataset(), a_dataset(("", "limited_english", "es", 9, 3))
    assert take_dataset_back(dataset=second, by=None, at=TUESDAY) == first
    first.refresh_from_db()
    assert (first.status, first.replaced_by) == (Dataset.Status.CURRENT, None)
    assert newest_dataset() == first
    with pytest.raises(WrongState):
        take_dataset_back(dataset=second, by=None, at=TUESDAY)


def test_other_years_stand_beside_each_other_and_the_newest_are_read() -> None:
    newer = a_dataset(described=replace(SURVEY, first_year=2021, last_year=2025))
    older = a_dataset()
    assert newest_dataset() == newer
    older.refresh_from_db()
    assert older.status == Dataset.Status.CURRENT


def test_of_two_tables_of_the_same_year_the_one_with_more_languages_is_read() -> None:
    detailed = a_dataset(
        *CITY, ("", "limited_english", "kea", 5, 2), described=replace(SURVEY, table="B16001")
    )
    a_dataset()
    assert newest_dataset() == detailed


def test_a_draft_is_thrown_away_and_what_is_in_use_is_not() -> None:
    draft, used = a_draft(), a_dataset()
    throw_dataset_away(dataset=draft, by=None, at=TUESDAY)
    with pytest.raises(WrongState):
        throw_dataset_away(dataset=used, by=None, at=TUESDAY)
    assert list(Dataset.objects.all()) == [used]


def test_every_step_is_in_the_audit() -> None:
    draft = a_draft()
    bring_in_dataset(dataset=draft, by=None, at=MONDAY)
    take_dataset_back(dataset=draft, by=None, at=MONDAY)
    actions = AuditEvent.objects.filter(record_id=draft.pk).values_list("action", flat=True)
    assert set(actions) == {
        "population.dataset_laid_down",
        "population.dataset_brought_in",
        "population.dataset_taken_back",
    }


@pytest.mark.parametrize(
    "place", ["", "Lindenport", "Lindenport city", "Lindenport city, Massachusetts", "Citywide"]
)
def test_the_whole_city_is_known_by_its_names(place: str) -> None:
    describe_office(
        by=None, at=MONDAY, name="Office", short_name="Office", jurisdiction_name="Lindenport"
    )
    dataset = a_draft((place, "limited_english", "es", 10, 5))
    assert dataset.geography == Dataset.Geography.CITY
    assert dataset.estimates.get().area is None


def test_an_area_is_known_by_its_name_and_another_city_is_nobodys() -> None:
    area = an_area()
    reading = a_reading(
        ("saltmarsh", "limited_english", "es", 10, 5),
        ("Saltmarsh, Lindenport", "limited_english", "ht", 10, 5),
        ("Boston city, Massachusetts", "limited_english", "es", 40_000, 500),
        ("SALTMARSH", "limited_english", "es", 11, 5),
    )
    dataset = lay_down_dataset(described=SURVEY, reading=reading, by=None, at=MONDAY)
    assert {one.area for one in dataset.estimates.all()} == {area}
    assert dataset.geography == Dataset.Geography.AREAS
    assert [(row["where"], row["words"][:21]) for row in dataset.refused] == [
        ("row 4", "We do not know this p"),
        ("row 5", "The same number stand"),
    ]


def test_the_file_may_name_the_city_as_it_likes() -> None:
    reading = a_reading(("Place 99", "limited_english", "es", 10, 5))
    made = lay_down_dataset(
        described=SURVEY, reading=reading, by=None, at=MONDAY, whole_city="place 99"
    )
    assert made.estimates.get().area is None


def test_a_file_of_nothing_but_strangers_is_not_kept() -> None:
    with pytest.raises(NothingRead):
        a_draft(("Boston", "limited_english", "es", 10, 5))
    assert not Dataset.objects.exists()


def test_an_area_taken_off_the_list_does_not_turn_into_the_city() -> None:
    area = an_area()
    dataset = a_dataset(("Saltmarsh", "limited_english", "es", 10, 5))
    remove_area(area=area, by=None, at=TUESDAY)
    assert not dataset.estimates.exists()


def test_areas_together_have_the_margin_of_a_sum() -> None:
    # 30² + 40² = 50²
    first, second = an_area(), an_area("old-quay", "Old Quay")
    dataset = a_dataset(
        ("Saltmarsh", "limited_english", "es", 300, 30),
        ("Old Quay", "limited_english", "es", 400, 40),
        ("Old Quay", "limited_english", "ht", 80, 20),
    )
    found = {
        one.language: one.limited
        for one in counted(dataset=dataset, areas=[first, second]).languages
    }
    assert found["es"] == Figure(700, 50)
    # Saltmarsh says nothing about Haitian Creole: nobody knows how far the sum is off.
    assert found["ht"] == Figure(80, None)


def test_a_language_is_not_added_to_its_own_group() -> None:
    dataset = a_dataset(
        ("", "limited_english", "chinese", 900, 90),
        ("", "limited_english", "yue", 400, 30),
        ("", "limited_english", "es", 100, 40),
    )
    # 400 + 100; 30² + 40² = 50²
    assert counted(dataset=dataset).limited == Figure(500, 50)


def test_a_law_and_the_numbers_say_which_languages_are_owed() -> None:
    a_dataset()
    found = languages_owed(basis=a_safe_harbor())
    assert [(one.language, one.verdict) for one in found.owed] == [
        ("es", Verdict.YES),
        ("ht", Verdict.CLOSE),
        ("km", Verdict.NO),
    ]
    assert found.owed[1].chance == pytest.approx(0.6915, abs=1e-4)


def test_a_law_with_a_share_needs_to_know_how_many_people_there_are() -> None:
    a_dataset(("", "limited_english", "es", 9, 3))
    with pytest.raises(NoEstimates):
        languages_owed(basis=a_safe_harbor())


def test_without_estimates_nobody_says_what_is_owed() -> None:
    with pytest.raises(NoEstimates):
        languages_owed(basis=a_safe_harbor())


@both
@pytest.mark.parametrize(
    "wrong",
    [
        {"is_controlled": True, "margin": 5},
        {"measure": "people", "language": "es"},
        {"measure": "speakers", "language": ""},
    ],
)
def test_the_database_keeps_what_an_estimate_promises(wrong: dict[str, object]) -> None:
    dataset = a_draft()
    said = {"measure": "limited_english", "language": "vi", "value": 3, "margin": 1} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.create(dataset=dataset, **said)


@both
def test_one_place_has_one_number_of_a_kind() -> None:
    dataset, area = a_draft(), an_area()
    said = {"dataset": dataset, "measure": "limited_english", "language": "vi", "value": 3}
    for place in (None, area):
        Estimate.objects.create(area=place, **said)
        with pytest.raises(IntegrityError), transaction.atomic():
            Estimate.objects.create(area=place, **said)


@both
def test_one_file_of_a_table_is_in_use() -> None:
    a_dataset()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dataset.objects.filter(pk=a_draft().pk).update(
            status=Dataset.Status.CURRENT, brought_in_at=MONDAY
        )


@both
@pytest.mark.django_db(transaction=True)
def test_of_two_files_brought_in_at_once_one_is_in_use_in_the_end(tmp_path: Path) -> None:
    drafts = [a_draft(), a_draft(("", "limited_english", "es", 9, 3))]

    def bring(draft: Dataset) -> str:
        try:
            bring_in_dataset(dataset=draft, by=None, at=TUESDAY)
        except (BroughtInMeanwhile, WrongState) as told:
            return type(told).__name__
        return "done"

    with many_hands(tmp_path):
        answers = at_once(lambda: bring(drafts[0]), lambda: bring(drafts[1]))
        statuses = apart(lambda: list(Dataset.objects.values_list("status", flat=True)))
    # The second waits and replaces the first, or is told: then hers is still a draft.
    other = "replaced" if answers == ["done", "done"] else "draft"
    assert "done" in answers
    assert sorted(statuses) == sorted(["current", other])


@both
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_file_back_at_once_one_is_told(tmp_path: Path) -> None:
    first, second = a_dataset(), a_dataset(("", "limited_english", "es", 9, 3))

    def undo() -> str:
        try:
            take_dataset_back(dataset=Dataset.objects.get(pk=second.pk), by=None, at=TUESDAY)
        except WrongState:
            return "told"
        return "done"

    with many_hands(tmp_path):
        assert sorted(at_once(undo, undo)) == ["done", "told"]
        assert apart(lambda: Dataset.objects.current().get()) == first
