"""A later version says on its first page what it corrects, from what both versions print."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Publication
from xenia.insight.reports.document import Document, Mark, Note, Replaced, Table
from xenia.insight.reports.document.corrected import MOST_LINES
from xenia.insight.reports.document.data import Catalog, files
from xenia.insight.reports.document.plain import as_data, from_data
from xenia.insight.reports.figures import TOTAL, Place, Shown
from xenia.insight.reports.operations.call import Number, take_up_again
from xenia.insight.reports.operations.drafting import begin_report
from xenia.insight.reports.operations.posting import post_report
from xenia.insight.reports.tests.call_makers import TUESDAY, a_call, a_partner, answered
from xenia.insight.reports.tests.documents import (
    INTAKES,
    LEGAL,
    NEEDED,
    TRUE,
    a_document,
    all_shown,
    everything_beside,
)
from xenia.insight.reports.tests.makers import (
    AFTER,
    YEAR,
    a_locked_year,
    a_report,
    signed_twice,
    with_made_numbers,
)

WORDS = "A partner counted anew."


def with_numbers(one: Shown, **changed: int | None) -> Shown:
    """The same measure, split once, with other numbers."""
    numbers: dict[Place, int | None] = {
        **one.numbers,
        **{(name,): number for name, number in changed.items()},
    }
    return replace(one, numbers=numbers)


def second(shown: dict[str, Shown], before: Document | None = None, **more: Any) -> Document:
    """The second version, after one with the numbers of everything."""
    before = before or a_document()
    replaces = Replaced(before, all_shown())
    beside = replace(everything_beside(), changed=WORDS, replaces=replaces, **more)
    return a_document(shown=shown, beside=beside, version=2)


def table_of(document: Document) -> Table:
    return next(table for table in document.tables() if table.code == "corrected")


def lines(document: Document) -> dict[str, tuple[Any, Any]]:
    """{title: before and now}, each a number or its mark."""
    return {
        row.title: (
            row.figures[0].value if row.figures[0].mark is None else row.figures[0].mark,
            row.figures[1].value if row.figures[1].mark is None else row.figures[1].mark,
        )
        for row in table_of(document).rows
    }


def test_the_first_part_says_what_is_corrected_and_shows_both_numbers() -> None:
    shown = all_shown()
    shown[NEEDED.code] = with_numbers(shown[NEEDED.code], housing=301)
    shown[INTAKES.code] = Shown(INTAKES, YEAR, {(): None})
    document = second(shown)
    first = document.sections[0]
    assert first.code == "summary"
    assert first.blocks[0] == Note("What this version corrects", WORDS)
    assert first.blocks[1] == table_of(document)
    assert [column.title for column in table_of(document).columns] == ["Version 1", "Version 2"]
    old = all_shown()
    assert list(lines(document).items()) == [
        ("People with a need: Housing", (old[NEEDED.code].numbers["housing",], 301)),
        ("Counted in the year: Intakes", (old[INTAKES.code].numbers[()], Mark.PROTECTED)),
    ]


def test_nothing_that_was_hidden_is_told_and_no_true_number() -> None:
    """What both versions hide is no line; nor is what stands in percents or in the comparison."""
    shown = all_shown()
    shown[NEEDED.code] = with_numbers(shown[NEEDED.code], housing=301)
    document = second(shown)
    values = [one.value for one in table_of(document).figures() if one.value is not None]
    assert all(value < TRUE for value in values)
    assert list(lines(document)) == ["People with a need: Housing"]


def test_a_line_of_zeros_is_known_though_it_is_not_printed() -> None:
    shown = all_shown()
    shown[NEEDED.code] = with_numbers(shown[NEEDED.code], housing=0)
    assert lines(second(shown))["People with a need: Housing"][1] == 0


def test_what_others_reported_anew_is_a_line() -> None:
    reported = everything_beside().reported
    document = second(all_shown(), reported=(replace(reported[0], value=500), reported[1]))
    assert list(lines(document).values()) == [(412, 500)]


def test_more_lines_than_anybody_reads_are_counted() -> None:
    shown = all_shown()
    legal = shown[LEGAL.code].numbers
    more = {place: None if value is None else value + 1 for place, value in legal.items()}
    shown[LEGAL.code] = replace(shown[LEGAL.code], numbers=more)
    needed = shown[NEEDED.code].numbers
    others = {place: (value or 0) + 1 for place, value in needed.items()}
    shown[NEEDED.code] = replace(shown[NEEDED.code], numbers=others)
    document = second(shown)
    differ = sum(value is not None for value in legal.values()) + len(needed)
    assert len(table_of(document).rows) == MOST_LINES
    assert table_of(document).notes == (f"and {differ - MOST_LINES} more",)
    assert (TOTAL,) in needed


def test_the_same_numbers_have_a_reason_and_no_table() -> None:
    document = second(all_shown())
    assert document.sections[0].blocks[0] == Note("What this version corrects", WORDS)
    assert all(table.code != "corrected" for table in document.tables())
    assert all(table.code != "corrected" for table in a_document().tables())


def test_it_is_stored_and_read_by_machines() -> None:
    shown = all_shown()
    shown[NEEDED.code] = with_numbers(shown[NEEDED.code], housing=301)
    document = second(shown, from_data(as_data(a_document())))
    assert from_data(as_data(document)) == document
    assert b"301" in files(document, Catalog())["corrected.csv"]


@pytest.mark.django_db
def test_everybody_reads_it_where_the_posted_report_begins() -> None:
    a_locked_year()
    director = a_user(Role.DIRECTOR)
    post_report(report=signed_twice(a_report()), version=2, by=director, at=AFTER)
    draft = begin_report(year=YEAR, by=director, at=AFTER, what_changed=WORDS)
    newer = signed_twice(with_made_numbers(draft, 1250))
    kept = newer.content["documents"]["en"]["sections"][0]["blocks"]
    assert [one["title"] for one in kept[:2]] == ["What this version corrects", "What changes"]
    post_report(report=newer, version=2, by=director, at=AFTER)
    page = str(Browser().get(f"/en/report/{YEAR}/").content.decode())
    for words in (WORDS, "1,234", "1,250", "Version 1"):
        assert words in page
    cells = [one["cell"] for each in Publication.objects.all() for one in each.cells]
    assert not any("version" in cell for cell in cells)


@pytest.mark.django_db
def test_what_a_partner_reported_before_does_not_leave_the_office_anew() -> None:
    a_locked_year()
    director, (partner, manager) = a_user(Role.DIRECTOR), a_partner()
    request = a_call(partner, year=YEAR).requests.get()
    answered(request, manager, (Number("people", 120),))
    post_report(report=signed_twice(a_report()), version=2, by=director, at=AFTER)
    request.refresh_from_db()
    again = take_up_again(request=request, version=request.state_version, by=manager, at=TUESDAY)
    answered(again, manager, (Number("people", 500),))
    draft = begin_report(year=YEAR, by=director, at=AFTER, what_changed=WORDS)
    newer = signed_twice(with_made_numbers(draft))
    assert list(lines(from_data(newer.content["documents"]["en"])).values()) == [(120, 500)]
    post_report(report=newer, version=2, by=director, at=AFTER)
    told = Publication.objects.filter(title__endswith="reported by others")
    values = {one.title: [each["value"] for each in one.cells] for one in told}
    assert sorted(values.values()) == [[120], [500]]
