"""The phrases of the search are made once and kept in a file that every process reads."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from pytest_django import Settings

from xenia.ground.common.text import units
from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search import phrases_made
from xenia.registers.directory.search.expand import expand
from xenia.registers.directory.search.flat_file import OtherFile, read_parts
from xenia.registers.directory.search.kept_phrases import FILE, book_if_kept, kept_book, key_of
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.tests.search_makers import a_book

QUESTIONS = (
    ("englsh lessons", "en"),
    ("aprender ingles", "es"),
    ("mari mwen bat mwen", "ht"),
    ("英语课", "zh-hans"),
    ("thuế", "vi"),
    ("foodpantry", "en"),
)


def with_a_word(words: str) -> Taxonomy:
    """The small taxonomy, in which food is also called so."""
    terms = dict(a_book().taxonomy.terms)
    english = terms["food"].wordings["en"]
    grown = {**terms["food"].wordings, "en": replace(english, words=(*english.words, words))}
    terms["food"] = replace(terms["food"], wordings=grown)
    return Taxonomy(terms)


def likest(words: str, book: PhraseBook) -> str:
    found = expand(words, language="en", book=book)
    return found.matches[0].code if found.matches else ""


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Notes each time that phrases are made instead of read."""
    made: list[int] = []

    def noted(taxonomy: Taxonomy) -> phrases_made.Made:
        made.append(1)
        return really(taxonomy)

    really = phrases_made.phrases_made
    monkeypatch.setattr(phrases_made, "phrases_made", noted)
    return made


def test_phrases_are_made_once_and_then_read(tmp_path: Path, makings: list[int]) -> None:
    for _process in range(3):
        kept_book(a_book().taxonomy, tmp_path)
    assert len(makings) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["phrases.bin", "phrases.bin.lock"]


def test_what_is_read_is_what_was_made(tmp_path: Path) -> None:
    kept_book(a_book().taxonomy, tmp_path)
    read = kept_book(a_book().taxonomy, tmp_path)
    assert dict(read.senses) == dict(a_book().senses)
    for words, language in QUESTIONS:
        assert expand(words, language=language, book=read) == expand(
            words, language=language, book=a_book()
        )
        pieces = units(words)
        assert [read.weight(one) for one in pieces] == [a_book().weight(one) for one in pieces]


@pytest.mark.parametrize("at", [0, 9, 20, 500, -1])
def test_a_damaged_file_is_made_anew(tmp_path: Path, makings: list[int], at: int) -> None:
    kept_book(a_book().taxonomy, tmp_path)
    damaged = bytearray((tmp_path / FILE).read_bytes())
    damaged[at] ^= 0xFF
    (tmp_path / FILE).write_bytes(damaged)
    assert likest("hungry", kept_book(a_book().taxonomy, tmp_path)) == "food"
    assert len(makings) == 2


@pytest.mark.parametrize("content", [b"", b"xenflat1", b"not ours at all", b"\0" * 4096])
def test_a_file_that_is_not_ours_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(OtherFile):
        read_parts(tmp_path / FILE, key_of(a_book().taxonomy))
    assert likest("hungry", kept_book(a_book().taxonomy, tmp_path)) == "food"
    assert book_if_kept(a_book().taxonomy, tmp_path)


def test_half_a_file_is_made_anew(tmp_path: Path, makings: list[int]) -> None:
    kept_book(a_book().taxonomy, tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    kept_book(a_book().taxonomy, tmp_path)
    assert len(makings) == 2
    assert (tmp_path / FILE).read_bytes() == whole


def test_a_word_of_the_offices_own_makes_it_anew(tmp_path: Path) -> None:
    before = kept_book(a_book().taxonomy, tmp_path)
    grown = with_a_word("zorglub")
    assert not book_if_kept(grown, tmp_path)
    after = kept_book(grown, tmp_path)
    assert likest("zorglub", after) == "food"
    # Who has the old file open goes on reading it.
    assert likest("zorglub", before) == ""
    assert likest("hungry", before) == "food"


def test_the_same_phrase_elsewhere_in_the_taxonomy_is_another_file() -> None:
    taxonomy = a_book().taxonomy
    backwards = Taxonomy({code: taxonomy.terms[code] for code in reversed(tuple(taxonomy.terms))})
    assert key_of(taxonomy) != key_of(backwards)
    assert key_of(taxonomy) == key_of(Taxonomy(dict(taxonomy.terms)))


def _made_by_a_process(folder: Path) -> tuple[int, int]:
    kept_book(a_book().taxonomy, folder)
    found = (folder / FILE).stat()
    return found.st_ino, found.st_mtime_ns


def test_of_processes_that_begin_at_once_one_makes_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        seen = list(pool.map(_made_by_a_process, [tmp_path] * 3))
    assert len(set(seen)) == 1
    assert book_if_kept(a_book().taxonomy, tmp_path)


@pytest.mark.django_db
def test_nobodys_search_waits_until_new_phrases_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    # Here, because a process begun by another test has no database to read models from.
    from xenia.registers.directory.search import office

    settings.INDEX_FOLDER = tmp_path
    monkeypatch.setattr(office, "load_taxonomy", lambda _folder: a_book().taxonomy)
    monkeypatch.setattr(office, "with_own_words", lambda: with_a_word("zorglub"))
    monkeypatch.setattr(office, "FRESH_FOR", 0.0)
    monkeypatch.setattr(office, "_Kept", type("_Kept", (office._Kept,), {"book": None}))
    first = office.office_book()
    monkeypatch.setattr(office, "_stamp", lambda: (1, None))
    assert office.office_book() is first
    kept = office.keep_office_book()
    assert office.office_book() is kept
    assert likest("zorglub", kept) == "food"
