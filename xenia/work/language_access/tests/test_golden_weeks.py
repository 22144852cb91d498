"""Small weeks worked out by hand. Starts are slots of 15 minutes; a request lasts an hour, four slots, unless it says else."""

from dataclasses import replace

import pytest

from xenia.work.language_access.matching import (
    Assignment,
    Mode,
    Plan,
    best_fits,
    first_come_plan,
    match,
    place,
)
from xenia.work.language_access.tests.checking import broken_rules
from xenia.work.language_access.tests.scenes import (
    a_request,
    a_week,
    an_interpreter,
    held,
)


def who_goes(plan: Plan) -> dict[object, tuple[object, int]]:
    return {one.request: (one.interpreter, one.start) for one in plan.assignments}


def test_the_one_who_also_speaks_kreyol_is_kept_for_kreyol() -> None:
    # Both are wanted at 0. First come sends Ana to the Spanish one, as she stands first on the roster; nobody is
    # left for Kreyòl. Beto speaks Spanish alone, so he goes there.
    ana, beto = an_interpreter("ana", "es", "ht"), an_interpreter("beto", "es")
    week = a_week([ana, beto], [a_request("spanish"), a_request("kreyol", language="ht")])
    assert first_come_plan(week).filled == 1
    assert who_goes(match(week)) == {"spanish": ("beto", 0), "kreyol": ("ana", 0)}


def test_priority_goes_first_when_one_interpreter_is_free() -> None:
    # Weight 3 beats weight 1 at the same start.
    week = a_week([an_interpreter("ana")], [a_request("plain"), a_request("court", weight=3)])
    plan = match(week)
    assert who_goes(plan) == {"court": ("ana", 0)}
    assert (plan.filled, plan.weight, plan.unfilled) == (1, 3, ("plain",))


def test_a_flexible_request_makes_room_for_a_fixed_one() -> None:
    # "early" prefers 0 but may begin at 4; "fixed" can only begin at 0. Both fit in one morning.
    week = a_week([an_interpreter("ana")], [a_request("early", (0, 4)), a_request("fixed", (0,))])
    assert first_come_plan(week).filled == 1
    assert who_goes(match(week)) == {"early": ("ana", 4), "fixed": ("ana", 0)}


def test_two_rooms_apart_leave_time_for_the_way() -> None:
    # In person in zone 0 from 0 to 4, then zone 2, four slots away: not before 8.
    here = a_request("here", (0,), mode=Mode.IN_PERSON, zone=0)
    there = a_request("there", (4, 5, 6, 7, 8), mode=Mode.IN_PERSON, zone=2)
    week = a_week([an_interpreter("ana")], [here, there])
    assert who_goes(match(week)) == {"here": ("ana", 0), "there": ("ana", 8)}


def test_between_a_room_and_a_telephone_lies_half_an_hour() -> None:
    # In person 0-4, then by phone: 4 and 5 are too soon, 6 is right. Phone after phone needs no gap.
    here = a_request("here", (0,), mode=Mode.IN_PERSON)
    calls = [a_request("call", (4, 5, 6)), a_request("next call", (10,))]
    week = a_week([an_interpreter("ana")], [here, *calls])
    assert who_goes(match(week)) == {
        "here": ("ana", 0),
        "call": ("ana", 6),
        "next call": ("ana", 10),
    }


def test_the_way_counts_past_a_short_call_in_between() -> None:
    # In person in zone 0 until 4, a call from 6 to 7, then zone 1, eight slots away. Beside the call alone 9 would do;
    # the way from zone 0 is what counts: 4 + 8 = 12.
    here = a_request("here", (0,), mode=Mode.IN_PERSON, zone=0)
    call = a_request("call", (6,), length=1)
    there = a_request("there", range(7, 14), mode=Mode.IN_PERSON, zone=1)
    week = a_week([an_interpreter("ana")], [here, call, there], travel=lambda a, b: 8 * (a != b))
    assert who_goes(match(week))["there"] == ("ana", 12)


def test_a_full_week_is_full() -> None:
    # She wants eight slots at most: two of the three hours.
    ana = an_interpreter("ana", cap=8)
    week = a_week(
        [ana], [a_request(name, (start,)) for name, start in (("a", 0), ("b", 4), ("c", 8))]
    )
    assert match(week).filled == 2


def test_a_locked_booking_stays_even_for_priority() -> None:
    ana = an_interpreter("ana", held=(held(0, "plain"),))
    week = a_week([ana], [a_request("plain"), a_request("court", weight=3)])
    plan = match(week)
    assert who_goes(plan) == {"plain": ("ana", 0)}
    assert plan.unfilled == ("court",)


def test_a_booking_that_is_not_locked_moves_but_is_not_dropped() -> None:
    # "plain" can move to Beto, so Ana, who alone has rank 3, is free for court. Without Beto it stays where it is.
    ana = an_interpreter("ana", rank=3, held=(held(0, "plain", is_locked=False),))
    needs = [a_request("plain"), a_request("court", credential=3, weight=3)]
    assert who_goes(match(a_week([ana, an_interpreter("beto")], needs))) == {
        "plain": ("beto", 0),
        "court": ("ana", 0),
    }
    assert who_goes(match(a_week([ana], needs))) == {"plain": ("ana", 0)}


