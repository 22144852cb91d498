"""The two commands that keep the catalogues of the house in step with its code."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.translations.flat_files import SHIPPED, read_catalogue
from xenia.ground.translations.management.commands import check_translations, collect_messages

HOUSE = """
from django.utils.translation import gettext, ngettext
gettext("Help")
ngettext("%(n)s day", "%(n)s days", 2)
"""


@pytest.fixture(autouse=True)
def a_small_house(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "house"
    root.mkdir()
    (root / "views.py").write_text(HOUSE, encoding="utf-8")
    settings.LOCALE_SOURCES = tmp_path / "locale"
    for command in (check_translations, collect_messages):
        monkeypatch.setattr(command, "CODE", root)


def said(name: str, *options: str) -> tuple[int, str]:
    """Exit status and what was printed."""
    out = StringIO()
    try:
        call_command(name, *options, stdout=out, stderr=out)
    except CommandError as ended:
        return ended.returncode, out.getvalue()
    return 0, out.getvalue()


def test_collecting_begins_every_catalogue_we_ship(tmp_path: Path) -> None:
    status, text = said("collect_messages", "--json")
    assert status == 0
    assert {one["language"]: one["added"] for one in json.loads(text)} == dict.fromkeys(SHIPPED, 2)
    assert len(read_catalogue(tmp_path / "locale" / "ar.po")) == 2


def test_a_language_we_do_not_ship_can_begin_and_is_kept_in_step(tmp_path: Path) -> None:
    assert said("collect_messages", "uk")[0] == 0
    assert not (tmp_path / "locale" / "ht.po").exists()
    assert "uk " in said("collect_messages")[1]
    assert said("collect_messages", "xx")[0] == said("collect_messages", "en")[0] == 2


def test_the_check_says_what_is_missing_and_ends_with_1() -> None:
    said("collect_messages")
    status, text = said("check_translations")
    assert status == 1
    assert "ht       0 of 2 translated\n" in text
    assert "kea      0 of 2 translated, declared incomplete" in text
    assert "ht: 2 texts have no translation\n    '%(n)s day' has no translation" in text
    assert "kea:" not in text
    status, text = said("check_translations", "--json")
    assert status == 1
    assert {one["kind"] for one in json.loads(text)["problems"]} == {"blank"}


def test_the_check_is_content_with_whole_catalogues(tmp_path: Path) -> None:
    said("collect_messages")
    for code in SHIPPED:
        catalogue = read_catalogue(tmp_path / "locale" / f"{code}.po")
        for entry in catalogue:
            if entry.msgid_plural:
                entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "%(n)s …")
            else:
                entry.msgstr = "…"
        catalogue.save()
    status, text = said("check_translations")
    assert (status, text.count("2 of 2 translated")) == (0, len(SHIPPED))


def test_the_check_notices_code_that_moved_on(tmp_path: Path) -> None:
    said("collect_messages")
    (tmp_path / "house" / "views.py").write_text(HOUSE.replace("Help", "Find help"), "utf-8")
    text = said("check_translations")[1]
    assert "kea: 1 texts of the code are not in the catalogue: xenia collect-messages" in text
    assert "kea: 1 texts are no longer in the code: xenia collect-messages" in text
