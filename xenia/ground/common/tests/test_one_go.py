"""An operation that does several things asks nothing it knows, and is still all or nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction

from xenia.ground.common.one_go import (
    all_made,
    at_the_end,
    in_one_go,
    is_own,
    make,
    make_all,
    of,
    part,
    remember,
)
from xenia.ground.common.transitions import WrongState, transition

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)


class Stumbled(Exception):
    """Something went wrong halfway."""


def imports() -> Any:
    return apps.get_model("imports", "ImportRun")


def an_import(source: str = "city.csv") -> Any:
    """A record with states, from a room above, not yet written: this room knows it by name only."""
    return imports()(pk=uuid4(), kind="directory", source=source, started_at=MONDAY)


def sources() -> set[str]:
    return set(imports().objects.values_list("source", flat=True))


def wait(*runs: Any) -> None:
    for run in runs:
        at_the_end(imports(), [run], about=run.pk)


@part
def bring(run: Any, *, fails: bool = False) -> None:
    make(run)
    if fails:
        raise Stumbled


def bring_all(*runs: Any, fails: bool = False) -> None:
    """Several, the last of which waits."""
    with in_one_go():
        for run in runs[:-1]:
            make(run)
        wait(runs[-1])
        if fails:
            raise Stumbled


def bring_whatever_fails() -> None:
    with in_one_go():
        wait(an_import("a.csv"))
        with pytest.raises(Stumbled):
            bring(an_import("b.csv"), fails=True)
        make(an_import("c.csv"))


def bring_for_a_moment(run: Any, waits: Any) -> None:
    with transaction.atomic():
        make(run)
        wait(waits)
        assert {run.source, waits.source} <= sources()
        raise Stumbled


def test_rows_that_wait_are_written_in_one_statement(django_assert_num_queries: Any) -> None:
    with in_one_go():
        with django_assert_num_queries(0):
            wait(an_import("a.csv"), an_import("b.csv"), an_import("c.csv"))
        assert sources() == set()
    assert sources() == {"a.csv", "b.csv", "c.csv"}
    with django_assert_num_queries(3), in_one_go():
        wait(*(an_import(f"{number}.csv") for number in range(20)))


def test_what_says_the_same_takes_the_place_of_what_waits() -> None:
    with in_one_go():
        at_the_end(imports(), [an_import("a.csv"), an_import("b.csv")], about="list")
        at_the_end(imports(), [an_import("c.csv")], about="list")
    assert sources() == {"c.csv"}


def test_outside_of_it_a_row_is_written_now() -> None:
    wait(an_import())
    assert sources() == {"city.csv"}


def test_whoever_catches_what_fails_keeps_no_half_of_it() -> None:
    with pytest.raises(Stumbled):
        bring_all(an_import("a.csv"), an_import("b.csv"), fails=True)
    assert sources() == set()


def test_a_part_that_fails_ends_the_whole_whatever_is_caught() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        bring_whatever_fails()
    assert sources() == set()


def test_a_part_alone_is_all_or_nothing() -> None:
    bring(an_import("a.csv"))
    with pytest.raises(Stumbled):
        bring(an_import("b.csv"), fails=True)
    assert sources() == {"a.csv"}


def test_a_part_costs_no_savepoint(django_assert_num_queries: Any) -> None:
    with in_one_go(), django_assert_num_queries(1):
        bring(an_import())


def test_what_may_be_taken_back_alone_is_written_at_once() -> None:
    """Its audit goes with it; what was written before stays."""
    lost = an_import("b.csv")
    with in_one_go():
        wait(an_import("a.csv"))
        with pytest.raises(Stumbled):
            bring_for_a_moment(lost, waits=an_import("c.csv"))
        assert not is_own(lost)
        with transaction.atomic(), pytest.raises(Stumbled):
            bring(an_import("d.csv"), fails=True)
        wait(an_import("e.csv"))
    assert sources() == {"a.csv", "e.csv"}


def test_a_record_just_made_is_neither_locked_nor_read_again(
    django_assert_num_queries: Any,
) -> None:
    with in_one_go():
        run = make(an_import())
        with django_assert_num_queries(1):
            transition(run, to="failed", at=MONDAY, finished_at=MONDAY)
    run.refresh_from_db()
    assert (run.status, run.finished_at) == ("failed", MONDAY)


def test_another_copy_of_it_meets_the_state_it_is_in() -> None:
    with in_one_go():
        run = make(an_import())
        copy = imports().objects.get(pk=run.pk)
        transition(copy, to="failed", at=MONDAY, finished_at=MONDAY)
        assert run.status == "failed"
        old = imports()(pk=run.pk, status="staging")
        with pytest.raises(WrongState):
            transition(old, to="staged", at=MONDAY)


def test_a_record_that_was_there_is_read_as_it_is_now() -> None:
    there = make(an_import())
    transition(imports().objects.get(pk=there.pk), to="failed", at=MONDAY, finished_at=MONDAY)
    with in_one_go(), pytest.raises(WrongState):
        transition(there, to="staged", at=MONDAY)


@pytest.mark.parametrize("then", [remember, make])
def test_afterwards_nothing_is_remembered(then: Callable[[Any], object]) -> None:
    run = an_import()
    with in_one_go():
        then(run)
        assert is_own(run)
        assert all_made(imports()) == [run]
    assert not is_own(run)
    assert all_made(imports()) == []


def test_a_block_within_a_block_is_part_of_it() -> None:
    with in_one_go():
        with in_one_go():
            wait(an_import("a.csv"))
        wait(an_import("b.csv"))
        assert sources() == set()
    assert sources() == {"a.csv", "b.csv"}


def test_what_belongs_to_a_record_just_made_was_made_here_too(
    django_assert_num_queries: Any,
) -> None:
    people, grants = apps.get_model("accounts", "User"), apps.get_model("accounts", "RoleGrant")

    def a_grant(user: Any, role: str) -> Any:
        return grants(user=user, role=role, granted_at=MONDAY)

    there = make(people(email="there@office.example"))
    with in_one_go():
        new = make(people(email="new@office.example"))
        given = make_all([a_grant(new, "director"), a_grant(new, "front_desk")])
        make(a_grant(there, "director"))
        with django_assert_num_queries(0):
            assert of(new, "role_grants") == list(given)
        assert [one.role for one in of(there, "role_grants")] == ["director"]
