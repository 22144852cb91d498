"""`xenia ledger verify` finds what somebody did to the ledger behind its back."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from xenia.ground.keys.named import destroy_named_key, make_named_key
from xenia.ground.ledger.extracts import file_of
from xenia.ground.ledger.models import Alias, Entry, Extract, Publication, Year
from xenia.ground.ledger.operations import record, record_legal
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.operations.extract import extract_ledger
from xenia.ground.ledger.operations.sealing import destroy_keys_of_sealed_years
from xenia.ground.ledger.queries.verifying import problems
from xenia.ground.ledger.tests.makers import (
    COUNTED,
    HELPED,
    LEGAL_HELPED,
    a_sealed_year,
    at_noon,
    help_somebody,
)
from xenia.ground.ledger.tests.test_publications import a_publication
from xenia.ground.ledger.tokens import key_name

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 1)
FEBRUARY = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def a_ledger_of_two_years(settings: Any, tmp_path: Path) -> None:
    """2026 is sealed; 2027 is open, its first two months are over."""
    settings.LEDGER_FOLDER = tmp_path
    help_somebody(on=date(2026, 5, 5))
    record(kind=COUNTED, on=date(2026, 5, 5), mode="phone")
    a_sealed_year()
    destroy_keys_of_sealed_years()
    help_somebody(on=FEBRUARY)
    record(kind=COUNTED, on=date(2027, 3, 9))
    for _number in range(12):
        record_legal(kind=LEGAL_HELPED, on=FEBRUARY, subject=uuid4(), case_type="family")
    close_and_rewrite(at_noon(2027, 3, 10))
    a_publication()
    a_publication("Second")
    extract_ledger()


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Somebody with all rights took the triggers away."""
    rules = import_module("xenia.ground.ledger.migrations.0003_append_only")
    with connection.cursor() as cursor:
        for statement in rules.ALLOW[connection.vendor]:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in rules.REFUSE[connection.vendor]:
            cursor.execute(statement)


def write(**said: Any) -> None:
    """An entry that no operation wrote."""
    Entry.objects.create(**{"kind": HELPED, "grain": "month", "on": FEBRUARY, "turn": 1} | said)


def some_token() -> dict[str, Any]:
    return {"token": uuid4(), "is_named": True}


def an_alias_in_2026() -> None:
    Alias.objects.create(year=2026, stream="service", absorbed=uuid4(), kept=uuid4())


def another_key() -> None:
    destroy_named_key(key_name("service", 2027))
    make_named_key(key_name("service", 2027))


def scribble(month: date) -> None:
    file_of(month).chmod(0o600)
    file_of(month).write_bytes(b"not what it was")


DONE: dict[str, tuple[str, Callable[[], object]]] = {
    "an unknown kind": ("kinds", lambda: write(kind="nobody.knows", token=None)),
    "a strange stream": ("kinds", lambda: write(kind=COUNTED, stream="legal")),
    "a strange dimension": ("dimensions", lambda: write(kind=COUNTED, language="ht")),
    "a token too many": ("tokens", lambda: write(kind=COUNTED, **some_token())),
    "a token too few": ("tokens", write),
    "a token left": (
        "sealed years",
        lambda: Entry.objects.filter(on__year=2026, kind=HELPED).update(**some_token()),
    ),
    "an alias left": ("sealed years", an_alias_in_2026),
    "a key left": ("sealed years", lambda: make_named_key(key_name("legal", 2026))),
    "a key lost": ("counting keys", lambda: destroy_named_key(key_name("service", 2027))),
    "another key": ("counting keys", another_key),
    "an entry too many": ("closed years", lambda: write(kind=COUNTED, on=date(2026, 5, 1))),
    "an entry changed": (
        "closed years",
        lambda: Entry.objects.filter(on__year=2026, kind=COUNTED).update(quantity=2),
    ),
    "a day left": (
        "closed months",
        lambda: write(kind=COUNTED, grain="day", on=date(2027, 2, 27)),
    ),
    "a day beside the month": ("closed months", lambda: write(kind=COUNTED, on=date(2027, 2, 27))),
    "a small legal month": (
        "closed months",
        lambda: write(kind=LEGAL_HELPED, stream="legal", on=date(2027, 1, 1), **some_token()),
    ),
    "a file changed": ("extracts", lambda: scribble(FEBRUARY)),
    "a sealed file changed": ("extracts", lambda: scribble(date(2026, 5, 1))),
    "a file missing": ("extracts", lambda: file_of(FEBRUARY).unlink()),
    "a file too many": ("extracts", lambda: file_of(date(2024, 1, 1)).write_bytes(b"")),
    "a file with tokens": ("extracts", lambda: Extract.objects.update(token_years=[2026])),
}


def test_a_ledger_that_was_only_used_is_whole() -> None:
    assert problems() == []
    said = StringIO()
    call_command("ledger", "verify", stdout=said)
    assert "The ledger is whole." in said.getvalue()


@pytest.mark.parametrize("what", DONE)
def test_what_was_done_behind_its_back_shows(what: str) -> None:
    check, do = DONE[what]
    do()
    assert check in {problem.check for problem in problems()}


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (1, {"cells": [{"cell": {}, "value": 121}]}),
        (2, {"title": "Another"}),
        (2, {"previous": "f" * 64}),
        (2, {"number": 3}),
    ],
)
def test_a_publication_that_was_changed_shows(
    unguarded: None, number: int, changes: dict[str, Any]
) -> None:
    Publication.objects.filter(number=number).update(**changes)
    assert {problem.check for problem in problems()} == {"publications"}


def test_a_publication_that_was_taken_away_shows(unguarded: None) -> None:
    Publication.objects.filter(number=1).delete()
    assert {problem.check for problem in problems()} == {"publications"}


def test_the_command_says_so_and_ends_with_status_1() -> None:
    write(kind="nobody.knows")
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("ledger", "verify", "--json", stdout=said)
    assert ended.value.returncode == 1
    (problem,) = json.loads(said.getvalue())["problems"]
    assert problem["check"] == "kinds"
    assert "nobody.knows" in problem["said"]


def test_a_locked_year_is_watched_too() -> None:
    Year.objects.filter(year=2026).update(status="locked")
    write(kind=COUNTED, on=date(2026, 5, 1), quantity=5)
    assert "closed years" in {problem.check for problem in problems()}
