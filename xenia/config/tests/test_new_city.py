"""A real office is founded in a folder of its own, its key elsewhere, and never shares one with the sample city."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from xenia.config.data_folder import PROJECT, WrongKindOfData, claim, kind_of
from xenia.config.founding import (
    UnfitFolder,
    UnfitKey,
    lay_key,
    proposed_key,
    refuse_unfit_folder,
    time_zone_of,
)
from xenia.config.master_key import master_key_outside
from xenia.ground.common.master_key import read_master_keys

COUNTY = ["--name", "Somerset County Office for New Neighbors", "--place", "Somerset", "--county"]


def xenia(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as somebody would, beside another office's data folder."""
    ours = ("XENIA_", "DJANGO_SETTINGS_MODULE", "PYTEST")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-m", "xenia", *arguments],
        cwd=PROJECT,
        env=plain | {"XENIA_DATA": str(data)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_county_office_is_founded_by_one_command(tmp_path: Path) -> None:
    sample, home = tmp_path / "sample", tmp_path / "county"
    claim(sample, "sample")
    before = sorted(sample.iterdir())
    options = [*COUNTY, "--state", "MD", "--languages", "en,es,mh", "--json"]
    invite = ["--director-email", "ada@somerset.example", "--address", "https://somerset.example"]
    ended = xenia("new-city", str(home), *options, *invite, data=sample)
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout)
    assert said["languages"] == ["en", "es", "mh"]
    assert said["invitation"]["link"].startswith("https://somerset.example/en/")
    assert kind_of(home) == "city"
    assert sorted(sample.iterdir()) == before
    key = Path(said["key_file"])
    assert not key.is_relative_to(home)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert (home / "keys.sqlite3").exists()
    with sqlite3.connect(home / "default.sqlite3") as records:
        office = "SELECT name, jurisdiction, jurisdiction_name, state FROM reference_office"
        assert records.execute(office).fetchall() == [
            ("Somerset County Office for New Neighbors", "county", "Somerset", "MD")
        ]
        zips = "SELECT count(*) FROM reference_areazip"
        assert records.execute(zips).fetchone() == (said["zips"],)
    records.close()
    _the_sample_is_refused_there(home, key)
    _founding_again_is_refused(home, sample)


def _the_sample_is_refused_there(home: Path, key: Path) -> None:
    sample_settings = "xenia.config.settings.sample"
    ended = xenia("check", data=home, DJANGO_SETTINGS_MODULE=sample_settings)
    assert ended.returncode != 0
    assert "This folder holds the data of a city" in ended.stderr
    city = xenia("check", data=home, XENIA_MASTER_KEY_FILE=str(key))
    assert city.returncode == 0, city.stderr
    inside = home / "stolen.key"
    inside.write_bytes(key.read_bytes())
    refused = xenia("check", data=home, XENIA_MASTER_KEY_FILE=str(inside))
    assert "The master key lies inside the data folder" in refused.stderr
    inside.unlink()


def _founding_again_is_refused(home: Path, sample: Path) -> None:
    again = xenia("new-city", str(home), data=sample)
    assert again.returncode == 1
    assert "holds an office already" in again.stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--state", "XX"], "'XX' is no state"),
        (["--languages", "en,xx"], "unknown language tag 'xx'"),
        (["--place", "Boston"], "Name the state too"),
        (["--place", "Nowhere", "--state", "MA"], "No city called 'Nowhere'"),
        (["--zips", "02128,09901"], "No place is known for 09901"),
        (["--director-email", "ada"], "is no e-mail address"),
        (["--address", "somerset.example"], "begin it with https://"),
        (["--name", "x" * 201], "201 letters are too many"),
        (["--place", "x" * 121, "--zips", "02128"], "121 letters are too many"),
        (["--key-file", "{city}/master.key"], "cannot lie inside the data folder"),
    ],
)
def test_an_option_that_makes_no_sense_is_named_before_anything_is_made(
    tmp_path: Path, options: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import CommandError, call_command

    city = str(tmp_path / "city")
    with pytest.raises(CommandError, match=reason) as wrong:
        call_command("new_city", city, *(option.format(city=city) for option in options))
    assert wrong.value.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_place_where_no_folder_can_be_is_named_before_a_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear office", encoding="utf-8")
    elsewhere = ["--key-file", str(tmp_path / "master.key")]
    ended = xenia("new-city", str(tmp_path / "letter" / "city"), *elsewhere, data=tmp_path)
    assert ended.returncode == 2
    assert "letter is a file" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_a_sample_folder_becomes_no_city(tmp_path: Path) -> None:
    claim(tmp_path / "data", "sample")
    with pytest.raises(UnfitFolder, match="Sample and real data never share a folder"):
        refuse_unfit_folder(tmp_path / "data")
    with pytest.raises(WrongKindOfData, match="holds the data of a sample"):
        claim(tmp_path / "data", "city")


def test_a_city_folder_becomes_no_sample(tmp_path: Path) -> None:
    claim(tmp_path / "data", "city")
    with pytest.raises(WrongKindOfData, match="holds the data of a city"):
        claim(tmp_path / "data", "sample")


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear office", encoding="utf-8")
    with pytest.raises(UnfitFolder, match="is not empty"):
        refuse_unfit_folder(tmp_path)
    with pytest.raises(UnfitFolder, match="is a file"):
        refuse_unfit_folder(tmp_path / "letters.txt")


def test_no_office_is_founded_inside_another(tmp_path: Path) -> None:
    claim(tmp_path, "sample")
    with pytest.raises(UnfitFolder, match="lies inside the data folder"):
        refuse_unfit_folder(tmp_path / "a" / "city")


def test_an_empty_folder_and_one_begun_before_are_fit(tmp_path: Path) -> None:
    refuse_unfit_folder(tmp_path)
    refuse_unfit_folder(tmp_path / "new")
    claim(tmp_path / "new", "city")
    refuse_unfit_folder(tmp_path / "new")


def test_the_key_never_lies_in_the_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "city"
    assert not proposed_key(home).is_relative_to(home)
    with pytest.raises(UnfitKey, match="cannot lie inside the data folder"):
        lay_key(home / "keys" / "master.key", home)
    assert not home.exists()


def test_settings_refuse_a_key_in_the_data_folder_also_by_a_detour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "master.key").write_text("1 00", encoding="ascii")
    (tmp_path / "innocent.key").symlink_to(tmp_path / "data" / "master.key")
    monkeypatch.setenv("XENIA_MASTER_KEY_FILE", str(tmp_path / "innocent.key"))
    with pytest.raises(ImproperlyConfigured, match="lies inside the data folder"):
        master_key_outside(tmp_path / "data")


def test_another_office_key_is_not_used(tmp_path: Path) -> None:
    lay_key(tmp_path / "other.key", tmp_path / "other")
    with pytest.raises(UnfitKey, match="perhaps another office's key"):
        lay_key(tmp_path / "other.key", tmp_path / "city")


def test_after_an_interruption_the_same_key_goes_on(tmp_path: Path) -> None:
    home, key = tmp_path / "city", tmp_path / "city-master.key"
    lay_key(key, home)
    claim(home, "city")
    made = read_master_keys(key)
    lay_key(key, home)
    assert read_master_keys(key).versions == made.versions
    key.write_text("nothing", encoding="ascii")
    with pytest.raises(UnfitKey, match="is not a master key"):
        lay_key(key, home)


def test_an_office_elsewhere_keeps_its_own_time() -> None:
    assert time_zone_of(("98101",)) == "America/Los_Angeles"
    assert time_zone_of(("02128",)) == ""
    assert time_zone_of(()) == ""
