"""Both directions of a pair are one row of the list; a direction alone has an arrow, and words for who hears it."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from xenia.work.language_access import operations
from xenia.work.language_access.operations import Pair
from xenia.work.language_access.queries.in_words import lines_of
from xenia.work.language_access.tests.makers import MONDAY, ON, a_clinic, an_interpreter, checked
from xenia.work.language_access.tests.test_roster_pages import LIST, PAPER, page

pytestmark = pytest.mark.django_db


def rows(*people: Any, reader: str = "en") -> list[tuple[str, str, str]]:
    return [
        (row["home"], "⇄" if row["both"] else ">" if row["out"] else "<", row["names"])
        for line in lines_of(people, ON, reader)
        for row in line["rows"]
    ]


def test_both_directions_are_one_row_and_languages_of_one_kind_stand_together() -> None:
    ana = an_interpreter("es", "pt-br", "kea")
    assert rows(ana) == [
        (
            "English",
            "⇄",
            "Cape Verdean Creole (Kabuverdianu), Portuguese (Brazil), Spanish",
        )
    ]


def test_what_differs_stands_apart() -> None:
    ana = an_interpreter("es", "kea")
    checked(ana, from_language="es")
    assert [row[2] for row in rows(ana)] == ["Spanish", "Cape Verdean Creole (Kabuverdianu)"] or [
        row[2] for row in rows(ana)
    ] == ["Cape Verdean Creole (Kabuverdianu)", "Spanish"]


def test_one_way_is_said_with_an_arrow_and_in_words() -> None:
    ana = an_interpreter("ar", dialect="Sudanese")
    said: dict[str, Any] = {"interpreter": ana, "by": None, "at": MONDAY}
    operations.add_language_pair(pair=Pair("fr", "en", ["written"]), **said)
    operations.add_language_pair(pair=Pair("en", "it", ["written"]), **said)
    operations.add_language_pair(pair=Pair("mam", "es", ["phone"]), both_ways=True, **said)
    assert set(rows(ana)) == {
        ("English", "⇄", "Arabic (Sudanese)"),
        ("English", "<", "French"),
        ("English", ">", "Italian"),
        ("Spanish", "⇄", "Mam"),
    }
    _clinic, clerk = a_clinic()
    for where in (LIST, PAPER):
        content = page(clerk, where)
        assert "Only from French into English" in content
        assert "Only from English into Italian" in content
        assert "English and Arabic (Sudanese), both ways" in content


def test_a_credential_of_one_direction_parts_the_two() -> None:
    ana = an_interpreter("es")
    checked(ana, from_language="es", both_ways=False)
    assert set(rows(ana)) == {("English", "<", "Spanish"), ("English", ">", "Spanish")}


def test_an_arrow_points_the_way_one_reads() -> None:
    ana = an_interpreter()
    operations.add_language_pair(
        interpreter=ana, pair=Pair("fr", "en", ["written"]), by=None, at=MONDAY
    )
    (line,) = lines_of([ana], ON, "en")
    (row,) = line["rows"]
    for reader, arrow in (("en", "→"), ("ar", "←")):
        with override(reader):
            content = render_to_string("language_access/_languages.html", {"row": row})
        assert [sign for sign in "→←" if sign in content] == [arrow]


def test_a_line_of_forty_languages_is_one_row() -> None:
    clinic, _clerk = a_clinic()
    codes = ("kea", "ht", "so", "am", "ti", "om", "sw", "ps", "fa", "ur", "bn", "hi", "my", "km")
    line = an_interpreter(
        *codes, ways=("phone",), kind="vendor_line", organization=clinic, hours=()
    )
    assert len(rows(line)) == 1
