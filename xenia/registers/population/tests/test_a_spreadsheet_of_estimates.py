"""A spreadsheet with any headings, in any order, written as offices write numbers."""

import pytest

from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.files import read_file
from xenia.registers.population.reading import ReadEstimate, Reading


def read(*lines: str) -> Reading:
    return read_file("\n".join(lines).encode(), last_year=2024)


def only(*lines: str) -> ReadEstimate:
    reading = read(*lines)
    assert not reading.refused, [str(one.reason) for one in reading.refused]
    (one,) = reading.estimates
    return one


def test_a_tidy_file() -> None:
    one = only("area,language,measure,estimate,moe", "Saltmarsh,ht,limited_english,1200,150")
    assert one == ReadEstimate("row 2", "Saltmarsh", "limited_english", "ht", 1200, 150)


def test_a_messy_file_with_a_title_and_a_note_above() -> None:
    one = only(
        "Limited English in our city",
        "",
        "Est.;Margin of Error (90%);Neighborhood;Language spoken at home;Subject",
        '"1,200";±150;Saltmarsh;Haitian Creole;LEP',
    )
    assert (one.place, one.language, one.value, one.margin) == ("Saltmarsh", "ht", 1200, 150)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Kreyòl ayisyen", "ht"),
        ("HAITIAN", "ht"),
        ("Cape Verdean Creole", "kea"),
        ("Chinese (incl. Mandarin, Cantonese)", "chinese"),
        ("Cantonese", "yue"),
        ("Portuguese", "pt-br"),
        ("french-haitian-cajun", "french-haitian-cajun"),
        ("French, Haitian, or Cajun", "french-haitian-cajun"),
        ("العربية", "ar"),
    ],
)
def test_a_language_is_known_by_its_names(said: str, key: str) -> None:
    assert only("language;estimate;moe", f"{said};10;5").language == key


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("", "limited_english"),
        ("LEP", "limited_english"),
        ('Speak English less than "very well"', "limited_english"),
        ("Speakers", "speakers"),
    ],
)
def test_a_measure_is_known_by_its_names(said: str, measure: str) -> None:
    assert only("language;measure;estimate", f"es;{said};10").measure == measure


def test_all_people_have_no_language() -> None:
    one = only("language;measure;estimate;moe", ";Population 5 years and over;10000;*****")
    assert (one.measure, one.language, one.is_controlled) == ("people", "", True)


def test_without_a_margin_it_is_not_known() -> None:
    one = only("language,estimate,moe", "es,10,")
    assert (one.margin, one.is_controlled) == (None, False)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Klingon,lep,10,5", "We do not know this language. Write its English name."),
        ("es,lep,many,5", "This is no whole number of people."),
        ("es,lep,-3,5", "This is no whole number of people."),
        (
            "es,lep,10,wide",
            "This is no margin of error. Write a number such as 120, or leave it empty.",
        ),
        (
            "es,shoes,10,5",
            "We do not know this measure. Write limited English, speakers or people.",
        ),
    ],
)
def test_a_row_that_cannot_come_in_says_why_and_the_others_do(row: str, reason: str) -> None:
    reading = read("language,measure,estimate,moe", row, "ht,lep,10,5")
    assert [one.language for one in reading.estimates] == ["ht"]
    assert [(one.where, str(one.reason)) for one in reading.refused] == [("row 2", reason)]


def test_a_table_without_languages_is_refused() -> None:
    with pytest.raises(NotReadable) as refused:
        read("shoe,size", "left,38")
    assert "language and estimate" in str(refused.value.sentence)
