"""What was released stays written down as it was, each table chained to the one before."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.ledger.models import Correction, Publication, SealedFigure
from xenia.ground.ledger.operations.publication import publish
from xenia.ground.ledger.publications import digest_of
from xenia.ground.ledger.queries.verifying import problems
from xenia.ground.ledger.tests.makers import NEW_YEAR

pytestmark = pytest.mark.django_db


def a_publication(title: str = "People helped") -> Publication:
    """A table of two cells, one of them suppressed."""
    return publish(
        title=title,
        period="2026",
        released_on=date(2027, 1, 20),
        cells=[({"language": "ht"}, Decimal(120)), ({"language": "so"}, None)],
        by=None,
        at=NEW_YEAR,
    )


def test_a_table_is_kept_as_it_was_released() -> None:
    publication = a_publication()
    publication.refresh_from_db()
    assert publication.cells == [
        {"cell": {"language": "ht"}, "value": 120},
        {"cell": {"language": "so"}, "value": "suppressed"},
    ]
    assert AuditEvent.objects.get(action="ledger.published").record_id == publication.pk


def test_each_publication_follows_the_one_before() -> None:
    first, second = a_publication(), a_publication("People helped, by month")
    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.digest)
    assert problems() == []


def test_what_is_written_down_beside_a_table_is_chained_too_and_older_digests_stay() -> None:
    older = a_publication()
    # Reckoned by the rule of before: number, title, period, day, cells and the digest of the one before.
    said = {
        "number": 1,
        "title": older.title,
        "period": older.period,
        "released_on": "2027-01-20",
        "cells": older.cells,
        "previous": "",
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    assert older.digest == hashlib.sha256(text.encode()).hexdigest()
    older.population = "people served, 2026"
    assert digest_of(older) != older.digest


def test_a_table_without_cells_is_no_publication() -> None:
    with pytest.raises(ValueError, match="no cells"):
        publish(
            title="Nothing", period="2026", released_on=date(2027, 1, 20), cells=[], by=None,
            at=NEW_YEAR,
        )  # fmt: skip


CHANGES: dict[str, Callable[[], object]] = {
    "update": lambda: Publication.objects.update(title="Another"),
    "delete": lambda: Publication.objects.all().delete(),
}
OVER = {
    "sqlite": "INSERT OR REPLACE INTO ledger_publication SELECT * FROM ledger_publication",
    "postgresql": "TRUNCATE ledger_publication",
}


@pytest.mark.both_databases
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_what_was_published(change: str) -> None:
    publication = a_publication()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CHANGES[change]()
    publication.refresh_from_db()
    assert publication.title == "People helped"


@pytest.mark.both_databases
def test_nobody_writes_over_it_or_empties_the_table() -> None:
    a_publication()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(OVER[connection.vendor])
    assert Publication.objects.count() == 1


@pytest.mark.both_databases
def test_the_triggers_stand_after_all_migrations() -> None:
    asked = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        guarded = {row[0] for row in cursor.fetchall()}
    assert {model._meta.db_table for model in (Publication, SealedFigure, Correction)} <= guarded
