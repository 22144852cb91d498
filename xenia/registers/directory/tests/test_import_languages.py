"""Languages in free text become the languages they are, with what was said about them."""

import pytest

from xenia.registers.directory.importers.languages import language_code, read_languages
from xenia.registers.directory.tests.importing import ONE_ORGANIZATION, ONE_SERVICE, of_files


def codes(text: str) -> list[str]:
    return [one.code for one in read_languages(text)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("English, Spanish & Haitian Creole", ["en", "es", "ht"]),
        ("English/Spanish", ["en", "es"]),
        ("Inglés y español", ["en", "es"]),
        ("Kreyòl", ["ht"]),
        ("Haitian-Creole", ["ht"]),
        ("Creole (Cape Verdean)", ["kea"]),
        ("Chinese (Mandarin and Cantonese)", ["cmn", "yue"]),
        ("Chinese (Cantonese), Chinese (Mandarin), Tagalog", ["yue", "cmn", "tl"]),
        ("spa; eng; hat", ["es", "en", "ht"]),
        ("en-US", ["en"]),
        ("ASL", ["ase"]),
        ("Tiếng Việt", ["vi"]),
        ("العربية", ["ar"]),
        ("粵語", ["yue"]),
        ("Languages spoken: English, Spanish", ["en", "es"]),
        ("english\nspanish", ["en", "es"]),
        ("None", []),
    ],
)
def test_a_cell_names_its_languages(cell: str, expected: list[str]) -> None:
    assert codes(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code", "note"),
    [
        ("Creole (limited)", "ht", "limited"),
        ("French: call ahead", "fr", "call ahead"),
        ("French: call ahead, ask for Marie", "fr", "call ahead, ask for Marie"),
        ("Spanish - Mon only", "es", "Mon only"),
        ("Spanish, by appointment only", "es", "by appointment only"),
        ("some Spanish", "es", "some"),
        ("Spanish-speaking staff", "es", "staff"),
        ("Arabic (Sudanese)", "ar", "Sudanese"),
    ],
)
def test_what_is_said_about_a_language_is_its_note(cell: str, code: str, note: str) -> None:
    (one,) = read_languages(cell)
    assert (one.code, one.note) == (code, note)


def test_a_language_we_do_not_know_keeps_its_name() -> None:
    (one,) = read_languages("Mixteco Bajo")
    assert (one.code, one.name) == ("", "Mixteco Bajo")


def test_chinese_alone_keeps_its_name_under_a_code_of_the_registry() -> None:
    (one,) = read_languages("Chinese")
    assert one.name == "Chinese"
    assert one.code.startswith("zh")


def test_a_code_is_known_by_name_or_tag() -> None:
    assert language_code("Spanish") == language_code("spa") == language_code("es-MX") == "es"
    assert language_code("136") == ""


def test_a_row_with_several_languages_becomes_several_records(tmp_path) -> None:  # type: ignore[no-untyped-def]
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": ONE_SERVICE,
            "languages.csv": 'id,service_id,language\n1,10,"English, Creole (limited)"\n2,10,136\n3,10,Mixteco Bajo\n4,10,English\n',
        },
    )
    assert [
        (one["code"], one.get("note")) for one in outcome.values("language") if "code" in one
    ] == [
        ("en", None),
        ("ht", "limited"),
    ]
    assert outcome.counts("languages.csv") == (4, 2, 1, 1)
    assert outcome.listed("languages.csv") == {2: "'136' is no language"}
    assert "'Mixteco Bajo' is no language we know: kept as it is written" in outcome.notes(
        "languages.csv"
    )
