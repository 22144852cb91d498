"""The notice over vital words has a line in each of the office's languages, and none that we invented."""

import csv

from xenia.ground.translations.flat_files import SHIPPED
from xenia.ground.translations.important import SENTENCES, important_lines
from xenia.ground.translations.tests.content import an_office_with_pages


def test_the_readers_own_line_comes_first() -> None:
    with an_office_with_pages("es", "ht", "ar"):
        assert [line.lang for line in important_lines("ar")] == ["ar", "es", "ht"]
        assert [line.direction for line in important_lines("ar")] == ["rtl", "ltr", "ltr"]


def test_a_language_nobody_has_said_it_in_is_left_out() -> None:
    with an_office_with_pages("kea", "ht"):
        assert [line.lang for line in important_lines("kea")] == ["ht"]


def test_every_language_we_ship_has_the_sentence_but_kabuverdianu() -> None:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert set(SHIPPED) - set(rows) == {"kea"}
    assert all(row["sentence"] for row in rows.values())
    assert {row["status"] for code, row in rows.items() if code != "en"} == {"draft"}
