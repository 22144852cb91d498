"""Another taxonomy comes in beside Xenia's own."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.shared import shared_folder
from xenia.registers.directory.models import TaxonomyTerm

pytestmark = pytest.mark.django_db


def brought(path: Path) -> dict[str, object]:
    out = StringIO()
    # Rows left out end the command with status 1, which a call from Python raises.
    with suppress(CommandError):
        call_command("import_taxonomy", path, "--name", "county", "--json", stdout=out)
    said: dict[str, object] = json.loads(out.getvalue())
    return said


def test_a_county_brings_its_own_list_and_broken_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "id,term,parent_id,own_code\n1,Food,,food\n2,Pantry,1,\n3,Lost,99,\n2,Again,,\n4,,,\n",
        "utf-8",
    )
    said = brought(path)
    assert said["terms"] == 2
    assert said["listed"] == [
        {"row": 4, "reason": "its parent '99' is not in the file"},
        {"row": 5, "reason": "the code '2' stands there twice"},
        {"row": 6, "reason": "the term has no code or no name"},
    ]
    pantry = TaxonomyTerm.objects.get(name="Pantry")
    assert pantry.parent is not None
    assert pantry.parent.own_code == "food"


def test_bringing_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("code,name\na,Health\n", "utf-8")
    brought(path)
    first = TaxonomyTerm.objects.get(name="Health").pk
    brought(path)
    assert TaxonomyTerm.objects.get(name="Health").pk == first


def test_a_real_list_of_terms_comes_in_whole() -> None:
    path = shared_folder("hsds") / "sample-dc-hsds2-csv" / "taxonomy_terms.csv"
    said = brought(path)
    listed = said["listed"]
    assert isinstance(said["terms"], int)
    assert isinstance(listed, list)
    assert said["terms"] + len(listed) == 433
