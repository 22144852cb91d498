"""An office comes back from what is there: whole, without keys, with older keys; and who was shredded stays so."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connections

from tests.people.models import Person
from xenia.config.backup import restore as first_half
from xenia.config.backup.manifest import UnfitBackup
from xenia.config.backup.places import WRITING
from xenia.config.backup.restore import CannotRestore
from xenia.config.data_folder import UNFINISHED, WrongKindOfData, claim
from xenia.config.tests.backup_office import (
    DAY,
    MONDAY,
    NAMES,
    Drill,
    drill,
    names,
    people,
    standing_in,
)
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.sealing import seal
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.keys.named import NoSuchKey, named_key
from xenia.ground.keys.rotation import rotate
from xenia.ground.ledger.tests.makers import a_sealed_year, help_somebody
from xenia.ground.ledger.tokens import key_name
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.subjects import shred

__all__ = ["drill"]

pytestmark = pytest.mark.django_db(transaction=True)
AMINA = NAMES[0]


def subject_of(name: str) -> Person:
    return next(person for person in Person.objects.all() if person.name == name)


def refused(drill: Drill) -> str:
    """The sentence with which a restore is refused, and proof that nothing was laid."""
    with pytest.raises(UnfitBackup) as wrong:
        drill.restore()
    assert not drill.target.exists() or not list(drill.target.iterdir())
    return str(wrong.value)


# --- half-written and damaged ---------------------------------------------------------------------


def cut_short(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def one_bit_flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    changed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("harm", [cut_short, one_bit_flipped])
def test_a_backup_harmed_at_any_byte_is_refused(
    drill: Drill, harm: Callable[[bytes, random.Random], bytes]
) -> None:
    taken = drill.backup()
    chance = random.Random(20261102)
    folders = [taken.data[0], taken.keys[0]]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for file in [*files, *chance.choices(files, k=24)]:
        whole = file.read_bytes()
        file.write_bytes(harm(whole, chance))
        said = refused(drill)
        assert said.startswith(("data-", "keys-"))
        assert "Use another backup." in said
        file.write_bytes(whole)
    drill.restore()


@pytest.mark.parametrize("lost", ["manifest.json", "default.sqlite3", "tombstones.json"])
def test_a_backup_with_a_missing_file_is_half_written(drill: Drill, lost: str) -> None:
    (folder,) = drill.backup().data
    (folder / lost).unlink()
    assert "is half written" in refused(drill)


def test_what_was_broken_off_is_no_backup(drill: Drill) -> None:
    drill.backup()
    (folder,) = drill.backup(MONDAY + DAY).data
    broken = folder.with_name(WRITING + folder.name)
    folder.rename(broken)
    assert drill.plan().data.manifest.taken == MONDAY
    (broken / "manifest.json").unlink()
    with pytest.raises(UnfitBackup, match="half written"):
        drill.plan(source=broken)


def test_an_empty_place_is_told(drill: Drill) -> None:
    assert "There is no backup of the data in" in refused(drill)


# --- keys -----------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_without_keys_all_counts_stay_and_every_name_reads_as_erased(drill: Drill) -> None:
    before = AuditEvent.objects.count()
    drill.backup()
    shutil.rmtree(drill.keys_place)
    with pytest.raises(UnfitBackup, match="no backup of the keys"):
        drill.restore()
    restored = drill.restore(without_keys=True)
    assert "reads as erased" in restored.said[0]
    assert "all counts stay" in restored.said[0]
    with standing_in(drill.targets):
        assert Person.objects.count() == len(NAMES)
        assert names() == {"(erased)"}
        assert AuditEvent.objects.filter(action="test.met").count() == len(NAMES)
        assert AuditEvent.objects.count() >= before
        people(["Newcomer"])
        assert "Newcomer" in names()


@pytest.mark.both_databases
def test_keys_of_a_later_day_open_older_data_but_nobody_shredded_since(drill: Drill) -> None:
    drill.backup()
    person = subject_of(AMINA)
    shred(person.subject_id, by=None, at=MONDAY + DAY, reason="asked")
    (older,) = drill.backup(MONDAY + DAY).data
    shutil.rmtree(older)
    restored = drill.restore()
    assert restored.keys_taken_at
    assert restored.keys_taken_at > restored.taken_at
    with standing_in(drill.targets):
        assert names() == {*NAMES[1:], "(erased)"}
        assert Person.objects.get(pk=person.pk).name == ""


def test_keys_older_than_the_data_say_how_many_have_none(drill: Drill) -> None:
    (keys,) = drill.backup().keys
    people(["Born Later", "Born Later Still"])
    drill.backup(MONDAY + DAY)
    restored = drill.restore(keys_source=keys)
    assert restored.second["without_key"] == 2
    assert any(said.startswith("2 of ") and "have no key" in said for said in restored.said)
    with standing_in(drill.targets):
        assert names() == {*NAMES, "(erased)"}


def test_keys_wrapped_by_a_destroyed_master_key_do_not_open(drill: Drill) -> None:
    """That is what a rotation is for: a stolen copy of the keys is worth nothing after it."""
    drill.backup()
    rotate(MONDAY + DAY)
    restored = drill.restore()
    assert not restored.second["canary"]
    assert not restored.is_open, "the place stays marked, and the command ends with 1"
    assert any("wrapped by another master key" in said for said in restored.said)
    with standing_in(drill.targets), pytest.raises(BadMasterKey):
        names()


# --- tombstones -----------------------------------------------------------------------------------


def nobody_came_back(drill: Drill, person: Person) -> None:
    """The restored office knows nothing of the person any more."""
    with standing_in(drill.targets):
        assert not SubjectKey.objects.filter(pk=person.subject_id).exists()
        assert Tombstone.objects.get().pk == person.subject_id
        assert names() == {*NAMES[1:], "(erased)"}


@pytest.mark.both_databases
def test_a_newer_backup_remembers_who_was_shredded(drill: Drill) -> None:
    taken = drill.backup()
    person = subject_of(AMINA)
    shred(person.subject_id, by=None, at=MONDAY + DAY, reason="asked")
    drill.backup(MONDAY + 2 * DAY)
    restored = drill.restore(source=taken.data[0], keys_source=taken.keys[0])
    assert restored.second["tombstones"] == 1
    assert restored.second["keys_destroyed_again"] == 1
    nobody_came_back(drill, person)


@pytest.mark.both_databases
def test_the_office_that_is_replaced_remembers_who_was_shredded(drill: Drill) -> None:
    drill.backup()
    drill.restore()
    with standing_in(drill.targets):
        person = subject_of(AMINA)
        shred(person.subject_id, by=None, at=MONDAY + DAY, reason="asked")
    restored = drill.restore(replace=True)
    assert restored.second["keys_destroyed_again"] == 1
    nobody_came_back(drill, person)


def test_keys_that_cannot_be_read_any_more_are_told(drill: Drill) -> None:
    drill.backup()
    drill.restore()
    Path(drill.targets["keys"]["NAME"]).write_bytes(b"no database" * 999)
    restored = drill.restore(replace=True)
    assert "could not be read" in restored.said[0]
    with standing_in(drill.targets):
        assert names() == set(NAMES)


def test_a_broken_off_restore_still_knows_who_was_shredded(
    drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The databases that knew it were moved aside already; the mark in the folder remembers."""
    drill.backup()
    claim(drill.target, "sample")
    person = subject_of(AMINA)
    for alias, database in drill.office.databases.items():
        connections[alias].cursor().execute("SELECT 1")
        shutil.copyfile(database["NAME"], drill.targets[alias]["NAME"])
    with standing_in(drill.targets):
        shred(person.subject_id, by=None, at=MONDAY + DAY, reason="asked")
    opened_here = first_half._second_half

    def power_cut(*_args: object) -> dict[str, object]:
        raise CannotRestore("the lights went out")

    monkeypatch.setattr(first_half, "_second_half", power_cut)
    with pytest.raises(CannotRestore, match="lights"):
        drill.restore(replace=True)
    with pytest.raises(WrongKindOfData, match="did not end"):
        claim(drill.target, "sample")
    monkeypatch.setattr(first_half, "_second_half", opened_here)
    restored = drill.restore()
    assert restored.second["keys_destroyed_again"] == 1
    assert not (drill.target / UNFINISHED).exists()
    claim(drill.target, "sample")
    with standing_in(drill.targets):
        assert names() == {*NAMES[1:], "(erased)"}


