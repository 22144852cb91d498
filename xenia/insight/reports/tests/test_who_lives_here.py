"""Part (1) takes its estimates, with their margins, from the register of the population."""

from datetime import date

import pytest

from xenia.insight.reports.document import Figure
from xenia.insight.reports.queries.residents import estimates, published
from xenia.insight.reports.tests.documents import a_document, everything_beside
from xenia.registers.population.operations import Published, add_published
from xenia.registers.population.tests.makers import MONDAY, a_dataset

pytestmark = pytest.mark.django_db


def test_languages_stand_with_their_margins() -> None:
    a_dataset()
    (found,) = estimates("en")
    assert [(one.title, one.value, one.margin) for one in found.rows] == [
        ("Spanish", 2300, 329),
        ("Haitian Creole", 1100, 329),
        ("Khmer", 100, 60),
    ]
    assert (found.source, found.years) == ("U.S. Census Bureau.", "2020–2024")


def test_standing_in_law_is_only_what_others_published() -> None:
    said = Published(
        code="without-papers",
        what="People without permission to stay",
        place="Lindenport",
        as_of=date(2024, 7, 1),
        low=9_000,
        high=13_000,
        central=11_000,
        method="A survey less what offices counted.",
        publisher="University of Lindenport",
        citation="Working paper 12, 2025, page 3.",
    )
    add_published(published=said, by=None, at=MONDAY)
    (found,) = published("en")
    assert (found.low, found.value, found.high) == (9_000, 11_000, 13_000)
    assert found.method == said.method


def test_an_estimate_is_printed_with_its_margin_and_source() -> None:
    table = next(t for t in a_document(beside=everything_beside()).tables() if t.clause == "(B)(1)")
    assert table.rows[0].figures[0] == Figure(
        6240, measure="population.limited_english", place={"row": "es"}, margin=690
    )
    assert "An invented survey" in table.source
