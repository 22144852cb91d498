"""`xenia backup` and `xenia restore` as somebody types them, in processes of their own; one of them is killed."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from xenia.config.backup.manifest import check_files, read_manifest
from xenia.config.backup.places import WRITING, backups_in
from xenia.config.data_folder import PROJECT, UNFINISHED, claim
from xenia.ground.common.master_key import make_master_key

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60  # seconds until we give up waiting for a process
BALLAST_MB = 30


def surroundings(data: Path, key: Path) -> dict[str, str]:
    ours = ("XENIA_", "DJANGO_SETTINGS_MODULE", "PYTEST")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return plain | {"XENIA_DATA": str(data), "XENIA_MASTER_KEY_FILE": str(key)}


def xenia(*arguments: str, data: Path, key: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as somebody would."""
    return subprocess.run(
        [sys.executable, "-m", "xenia", *arguments],
        cwd=PROJECT,
        env=surroundings(data, key),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def city(transactional_db: None, tmp_path: Path) -> tuple[Path, Path]:
    """A real city's data folder with the tables of this version, and its master key beside it."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("an office on one machine")
    data, key = tmp_path / "office", tmp_path / "secret" / "master.key"
    claim(data, "city")
    key.parent.mkdir()
    make_master_key(key)
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(data / f"{alias}.sqlite3")])
    return data, key


def test_an_office_goes_and_comes_back_by_two_commands(
    city: tuple[Path, Path], tmp_path: Path
) -> None:
    data, key = city
    disk, safe, target = tmp_path / "disk", tmp_path / "safe", tmp_path / "new"
    taken = xenia("backup", str(disk), "--keys-to", str(safe), "--json", data=data, key=key)
    assert taken.returncode == 0, taken.stderr
    said: dict[str, Any] = json.loads(taken.stdout)
    assert Path(said["data"][0]).parent == disk
    assert said["rows"] > 0
    options = ["--keys-from", str(safe), "--into", str(target)]
    # The folder of another office is not opened by restoring into a new one.
    back = xenia("restore", str(disk), *options, "--json", data=tmp_path / "none", key=key)
    assert back.returncode == 0, back.stderr
    restored = json.loads(back.stdout)
    assert restored["second"]["canary"]
    assert not (tmp_path / "none").exists()
    assert not (target / UNFINISHED).exists()
    assert (target / "office.kind").read_text().strip() == "city"
    again = xenia("restore", str(disk), *options, data=target, key=key)
    assert again.returncode == 2
    assert "There is an office in" in again.stderr
    assert "Traceback" not in again.stderr


def test_a_place_that_cannot_be_used_ends_with_two_and_a_sentence(
    city: tuple[Path, Path],
) -> None:
    data, key = city
    inside = xenia("backup", str(data / "backups"), data=data, key=key)
    assert (inside.returncode, inside.stdout) == (2, "")
    assert "inside the data folder" in inside.stderr


def test_a_restored_office_without_its_master_key_stays_shut(
    city: tuple[Path, Path], tmp_path: Path
) -> None:
    data, key = city
    disk, target = tmp_path / "disk", tmp_path / "new"
    assert xenia("backup", str(disk), data=data, key=key).returncode == 0
    back = xenia("restore", str(disk), "--into", str(target), data=data, key=tmp_path / "lost.key")
    assert back.returncode == 1
    assert "No master key at" in back.stderr
    assert (target / UNFINISHED).exists()
    shut = xenia("run-due", data=target, key=key)
    assert shut.returncode == 2
    assert "A restore into" in shut.stderr
    assert xenia("restore", str(disk), "--into", str(target), data=data, key=key).returncode == 0
    assert not (target / UNFINISHED).exists()


def test_a_backup_killed_at_any_moment_leaves_the_older_one_good(
    city: tuple[Path, Path], tmp_path: Path
) -> None:
    data, key = city
    with sqlite3.connect(data / "default.sqlite3") as ballast:
        ballast.execute("CREATE TABLE ballast (bytes BLOB)")
        for _megabyte in range(BALLAST_MB):
            ballast.execute("INSERT INTO ballast VALUES (randomblob(1000000))")
    disk = tmp_path / "disk"
    assert xenia("backup", str(disk), data=data, key=key).returncode == 0
    (older,) = backups_in(disk, "data")
    for later in (0.0, 0.1):
        _kill_while_writing(disk, later, data=data, key=key)
        assert [one.folder for one in backups_in(disk, "data")] == [older.folder]
        check_files(older.folder, read_manifest(older.folder))
    assert xenia("backup", str(disk), data=data, key=key).returncode == 0
    assert len(backups_in(disk, "data")) == len(backups_in(disk, "keys")) == 2


def _kill_while_writing(disk: Path, later: float, *, data: Path, key: Path) -> None:
    """Kill a backup some seconds after it began to write, and before it gave anything its name."""
    known = {path.name for path in disk.iterdir()}
    process = subprocess.Popen(
        [sys.executable, "-m", "xenia", "backup", str(disk)],
        cwd=PROJECT,
        env=surroundings(data, key),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + PATIENCE
    while not any(path.name not in known for path in disk.glob(f"{WRITING}*")):
        assert process.poll() is None
        assert time.monotonic() < until
    began = time.monotonic()
    while time.monotonic() - began < later:
        assert process.poll() is None
    process.kill()
    process.wait()
    assert any(path.name not in known for path in disk.glob(f"{WRITING}*"))
