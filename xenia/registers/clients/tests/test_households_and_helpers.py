"""Who lives with her, and who acts for her: as she says, under her own key, until she ends it."""

from datetime import timedelta

import pytest

from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import HouseholdMember
from xenia.registers.clients.operations import (
    Helping,
    Home,
    LivesElsewhere,
    NotAPeriod,
    end_help,
    let_help,
    live_together,
    move_out,
)
from xenia.registers.clients.queries.people import helpers_of, household_of, may_act
from xenia.registers.clients.tests.makers import MONDAY, a_client

pytestmark = pytest.mark.django_db
TODAY = local_day(MONDAY)


def helping(**said: object) -> Helping:
    """Her daughter asks how things stand."""
    usual = {"name": "Mai", "may": ["ask"], "until_on": TODAY + timedelta(days=90)}
    return Helping(**{**usual, **said})  # type: ignore[arg-type]


def test_a_mother_and_her_child_live_together() -> None:
    mother, child = a_client("Linh"), a_client("Minh")
    live_together(client=child, joins=mother, home=Home("child"), by=None, at=MONDAY)
    live_together(client=child, joins=mother, home=Home("child"), by=None, at=MONDAY)
    assert [(str(one.client.called), one.relation) for one in household_of(child)] == [
        ("Linh", "first"),
        ("Minh", "child"),
    ]


def test_how_she_belongs_to_a_household_is_sealed() -> None:
    mother, child = a_client("Linh"), a_client("Minh")
    member = live_together(client=child, joins=mother, home=Home("child"), by=None, at=MONDAY)
    assert member.subject_id == child.subject_id
    assert str(member.relation_words) == "Child"


def test_who_lives_elsewhere_moves_out_there_first() -> None:
    child, one, other = a_client("Minh"), a_client("Linh"), a_client("Amina")
    member = live_together(client=child, joins=one, home=Home("child"), by=None, at=MONDAY)
    with pytest.raises(LivesElsewhere):
        live_together(client=child, joins=other, home=Home("relative"), by=None, at=MONDAY)
    assert move_out(member=member, by=None, at=MONDAY)
    assert not move_out(member=member, by=None, at=MONDAY)
    live_together(client=child, joins=other, home=Home("relative"), by=None, at=MONDAY)
    assert HouseholdMember.objects.living_there().filter(client=child).count() == 1


def test_nobody_moves_in_with_herself() -> None:
    client = a_client()
    with pytest.raises(LivesElsewhere):
        live_together(client=client, joins=client, home=Home("other"), by=None, at=MONDAY)


def test_a_helper_may_do_what_she_said_until_the_day_she_said() -> None:
    client = a_client()
    helper = let_help(client=client, helping=helping(), by=None, at=MONDAY)
    assert helper.subject_id == client.subject_id
    assert may_act(client, "ask", on=TODAY) == [helper]
    assert may_act(client, "papers", on=TODAY) == []
    assert may_act(client, "ask", on=TODAY + timedelta(days=91)) == []


def test_she_ends_it_at_any_time() -> None:
    client = a_client()
    helper = let_help(client=client, helping=helping(), by=None, at=MONDAY)
    assert end_help(helper=helper, by=None, at=MONDAY)
    assert not end_help(helper=helper, by=None, at=MONDAY)
    assert not helpers_of(client, on=TODAY).exists()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_helper_acts_for_a_year_at_most(days: int) -> None:
    until = TODAY + timedelta(days=days)
    with pytest.raises(NotAPeriod):
        let_help(client=a_client(), helping=helping(until_on=until), by=None, at=MONDAY)


def test_an_act_nobody_may_do_for_her_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown acts"):
        let_help(client=a_client(), helping=helping(may=["sign"]), by=None, at=MONDAY)
