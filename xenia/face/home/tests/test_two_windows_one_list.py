"""The same colleague in two windows at the same moment: nothing is lost, nothing stands twice, the limit holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xenia.face.home import operations
from xenia.face.home.models import PreparedItem, PreparedList
from xenia.face.home.operations import (
    ListIsFull,
    ListIsGone,
    add_to_list,
    move_item,
    start_list,
    throw_list_away,
)
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.translations.tests.at_once import apart, at_once, many_hands
from xenia.registers.directory.tests.makers import MONDAY, TUESDAY, a_colleague, a_service

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def told(act: Callable[[], object]) -> Callable[[], str]:
    """What came of an act, in a word."""

    def one() -> str:
        try:
            return str(act())
        except (ListIsFull, ListIsGone) as refused:
            return type(refused).__name__

    return one


def a_list() -> tuple[PreparedList, User]:
    """An empty draft and its colleague."""
    colleague = a_colleague(role=Role.CASEWORKER)
    return start_list(language="en", by=colleague, at=MONDAY), colleague


def standing() -> list[int]:
    """The places on all lists, in order."""
    return apart(lambda: list(PreparedItem.objects.values_list("position", flat=True)))


def test_the_same_service_added_twice_stands_once(tmp_path: Path) -> None:
    prepared, by = a_list()
    service = a_service().pk
    with many_hands(tmp_path):
        said = at_once(
            *[told(lambda: add_to_list(prepared=prepared, service_id=service, by=by, at=TUESDAY))]
            * 2
        )
        assert sorted(said) == ["False", "True"]
        assert standing() == [1]


def test_the_last_place_is_given_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST", 2)
    prepared, by = a_list()
    add_to_list(prepared=prepared, service_id=a_service().pk, by=by, at=MONDAY)
    first, second = a_service().pk, a_service().pk
    with many_hands(tmp_path):
        said = at_once(
            told(lambda: add_to_list(prepared=prepared, service_id=first, by=by, at=TUESDAY)),
            told(lambda: add_to_list(prepared=prepared, service_id=second, by=by, at=TUESDAY)),
        )
        assert sorted(said) == ["ListIsFull", "True"]
        assert standing() == [1, 2]


def test_moves_at_once_lose_no_service(tmp_path: Path) -> None:
    prepared, by = a_list()
    for _number in range(4):
        add_to_list(prepared=prepared, service_id=a_service().pk, by=by, at=MONDAY)
    items = list(prepared.items.select_related("list"))
    with many_hands(tmp_path):
        at_once(
            lambda: move_item(item=items[3], up=True, by=by, at=TUESDAY),
            lambda: move_item(item=items[2], up=True, by=by, at=TUESDAY),
            lambda: move_item(item=items[0], up=False, by=by, at=TUESDAY),
        )
        assert standing() == [1, 2, 3, 4]


def test_a_list_thrown_away_takes_nothing_more(tmp_path: Path) -> None:
    prepared, by = a_list()
    service = a_service().pk
    with many_hands(tmp_path):
        said = at_once(
            told(lambda: throw_list_away(prepared=prepared, by=by, at=TUESDAY)),
            told(lambda: add_to_list(prepared=prepared, service_id=service, by=by, at=TUESDAY)),
        )
        assert said[0] == "None"
        assert said[1] in ("True", "ListIsGone")
        assert standing() == []
