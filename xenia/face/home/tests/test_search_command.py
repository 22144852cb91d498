"""`xenia search` shows what a resident would find, and says what it did not understand."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.reference.operations import describe_office, draw_area
from xenia.registers.directory.operations import add_location, add_organization, add_service
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy
from xenia.registers.directory.search.keeping import index_everything

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
COLUMNS = {"id", "name", "description", "organization", "shown_name", "why"}


@pytest.fixture
def pantry(db: None, settings: Any, tmp_path: Any) -> None:
    """One food pantry, a mile from the harbor."""
    settings.INDEX_FOLDER = tmp_path
    describe_office(by=None, at=MONDAY, name="Office", short_name="O", jurisdiction_name="Town")
    draw_area(
        code="harbor",
        name="Harbor",
        latitude=42.35,
        longitude=-70.92,
        zip_points={"09901": (42.35, -70.92)},
        by=None,
        at=MONDAY,
    )
    load_own_taxonomy(at=MONDAY)
    kitchen = add_organization(by=None, at=MONDAY, name="Canal Kitchen", kind="school")
    house = add_location(by=None, at=MONDAY, name="House", latitude=42.36, longitude=-70.92)
    add_service(
        organization=kitchen,
        by=None,
        at=MONDAY,
        name="Food pantry",
        description="Food for a week.",
        locations=[house],
        terms=["food.pantry"],
    )
    index_everything()


def search(*typed: str) -> str:
    """What the command prints."""
    said = io.StringIO()
    call_command("search", *typed, stdout=said)
    return said.getvalue()


def test_people_see_the_distance_and_no_language_before_the_reasons(
    pantry: None, capsys: pytest.CaptureFixture[str]
) -> None:
    search("food", "--near", "09901")
    near = capsys.readouterr().out
    assert "Food pantry" in near
    assert "0.7 mi" in near
    assert "English:" not in near
    search("food")
    assert " mi" not in capsys.readouterr().out


def test_machines_read_the_same_columns_as_ever(pantry: None) -> None:
    rows = json.loads(search("food", "--near", "09901", "--json"))
    assert [set(row) for row in rows] == [COLUMNS]


def test_a_place_nobody_knows_is_said(pantry: None) -> None:
    heard = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("search", "food", "--near", "Atlantis", stderr=heard)
    assert ended.value.returncode == 2
    assert "We do not know “Atlantis”" in heard.getvalue()