def test_a_sealed_year_is_not_opened_again_by_older_keys(drill: Drill) -> None:
    help_somebody()
    (keys,) = drill.backup().keys
    assert named_key(key_name("service", 2026))
    a_sealed_year()
    drill.backup(MONDAY + DAY)
    drill.restore(keys_source=keys)
    with standing_in(drill.targets), pytest.raises(NoSuchKey):
        named_key(key_name("service", 2026))


# --- the place ------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_an_office_that_is_there_is_not_written_over(drill: Drill) -> None:
    drill.backup()
    drill.restore()
    with standing_in(drill.targets):
        people(["Born Later"])
    with pytest.raises(CannotRestore, match="There is an office in"):
        drill.restore()
    with standing_in(drill.targets):
        assert "Born Later" in names()
    restored = drill.restore(replace=True)
    assert restored.aside
    assert "Remove it within 30 days" in restored.said[-1]
    with standing_in(drill.targets):
        assert names() == set(NAMES)


@pytest.mark.both_databases
def test_an_office_that_is_open_is_not_replaced(drill: Drill) -> None:
    drill.backup()
    drill.restore()
    with standing_in(drill.targets):
        Person.objects.count()
        with pytest.raises(CannotRestore, match="Stop Xenia there first"):
            drill.restore(replace=True)
        assert names() == set(NAMES)


