"""`xenia import-population` says what would come in, brings it in, and goes back."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.registers.population.models import Dataset
from xenia.registers.population.queries import newest_dataset

pytestmark = pytest.mark.django_db

ROWS = "language,measure,estimate,moe\nes,lep,2300,329\nKlingon,lep,5,2\n"
SURVEY = ("--table", "households", "--last-year", "2025", "--first-year", "2025")


def run(capsys: pytest.CaptureFixture[str], *words: Any) -> tuple[int, str]:
    """Exit status and what was printed."""
    status = 0
    try:
        call_command("import_population", *map(str, words))
    except CommandError as ended:
        status = ended.returncode
    printed = capsys.readouterr()
    return status, " ".join((printed.out + printed.err).split())


def a_file(folder: Path, text: str, name: str = "survey.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run(capsys, a_file(tmp_path, ROWS), *SURVEY, "--dry-run")
    assert status == 1
    assert "row 3: We do not know this language. Write its English name." in said
    assert "Nothing was changed." in said
    assert not Dataset.objects.exists()


def test_a_file_comes_in_replaces_the_one_before_and_goes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = run(capsys, a_file(tmp_path, "language,estimate,moe\nes,2300,329\n"), *SURVEY)
    first = newest_dataset()
    assert (status, first.years if first else "") == (0, "2025")
    newer = a_file(tmp_path, "language,estimate,moe\nes,2400,300\n", "newer.csv")
    _, said = run(capsys, newer, *SURVEY, "--dry-run")
    assert "It would replace the file of" in said
    run(capsys, newer, *SURVEY)
    assert newest_dataset() != first
    status, said = run(capsys, newer, *SURVEY, "--undo")
    assert (status, newest_dataset()) == (0, first)
    assert "in use again" in said


def test_the_census_form_names_its_own_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = [["NAME", "C16001_005E", "C16001_005M"], ["Place 99", "2300", "329"]]
    path = a_file(tmp_path, json.dumps(answer), "answer.json")
    status, _ = run(capsys, path, "--whole-city", "Place 99")
    dataset = Dataset.objects.get()
    assert (status, dataset.table, dataset.years) == (0, "C16001", "2020–2024")
    assert "2020-2024" in dataset.citation


@pytest.mark.parametrize("text", ["", "shoe,size\nleft,38\n", "language,estimate\nKlingon,3\n"])
def test_what_holds_nothing_is_status_2(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = run(capsys, a_file(tmp_path, text), *SURVEY)
    assert status == 2
    assert not Dataset.objects.exists()


def test_a_file_that_is_not_there_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, tmp_path / "no.csv")[0] == 2


def test_nothing_to_take_back_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, a_file(tmp_path, ROWS), *SURVEY, "--undo")[0] == 2
