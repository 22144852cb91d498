"""A type of case stands beside no language and no neighborhood, and in no small group."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations import alias, record, record_legal
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.queries.counting import individuals
from xenia.ground.ledger.tests.makers import LEGAL_HELPED, MONDAY, at_noon, people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def legal_help(on: date, count: int = 1) -> None:
    """So many people are helped with the law."""
    for person in people(count):
        record_legal(kind=LEGAL_HELPED, on=on, subject=person, case_type="family", language="ht")


def legal_places() -> set[tuple[date, str]]:
    return set(Entry.objects.filter(stream="legal").values_list("on", "grain"))


def test_legal_help_is_two_entries_that_share_nothing() -> None:
    service, legal = record_legal(
        kind=LEGAL_HELPED,
        on=MONDAY,
        subject=uuid4(),
        case_type="family",
        outcome="granted",
        language="ht",
        area="harbor",
    )
    assert (service.on, service.grain, service.service_type) == (MONDAY, "day", "legal")
    assert (service.language, service.area, service.case_type) == ("ht", "harbor", "")
    assert (legal.on, legal.grain, legal.case_type) == (date(2026, 3, 1), "month", "family")
    assert (legal.language, legal.area, legal.service_type) == ("", "", "")
    assert service.token != legal.token


@pytest.mark.parametrize("said", [{"language": "ht"}, {"area": "harbor"}, {"program": uuid4()}])
def test_the_legal_stream_carries_nothing_else(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="does not carry"):
        record(kind=LEGAL_HELPED, on=MONDAY, subject=uuid4(), stream="legal", **said)


def test_a_type_of_case_stands_in_the_legal_stream_alone() -> None:
    with pytest.raises(ValueError, match="does not carry"):
        record(kind=LEGAL_HELPED, on=MONDAY, subject=uuid4(), case_type="family")


@pytest.mark.parametrize(
    "changes",
    [
        {"stream": "service", "case_type": "family"},
        {"stream": "legal", "grain": "month", "language": "ht"},
        {"stream": "legal", "grain": "month", "area": "harbor"},
        {"stream": "legal", "grain": "day"},
    ],
)
def test_the_database_keeps_them_apart_too(changes: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind=LEGAL_HELPED, on=date(2026, 3, 1), **changes)


def test_a_month_with_eleven_people_stays_a_month() -> None:
    legal_help(date(2026, 1, 9), 11)
    close_and_rewrite(at_noon(2026, 2, 1))
    assert legal_places() == {(date(2026, 1, 1), "month")}


def test_a_month_with_ten_people_becomes_the_quarter() -> None:
    legal_help(date(2026, 2, 9), 10)
    close_and_rewrite(at_noon(2026, 2, 28))
    assert legal_places() == {(date(2026, 2, 1), "month")}, "the month is not over"
    close_and_rewrite(at_noon(2026, 3, 1))
    assert legal_places() == {(date(2026, 1, 1), "quarter")}
    (quarter,) = individuals(LEGAL_HELPED, 2026, stream="legal", by=["month"])
    assert (quarter.cell, quarter.total) == (("2026-01/2026-03",), 10)


def test_eleven_names_of_ten_people_are_a_small_month() -> None:
    legal_help(date(2026, 1, 9), 9)
    amara, again = people(2)
    for person in (amara, again):
        record_legal(kind=LEGAL_HELPED, on=date(2026, 1, 9), subject=person, case_type="asylum")
    alias(again, amara)
    close_and_rewrite(at_noon(2026, 2, 1))
    assert legal_places() == {(date(2026, 1, 1), "quarter")}


def test_no_small_month_is_what_the_quarter_leaves_beside_the_others() -> None:
    """January, March: large. February: 3. Were February alone the quarter, everybody could read it."""
    legal_help(date(2026, 1, 9), 20)
    close_and_rewrite(at_noon(2026, 2, 1))
    legal_help(date(2026, 2, 9), 3)
    close_and_rewrite(at_noon(2026, 3, 1))
    legal_help(date(2026, 3, 9), 30)
    legal_help(date(2026, 4, 9), 12)
    close_and_rewrite(at_noon(2026, 5, 1))
    assert legal_places() == {(date(2026, 1, 1), "quarter"), (date(2026, 4, 1), "month")}
    by_quarter = individuals(LEGAL_HELPED, 2026, stream="legal", by=["quarter"])
    assert [one.total for one in by_quarter] == [53, 12]


def test_the_service_entries_of_a_small_month_stay_in_their_month() -> None:
    legal_help(date(2026, 2, 9), 3)
    close_and_rewrite(at_noon(2026, 3, 1))
    service = Entry.objects.filter(stream="service")
    assert set(service.values_list("on", "grain")) == {(date(2026, 2, 1), "month")}
