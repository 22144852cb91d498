"""No number that is not shown gets out, by any file or page, from the ledger to the site.

The hidden numbers are planted: so large that no page says them by chance. Where a cell is small, others around it are hidden
for its sake, and those are large here.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.insight.reports import keeping
from xenia.insight.reports.engine import measure_all
from xenia.insight.reports.files import folder_of, write_files
from xenia.insight.reports.measures.rows import categories_of_needs
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.computing import compute_draft
from xenia.insight.reports.operations.posting import post_report
from xenia.insight.reports.tests.makers import AFTER, YEAR, a_locked_year, a_report, signed_twice
from xenia.insight.reports.tests.scanning import GROUPED, places_of, read_all

pytest.importorskip("typst")
pytestmark = pytest.mark.django_db
LARGE: Final = 41_370_007
STEP: Final = 1_003_019
SMALL: Final = 3
# Nobody meets a number of this size by chance.
TOLD: Final = 1_000_000


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    settings.REPORTS_FOLDER = tmp_path / "reports"


def needs_of_every_category() -> list[str]:
    """One need of each category of the report."""
    return list({category: need for need, category in categories_of_needs().items()}.values())


def entries() -> Iterator[dict[str, Any]]:
    """Needs by what became of them, all of them many, but for three cells."""
    number = LARGE
    for at, need in enumerate(needs_of_every_category()):
        for outcome, reason in (("open", ""), ("met", ""), ("unmet", "cost"), ("unmet", "hours")):
            number += STEP
            is_small = (at, outcome, reason) in {
                (0, "open", ""),
                (1, "unmet", "cost"),
                (1, "unmet", "hours"),
            }
            said = {"kind": "casework.need", "stream": "service", "on": date(YEAR, 5, 4)}
            said |= {"grain": "day", "quantity": SMALL if is_small else number, "need": need}
            yield said | {"outcome": outcome, "reason": reason}


@pytest.fixture
def posted() -> Report:
    """A report on these needs, from the ledger to the site."""
    Entry.objects.bulk_create(Entry(**said) for said in entries())
    a_locked_year()
    report = a_report(with_numbers=False)
    compute_draft(report=report, by=None, at=AFTER)
    report.refresh_from_db()
    assert not report.problem
    signed = signed_twice(report)
    post_report(report=signed, version=signed.state_version, by=a_user(Role.DIRECTOR), at=AFTER)
    signed.refresh_from_db()
    write_files(signed)
    return signed


def hidden_numbers(report: Report) -> set[int]:
    """What the office knows and does not show: large numbers that are shown nowhere else either."""
    kept = keeping.from_data(report.content["protected"])
    true = measure_all(YEAR, at=AFTER)
    shown = {number for one in kept.shown.values() for number in one.numbers.values()}
    return {
        true[code].numbers[place]
        for code, one in kept.shown.items()
        for place, number in one.numbers.items()
        if number is None and true[code].numbers[place] > TOLD
    } - {number for number in shown if number is not None}


def pages(report: Report) -> Iterator[tuple[str, str]]:
    """Every page and picture of the report on the site, in each language it is kept in."""
    anybody = Browser()
    for language, document in report.content["documents"].items():
        start = f"/{language}/report/{YEAR}/"
        addresses = {start, *(f"{start}{one['code']}/" for one in document["sections"])}
        addresses |= {f"{start}numbers/{code}/" for code in document["definitions"]}
        said = {address: anybody.get(address).content.decode() for address in sorted(addresses)}
        pictures = {
            one for text in said.values() for one in re.findall(r'src="([^"]+\.svg)"', text)
        }
        said |= {
            one: anybody.get(one).content.decode() for one in pictures if one.startswith(start)
        }
        yield from said.items()


def test_no_number_that_is_not_shown_gets_out(posted: Report) -> None:
    hidden = hidden_numbers(posted)
    assert len(hidden) >= 4
    read = read_all(folder_of(posted))
    read |= {place: GROUPED.sub("", text) for place, text in pages(posted)}
    assert any(place.endswith(".svg") for place in read)
    # The scan finds what is shown: else it would prove nothing.
    total = keeping.from_data(posted.content["protected"]).shown["needs.said"].numbers["TOTAL",]
    assert total is not None
    assert {"report.html", "report.pdf text", "report.json"} <= set(places_of(total, read))
    for number in hidden:
        assert places_of(number, read) == []
