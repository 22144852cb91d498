"""What Open311 writes is read alike in XML and JSON, by the letter of the specification."""

import json
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.work.ombudsman.open311 import wire
from xenia.work.ombudsman.open311.writing import NEVER, written
from xenia.work.ombudsman.tests.georeport import (
    REQUESTS,
    SERVICE_DEFINITION,
    SERVICES,
    as_xml_says,
    follows,
    read_xml,
)

BOSTON = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 16)
YEARS = (date(1900, 1, 1), date(8999, 12, 31))
LISTED = wire.Listed(
    number="1b4e28ba-2fa1-41d2-883f-0016d3cca427",
    is_open=True,
    notes="We look into it.",
    service_code="delay",
    service_name="It takes too long",
    agency="City Clerk",
    asked_on=TODAY,
    changed_on=date(2026, 11, 17),
)


def test_a_request_has_every_field_of_the_specification_and_no_hour() -> None:
    row = wire.request_row(LISTED, BOSTON)
    follows(REQUESTS, [row])
    assert row["requested_datetime"] == "2026-11-16T00:00:00-05:00"
    assert row["updated_datetime"] == "2026-11-17T00:00:00-05:00"
    assert list(row)[:4] == ["service_request_id", "status", "status_notes", "service_name"]


def test_in_summer_the_day_begins_in_summer_time() -> None:
    assert wire.day_written(date(2026, 7, 4), BOSTON) == "2026-07-04T00:00:00-04:00"


def test_a_list_of_one_request_in_xml() -> None:
    body = written("service_requests", [{"service_request_id": "7", "lat": None}], "xml")
    assert body.decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        "<service_requests><request><service_request_id>7</service_request_id><lat /></request></service_requests>"
    )


def test_a_service_and_its_questions_in_both_formats() -> None:
    row = wire.service_row(
        code="delay", name="It takes <too> long", description="", keywords="wait,late", group="x"
    )
    questions = (
        wire.Attribute("department", "Which department?", (("1", "City & Clerk"),)),
        wire.Attribute("note", "Everybody reads that you complained."),
    )
    definition = {"service_code": "delay", "attributes": wire.attribute_rows(questions)}
    follows(SERVICES, [row])
    follows(SERVICE_DEFINITION, definition)
    assert read_xml(written("services", [row], "xml")) == ("services", as_xml_says([row]))
    root, read = read_xml(written("service_definition", definition, "xml"))
    assert (root, read) == ("service_definition", as_xml_says(definition))
    assert [one["variable"] for one in read["attributes"]] == ["true", "false"]


@given(st.text())
def test_whatever_stands_in_a_field_is_read_again_in_both_formats(words: str) -> None:
    rows: list[dict[str, Any]] = [{"service_request_id": "1", "status_notes": words}]
    assert json.loads(written("service_requests", rows, "json")) == rows
    read = read_xml(written("service_requests", rows, "xml"))[1][0]["status_notes"]
    kept = NEVER.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
    assert (read or "") == kept


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("", "", date(2026, 8, 18), TODAY),
        ("2026-10-01T00:00:00-04:00", "", date(2026, 10, 1), TODAY),
        ("2026-01-01T00:00:00-05:00", "", date(2026, 1, 1), date(2026, 4, 1)),
        ("", "2026-10-01T12:00:00Z", date(2026, 7, 3), date(2026, 10, 1)),
        # Midnight by Greenwich is the evening before in the city.
        ("2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", date(2026, 9, 30), date(2026, 10, 1)),
        # A plus that was not escaped.
        ("2026-10-01T09:00:00 02:00", "", date(2026, 10, 1), TODAY),
    ],
)
def test_the_days_somebody_asks_for(start: str, end: str, first: date, last: date) -> None:
    assert wire.days_asked(start, end, today=TODAY, zone=BOSTON) == (first, last)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("yesterday", "", "start_date"),
        ("2026-10-01T00:00:00", "", "start_date"),
        ("", "0001-01-01T00:00:00+23:00", "end_date"),
        ("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "90 days"),
    ],
)
def test_days_that_cannot_be_asked_for(start: str, end: str, says: str) -> None:
    with pytest.raises(wire.Problem, match=says) as told:
        wire.days_asked(start, end, today=TODAY, zone=BOSTON)
    assert told.value.code == 400


@given(start=st.dates(*YEARS), end=st.dates(*YEARS))
def test_never_more_than_ninety_days(start: date, end: date) -> None:
    moments = f"{start}T00:00:00Z", f"{end}T00:00:00Z"
    try:
        first, last = wire.days_asked(*moments, today=TODAY, zone=ZoneInfo("UTC"))
    except wire.Problem:
        assert abs(end - start) > timedelta(days=90)
    else:
        assert (first, last) == (start, end)


def test_lists_are_read_with_commas_and_by_repeating() -> None:
    assert wire.many_in(["open,closed", " open ", ""]) == ["open", "closed", "open"]


def test_answers_are_read_by_their_questions_code() -> None:
    form = {"attribute[area]": " east ", "attribute[wanted][]": "apology", "attribute": "x"}
    assert wire.answers_in(form) == {"area": "east", "wanted": "apology"}