def test_the_folder_of_a_city_does_not_take_the_sample(drill: Drill) -> None:
    drill.backup()
    claim(drill.target, "city")
    with pytest.raises(WrongKindOfData, match="belongs to a city"):
        drill.restore()


def test_data_of_another_kind_of_database_are_refused(drill: Drill) -> None:
    drill.backup()
    other = {**drill.targets, "default": {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}}
    with pytest.raises(CannotRestore, match="copied from sqlite, and the place is postgresql"):
        drill.plan(databases=other)


# --- what must not come back with it --------------------------------------------------------------


def test_nobody_stays_signed_in_and_no_message_leaves_twice(drill: Drill) -> None:
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=MONDAY + 9 * DAY)
    OutboxMessage.objects.create(template="reference.office_closed", queued_on=MONDAY.date())
    drill.backup()
    restored = drill.restore()
    with standing_in(drill.targets):
        assert not Session.objects.exists()
        message = OutboxMessage.objects.get()
        assert (message.status, message.reason) == ("failed", "restored")
    assert any("1 messages waited" in said for said in restored.said)
    assert Session.objects.exists()


def test_a_second_step_that_opens_for_nobody_does_not_come_back(drill: Drill) -> None:
    """Else its owner could never sign in, and the next rotation of the master key would stop at it."""
    person = a_user()
    Authenticator.objects.create(user=person, type="totp", data={"secret": seal("JBSWY3DP")})
    drill.backup()
    rotate(MONDAY + DAY)
    restored = drill.restore()
    assert restored.second["second_steps_gone"] == 1
    assert any("1 second steps were sealed" in said for said in restored.said)
    with standing_in(drill.targets):
        assert not Authenticator.objects.exists()
    assert Authenticator.objects.count() == 1
    drill.backup(MONDAY + 2 * DAY)
    assert drill.restore(replace=True).second["second_steps_gone"] == 0


def test_derived_files_of_other_data_go(drill: Drill) -> None:
    drill.backup()
    (drill.target / "index").mkdir(parents=True)
    (drill.target / "prepared.json").write_text("{}")
    drill.restore()
    assert not (drill.target / "index").exists()
    assert not (drill.target / "prepared.json").exists()


def test_a_backup_of_a_newer_version_is_refused(drill: Drill) -> None:
    from xenia.config.backup.finish import NewerBackup

    (folder,) = drill.backup().data
    forge(folder, lambda said: said["migrations"].append("accounts.0999_from_tomorrow"))
    with pytest.raises(NewerBackup, match="newer Xenia"):
        drill.restore()


def test_counts_that_differ_from_the_promise_leave_the_place_marked(drill: Drill) -> None:
    (folder,) = drill.backup().data
    forge(folder, lambda said: said["rows"].update(people_person=99))
    with pytest.raises(CannotRestore, match="people_person has 6 rows, and the backup promised 99"):
        drill.restore()
    assert (drill.target / UNFINISHED).exists()


def forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a manifest, digest and all."""
    from xenia.config.backup.manifest import _digest_of

    path = folder / "manifest.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    change(whole["said"])
    whole["digest"] = _digest_of(whole["said"])
    path.write_text(json.dumps(whole), encoding="utf-8")
