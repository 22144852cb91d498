"""A person is found by phone, e-mail or the sound of her name, and a hit alone proves nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.models import Person
from xenia.ground.common.one_go import in_one_go
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.keys.models import BlindIndex
from xenia.ground.keys.named import needed_soon
from xenia.ground.vault import blind
from xenia.ground.vault.blind import candidates, index, sounds
from xenia.ground.vault.subjects import new_subject, new_subjects
from xenia.ground.vault.tests.makers import a_person

pytestmark = pytest.mark.django_db
PHONE = "+16175550101"


@pytest.mark.both_databases
def test_a_person_is_found_by_her_phone() -> None:
    person = a_person(phone=PHONE)
    index(person.subject_id, use="phone", values=[PHONE])
    found = candidates("phone", PHONE)
    assert [one.name for one in Person.objects.filter(subject_id__in=found)] == ["Amina Warsame"]
    assert candidates("phone", "+16175550199") == set()
    assert candidates("email", PHONE) == set(), "each use has a key of its own"


def test_a_new_phone_takes_the_place_of_the_old_one() -> None:
    person = a_person()
    index(person.subject_id, use="phone", values=[PHONE])
    index(person.subject_id, use="phone", values=["+16175550102"])
    assert candidates("phone", PHONE) == set()
    assert candidates("phone", "+16175550102") == {person.subject_id}


@pytest.mark.both_databases
def test_a_new_person_is_indexed_in_one_statement(django_assert_num_queries: Any) -> None:
    for use in blind.USES:
        index(new_subject(), use=use, values=["somebody"])
    there = BlindIndex.objects.count()
    with in_one_go(), keys_at_hand():
        subject = new_subject()
        needed_soon([blind.key_name(use) for use in blind.USES])
        with django_assert_num_queries(0, using="keys"):
            index(subject, use="phone", values=["+16175550102"])
            index(subject, use="phone", values=[PHONE])
            index(subject, use="name", values=sounds("Amina Warsame"))
        assert BlindIndex.objects.count() == there
    assert candidates("phone", PHONE) == {subject}
    assert candidates("phone", "+16175550102") == set()
    assert candidates("name", sounds("Amina")) == {subject}


def test_who_was_there_is_indexed_at_once() -> None:
    subject = new_subject()
    index(subject, use="phone", values=[PHONE])
    with in_one_go():
        index(subject, use="phone", values=["+16175550102"])
        assert candidates("phone", PHONE) == set()
        assert candidates("phone", "+16175550102") == {subject}


def test_an_e_mail_is_found_in_any_case() -> None:
    person = a_person()
    index(person.subject_id, use="email", values=["Amina@Mail.example "])
    assert candidates("email", "amina@mail.EXAMPLE") == {person.subject_id}


def test_a_hit_alone_proves_nothing() -> None:
    """Sixteen bits: at this many people somebody shares the bits of a phone nobody has."""
    people = new_subjects(600)
    BlindIndex.objects.bulk_create(
        BlindIndex(subject_id=person, use="phone", bits=number * 109 % 65536)
        for number, person in enumerate(people)
    )
    tries = [f"+1617555{number:04d}" for number in range(1_000)]
    assert sum(bool(candidates("phone", one)) for one in tries) > 2


def test_no_phone_lies_in_the_keys() -> None:
    index(new_subject(), use="phone", values=[PHONE])
    row = BlindIndex.objects.get()
    assert 0 <= row.bits < 2**16


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("Mohamed Abdi", "Muhammad Abdi"),
        ("Jean-Baptiste", "Jan Batis"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Aleksandr", "Александр"),
        ("Ana Maria Souza", "Souza, Ana"),
        ("Fatima", "Fatuma"),
    ],
)
def test_a_name_is_found_as_it_sounds(told: str, written: str) -> None:
    person = a_person(told)
    index(person.subject_id, use="name", values=sounds(told))
    assert person.subject_id in candidates("name", sounds(written))


def test_a_birth_year_told_wrong_by_a_little_still_meets() -> None:
    assert sounds("Amina", 1984) & sounds("Amina", 1987) - sounds("Amina")


@given(st.text(max_size=30))
def test_any_name_has_sounds_or_none(name: str) -> None:
    assert all(sounds(name)) or not sounds(name)


def test_an_unknown_use_is_told() -> None:
    with pytest.raises(ValueError, match="address"):
        blind.index(new_subject(), use="address", values=["Main St"])
