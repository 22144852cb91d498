"""Why somebody can be sent, and everything that stands in the way of somebody else."""

from dataclasses import replace
from typing import Any

import pytest

from xenia.work.language_access.matching import (
    Favour,
    Mode,
    Reason,
    unfilled_cause,
    why,
    why_each,
)
from xenia.work.language_access.tests.scenes import (
    a_request,
    a_week,
    an_interpreter,
    held,
)

IN_THE_WAY: list[tuple[Reason, dict[str, Any], dict[str, Any]]] = [
    (Reason.LANGUAGE, {"language": "mh"}, {}),
    (Reason.DIRECTION, {"language": "en>es"}, {"languages": {"es>en": 1}}),
    (Reason.CREDENTIAL, {"credential": 2}, {}),
    (Reason.MODE, {"mode": Mode.VIDEO}, {"modes": frozenset({Mode.PHONE})}),
    (Reason.GENDER, {"gender": "M"}, {}),
    (Reason.CONFLICT, {"excluded": frozenset({"ana"})}, {}),
    (Reason.DO_NOT_SEND, {"not_sent": frozenset({"ana"})}, {}),
    (Reason.NOT_AVAILABLE, {"starts": (50,)}, {}),
    (Reason.CAP, {}, {"cap": 3}),
    (Reason.BUSY, {}, {"held": (held(3),)}),
    (Reason.TRAVEL, {}, {"held": (held(5, mode=Mode.IN_PERSON),)}),
]


@pytest.mark.parametrize(
    ("reason", "asked", "is_so"), IN_THE_WAY, ids=[r for r, _, _ in IN_THE_WAY]
)
def test_each_thing_in_the_way_is_named(
    reason: Reason, asked: dict[str, Any], is_so: dict[str, Any]
) -> None:
    ana = an_interpreter("ana", **is_so)
    need = a_request("call", **{"starts": (0,)} | asked)
    week = a_week([ana])
    said = why(need, ana, week)
    assert said.against == (reason,)
    assert not said.fits
    assert unfilled_cause(need, week) == reason


def test_a_meeting_wholly_within_the_window_is_asked_for() -> None:
    # From 48 to 52 is just within the day; from 49 it is not.
    week = a_week([an_interpreter("ana")])
    assert unfilled_cause(a_request("call", (48,)), week) == Reason.OPEN
    assert unfilled_cause(a_request("call", (49,)), week) == Reason.NOT_AVAILABLE


def test_everything_in_the_way_is_said_at_once() -> None:
    ana = an_interpreter("ana", cap=2)
    said = why(a_request("call", credential=3, gender="M"), ana, a_week([ana]))
    assert said.against == (Reason.CREDENTIAL, Reason.GENDER, Reason.CAP)


def test_what_speaks_for_somebody_is_said_too() -> None:
    ana = an_interpreter("ana", rank=0, modes=frozenset({Mode.PHONE}))
    said = why(a_request("call", gender_wish="F"), ana, a_week([ana]))
    assert said.fits
    assert said.start == 0
    assert said.in_favour == (
        Favour.PREFERRED_START,
        Favour.WISH_MET,
        Favour.NO_HOURS_YET,
        Favour.NOT_SCARCE,
    )


def test_the_points_are_those_worked_out_by_hand() -> None:
    # Preferred at 0, free from 6 on, as she sits in zone 1 until 4 and the way is two: six slots off. A man where a woman
    # is wished: four. Eight slots given away already: two points. The way: two. Rank 2 where 0 is asked: two, and the only
    # one for Kreyòl, though another speaks Spanish too: eight.
    beto = an_interpreter(
        "beto",
        "es",
        "ht",
        rank=2,
        gender="M",
        held=(held(0, mode=Mode.IN_PERSON, zone=1), held(40)),
    )
    need = a_request("visit", range(12), mode=Mode.IN_PERSON, gender_wish="F")
    said = why(need, beto, a_week([beto, an_interpreter("ana", held=(held(0, length=52),))]))
    assert said.start == 6
    assert said.cost == (6, 4, 2, 2, 10)


def test_the_best_stands_first_and_who_cannot_stands_last() -> None:
    people = [
        an_interpreter("no spanish", "ht"),
        an_interpreter("rank three", rank=3),
        an_interpreter("rank one", rank=1),
    ]
    order = [one.interpreter for one in why_each(a_request("call"), a_week(people))]
    assert order == ["rank one", "rank three", "no spanish"]


def test_her_own_booking_for_the_request_is_not_in_the_way() -> None:
    ana = an_interpreter("ana", held=(held(0, "call", is_locked=False),))
    need = a_request("call")
    assert why(need, ana, a_week([ana], [need])).fits


def test_the_cause_is_the_first_that_leaves_nobody() -> None:
    # Two speak it, one has the rank, and she is busy: the cause is not the rank.
    week = a_week([an_interpreter("ana", rank=2, held=(held(0),)), an_interpreter("beto", rank=0)])
    assert unfilled_cause(a_request("call", credential=2), week) == Reason.BUSY


def test_one_person_is_no_team() -> None:
    week = a_week([an_interpreter("ana"), an_interpreter("beto", "ht")])
    assert unfilled_cause(a_request("hearing", team=2), week) == Reason.LANGUAGE


def test_two_who_are_never_free_together_are_no_team() -> None:
    week = a_week([an_interpreter("ana", held=(held(0),)), an_interpreter("beto", held=(held(4),))])
    need = a_request("hearing", (0, 4), team=2)
    assert unfilled_cause(need, week) == Reason.NOT_TOGETHER
    freed = replace(week, candidates=(week.candidates[0], an_interpreter("beto")))
    assert unfilled_cause(need, freed) == Reason.OPEN
