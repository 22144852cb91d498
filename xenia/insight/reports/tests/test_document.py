"""The report is put together from shown numbers, in the ordinance's order, in the reader's language."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.insight.reports.document import Mark, Note, Paragraph, Table
from xenia.insight.reports.document.data import Catalog, files
from xenia.insight.reports.document.model import Certified
from xenia.insight.reports.document.plain import as_data, from_data
from xenia.insight.reports.document.words import PARTS, TWO_COUNTS
from xenia.insight.reports.figures import TOTAL, Place, Shown
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.tests.documents import (
    COMPLAINTS,
    INTAKES,
    LEGAL,
    SERVED,
    a_document,
    everything_beside,
    shown_of,
)


def test_its_parts_stand_in_the_order_of_the_ordinance() -> None:
    codes = [section.code for section in a_document().sections]
    assert codes == list(PARTS)


def test_every_number_leads_to_its_definition() -> None:
    document = a_document()
    named = {figure.measure for table in document.tables() for figure in table.figures()}
    assert named <= set(document.definitions)
    assert document.definitions[LEGAL.code]["clause"] == "(B)(4)(e)"
    assert "SELECT" in document.definitions[LEGAL.code]["expression"]


def test_page_one_says_how_many_numbers_are_not_shown() -> None:
    document = a_document()
    first = document.sections[0].blocks
    assert (
        document.blank == 8
    )  # five of legal help, two of people served, one of contacts without a name
    assert any(isinstance(one, Paragraph) and one.text.startswith("8 of the") for one in first)


def test_a_measure_without_entries_says_no_data_and_never_zero() -> None:
    document = a_document()
    assert all(
        figure.mark is not None
        for table in document.tables()
        for figure in table.figures()
        if figure.measure == COMPLAINTS.code
    )
    office = next(one for one in document.sections if one.code == "office")
    note = next(block for block in office.blocks if isinstance(block, Note))
    assert note.title == "No data in this year"
    assert note.text.endswith("Complaints.")


def test_a_part_the_ordinance_asks_for_says_that_it_has_no_data() -> None:
    document = a_document(shown={})
    matters = next(one for one in document.sections if one.code == "matters")
    assert isinstance(matters.blocks[0], Paragraph)
    assert matters.blocks[0].text.startswith("No data")


def test_the_highest_is_named_only_of_what_is_shown() -> None:
    document = a_document()
    legal = next(table for table in document.tables() if table.measures == (LEGAL.code,))
    assert "Of the numbers shown" in legal.lead


def test_contacts_without_a_name_stand_in_a_column_that_says_what_it_is() -> None:
    document = a_document()
    served = next(t for t in document.tables() if t.measures == (SERVED.code,))
    column = served.columns[-1]
    assert (column.code, column.title) == ("unnamed", "Contacts without a name")
    assert any(note.startswith("Contacts without a name stand apart") for note in served.notes)
    rows = csv.DictReader(StringIO(files(document, Catalog())[f"{served.code}.csv"].decode()))
    assert {row["column"] for row in rows} == {"TOTAL", "unnamed"}


def test_both_counts_of_what_is_not_shown_say_what_they_count() -> None:
    document = a_document()
    said = [one.text for one in document.sections[0].blocks if isinstance(one, Paragraph)]
    certified = next(b for s in document.sections for b in s.blocks if isinstance(b, Certified))
    for words in (said[-1], certified.lead):
        assert words.endswith(str(TWO_COUNTS))


def test_the_year_before_is_compared_where_each_number_says_what_it_counts() -> None:
    went = {("closed",): 45, ("carried_forward",): 15, (TOTAL,): 60}
    numbers: dict[Place, int | None] = {(TOTAL, *place): number for place, number in went.items()}
    both = {
        year: {"matters.went": Shown(MEASURES["matters.went"], year, numbers)}
        for year in (2024, 2025)
    }
    beside = replace(everything_beside(), before=both[2024])
    document = a_document(shown=both[2025], beside=beside)
    table = next(t for t in document.tables() if t.code == "compared")
    assert [(row.title, row.figures[1].value) for row in table.rows] == [("Matters closed", 45)]


def test_values_taken_together_are_named() -> None:
    served = next(t for t in a_document().tables() if t.measures == (SERVED.code,))
    assert any("Public benefits and Education" in note for note in served.notes)
    assert next(row for row in served.rows if row.code == "other").kind == "group"


def test_a_barrier_without_a_recommendation_says_so() -> None:
    document = a_document()
    notes = [b for s in document.sections for b in s.blocks if isinstance(b, Note)]
    said = next(one for one in notes if one.title == "Barriers without a recommendation")
    assert said.text.endswith("against these barriers: No way to get there.")


def test_a_change_is_told_only_where_both_years_are_shown() -> None:
    before = {LEGAL.code: Shown(LEGAL, 2024, {(TOTAL, TOTAL): None})}
    document = a_document(beside=replace(everything_beside(), before=before))
    table = next(t for t in document.tables() if t.code == "compared")
    changes = {row.code: row.figures[2] for row in table.rows}
    assert changes["intakes.done"].value == 400 - 377
    assert changes[LEGAL.code].mark is Mark.NOT_APPLICABLE


def test_an_earlier_report_is_cited_only_where_its_total_is_printed() -> None:
    def compared(before: dict[str, Shown]) -> Table:
        document = a_document(beside=replace(everything_beside(), before=before))
        return next(t for t in document.tables() if t.code == "compared")

    entered = compared({LEGAL.code: Shown(LEGAL, 2024, {(TOTAL, TOTAL): 300})})
    assert {row.code: row.figures[0].value for row in entered.rows}[INTAKES.code] == 377
    assert entered.notes == ("Yearly report 2024, page 12",)
    measured = compared({INTAKES.code: Shown(INTAKES, 2024, {(): 380})})
    assert {row.code: row.figures[0].value for row in measured.rows}[INTAKES.code] == 380
    assert measured.notes == ()


@pytest.mark.parametrize("language", ["en", "es", "ar", "kea", "zh-hant"])
def test_a_document_survives_being_stored(language: str) -> None:
    document = a_document(language)
    assert from_data(json.loads(json.dumps(as_data(document)))) == document


@pytest.mark.parametrize("language", ["es", "ar", "zh-hans"])
def test_types_of_legal_matters_are_said_in_the_language_of_the_report(language: str) -> None:
    measure = MEASURES["legal.people_by_case_type"]
    document = a_document(language, shown={measure.code: shown_of(measure)})
    codes = [one.code for one in vocabulary("legal_case_types")]
    rows = {row.code: row.title for table in document.tables() for row in table.rows}
    assert {code: rows[code] for code in codes} == {
        code: label_of("legal_case_types", code, language) for code in codes
    }
    said = json.dumps(as_data(document), ensure_ascii=False)
    english = {label_of("legal_case_types", code, "en") for code in codes}
    assert [one for one in english if f'"{one}"' in said] == []
