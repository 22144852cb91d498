"""Two people, or two workers, do the same thing at the same moment: one wins, nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Alias, Entry, Night, Publication, SealedFigure, Year
from xenia.ground.ledger.operations import alias
from xenia.ground.ledger.operations.alias import AlreadyAbsorbed
from xenia.ground.ledger.operations.correction import correct_figure
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.ledger.operations.sealing import seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.ledger.publications import digest_of
from xenia.ground.ledger.queries.counting import individuals
from xenia.ground.ledger.queries.verifying import problems
from xenia.ground.ledger.tests.makers import (
    HELPED,
    NEW_YEAR,
    at_noon,
    help_somebody,
    keepers,
    people,
)
from xenia.ground.ledger.tests.test_publications import a_publication

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]

Outcome = TypeVar("Outcome")
BOTH_AT_ONCE = 20  # seconds until we give up waiting for the other


@pytest.fixture(autouse=True)
def many_hands(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once.

    SQLite's test databases lie in memory, where nobody waits for a lock as in the office: so their tables are copied to
    files, and everybody opens those.
    """
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    if connection.vendor != "sqlite":
        yield
        return
    places = {base: connections.settings[base] for base in ("default", "keys")}
    names = {base: place["NAME"] for base, place in places.items()}
    for base, place in places.items():
        office = tmp_path / f"{base}.sqlite3"
        with connections[base].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(office)])
        place["NAME"] = str(office)
    yield
    for base, place in places.items():
        place["NAME"] = names[base]


def apart(act: Callable[[], Outcome]) -> Outcome:
    """Do something on connections of its own."""
    (outcome,) = at_once([act])
    return outcome


def at_once(acts: list[Callable[[], Outcome]]) -> list[Outcome]:
    """Do all acts at the same moment, each on connections of its own."""
    start = Barrier(len(acts), timeout=BOTH_AT_ONCE)

    def one(act: Callable[[], Outcome]) -> Outcome:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_two_workers_keep_one_night() -> None:
    apart(help_somebody)
    kept = at_once([partial(keep_night, at_noon(2026, 3, 17)) for _ in range(3)])
    assert sorted(kept) == [False, False, True]
    assert apart(Night.objects.count) == 1


def test_nothing_is_lost_while_the_night_rewrites() -> None:
    apart(lambda: [help_somebody() for _ in range(20)])

    def keep() -> int:
        return int(keep_night(at_noon(2026, 3, 17)))

    def work() -> int:
        return len([help_somebody() for _ in range(25)])

    assert sum(at_once([keep, work, work, work])) == 76
    assert apart(Entry.objects.count) == 95
    assert apart(lambda: individuals(HELPED, 2026)[0].total) == 95
    assert not apart(Entry.objects.filter(turn=Entry.Turn.LEAVING).count)


def test_the_first_people_of_a_year_agree_on_its_key() -> None:
    person = uuid4()
    at_once([partial(help_somebody, person) for _ in range(4)])
    assert apart(lambda: individuals(HELPED, 2026)[0].total) == 1
    assert apart(Entry.objects.count) == 4


def test_an_entry_comes_in_before_the_lock_or_not_at_all() -> None:
    one, _other = apart(keepers)
    apart(lambda: help_somebody(on=date(2026, 5, 5)))

    def lock() -> int:
        lock_year(year=Year.objects.get(year=2026), by=one, at=NEW_YEAR)
        return 0

    def work() -> int:
        count = 0
        for _number in range(30):
            try:
                help_somebody(on=date(2026, 5, 5))
            except YearIsClosed:
                break
            count += 1
        return count

    counts = at_once([lock, work, work])
    year = apart(lambda: Year.objects.get(year=2026))
    assert year.entry_count == 1 + sum(counts) == apart(Entry.objects.count)
    assert apart(problems) == []


def test_two_people_who_seal_at_once_seal_once() -> None:
    one, other = apart(keepers)
    third, _fourth = apart(keepers)
    apart(lambda: help_somebody(on=date(2026, 5, 5)))
    apart(lambda: lock_year(year=Year.objects.get(year=2026), by=one, at=NEW_YEAR))
    apart(lambda: propose_sealing(year=Year.objects.get(year=2026), by=one, at=NEW_YEAR))

    def seal(by: Any) -> str:
        try:
            seal_year(year=Year.objects.get(year=2026), by=by, at=NEW_YEAR)
        except WrongState as wrong:
            return f"told it is {wrong.status}"
        return "sealed"

    assert sorted(at_once([partial(seal, other), partial(seal, third)])) == [
        "sealed",
        "told it is sealed",
    ]
    assert apart(problems) == []


def test_two_people_are_not_each_others_alias() -> None:
    one, other = people(2)
    apart(lambda: [help_somebody(person) for person in (one, other)])

    def merge(absorbed: Any, kept: Any) -> str:
        try:
            with transaction.atomic():
                alias(absorbed, kept)
        except AlreadyAbsorbed:
            return "told"
        return "merged"

    assert sorted(at_once([partial(merge, one, other), partial(merge, other, one)])) == [
        "merged",
        "told",
    ]
    assert apart(Alias.objects.count) == 1
    assert apart(lambda: individuals(HELPED, 2026)[0].total) == 1


def test_publications_at_once_stand_in_one_chain() -> None:
    at_once([partial(a_publication, f"Table {number}") for number in range(4)])
    chain = apart(lambda: list(Publication.objects.order_by("number")))
    assert [one.number for one in chain] == [1, 2, 3, 4]
    assert [one.previous for one in chain] == ["", *(one.digest for one in chain[:-1])]
    assert all(digest_of(one) == one.digest for one in chain)


def test_corrections_at_once_are_two_versions() -> None:
    one, other = apart(keepers)
    apart(lambda: help_somebody(on=date(2026, 5, 5)))
    apart(lambda: lock_year(year=Year.objects.get(year=2026), by=one, at=NEW_YEAR))
    apart(lambda: propose_sealing(year=Year.objects.get(year=2026), by=one, at=NEW_YEAR))
    apart(lambda: seal_year(year=Year.objects.get(year=2026), by=other, at=NEW_YEAR))
    figure = apart(lambda: SealedFigure.objects.filter(is_additive=True).earliest("pk"))
    made = at_once(
        [
            partial(correct_figure, figure=figure, change=n, reason="Late.", by=one, at=NEW_YEAR)
            for n in (1, 2, 3)
        ]
    )
    assert sorted(correction.version for correction in made) == [2, 3, 4]
