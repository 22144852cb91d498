"""The sample city's year of requests: some 1,200, by the same rules, written again where it was broken off."""

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest

from sample_city import year
from sample_city.build import build_city
from sample_city.data import rows
from xenia.ground.ledger.queries.counting import quantities
from xenia.work.language_access.ledger_kinds import ENDED, REQUESTED
from xenia.work.language_access.models import Booking, InterpreterRequest, Offer
from xenia.work.language_access.models.request import CLOSED, Status

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)


def requests_counted() -> int:
    """How many the ledger has."""
    years = [quantities(REQUESTED, one) for one in (2025, 2026)]
    return sum(int(one.quantity) for found in years for one in found)


def test_the_year_goes_on_where_it_was_broken_off_and_is_written_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(year, "WEEKS", 5)
    build_city(at=NOON)
    assert year.founded_on() == NOON.date()
    assert len(list(islice(year.write_year(at=NOON), 2))) == 2
    assert len(year.missing_weeks(NOON.date())) == 4
    assert year.carry_on(NOON + timedelta(days=1)) == 4
    assert year.carry_on(NOON + timedelta(days=9)) == 0
    rows = InterpreterRequest.objects.all()
    assert 110 < rows.count() < 200
    assert requests_counted() == rows.count()
    nobody_is_in_two_places()
    what_is_over_has_ended()
    assert a_clinic_looks_for_kriolu_on_a_thursday()
    assert 1 <= Offer.objects.open().values("request").distinct().count() <= 4


def nobody_is_in_two_places() -> None:
    """Lines apart, which can be in many calls."""
    held: dict[Any, list[Booking]] = {}
    rows = Booking.objects.standing().exclude(interpreter__kind="vendor_line")
    for one in rows.order_by("start_at"):
        held.setdefault(one.interpreter_id, []).append(one)
    assert all(
        one.end_at <= other.start_at for mine in held.values() for one, other in pairwise(mine)
    )


def what_is_over_has_ended() -> None:
    """Every request of the past has an ending, and the ledger says the same."""
    past = InterpreterRequest.objects.filter(preferred_at__lt=NOON - timedelta(days=1))
    assert not past.exclude(status__in=CLOSED).exists()
    ended = sum(int(one.quantity) for one in quantities(ENDED, 2026))
    assert ended == InterpreterRequest.objects.filter(status__in=CLOSED).count()


def a_clinic_looks_for_kriolu_on_a_thursday() -> bool:
    """Ten in the morning, in person, and nobody was asked yet."""
    found = InterpreterRequest.objects.filter(language="kea", status=Status.OPEN, team=1)
    return any(one.preferred_at.weekday() == 3 and not one.offers.exists() for one in found)


@pytest.mark.parametrize(
    "language", ["es", "ht", "kea", "vi", "pt-br", "fr", "ar", "so", "zh-hans", "zh-hant"]
)
def test_a_translation_of_the_sample_finds_a_translator_and_a_second_reader(language: str) -> None:
    accounts = {row["key"] for row in rows("people") if row["role"] == "interpreter"}
    who = {
        row["key"]
        for row in rows("interpreters")
        for one in row["languages"]
        if row.get("user") and one["code"] == language and one["to"] == "en"
        if "written" in one["ways"] and one["written"] and row.get("state", "active") == "active"
    }
    assert len(who & accounts) >= 2, who
