"""A search finds nothing: the office learns words and needs, and nothing about anybody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.ground.keys.models import NamedKey
from xenia.ground.ledger.models import Entry
from xenia.ground.translations.tests.at_once import at_once, many_hands
from xenia.registers.directory.models import HeardWords, TermWord, UnansweredWords, UnmetNeed
from xenia.registers.directory.operations import unanswered
from xenia.registers.directory.operations.unanswered import (
    hear_words,
    map_words,
    note_unanswered,
    say_no_need,
    say_unmet,
    tidy_unanswered,
    undo_decision,
)
from xenia.registers.directory.search.index import rebuild
from xenia.registers.directory.search.office import keep_office_book, open_office_index
from xenia.registers.directory.tests.makers import a_colleague, desk_of
from xenia.registers.directory.tests.search_makers import a_listing, ask
from xenia.registers.directory.unanswered_words import words_to_keep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
# The first noon of a period of 30 days, so that a fortnight lies in one of them.
FIRST = datetime.fromordinal(739950 // 30 * 30 + 30).replace(hour=17, tzinfo=UTC)
PAGE = "/en/desk/directory/unanswered/"


def on_day(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def heard(words: str = "kat idantite", *days: int, language: str = "ht") -> UnansweredWords | None:
    """What is kept after these words found nothing on some days."""
    for day in days:
        hear_words(typed=words, language=language, at=on_day(day))
    return UnansweredWords.objects.first()


def waiting_words(words: str = "kat idantite") -> UnansweredWords:
    kept = heard(words, 0, 1, 2)
    assert kept is not None
    return kept


def test_words_are_kept_only_when_they_come_on_three_days() -> None:
    assert heard("kat idantite", 0, 1) is None
    assert HeardWords.objects.count() == 2
    kept = heard("Kat  IDANTITE 2026!", 3)
    assert kept is not None
    assert (kept.words, kept.days, kept.language) == ("kat idantite", 3, "ht")
    # What was remembered to get there is gone.
    assert not HeardWords.objects.exists()


def test_until_then_nobody_can_read_them() -> None:
    heard("kat idantite", 0)
    row = HeardWords.objects.values().get()
    assert "kat" not in str(row)
    assert set(row) == {"id", "digest", "heard_on"}


def test_one_browser_that_repeats_itself_is_one_day() -> None:
    for _again in range(20):
        heard("kat idantite", 0, 1)
    assert (HeardWords.objects.count(), UnansweredWords.objects.count()) == (2, 0)


def test_kept_words_count_each_further_day_once() -> None:
    waiting_words()
    kept = heard("kat idantite", 2, 3, 3, 4, 4)
    assert kept is not None
    assert (kept.days, UnansweredWords.objects.count(), HeardWords.objects.count()) == (5, 1, 0)


def test_the_same_words_of_readers_of_two_languages_are_two() -> None:
    heard("permis", 0, 1, language="fr")
    heard("permis", 2, language="ht")
    assert not UnansweredWords.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "maria.lopez@example.org",
        "call 617 555 0142",
        "A 123-456-789",
        "٠١٢٣٤٥٦",
        "https://example.org/help",
        "my name is maria lopez and i live on orchard street with my sister",
        "我的名字叫李明住在果园街十二号请帮我",
        "7",
        "?!",
        "x" * 70,
    ],
)
def test_what_could_be_about_one_person_is_never_kept(typed: str) -> None:
    assert words_to_keep(typed) is None
    heard(typed, 0, 1, 2, 3)
    assert not HeardWords.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kat idantite 12", "kat idantite"),
        ("cédula", "cédula"),
        ("申请绿卡", "申请绿卡"),
        ("l'école", "l'école"),
    ],
)
def test_what_is_kept_can_be_read_and_has_no_digits(typed: str, words: str) -> None:
    assert (words_to_keep(typed) or ("", ""))[0] == words


def test_a_flood_stops_at_the_days_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_A_DAY", 3)
    for word in ("ala", "bebe", "chacha", "dodo", "esplik"):
        heard(word, 0)
    assert HeardWords.objects.count() == 3


def test_the_key_lives_thirty_days_and_then_the_hashes_are_gone() -> None:
    heard("kat idantite", 0)
    names = NamedKey.objects.filter(name__startswith="directory.unanswered:")
    assert names.count() == 1
    tidy_unanswered(on_day(29))
    assert (names.count(), HeardWords.objects.count()) == (1, 1)
    tidy_unanswered(on_day(30))
    assert (names.count(), HeardWords.objects.count()) == (0, 0)


def test_what_nobody_decided_in_a_year_is_forgotten() -> None:
    waiting_words()
    tidy_unanswered(on_day(360))
    assert UnansweredWords.objects.exists()
    tidy_unanswered(on_day(370))
    assert not UnansweredWords.objects.exists()


def test_a_need_we_know_and_have_nothing_for_is_counted_without_words() -> None:
    for _twice in range(2):
        note_unanswered(words="kat idantite", language="ht", terms=["food.wic"], at=on_day(0))
    row = UnmetNeed.objects.get()
    assert (row.term, row.language, row.times) == ("food.wic", "ht", 2)
    assert not HeardWords.objects.exists()
    tidy_unanswered(on_day(0))
    assert not Entry.objects.exists()
    for _twice in range(2):
        tidy_unanswered(on_day(1))
    entry = Entry.objects.get()
    assert (entry.kind, entry.quantity, entry.language) == ("directory.unmet_need", 2, "ht")
    assert entry.need == "public-benefits"


def test_a_machine_that_asks_all_day_does_not_make_a_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_TIMES", 5)
    for _again in range(9):
        note_unanswered(words="", language="en", terms=["food.wic"], at=on_day(0))
    assert UnmetNeed.objects.get().times == 5


def test_a_word_a_person_maps_is_found_by_everybody_at_once(
    tmp_path: Path, settings: Settings
) -> None:
    settings.INDEX_FOLDER = tmp_path
    listing = a_listing("Wic office", terms=["food.wic"])
    rebuild([listing], tmp_path)
    keep_office_book()
    words = waiting_words("zorglub frobnik")
    assert ask(open_office_index(), "zorglub frobnik", "ht").total == 0
    kept = map_words(waiting=words, term="food.wic", by=a_colleague(), at=on_day(3))
    keep_office_book()
    assert ask(open_office_index(), "zorglub frobnik", "ht").total == 1
    undo_decision(decided=kept, by=a_colleague(), at=on_day(3))
    keep_office_book()
    assert ask(open_office_index(), "zorglub frobnik", "ht").total == 0
    assert not TermWord.objects.exists()


def test_an_unmet_need_is_counted_and_taken_back() -> None:
    by = a_colleague()
    words = waiting_words()
    say_unmet(waiting=words, term="food.wic", by=by, at=on_day(3))
    assert [entry.quantity for entry in Entry.objects.all()] == [3]
    undo_decision(decided=words, by=by, at=on_day(4))
    assert sum(entry.quantity for entry in Entry.objects.all()) == 0


def test_words_that_are_no_need_do_not_come_again() -> None:
    say_no_need(waiting=waiting_words("asdf"), by=a_colleague(), at=on_day(3))
    heard("asdf", 4, 5, 6)
    assert UnansweredWords.objects.get().status == "no need"


def test_whoever_decides_second_is_told() -> None:
    by = a_colleague()
    words = waiting_words()
    map_words(waiting=words, term="food.wic", by=by, at=on_day(3))
    with pytest.raises(WrongState):
        say_no_need(waiting=words, by=by, at=on_day(3))


def test_the_queue_is_worked_through_on_its_page() -> None:
    desk = desk_of(a_colleague())
    empty = desk.get(PAGE)
    assert "Nothing is here" in empty.content.decode()
    words = waiting_words()
    assert "kat idantite" in desk.get(PAGE).content.decode()
    page = f"{PAGE}{words.pk}/"
    missing = desk.post(page, {"act": "map", "term": ""})
    assert "Choose what people mean" in missing.content.decode()
    assert desk.post(page, {"act": "map", "term": "food.wic"}).status_code == 302
    assert TermWord.objects.get().words == "kat idantite"
    assert "kat idantite" in desk.get(f"{PAGE}?show=known").content.decode()
    lines = desk.get("/en/desk/directory/unanswered.csv?show=known").content.decode()
    assert "ht,kat idantite,3" in lines
    assert desk.post(f"{page}undo/").status_code == 302
    assert UnansweredWords.objects.get().status == "waiting"


def test_a_caseworker_does_not_see_the_queue() -> None:
    assert desk_of(a_colleague(role=Role.CASEWORKER)).get(PAGE).status_code == 403


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_the_third_day_comes_for_two_people_at_once(tmp_path: Path) -> None:
    heard("kat idantite", 0, 1)
    with many_hands(tmp_path):
        at_once(*[lambda: heard("kat idantite", 2)] * 2)
        kept = at_once(UnansweredWords.objects.get)[0]
    assert kept.days == 3


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_day_goes_into_the_ledger_once_whoever_counts_it(tmp_path: Path) -> None:
    note_unanswered(words="", language="en", terms=["food.wic"], at=on_day(0))
    with many_hands(tmp_path):
        at_once(*[lambda: tidy_unanswered(on_day(1))] * 2)
        assert at_once(Entry.objects.count) == [1]
