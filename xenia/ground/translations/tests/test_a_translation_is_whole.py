"""Holes, markup and plural forms of the source are in every translation."""

from pathlib import Path

import pytest

from xenia.ground.translations.checking import check_all, check_catalogue, faults
from xenia.ground.translations.collecting import Message
from xenia.ground.translations.flat_files import SHIPPED, merge
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry

HELP = {("", "Help"): Message("Help")}


def kinds(code: str, text: str, *translation: str, plural: str = "") -> list[str]:
    return [kind for kind, _what in faults(code, an_entry(text, *translation, plural=plural))]


@pytest.mark.parametrize(
    ("text", "translation", "wrong"),
    [
        ("Hello %(name)s", "Bonjou %(name)s", []),
        ("Hello %(name)s", "%(name)s, bonjou %(name)s", []),
        ("Hello %(name)s", "Bonjou", ["holes"]),
        ("Hello %(name)s", "Bonjou %(non)s", ["holes"]),
        ("Hello %(name)s", "Bonjou %(name) s", ["holes"]),
        ("Hello %(name)s", "Bonjou %(name)s 100%", ["holes"]),
        ("Hello %(name)s", "Bonjou %(name)s 100%%", []),
        ("%s of %s", "%s", ["holes"]),
        ("%s of %s", "%s sou %s", []),
        ("Between {low} and {high}", "{low} – {high}", []),
        ("Between {low} and {high}", "{low}", ["holes"]),
        ("100% free", "100% gratis", []),
        ("See <b>this</b>", "Gade <b>sa</b>", []),
        ("See <b>this</b>", "Gade sa", ["markup"]),
        ('<a href="/x">See</a>', '<a href="/y">Gade</a>', ["markup"]),
        ("a < b", "a < b", []),
    ],
)
def test_what_stands_in_the_holes_and_the_markup_is_kept(
    text: str, translation: str, wrong: list[str]
) -> None:
    assert kinds("ht", text, translation) == wrong


def test_every_plural_form_has_text() -> None:
    one, many = "%(n)s day", "%(n)s days"
    assert kinds("ru", one, "%(n)s день", "%(n)s дня", "%(n)s дней", plural=many) == []
    assert kinds("ru", one, "%(n)s день", "", "%(n)s дней", plural=many) == ["plural"]
    assert kinds("ru", one, "%(n)s день", "%(n)s дня", plural=many) == ["plural"]
    assert kinds("vi", one, "%(n)s ngày", plural=many) == []


def test_a_form_for_one_number_alone_may_leave_the_number_out() -> None:
    one, many = "%(n)s day", "%(n)s days"
    arabic = ["لا يوم", "يوم واحد", "يومان", "%(n)s أيام", "%(n)s يومًا", "%(n)s يوم"]
    assert kinds("ar", one, *arabic, plural=many) == []
    # The Russian first form stands for 1, 21, 31 as well; the French one for 0 and 1.
    assert kinds("ru", one, "один день", "%(n)s дня", "%(n)s дней", plural=many) == ["holes"]
    assert kinds("fr", one, "un jour", "%(n)s jours", plural=many) == ["holes"]
    assert kinds("es", one, "un día", "%(n)s días", plural=many) == []


def problems(code: str, *entries: str) -> list[str]:
    catalogue = a_catalogue(code, *(an_entry(text, "…") for text in entries))
    return [problem.kind for problem in check_catalogue(code, catalogue, HELP)]


def test_a_catalogue_is_in_step_with_the_code() -> None:
    assert problems("ht", "Help") == []
    assert problems("ht", "Help", "Gone") == ["gone"]
    assert problems("ht", "Gone") == ["new", "gone"]
    assert problems("ht") == ["file"]


def test_only_a_language_declared_incomplete_may_lack_translations() -> None:
    def blank(code: str) -> list[str]:
        catalogue = a_catalogue(code, an_entry("Help", ""))
        return [problem.kind for problem in check_catalogue(code, catalogue, HELP)]

    assert blank("ht") == ["blank"]
    assert blank("kea") == []


def test_an_incomplete_language_keeps_its_holes_too() -> None:
    messages = {("", "Hello %(name)s"): Message("Hello %(name)s")}
    catalogue = a_catalogue("kea", an_entry("Hello %(name)s", "Olá"))
    assert [one.kind for one in check_catalogue("kea", catalogue, messages)] == ["holes"]


def test_a_wrong_plural_rule_is_noticed() -> None:
    catalogue = a_catalogue("ru", an_entry("Help", "Помощь"))
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    assert [one.kind for one in check_catalogue("ru", catalogue, HELP)] == ["header"]


def test_a_whole_folder_is_checked(tmp_path: Path) -> None:
    root, folder = tmp_path / "house", tmp_path / "locale"
    root.mkdir()
    (root / "a.py").write_text(
        'from django.utils.translation import gettext\ngettext("Help")\n', "utf-8"
    )
    for code in SHIPPED[1:]:
        merge(code, folder / f"{code}.po", [Message("Help")])
    (folder / "xx.po").write_text("", encoding="utf-8")
    found, coverage = check_all(root, folder)
    by_language = {one.language: one.kind for one in found}
    assert by_language["es"] == "file"
    assert by_language["ht"] == "blank"
    assert by_language["xx"] == "file"
    assert "kea" not in by_language
    assert {one.language: one.is_incomplete for one in coverage}["kea"]
    assert all((one.total, one.translated) == (1, 0) for one in coverage)
