"""Single values are put right by their kind; what cannot be used is left out and said."""

import pytest

from xenia.registers.directory.importers.bilingual import split_languages
from xenia.registers.directory.importers.days import read_day, read_year
from xenia.registers.directory.importers.values import read_value


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("url", "www.saltmarsh.example", "https://www.saltmarsh.example"),
        ("url", "http://saltmarsh.example/a?b=1", "http://saltmarsh.example/a?b=1"),
        ("url", "https//saltmarsh.example", "https://saltmarsh.example"),
        ("url", "N/A", ""),
        ("email", "mailto:info@saltmarsh.example", "info@saltmarsh.example"),
        ("email", "<info@saltmarsh.example>", "info@saltmarsh.example"),
        ("age", "18 months", 1.5),
        ("age", "12", 12.0),
        ("money", "$1,200.50", "1200.50"),
        ("count", "3.0", 3),
        ("flag", "Y", True),
        ("flag", "no", False),
        ("answer", "No", "no"),
        ("service_status", "Temporarily_Closed", "temporarily closed"),
        ("service_status", "", ""),
        ("country", "United States", "US"),
        ("moment", "2023-03-15T10:30:45.123Z", "2023-03-15T10:30:45.123000+00:00"),
    ],
)
def test_values_as_people_write_them(kind: str, cell: str, value: object) -> None:
    reading = read_value(kind, cell)
    assert reading.value == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("url", "javascript:alert(1)"), ("url", "see our page"), ("email", "call us"), ("age", "200"), ("age", "-1"),
     ("money", "-5"), ("count", "many"), ("flag", "perhaps"), ("day", "soon"), ("year", "long ago")],
)  # fmt: skip
def test_what_cannot_be_used_is_left_out_and_said(kind: str, cell: str) -> None:
    reading = read_value(kind, cell)
    assert reading.value in ("", None)
    assert cell in reading.note


def test_a_status_nobody_knows_is_not_shown_as_open() -> None:
    reading = read_value("service_status", "zombie")
    assert reading.value == "inactive"
    assert "zombie" in reading.note


def test_a_second_web_address_is_not_lost() -> None:
    assert read_value("url", "www.a.org; www.b.org").more == ("https://www.b.org",)


@pytest.mark.parametrize(
    ("cell", "iso"),
    [("12/24/2015", "2015-12-24"), ("12/24/15", "2015-12-24"), ("24/12/2015", "2015-12-24"), ("2005-01-01", "2005-01-01"),
     ("January 01, 1970", "1970-01-01"), ("24 Dec 2015", "2015-12-24"), ("1 de enero de 2020", "2020-01-01")],
)  # fmt: skip
def test_days(cell: str, iso: str) -> None:
    day = read_day(cell)
    assert day
    assert day.iso == iso


def test_the_year_one_means_every_year() -> None:
    day = read_day("January 01, 0001")
    assert day
    assert (day.iso, day.in_words) == ("", "January 1")


def test_a_year_of_a_date() -> None:
    assert read_year("January 01, 1970") == (1970, True)
    assert read_year("2011") == (2011, False)


@pytest.mark.parametrize(
    ("cell", "english", "tag", "other"),
    [
        ("English class / Clase de inglés", "English class", "es", "Clase de inglés"),
        ("Clase de inglés / English class", "English class", "es", "Clase de inglés"),
        ("English class / 英语课", "English class", "zh-hans", "英语课"),
        ("Free legal help | Èd legal gratis", "Free legal help", "ht", "Èd legal gratis"),
    ],
)
def test_two_languages_in_a_cell_are_parted_when_that_is_sure(
    cell: str, english: str, tag: str, other: str
) -> None:
    assert split_languages(cell) == (english, {tag: other})


@pytest.mark.parametrize(
    "cell",
    [
        "AC / DC",
        "Men / Women",
        "ESL / ESOL",
        "Services for youth / and adults",
        "One / Two / Three",
    ],
)
def test_otherwise_the_cell_stays_as_it_is(cell: str) -> None:
    assert split_languages(cell) is None
