"""`xenia match` plans the weeks of a file, without an office."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from xenia.work.language_access.tests.test_instances import OURS


def said(*typed: str) -> str:
    out = io.StringIO()
    call_command("match", *typed, stdout=out)
    return out.getvalue()


def test_a_machine_reads_who_goes_where_and_how_long_it_took() -> None:
    (week,) = json.loads(said(str(OURS), "--json"))
    assert len(week["assignments"]) == week["filled"] == 7
    assert set(week["assignments"][0]) == {"request", "interpreter", "start"}
    assert week["weight"] == 11
    assert week["share_of_max_filled"] == week["share_of_max_priority_weight"] == 1.0
    assert 0 < week["seconds"] < 1


def test_a_person_reads_a_table() -> None:
    told = said(str(OURS))
    assert "100.0%" in told
    assert "seconds" in told


WRONG_FILES = {
    "nothing": ("", "is not JSON"),
    "words": ("who goes where?", "is not JSON"),
    "a number": ("5", "holds no week"),
    "no weeks": ("[]", "holds no week"),
    "no lists": ("[{}]", "instance 0: 'interpreters' must be a list"),
    "a week that is a word": ('["week"]', "instance 0: 'interpreters' must be a list"),
    "an empty person": (
        '[{"interpreters": [{}], "requests": []}]',
        "instance 0, interpreters, entry 0: 'cert' is missing",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    file = tmp_path / "weeks.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as ended:
        said(str(file))
    assert ended.value.returncode == 2
    heard = capsys.readouterr().err
    assert sentence in heard
    assert len(heard.splitlines()) == 1


CHANGES = {
    "an unknown mode": ("requests", "mode", "telepathy", "the mode 'telepathy' is none of"),
    "no time at all": ("requests", "dur", 0, "'dur' must be 1 or more"),
    "half a slot": ("requests", "starts", [1.5], "1.5 is not a whole number"),
    "a start in another age": ("requests", "starts", [10**12], "is not a whole number up to"),
    "a zone nobody knows": ("requests", "zone", 9, "a zone is not in 'zone_travel_slots'"),
    "a window without an end": ("interpreters", "av", [[3]], "cannot be understood"),
    "the same id twice": ("interpreters", "id", 1, "have the same id"),
    "no zone": ("interpreters", "zone", None, "None is not a whole number"),
}


@pytest.mark.parametrize(("where", "field", "value", "sentence"), CHANGES.values(), ids=CHANGES)
def test_one_wrong_entry_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    where: str,
    field: str,
    value: object,
    sentence: str,
) -> None:
    weeks = json.loads(OURS.read_text(encoding="utf-8"))
    weeks[0][where][0][field] = value
    file = tmp_path / "weeks.json"
    file.write_text(json.dumps(weeks), encoding="utf-8")
    with pytest.raises(CommandError):
        said(str(file))
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError) as ended:
        said("nowhere.json")
    assert ended.value.returncode == 2
    assert capsys.readouterr().err == "nowhere.json cannot be opened: No such file or directory.\n"


def test_no_office_is_needed_and_none_is_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "xenia", "match", str(OURS), "--json"],
        env=environment | {"XENIA_DATA": str(data)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout)[0]["filled"] == 7
    assert not data.exists()
