"""The index changes while people search, and nobody ever sees half of it."""

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from xenia.registers.directory.search import entries
from xenia.registers.directory.search.facts_file import FILE
from xenia.registers.directory.search.index import NoIndex, open_index, rebuild, update
from xenia.registers.directory.tests.search_makers import (
    a_book,
    a_directory,
    a_listing,
    a_place,
    ask,
    names,
    service_id,
)

FIRST = a_listing("First house", terms=["law"])
SECOND = a_listing("Second house", terms=["law"])


def found_in(folder: Path) -> list[str]:
    result = ask(open_index(folder, book=a_book()), "legal help", page_size=100)
    return names(result, FIRST, SECOND)


def test_without_an_index_we_are_told_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="rebuild"):
        open_index(tmp_path / "nowhere", book=a_book())
    with pytest.raises(NoIndex, match="rebuild"):
        update(tmp_path / "nowhere", [FIRST], book=a_book())


def test_a_change_is_seen_by_the_next_question(tmp_path: Path) -> None:
    before = a_directory(tmp_path, FIRST)
    update(tmp_path, [SECOND, {**FIRST, "cost": "free"}], book=a_book())
    after = open_index(tmp_path, book=a_book())
    assert sorted(found_in(tmp_path)) == ["First house", "Second house"]
    assert ask(after, cost_free=True).total == 1
    # Whoever still answers a question keeps the state she began with.
    assert (ask(before).total, ask(after).total) == (1, 2)
    assert open_index(tmp_path, book=a_book()) is after


def test_a_deleted_service_is_gone_and_its_row_is_used_again(tmp_path: Path) -> None:
    a_directory(tmp_path, FIRST, SECOND)
    update(tmp_path, [], [service_id("First house"), UUID(int=1)], book=a_book())
    assert found_in(tmp_path) == ["Second house"]
    size = open_index(tmp_path, book=a_book()).facts.size
    update(tmp_path, [FIRST], book=a_book())
    assert sorted(found_in(tmp_path)) == ["First house", "Second house"]
    assert open_index(tmp_path, book=a_book()).facts.size == size


def test_a_service_that_no_longer_says_something_no_longer_has_it(tmp_path: Path) -> None:
    rich = {
        **FIRST,
        "evening": True,
        "places": [a_place(1)],
        "schedules": [
            {"byday": "1MO", "freq": "MONTHLY", "opens_at": "09:00", "closes_at": "10:00"}
        ],
    }
    a_directory(tmp_path, rich)
    update(tmp_path, [FIRST], book=a_book())
    index = open_index(tmp_path, book=a_book())
    assert ask(index, evening=True).total == 0
    assert ask(index, point=(42.0, -71.0)).hits[0].miles is None


def test_changes_and_a_new_index_lead_to_the_same_answers(tmp_path: Path) -> None:
    listings = [
        a_listing(f"House {number}", terms=["law"], assured_on="2026-01-01") for number in range(30)
    ]
    a_directory(tmp_path / "at once", *listings)
    a_directory(tmp_path / "by and by", *listings[:10])
    for number in range(10, 30, 5):
        update(tmp_path / "by and by", listings[number : number + 5], book=a_book())
    answers = [
        names(ask(open_index(folder, book=a_book()), "legal help", page_size=50), *listings)
        for folder in (tmp_path / "at once", tmp_path / "by and by")
    ]
    assert answers[0] == answers[1]


def test_a_service_named_twice_is_indexed_once(tmp_path: Path) -> None:
    index = a_directory(tmp_path, FIRST, {**FIRST, "cost": "free"})
    assert (ask(index).total, ask(index, cost_free=True).total) == (1, 1)


def test_an_interrupted_rebuild_leaves_the_old_index(tmp_path: Path) -> None:
    a_directory(tmp_path, FIRST)

    def broken() -> Iterator[dict[str, Any]]:
        yield SECOND
        raise OSError("the power failed")

    with pytest.raises(OSError, match="power"):
        rebuild(broken(), tmp_path, book=a_book())
    assert found_in(tmp_path) == ["First house"]
    assert not list(tmp_path.glob("making-*"))


def test_old_states_are_cleared_away(tmp_path: Path) -> None:
    for _time in range(4):
        a_directory(tmp_path, FIRST)
    assert len(list(tmp_path.glob("state-*"))) == 2


def test_a_damaged_index_asks_to_be_made_anew(tmp_path: Path) -> None:
    a_directory(tmp_path, FIRST)
    update(tmp_path, [SECOND], book=a_book())
    for file in tmp_path.glob(f"state-*/{FILE}"):
        file.write_bytes(b"\0\0\0\0\0\0\0\2{}")
    with pytest.raises(NoIndex):
        open_index(tmp_path, book=a_book())
    rebuild([FIRST], tmp_path, book=a_book())
    assert found_in(tmp_path) == ["First house"]


def test_progress_is_told_and_the_count_comes_back(tmp_path: Path) -> None:
    told: list[int] = []
    listings = [a_listing(f"House {number}") for number in range(1200)]
    assert rebuild(listings, tmp_path, progress=told.append, book=a_book()) == 1200
    assert told == [500, 1000, 1200]


def test_people_search_while_the_worker_writes(tmp_path: Path) -> None:
    a_directory(tmp_path, FIRST, SECOND)
    answers: set[int] = set()
    problems: list[Exception] = []
    stop = threading.Event()

    def reader() -> None:
        while not stop.is_set():
            try:
                answers.add(ask(open_index(tmp_path, book=a_book()), "legal help").total)
            except Exception as problem:  # noqa: BLE001 - whatever it is, the test shows it
                problems.append(problem)
                return

    threads = [threading.Thread(target=reader) for _each in range(2)]
    for thread in threads:
        thread.start()
    for number in range(5):
        rebuild([FIRST, SECOND], tmp_path, book=a_book())
        update(tmp_path, [{**FIRST, "cost": "free" if number % 2 else "low"}], book=a_book())
    stop.set()
    for thread in threads:
        thread.join()
    assert (problems, answers) == ([], {2})


def _change(folder: Path, number: int) -> None:
    update(folder, [a_listing(f"House {number}", terms=["law"])], book=a_book())


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    a_directory(tmp_path, FIRST)
    spawned = multiprocessing.get_context("fork")
    writers = [spawned.Process(target=_change, args=(tmp_path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert ask(open_index(tmp_path, book=a_book()), "legal help").total == 5


def test_several_processes_make_the_same_entries_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listings = [a_listing(f"Class {number}", terms=["learn.class"]) for number in range(700)]
    alone = list(entries.entries_of(listings, a_book()))
    monkeypatch.setattr(entries, "WORTH_IT", 10)
    assert list(entries.entries_of(iter(listings), a_book())) == alone


def test_a_process_with_threads_makes_them_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "WORTH_IT", 1)
    monkeypatch.setattr(entries, "_may_fork", lambda: False)
    monkeypatch.setattr(entries, "ProcessPoolExecutor", None)
    assert len(list(entries.entries_of([a_listing("One"), a_listing("Two")], a_book()))) == 2