def test_what_is_held_stays_where_it_is_when_nothing_is_won() -> None:
    # Beto would fit better: Ana also speaks the only Kreyòl. But she was told already.
    ana = an_interpreter("ana", "es", "ht", held=(held(0, "plain", is_locked=False),))
    week = a_week([ana, an_interpreter("beto")], [a_request("plain")])
    assert who_goes(match(week)) == {"plain": ("ana", 0)}


def test_two_interpret_together_or_nobody() -> None:
    # Three at 0; one of them has a call. The team begins at 4 when only then two are free.
    ana, beto = an_interpreter("ana"), an_interpreter("beto", held=(held(0),))
    team = a_request("hearing", (0, 4), team=2)
    plan = match(a_week([ana, beto], [team]))
    assert [(one.interpreter, one.start) for one in plan.assignments] == [("ana", 4), ("beto", 4)]
    assert match(a_week([ana], [team])).assignments == ()


def test_the_second_of_a_team_joins_the_first() -> None:
    # Ana is booked at 4; the second comes to her, at 4 and not at the preferred 0.
    ana = an_interpreter("ana", held=(held(4, "hearing"),))
    week = a_week([ana, an_interpreter("beto")], [a_request("hearing", (0, 4), team=2)])
    plan = match(week)
    assert [(one.interpreter, one.start) for one in plan.assignments] == [("ana", 4), ("beto", 4)]
    assert broken_rules(week, plan) == []


def test_a_team_makes_room_by_moving_one_call() -> None:
    # Beto's call moves to Carla, who does not have the rank the team needs.
    ana = an_interpreter("ana", rank=2)
    beto = an_interpreter("beto", rank=2, held=(held(0, "call", is_locked=False),))
    carla = an_interpreter("carla")
    week = a_week([ana, beto, carla], [a_request("call"), a_request("team", team=2, credential=2)])
    plan = match(week)
    assert plan.filled == 2
    assert Assignment("call", "carla", 0) in plan.assignments


def test_one_that_arrives_moves_two_others_along() -> None:
    # Kriolu can go to Ana alone. Her Kreyòl can go to Beto, if his Spanish goes to Carla.
    ana = an_interpreter("ana", "kea", "ht", held=(held(0, "kreyol", is_locked=False),))
    beto = an_interpreter("beto", "ht", "es", held=(held(0, "spanish", is_locked=False),))
    carla = an_interpreter("carla", "es")
    booked = [a_request("kreyol", language="ht"), a_request("spanish")]
    kriolu = a_request("kriolu", language="kea")
    placed = place(kriolu, a_week([ana, beto, carla], booked))
    assert placed is not None
    assert placed.assignments == (Assignment("kriolu", "ana", 0),)
    assert placed.moves == (Assignment("kreyol", "beto", 0), Assignment("spanish", "carla", 0))


def test_one_that_arrives_moves_nobody_who_is_locked() -> None:
    ana = an_interpreter("ana", "kea", "ht", held=(held(0, "kreyol"),))
    week = a_week([ana, an_interpreter("beto", "ht")], [a_request("kreyol", language="ht")])
    assert place(a_request("kriolu", language="kea"), week) is None


def test_one_that_arrives_takes_who_is_free_before_anybody_moves() -> None:
    ana = an_interpreter("ana", held=(held(0, "call", is_locked=False),))
    week = a_week([ana, an_interpreter("beto")], [a_request("call")])
    placed = place(a_request("new"), week)
    assert placed is not None
    assert (placed.assignments, placed.moves) == ((Assignment("new", "beto", 0),), ())


def test_offers_go_out_in_the_order_of_fit() -> None:
    # Points at 0: Carla 1 (her rank); Ana 1 + 8 for the only Kreyòl; Beto is a man where a woman is wished, 4 more,
    # and may come in person, as all do: one more for each.
    people = [
        an_interpreter("ana", "es", "ht"),
        an_interpreter("beto", gender="M"),
        an_interpreter("carla"),
    ]
    offers = best_fits(a_request("call", gender_wish="F"), a_week(people))
    assert [one.interpreter for one in offers] == ["carla", "beto", "ana"]


WRONG_PLANS = {
    "two calls at once": [Assignment("one", "ana", 0), Assignment("other", "ana", 2)],
    "a start nobody asked for": [Assignment("one", "ana", 0), Assignment("other", "beto", 3)],
    "a locked hour moved": [
        Assignment("one", "ana", 0),
        Assignment("other", "beto", 2),
        Assignment("locked", "beto", 30),
    ],
}


@pytest.mark.parametrize("wrong", WRONG_PLANS.values(), ids=WRONG_PLANS)
def test_a_plan_that_breaks_a_rule_would_be_found_out(wrong: list[Assignment]) -> None:
    ana = an_interpreter("ana", held=(held(20, "locked"),))
    needs = [a_request("one"), a_request("other", (2,)), a_request("locked", (20, 30))]
    week = a_week([ana, an_interpreter("beto")], needs)
    plan = match(week)
    assert broken_rules(week, plan) == []
    assert broken_rules(week, replace(plan, assignments=tuple(wrong)))
