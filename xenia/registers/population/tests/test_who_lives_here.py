"""Tables of who lives here come in by the words of their rows, never by a line's number."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.reference.operations import choose_languages
from xenia.registers.population.files import read_file
from xenia.registers.population.models import Characteristic, Dataset
from xenia.registers.population.operations import (
    Described,
    bring_in_dataset,
    lay_down_dataset,
    take_dataset_back,
)
from xenia.registers.population.queries import (
    characteristics,
    countries_of_birth,
    newest_dataset,
    topics_in_use,
)
from xenia.registers.population.tests.makers import MONDAY, a_dataset, an_area

pytestmark = pytest.mark.django_db
Topic = Characteristic.Topic
PLACE = "Lindenport city, Massachusetts"
# B05006 in 2024: 1 all, 47 Asia, 120 Cabo Verde, 147 Haiti. In 2019 line 138 is Haiti, and 147 El Salvador.
# Source: U.S. Census Bureau, ACS 5-year tables, labels of 2019 and 2024.
OURS = {1: (30_000, 900), 147: (6_400, 810), 120: (5_100, 700), 49: (2_000, 320)}
LABELS_2019 = {
    "B05006_138E": "Estimate!!Total:!!Americas:!!Latin America:!!Caribbean:!!Haiti",
    "B05006_138M": "Margin of Error!!Total:!!Americas:!!Latin America:!!Caribbean:!!Haiti",
    "B05006_147E": "Estimate!!Total:!!Americas:!!Latin America:!!Central America:!!El Salvador",
    "B05006_109E": "Estimate!!Total:!!Africa:!!Western Africa:!!Cape Verde",
    "NAME": "Geographic Area Name",
}


def answer(table: str, numbers: Mapping[int, tuple[float, float]], place: str = PLACE) -> bytes:
    """What the API answers."""
    head, row = ["NAME"], [place]
    for line, (value, margin) in numbers.items():
        head += [f"{table}_{line:03d}E", f"{table}_{line:03d}M"]
        row += [str(value), str(margin)]
    return json.dumps([[*head, "state", "place"], [*row, "25", "07000"]]).encode()


def brought_in(
    data: bytes, table: str, *, year: int = 2024, labels: bytes | None = None
) -> Dataset:
    reading = read_file(data, last_year=year, labels=labels)
    described = Described("Survey", table, year - 4, year, "U.S. Census Bureau.")
    made = lay_down_dataset(
        described=described, reading=reading, whole_city=PLACE, by=None, at=MONDAY
    )
    return bring_in_dataset(dataset=made, by=None, at=MONDAY)


def test_countries_of_birth_come_in_with_their_margins() -> None:
    brought_in(answer("B05006", OURS), "B05006")
    found = [(one.country, one.figure.value, one.figure.margin) for one in countries_of_birth()]
    assert found == [("HT", 6400, 810), ("CV", 5100, 700), ("CN", 2000, 320)]
    all_together = characteristics(Topic.BIRTHPLACE)
    assert all_together
    first = all_together.rows[0]
    assert (first.code, first.who, first.depth) == ("", "foreign_born", 0)
    assert topics_in_use() == [Topic.BIRTHPLACE]


def test_another_year_is_read_by_its_labels_and_the_same_country_has_the_same_code() -> None:
    data = answer("B05006", {138: (5_000, 400), 147: (900, 200), 109: (4_000, 300)})
    with pytest.raises(NotReadable):
        read_file(data, last_year=2019)
    labels = json.dumps({"variables": {k: {"label": v} for k, v in LABELS_2019.items()}}).encode()
    brought_in(data, "B05006", year=2019, labels=labels)
    before = {one.country: one.code for one in countries_of_birth()}
    brought_in(answer("B05006", OURS), "B05006")
    now = {one.country: one.code for one in countries_of_birth()}
    assert before["HT"] == now["HT"] == "americas/latin-america/caribbean/haiti"
    assert before["CV"] == now["CV"] == "africa/western-africa/cabo-verde"
    assert before["SV"].endswith("/el-salvador")


def test_lines_by_citizenship_never_come_in() -> None:
    data = answer(
        "B05005",
        {1: (31_000, 0), 2: (9_000, 500), 4: (8_000, 450), 5: (2_000, 90), 6: (6_000, 400)},
    )
    brought_in(data, "B05005")
    rows = Characteristic.objects.values_list("who", "code", "value")
    assert set(rows) == {
        ("", "", Decimal(31_000)),
        ("", "entered-2010-or-later", Decimal(9_000)),
        ("foreign_born", "entered-2010-or-later", Decimal(8_000)),
    }
    kept = Path("xenia/registers/population/data/characteristic_lines.csv").read_text()
    assert "itizen" not in kept


def test_a_median_keeps_its_tenth_and_a_mark_is_no_number() -> None:
    brought_in(answer("B05004", {1: (33.1, 0.3), 7: (41.3, -555555555)}), "B05004")
    ages = {one.who: one.figure for one in characteristics(Topic.MEDIAN_AGE).rows}  # type: ignore[union-attr]
    assert (ages[""].value, ages[""].margin) == (33.1, 0.3)
    assert (ages["foreign_born"].value, ages["foreign_born"].margin) == (41.3, 0.0)
    reading = read_file(answer("B06011", {5: (-666666666, -222222222)}), last_year=2024)
    assert (reading.characteristics, len(reading.refused)) == ([], 1)


def test_education_poverty_and_income_tell_whom_they_count() -> None:
    data = answer(
        "B06012", {1: (90_000, 500), 2: (15_000, 700), 17: (30_000, 900), 18: (6_000, 600)}
    )
    brought_in(data, "B06012")
    found = characteristics(Topic.POVERTY, who=Characteristic.Who.FOREIGN_BORN)
    assert found
    assert [(one.code, one.figure.value) for one in found.rows] == [
        ("", 30_000),
        ("below-100-percent-of-the-poverty-level", 6_000),
    ]
    assert characteristics(Topic.EDUCATION) is None


def test_a_spreadsheet_with_topics_comes_in_and_every_bad_row_is_named() -> None:
    an_area()
    text = (
        "Topic,Who,Row,Area,Estimate,Margin of error\n"
        'birthplace,,Americas > Caribbean > Haiti,,"6,400",±810\n'
        "birthplace,,Americas > Caribbean > Haiti,Saltmarsh,900,200\n"
        "education,foreign born,Bachelor's degree,,4000,400\n"
        "shoe size,,,,4,\n"
        "education,martians,,,4,\n"
        "education,,,,many,\n"
        "education,,,,4,some\n"
        "birthplace,,Americas > Caribbean > Haiti,,1,\n"
    )
    made = brought_in(text.encode(), "own")
    assert made.geography == Dataset.Geography.BOTH
    assert [one["where"] for one in made.refused] == ["row 5", "row 6", "row 7", "row 8", "row 9"]
    assert [one.country for one in countries_of_birth()] == ["HT"]
    row = Characteristic.objects.get(topic=Topic.EDUCATION)
    assert (row.who, row.code, row.margin) == ("foreign_born", "bachelor-s-degree", Decimal(400))


def test_a_table_of_topics_takes_no_place_of_languages_and_goes_back() -> None:
    languages = a_dataset()
    made = brought_in(answer("B05006", OURS), "B05006")
    assert newest_dataset() == languages
    take_dataset_back(dataset=made, by=None, at=MONDAY)
    assert characteristics(Topic.BIRTHPLACE) is None


def test_the_pages_show_who_lives_here_in_the_readers_words() -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    browser = Browser()
    browser.force_login(a_user(Role.POLICY_ANALYST))
    assert "No table is here yet" in browser.get("/en/desk/population/people/").content.decode()
    made = brought_in(answer("B05006", OURS), "B05006")
    brought_in(answer("B05004", {7: (41.3, 0.4)}), "B05004")
    page = browser.get("/en/desk/population/people/").content.decode()
    for words in ("Haiti", "6,400", "±810", "41.3", "Born in another country"):
        assert words in page, words
    page = browser.get(f"/en/desk/population/files/{made.pk}/").content.decode()
    assert "Haiti" in page
    assert browser.get("/ar/desk/population/people/").status_code == 200
