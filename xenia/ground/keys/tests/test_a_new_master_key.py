"""A new master key: everything living is wrapped anew, the old version opens nothing any more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from xenia.ground.common.master_key import BadMasterKey, read_master_keys
from xenia.ground.keys import rotation
from xenia.ground.keys.aead import CannotOpen, open_sealed, seal
from xenia.ground.keys.keepers import keeper, master_keys
from xenia.ground.keys.models import MasterVersion, NamedKey, SubjectKey
from xenia.ground.keys.named import NoSuchKey, destroy_named_key, make_named_key, named_key
from xenia.ground.keys.subject_keys import destroy_subject_keys, keys_of, make_subject_keys
from xenia.ground.keys.wrapping import unwrap, wrap

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_key_of_its_own(settings: Any, tmp_path: Path) -> Path:
    """Each test begins with a master key nobody else turns."""
    settings.MASTER_KEY_FILE = tmp_path / "master.key"
    return tmp_path / "master.key"


def three_people() -> dict[UUID, bytes]:
    return make_subject_keys(3, at=MONDAY)


@pytest.mark.both_databases
def test_keys_are_the_same_after_the_master_key_changed() -> None:
    people, counting = three_people(), make_named_key("counting service 2026")
    rotation.rotate(MONDAY)
    assert keys_of(people) == people
    assert named_key("counting service 2026") == counting
    assert set(master_keys().versions) == {2}
    assert set(SubjectKey.objects.values_list("version_id", flat=True)) == {2}


def test_an_old_copy_of_the_keys_opens_nothing_after_the_change(a_key_of_its_own: Path) -> None:
    people = three_people()
    stolen = list(SubjectKey.objects.values_list("pk", "wrapped", "version_id"))
    first = read_master_keys(a_key_of_its_own)
    one, wrapped, version = stolen[0]
    assert unwrap(bytes(wrapped), one.bytes, version) == people[one], "before: it opens"
    rotation.rotate(MONDAY)
    with pytest.raises(BadMasterKey):
        unwrap(bytes(wrapped), one.bytes, version)
    assert first.versions[1] not in master_keys().versions.values()


def test_the_old_version_is_overwritten_in_the_file(a_key_of_its_own: Path) -> None:
    three_people()
    old = a_key_of_its_own.read_text().split()[1]
    with a_key_of_its_own.open("rb") as still_open:
        rotation.rotate(MONDAY)
        assert old.encode() not in still_open.read()
    assert old not in a_key_of_its_own.read_text()
    assert a_key_of_its_own.stat().st_mode & 0o777 == 0o600


def test_a_version_lives_as_long_as_a_key_needs_it() -> None:
    people = three_people()
    rotation.add_version(MONDAY)
    assert rotation.destroy_old() == set(), "three keys still lie under the first version"
    assert keys_of(people) == people
    rotation.rewrap()
    assert rotation.destroy_old() == {1}
    assert keys_of(people) == people


def test_an_interrupted_change_goes_on_where_it_stopped(monkeypatch: Any) -> None:
    people = make_subject_keys(7, at=MONDAY)
    monkeypatch.setattr(rotation, "AT_ONCE", 2)

    class PowerCut(Exception):
        pass

    def cut(done: int) -> None:
        if done >= 4:
            raise PowerCut

    with pytest.raises(PowerCut):
        rotation.rotate(MONDAY, cut)
    assert SubjectKey.objects.filter(version_id=1).count() == 3
    assert keys_of(people) == people, "readable in between"
    rotation.rewrap()
    rotation.destroy_old()
    assert keys_of(people) == people
    assert set(master_keys().versions) == {2}


def test_a_version_made_and_not_noted_is_taken_up() -> None:
    three_people()
    made = keeper().add()  # and then the machine stopped
    assert rotation.add_version(MONDAY) == made
    assert set(master_keys().versions) == {1, 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_a_key_cannot_be_written_under_a_dead_version() -> None:
    three_people()
    rotation.rotate(MONDAY)
    with pytest.raises(IntegrityError):
        SubjectKey.objects.create(version_id=1, wrapped=b"x", made_at=MONDAY)


@pytest.mark.parametrize(
    ("days", "versions", "why"),
    [
        (28, {1}, "young enough"),
        (29, {1, 2}, "a new one is made a day early"),
        (30, {2}, "on the thirtieth day the old one is dead"),
    ],
)
def test_no_version_is_older_than_thirty_days(days: int, versions: set[int], why: str) -> None:
    people = three_people()
    MasterVersion.objects.update(made_at=MONDAY)
    for day in range(days + 1):
        rotation.rotate_when_due(MONDAY + timedelta(days=day))
    assert set(master_keys().versions) == versions, why
    assert keys_of(people) == people


def test_nothing_is_turned_before_there_is_a_key() -> None:
    rotation.rotate_when_due(MONDAY)
    assert not MasterVersion.objects.exists()


def test_what_other_rooms_seal_is_sealed_anew(monkeypatch: Any) -> None:
    asked: list[str] = []
    monkeypatch.setitem(rotation.SEALED_ELSEWHERE, "second steps", lambda: asked.append("asked"))
    three_people()
    rotation.rotate(MONDAY)
    assert asked


def test_a_destroyed_key_stays_destroyed() -> None:
    people = three_people()
    first, *_rest = people
    assert destroy_subject_keys([first], reason="asked", at=MONDAY) == 1
    rotation.rotate(MONDAY)
    assert first not in keys_of(people)
    assert len(keys_of(people)) == 2
    destroy_named_key("never made")
    with pytest.raises(NoSuchKey):
        named_key("never made")


def test_a_wrapped_key_opens_only_for_whom_it_was_wrapped() -> None:
    first, second = list(three_people())[:2]
    wrapped = SubjectKey.objects.get(pk=first)
    with pytest.raises(CannotOpen):
        unwrap(bytes(wrapped.wrapped), second.bytes, wrapped.version_id)


def test_names_agree_on_one_key() -> None:
    assert make_named_key("blind phone") == make_named_key("blind phone")
    assert make_named_key("blind phone") != make_named_key("blind email")
    assert NamedKey.objects.count() == 2


def test_changed_bytes_do_not_open() -> None:
    key = b"k" * 32
    sealed = seal(key, b"Ana", b"here")
    assert open_sealed(key, sealed, b"here") == b"Ana"
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for bad in (changed, sealed[:10], b""):
        with pytest.raises(CannotOpen):
            open_sealed(key, bad, b"here")
    with pytest.raises(CannotOpen):
        open_sealed(key, sealed, b"there")


def test_no_two_sealed_texts_are_alike() -> None:
    three_people()
    assert wrap(b"k" * 32, b"x", 1) != wrap(b"k" * 32, b"x", 1)
