"""Catalogues follow the code: translations are kept, new texts come in, those that are gone go."""

from pathlib import Path

import polib
import pytest

from xenia.ground.translations.collecting import Message
from xenia.ground.translations.flat_files import (
    ENGLISH_PLURALS,
    SHIPPED,
    form_count,
    is_draft,
    is_translated,
    merge,
    plural_rule,
    read_catalogue,
)
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry


def entries(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in read_catalogue(path)}


def test_a_new_catalogue_has_every_text_and_no_translation(tmp_path: Path) -> None:
    done = merge("ht", tmp_path / "ht.po", [Message("Help"), Message("Food", places={"a.py"})])
    assert (done.total, done.added, done.gone, done.is_changed) == (2, 2, 0, True)
    found = entries(tmp_path / "ht.po")
    assert list(found) == ["Food", "Help"]
    assert not any(is_translated(entry) for entry in found.values())
    assert found["Food"].occurrences == [("a.py", "")]


def test_a_merge_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "ht.po"
    a_catalogue("ht", an_entry("Help", "Èd"), an_entry("Gone", "Ale", is_draft=False)).save(
        str(path)
    )
    done = merge("ht", path, [Message("Help"), Message("Food")])
    assert (done.added, done.gone) == (1, 1)
    found = entries(path)
    assert found["Help"].msgstr == "Èd"
    assert is_draft(found["Help"])
    assert "Gone" not in path.read_text(encoding="utf-8")


def test_a_review_stays_and_fuzzy_becomes_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "ht.po"
    fuzzy = an_entry("Food", "Manje", is_draft=False)
    fuzzy.flags = ["fuzzy"]
    a_catalogue("ht", an_entry("Help", "Èd", is_draft=False), fuzzy).save(str(path))
    merge("ht", path, [Message("Help"), Message("Food")])
    found = entries(path)
    assert not is_draft(found["Help"])
    assert found["Food"].tcomment == "draft"
    assert found["Food"].flags == []


def test_a_second_merge_changes_nothing(tmp_path: Path) -> None:
    texts = [
        Message("%(n)s place", "%(n)s places", "", {"b.html", "a.py"}),
        Message("May", "", "a month"),
        Message("Two\nlines"),
    ]
    merge("ar", tmp_path / "ar.po", texts)
    before = (tmp_path / "ar.po").read_bytes()
    assert not merge("ar", tmp_path / "ar.po", reversed(texts)).is_changed
    assert (tmp_path / "ar.po").read_bytes() == before
    assert b"POT-Creation-Date" not in before
    assert b":12" not in before


@pytest.mark.parametrize("code", SHIPPED)
def test_a_catalogue_has_the_plural_rule_of_its_language(code: str, tmp_path: Path) -> None:
    merge(code, tmp_path / f"{code}.po", [Message("%(n)s day", "%(n)s days")])
    catalogue = read_catalogue(tmp_path / f"{code}.po")
    assert catalogue.metadata["Plural-Forms"] == plural_rule(code)
    assert len(catalogue[0].msgstr_plural) == form_count(code)


def test_a_language_without_a_known_rule_counts_as_english() -> None:
    assert plural_rule("mh") == ENGLISH_PLURALS


def test_a_text_that_gets_a_plural_is_translated_anew(tmp_path: Path) -> None:
    path = tmp_path / "ru.po"
    a_catalogue("ru", an_entry("%(n)s day", "%(n)s день")).save(str(path))
    merge("ru", path, [Message("%(n)s day", "%(n)s days")])
    entry = entries(path)["%(n)s day"]
    assert list(entry.msgstr_plural.values()) == ["", "", ""]
    assert entry.tcomment == ""
