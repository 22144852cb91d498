"""Who stands on the list that a department looks through."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.reference.models import Area
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.operations import (
    AlreadyThere,
    AlreadyWithdrawn,
    GoneAlready,
    NotAPair,
    NotedAlready,
    Pair,
)
from xenia.work.language_access.queries.roster import Filters, kept_away, roster, works_so
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    a_clinic,
    a_coordinator,
    an_interpreter,
    checked,
)

pytestmark = pytest.mark.django_db


def found(**filters: Any) -> set[Interpreter]:
    """Who fits today."""
    return set(roster(Filters(**filters), on=ON))


def test_by_language_and_direction() -> None:
    both = an_interpreter("ht")
    half = an_interpreter()
    operations.add_language_pair(
        interpreter=half, pair=Pair("ht", "en", ["written"]), by=None, at=MONDAY
    )
    an_interpreter("so")
    assert found(language="ht") == {both, half}
    assert found(language="ht", direction="from") == {both, half}
    assert found(language="ht", direction="into") == {both}


def test_by_dialect_gender_kind_and_way() -> None:
    woman = an_interpreter("ar", gender="female", dialect="Sudanese", ways=("phone",))
    man = an_interpreter("ar", gender="male", kind="staff")
    assert found(dialect="sudanese") == {woman}
    assert found(gender="female") == {woman}
    assert found(kind="staff") == {man}
    assert found(way="in_person") == {man}
    assert found(way="phone") == {woman, man}


def test_all_that_is_said_of_languages_holds_of_one_pair() -> None:
    # She writes French and speaks Creole on the phone: nobody for written Creole.
    somebody = an_interpreter("ht", ways=("phone",))
    operations.add_language_pair(
        interpreter=somebody, pair=Pair("fr", "en", ["written"]), by=None, at=MONDAY
    )
    checked(somebody, from_language="fr")
    assert found(language="ht", way="written") == set()
    assert found(language="fr", way="written") == {somebody}
    assert found(language="ht", least=1) == set()


def test_only_the_qualified() -> None:
    an_interpreter("kea")
    tested, certified = an_interpreter("kea", rank=1), an_interpreter("kea", rank=2)
    court = an_interpreter("kea", rank=3)
    assert found(language="kea", least=1) == {tested, certified, court}
    assert found(language="kea", least=2) == {certified, court}
    assert found(language="kea", least=3) == {court}


def test_a_paper_for_interpreting_does_not_make_a_qualified_translator() -> None:
    somebody = an_interpreter("ht", ways=("phone", "written"), rank=2)
    assert found(way="written", least=1) == set()
    assert found(way="phone", least=1) == {somebody}


def test_who_pauses_or_left_or_only_begins_is_not_on_it() -> None:
    paused, left = an_interpreter("ht"), an_interpreter("ht")
    operations.pause(interpreter=paused, by=None, at=MONDAY)
    operations.leave(interpreter=left, by=None, at=MONDAY)
    stays = an_interpreter("ht")
    assert found() == {stays}


def test_who_names_no_area_goes_everywhere() -> None:
    harbor, hill = (Area.objects.create(code=code, name=code) for code in ("harbor", "hill"))
    anywhere = an_interpreter("ht")
    near = an_interpreter("ht", areas=[harbor])
    assert found(area="harbor") == {anywhere, near}
    assert found(area=hill.code) == {anywhere}


def test_an_organization_does_not_see_whom_it_is_not_sent() -> None:
    clinic, _clerk = a_clinic()
    interested, unwanted, fits = (an_interpreter("ht") for _one in range(3))
    operations.add_conflict(
        interpreter=interested, organization=clinic, reason="family", by=None, at=MONDAY
    )
    operations.do_not_send(
        interpreter=unwanted, organization=clinic, reason="conduct", until=ON, by=None, at=MONDAY
    )
    assert found() == {interested, unwanted, fits}
    assert found(asking=(clinic.pk,)) == {fits}
    assert kept_away(clinic.pk, ON) == (
        frozenset({interested.pk}),
        frozenset({unwanted.pk}),
    )
    tomorrow = ON + timedelta(days=1)
    assert set(roster(Filters(asking=(clinic.pk,)), on=tomorrow)) == {unwanted, fits}


def test_each_of_both_is_noted_once_and_ended_once() -> None:
    clinic, _clerk = a_clinic()
    by, somebody = a_coordinator(), an_interpreter("ht")
    where: dict[str, Any] = {
        "interpreter": somebody,
        "organization": clinic,
        "by": by,
        "at": MONDAY,
    }
    conflict = operations.add_conflict(reason="family", **where)
    asked = operations.do_not_send(reason="quality", **where)
    with pytest.raises(NotedAlready):
        operations.add_conflict(reason="other", **where)
    with pytest.raises(NotedAlready):
        operations.do_not_send(reason="other", **where)
    operations.end_conflict(conflict=conflict, by=by, at=MONDAY)
    operations.send_again(asked=asked, by=by, at=MONDAY)
    assert found(asking=(clinic.pk,)) == {somebody}
    with pytest.raises(GoneAlready):
        operations.end_conflict(conflict=conflict, by=by, at=MONDAY)


def test_a_pair_stands_once_and_is_withdrawn_once() -> None:
    somebody = an_interpreter("ht")
    said: dict[str, Any] = {"interpreter": somebody, "by": None, "at": MONDAY}
    with pytest.raises(AlreadyThere):
        operations.add_language_pair(pair=Pair("ht", "en", ["phone"]), both_ways=True, **said)
    for wrong in (Pair("ht", "ht", ["phone"]), Pair("fr", "en", [])):
        with pytest.raises(NotAPair):
            operations.add_language_pair(pair=wrong, **said)
    pair = somebody.pairs.get(from_language="ht")
    operations.withdraw_language_pair(pair=pair, by=a_coordinator(), at=MONDAY)
    with pytest.raises(AlreadyWithdrawn):
        operations.withdraw_language_pair(pair=pair, by=a_coordinator(), at=MONDAY)
    assert found(language="ht", direction="from") == set()
    operations.add_language_pair(pair=Pair("ht", "en", ["phone"]), **said)
    assert found(language="ht", direction="from") == {somebody}


def test_who_works_in_one_way_with_one_dialect_is_told_apart() -> None:
    plain = an_interpreter("ar", rank=2)
    dialect = an_interpreter("ar", dialect="Sudanese", ways=("phone",))
    asked: dict[str, Any] = {"from_language": "ar", "to_language": "en", "on": ON}
    assert works_so(way="phone", **asked) == {plain.pk, dialect.pk}
    assert works_so(way="video", **asked) == {plain.pk}
    assert works_so(way="phone", dialect="Sudanese", **asked) == {dialect.pk}
    assert works_so(way="phone", least=1, **asked) == {plain.pk}


def test_people_stand_before_lines() -> None:
    clinic, _clerk = a_clinic()
    an_interpreter("ht", kind="vendor_line", organization=clinic, email="", phone="617-555-0101")
    an_interpreter("ht", kind="volunteer")
    kinds = [one.kind for one in roster(Filters(), on=ON)]
    assert kinds == ["volunteer", "vendor_line"]
