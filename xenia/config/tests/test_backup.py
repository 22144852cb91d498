"""A copy is taken while the office runs, proved before it counts, and comes back row by row."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import F

from tests.people.models import Person
from xenia.config.backup.engines import engine_of
from xenia.config.backup.manifest import UnfitBackup, read_manifest
from xenia.config.backup.places import UnfitPlace, backups_in
from xenia.config.backup.take import UnfitLifetime
from xenia.config.tests.backup_office import (
    DAY,
    MONDAY,
    NAMES,
    Drill,
    drill,
    everything,
    names,
    standing_in,
)
from xenia.ground.accounts.audit_trail import verify_audit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.operations.audit_chain import close_audit
from xenia.ground.keys.keepers import master_keys
from xenia.ground.keys.models import MasterVersion
from xenia.ground.vault.models import Canary

__all__ = ["drill"]

pytestmark = pytest.mark.django_db(transaction=True)

# The round itself and the second half write these; everything else is as it was.
WRITTEN_SINCE = {
    "default.accounts_auditevent",
    "default.accounts_auditplace",
    "default.shared_counters",
    "keys.django_migrations",
}


@pytest.mark.both_databases
def test_an_office_comes_back_row_by_row(drill: Drill) -> None:
    close_audit(at=MONDAY)
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    taken = drill.backup()
    said = everything(drill.office.databases)
    restored = drill.restore()
    back = everything(drill.targets)
    for table in said.keys() - WRITTEN_SINCE:
        assert back[table] == said[table], table
    assert restored.rows == taken.rows > 50
    assert (drill.target / "uploads/2026/flyer.pdf").read_bytes() == b"%PDF about classes"
    with standing_in(drill.targets):
        assert names() == set(NAMES)
        assert before <= set(AuditEvent.objects.values_list("pk", flat=True))
        verdict = verify_audit()
        assert (verdict.events, verdict.broken) == (len(before), [])
    assert restored.second["canary"]
    assert restored.second["without_key"] == 0


@pytest.mark.both_databases
def test_a_restored_office_still_guards_its_audit(drill: Drill) -> None:
    drill.backup()
    drill.restore()
    with standing_in(drill.targets):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            AuditEvent.objects.update(action="test.undone")
        assert engine_of(drill.targets["default"]).count(drill.targets["default"])


@pytest.mark.both_databases
def test_the_copy_is_one_moment_while_others_write(drill: Drill) -> None:
    """A writer moves a coin from one purse to another, and records each move, all the time."""
    purses = list(Person.objects.order_by("pk")[:2])
    Person.objects.filter(pk=purses[0].pk).update(compartment="1000")
    Person.objects.filter(pk=purses[1].pk).update(compartment="0")
    stop, moved = Event(), Event()

    def move_coins() -> None:
        from xenia.ground.accounts import audit

        coins = 0
        while not stop.is_set():
            coins += 1
            with transaction.atomic():
                Person.objects.filter(pk=purses[0].pk).update(compartment=str(1000 - coins))
                Person.objects.filter(pk=purses[1].pk).update(compartment=str(coins))
                audit.record(None, "test.coin", ("people.person", purses[0].pk), at=MONDAY)
            moved.set()
        connections.close_all()

    writer = Thread(target=move_coins)
    writer.start()
    try:
        assert moved.wait(30)
        drill.backup()
    finally:
        stop.set()
        writer.join()
    drill.restore()
    with standing_in(drill.targets):
        coins = {
            one.pk: int(one.compartment)
            for one in Person.objects.filter(pk__in=[purse.pk for purse in purses])
        }
        assert sum(coins.values()) == 1000
        assert AuditEvent.objects.filter(action="test.coin").count() == coins[purses[1].pk] > 0
        assert not AuditEvent.objects.filter(place=None).exists()
        assert Person.objects.filter(subject_id=F("subject_id")).count() == len(NAMES)


def test_the_master_key_is_in_no_backup(drill: Drill) -> None:
    drill.backup()
    keys = master_keys()
    for key in keys.versions.values():
        for file in [*drill.data_place.rglob("*"), *drill.keys_place.rglob("*")]:
            if file.is_file():
                content = file.read_bytes()
                assert key not in content
                assert key.hex().encode() not in content


def test_data_and_keys_lie_apart(drill: Drill) -> None:
    taken = drill.backup()
    assert [path.parent for path in taken.data] == [drill.data_place]
    assert [path.parent for path in taken.keys] == [drill.keys_place]
    assert not list(taken.data[0].glob("keys*"))
    assert not list(taken.keys[0].glob("default*"))
    assert not (taken.keys[0] / "uploads").exists()
    assert read_manifest(taken.data[0]).pair == read_manifest(taken.keys[0]).pair


def test_only_the_owner_reads_a_backup(drill: Drill) -> None:
    (folder, *_others) = drill.backup().data
    assert folder.stat().st_mode & 0o077 == 0


def test_a_second_place_holds_the_same(drill: Drill, tmp_path: Path) -> None:
    second = tmp_path / "second disk"
    taken = drill.backup(data_places=[drill.data_place, second])
    assert len(taken.data) == 2
    shutil.rmtree(drill.data_place)
    drill.restore(source=second)
    with standing_in(drill.targets):
        assert names() == set(NAMES)


def test_a_copy_that_the_master_key_does_not_open_does_not_count(
    drill: Drill, settings: Any, tmp_path: Path
) -> None:
    drill.backup()
    settings.MASTER_KEY_FILE = tmp_path / "other.key"
    settings.MASTER_KEY_FILE.write_text(f"{MasterVersion.objects.get().version} {'ab' * 32}\n")
    with pytest.raises(UnfitBackup, match="The canary does not open"):
        drill.backup(MONDAY + DAY)
    assert len(list(drill.data_place.iterdir())) == len(list(drill.keys_place.iterdir())) == 1


def test_a_canary_whose_key_was_lost_is_laid_anew(drill: Drill) -> None:
    drill.backup()
    first = Canary.objects.get().pk
    connections["keys"].cursor().execute("DELETE FROM keys_subjectkey")
    drill.backup(MONDAY + DAY)
    assert Canary.objects.get().pk != first


@pytest.mark.parametrize("inside", ["", "backups", "uploads/old"])
def test_the_data_folder_is_no_place_for_backups(drill: Drill, inside: str) -> None:
    with pytest.raises(UnfitPlace, match="inside the data folder"):
        drill.backup(data_places=[drill.office.data / inside])
    with pytest.raises(UnfitPlace, match="inside the data folder"):
        drill.backup(keys_places=[drill.office.data / inside])


def test_a_backup_never_lies_beside_the_master_key(drill: Drill, tmp_path: Path) -> None:
    near = replace(drill.office, master_key=drill.data_place / "master.key")
    with pytest.raises(UnfitPlace, match="The master key lies inside"):
        replace(drill, office=near).backup()
    (tmp_path / "file").touch()
    with pytest.raises(UnfitPlace, match="is a file"):
        drill.backup(data_places=[tmp_path / "file"])


def test_old_backups_go_and_the_newest_never_does(drill: Drill) -> None:
    drill.backup(MONDAY)
    drill.backup(MONDAY + 20 * DAY)
    drill.backup(MONDAY + 31 * DAY)
    assert days(drill.keys_place, "keys") == [MONDAY + 20 * DAY, MONDAY + 31 * DAY]
    assert len(days(drill.data_place, "data")) == 3
    drill.backup(MONDAY + 400 * DAY)
    assert days(drill.keys_place, "keys") == [MONDAY + 400 * DAY]
    assert days(drill.data_place, "data") == [MONDAY + 400 * DAY]


def test_the_newest_whole_backup_stays_when_all_are_old(drill: Drill) -> None:
    from datetime import timedelta

    from xenia.config.backup.places import remove_old

    drill.backup(MONDAY)
    assert remove_old(drill.keys_place, "keys", after=timedelta(1), at=MONDAY + 99 * DAY) == []
    assert len(days(drill.keys_place, "keys")) == 1


def days(place: Path, part: Any) -> list[datetime]:
    """When the backups of a place were taken, the oldest first."""
    return sorted(one.manifest.taken.astimezone(UTC) for one in backups_in(place, part))


@pytest.mark.parametrize("lifetime", [0, 31, 365])
def test_keys_never_live_longer_than_a_rotation(drill: Drill, lifetime: int) -> None:
    with pytest.raises(UnfitLifetime, match="at most 30"):
        drill.backup(keys_days=lifetime)
    assert not drill.data_place.exists()


def test_taking_a_backup_is_in_the_audit(drill: Drill) -> None:
    drill.backup()
    assert AuditEvent.objects.filter(action="config.backup_taken").count() == 1


def test_a_manifest_says_versions_counts_and_digests_and_no_secret(drill: Drill) -> None:
    taken = drill.backup()
    said = json.loads((taken.data[0] / "manifest.json").read_text(encoding="utf-8"))["said"]
    assert said["rows"]["people_person"] == len(NAMES)
    assert "accounts.0001_initial" in said["migrations"]
    assert {"tombstones.json", "uploads/2026/flyer.pdf"} <= set(said["files"])
    assert said["master_key"]["version"] == master_keys().newest
    assert not [name for name in NAMES if name in json.dumps(said, ensure_ascii=False)]
