"""People who may be the same are suggested, with the reason; two people are not suggested for a shared phone alone."""

import pytest

from xenia.registers.clients.operations import (
    Home,
    Said,
    live_together,
    say_not_the_same,
)
from xenia.registers.clients.queries.likeness import likely, likely_same
from xenia.registers.clients.tests.makers import MONDAY, a_client, reached

pytestmark = pytest.mark.django_db


def test_the_same_name_in_other_letters_and_the_same_year_is_suggested() -> None:
    first = a_client("Nguyễn Thị Linh", birth_year="1988")
    second = a_client("Nguyen Thi Linh", birth_year="1988")
    assert likely_same(first) == [second]
    assert likely_same(second) == [first]
    assert "The name is alike" in likely(first)[0].reasons


def test_one_name_and_years_far_apart_are_two_people() -> None:
    first = a_client("Maria Silva", birth_year="1988")
    a_client("Maria Silva", birth_year="1961")
    assert likely_same(first) == []


def test_a_year_told_wrong_by_one_is_still_suggested() -> None:
    first, second = (a_client("Maria Silva", birth_year=year) for year in ("1988", "1989"))
    assert likely_same(first) == [second]


def test_a_first_name_alone_is_too_little() -> None:
    first = a_client("Linh")
    a_client("Linh")
    assert likely_same(first) == []


def test_a_shared_phone_and_another_name_is_no_reason() -> None:
    first = reached(a_client("Linh Tran"), phone="617-555-0142")
    reached(a_client("Beatriz Oliveira"), phone="617-555-0142")
    assert likely_same(first) == []


def test_somebody_new_is_compared_before_she_is_written_down() -> None:
    known = reached(a_client("Linh Tran"), phone="617-555-0142")
    assert likely_same(Said(called="Lin Tran"), phone="+16175550142") == [known]


def test_somebody_without_a_name_is_known_by_her_phone() -> None:
    known = reached(a_client(""), phone="617-555-0142")
    assert likely_same(Said(called="Linh Tran"), phone="+16175550142") == [known]


def test_two_people_told_apart_are_not_suggested_again() -> None:
    first, second = (a_client("Maria Silva") for _each in range(2))
    assert likely_same(first) == [second]
    say_not_the_same(one=second, other=first, by=None, at=MONDAY)
    say_not_the_same(one=first, other=second, by=None, at=MONDAY)
    assert likely_same(first) == likely_same(second) == []


def test_a_mother_and_her_daughter_of_one_name_are_not_suggested() -> None:
    mother, daughter = (a_client("Maria Silva") for _each in range(2))
    live_together(client=daughter, joins=mother, home=Home("child"), by=None, at=MONDAY)
    assert likely_same(mother) == likely_same(daughter) == []
