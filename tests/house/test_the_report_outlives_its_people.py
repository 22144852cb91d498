"""The numbers of the report are the same before and after every client is shredded and the year is sealed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sample_city import history
from sample_city.build import build_city
from tests.house.test_what_the_year_counts import NOON, Walk, two_years
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys.models import SubjectKey
from xenia.ground.ledger.models import Entry, Year
from xenia.ground.ledger.operations.sealing import seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.vault.subjects import shred_many
from xenia.insight.reports.engine import measure_all
from xenia.registers.clients.models import Client

pytestmark = pytest.mark.django_db
YEAR, NEW_YEAR = 2026, datetime(2027, 3, 4, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


def everything_said() -> dict[str, Any]:
    """Every measure of the year."""
    found = measure_all(YEAR)
    return {code: (one.numbers, one.unnamed, one.has_data) for code, one in found.items()}


def everybody_leaves() -> None:
    """Nobody can read a client any more."""
    people = list(SubjectKey.objects.values_list("pk", flat=True))
    assert len(people) >= Client.objects.count() > 0
    shred_many(people, by=None, at=NEW_YEAR, reason="asked")


def two_people_seal() -> None:
    """The year is locked, and sealed."""
    first, second = a_user(Role.DIRECTOR), a_user(Role.COUNSEL)
    year = Year.objects.get(year=YEAR)
    lock_year(year=year, by=first, at=NEW_YEAR)
    propose_sealing(year=year, by=first, at=NEW_YEAR)
    seal_year(year=year, by=second, at=NEW_YEAR)
    assert not Entry.objects.filter(on__year=YEAR).exclude(token=None).exists()


def the_report_outlives_them() -> dict[str, Any]:
    """What the report said at first, and still says in the end."""
    at_first = everything_said()
    everybody_leaves()
    assert everything_said() == at_first
    two_people_seal()
    assert everything_said() == at_first
    return at_first


def test_of_a_year_made_by_hand() -> None:
    two_years(Walk())
    said = the_report_outlives_them()
    assert said["legal.people"][0]["direct", "TOTAL"] == 3
    assert said["legal.people"][0]["referred", "TOTAL"] == 3


def test_of_a_share_of_the_sample_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MONTHS", 6)
    monkeypatch.setattr(history, "SHARE", 0.15)
    build_city(at=NOON)
    assert len(list(history.write_history(at=NOON))) == 6
    said = the_report_outlives_them()
    assert sum(has_data for _numbers, _unnamed, has_data in said.values()) > 40
