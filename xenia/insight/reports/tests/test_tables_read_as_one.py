"""What is read together stands in one table: places, needs, matters, how they ended, legal help by kind of case."""

from collections.abc import Mapping

import pytest

from xenia.insight.reports.document import Document, Mark
from xenia.insight.reports.document.build import build
from xenia.insight.reports.document.model import Table
from xenia.insight.reports.figures import TOTAL, Place, Shown
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.tests.documents import COMPUTED, YEAR

CAME: Mapping[Place, int | None] = {
    ("housing", "brought_forward"): 20,
    ("housing", "opened"): 40,
    ("housing", TOTAL): 60,
    ("legal", "brought_forward"): 0,
    ("legal", "opened"): 0,
    ("legal", TOTAL): 0,
    (TOTAL, "brought_forward"): 20,
    (TOTAL, "opened"): 40,
    (TOTAL, TOTAL): 60,
}
WENT: Mapping[Place, int | None] = {
    ("housing", "closed"): 45,
    ("housing", "carried_forward"): 15,
    ("housing", TOTAL): 60,
    (TOTAL, "closed"): 45,
    (TOTAL, "carried_forward"): 15,
    (TOTAL, TOTAL): 60,
}
ENDED: Mapping[Place, int | None] = {
    (TOTAL, "favorable"): 24,
    (TOTAL, "partly"): 12,
    (TOTAL, "unfavorable"): 0,
    (TOTAL, "advice"): None,
    (TOTAL, "pending"): None,
    (TOTAL, "carried_forward"): 15,
    (TOTAL, TOTAL): 60,
}
PEOPLE: Mapping[Place, int | None] = {
    ("direct", "asylum"): 30,
    ("referred", "asylum"): 12,
    (TOTAL, "asylum"): 42,
    ("direct", TOTAL): 30,
    ("referred", TOTAL): 12,
    (TOTAL, TOTAL): 42,
}
CASES: Mapping[Place, int | None] = {("asylum", TOTAL): 17, (TOTAL, TOTAL): 17}


def a_report(**numbers: Mapping[Place, int | None]) -> Document:
    """A report on these measures, whose dots are written as two lines."""
    codes = {name.replace("__", "."): said for name, said in numbers.items()}
    shown = {code: Shown(MEASURES[code], YEAR, said) for code, said in codes.items()}
    said = {"texts": {}, "language": "en", "state": "draft", "version": 1}
    return build(YEAR, shown=shown, computed_at=COMPUTED, office="The office", **said)  # type: ignore[arg-type]


def table(document: Document, title: str) -> Table:
    """The table of this title."""
    return next(one for one in document.tables() if one.title == title)


def line(of: Table, title: str) -> list[object]:
    """What a line of it says."""
    row = next(row for row in of.rows if row.title == title)
    return [one.value if one.mark is None else one.mark for one in row.figures]


def test_matters_stand_in_one_line_from_one_year_to_the_next() -> None:
    made = table(
        a_report(matters__came=CAME, matters__went=WENT), "Matters from one year to the next"
    )
    assert [column.title for column in made.columns[:4]] == [
        "Brought forward",
        "Opened",
        "Closed",
        "Carried forward",
    ]
    assert line(made, "Housing") == [20, 40, 45, 15, 60]
    assert any(note.startswith("Brought forward + opened − closed") for note in made.notes)
    assert made.lead.startswith("60 matters were open in the year: 20 from the year before")


def test_the_share_that_was_good_for_people_says_what_it_is_a_share_of() -> None:
    document = a_report(matters__came=CAME, matters__went=WENT, matters__outcomes=ENDED)
    made = table(document, "How matters ended")
    assert [str(one) for one in line(made, "Good for the person")] == ["24", "66.7"]
    assert line(made, "The person got advice or information")[1] is Mark.NOT_APPLICABLE
    assert line(made, "All together")[0] == 45
    assert any("= 36 matters" in note for note in made.notes)


def test_no_share_is_told_where_a_part_is_not_shown() -> None:
    hidden = {**ENDED, (TOTAL, "partly"): None}
    made = table(a_report(matters__outcomes=hidden), "How matters ended")
    assert [column.code for column in made.columns] == ["matters.outcomes"]


def test_legal_help_stands_by_kind_of_case_beside_the_cases_that_were_closed() -> None:
    document = a_report(legal__people_by_case_type=PEOPLE, legal_matters__outcomes=CASES)
    made = table(document, "People with legal help, by kind of case")
    assert [column.title for column in made.columns] == [
        "Helped directly",
        "Referred",
        "People in all",
        "Cases closed",
    ]
    assert line(made, "Asylum") == [30, 12, 42, 17]
    assert not made.adds_up


def test_places_planned_and_given_stand_side_by_side() -> None:
    given: Mapping[Place, int | None] = {("office",): 30, ("partner",): 0, (TOTAL,): 30}
    planned: Mapping[Place, int | None] = {("office",): 40, ("partner",): 0, (TOTAL,): 40}
    document = a_report(capacity__seats__planned=planned, capacity__seats__delivered=given)
    made = table(document, "Places in programs, planned and given")
    assert [str(one) for one in line(made, "Seats")] == ["40", "30", "75.0"]
    assert made.lead == "Of the places that were planned, these were given: Seats, 30 of 40."


def test_the_largest_is_named_of_three_lines_and_never_of_two() -> None:
    three = {("advice",): 20, ("pending",): 30, ("favorable",): 12, (TOTAL,): 62}
    two = {("advice",): 20, ("pending",): 30, (TOTAL,): 50}
    for numbers, said in (
        (three, ["The largest number is 30: “The decision comes later”."]),
        (two, []),
    ):
        ended: Mapping[Place, int | None] = {
            (TOTAL, *place): number for place, number in numbers.items()
        }
        made = table(a_report(legal_matters__outcomes=ended), "How legal matters ended")
        assert made.lead.split(" closed. ")[1:] == said


def test_numbers_that_look_alike_say_why_they_differ() -> None:
    both = {"legal__people_by_case_type": PEOPLE, "legal__people": PEOPLE}
    for numbers, many in ((both, 1), ({"legal__people_by_case_type": PEOPLE}, 0)):
        made = table(a_report(**numbers), "People with legal help, by kind of case")
        said = [
            note for note in made.notes if "“People who had legal help, or were referred" in note
        ]
        assert len(said) == many


def test_lines_of_zeros_are_named_below_and_not_printed() -> None:
    made = table(
        a_report(matters__came=CAME, matters__went=WENT), "Matters from one year to the next"
    )
    assert "Legal help" not in [row.title for row in made.rows]


@pytest.mark.parametrize("code", ["people.served", "matters.came", "needs.ended"])
def test_the_page_for_everybody_shows_what_there_is(code: str) -> None:
    measure = MEASURES[code]
    places: list[Place] = [(TOTAL,), (TOTAL, "met"), (TOTAL, "opened"), (TOTAL, TOTAL)]
    shown: Mapping[Place, int | None] = {
        place: 20 for place in places if len(place) == len(measure.splits)
    }
    document = a_report(**{code.replace(".", "__"): shown})
    glance = next(one for one in document.tables() if one.code == "at-a-glance")
    assert any(row.figures[0].measure == code for row in glance.rows)
