"""What a clerk reads on the page of her request: who comes, which week of a series, what to do when nobody was found."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, asked
from xenia.work.language_access.tests.makers import MONDAY, a_clinic, a_coordinator
from xenia.work.language_access.tests.test_asking_pages import LIST, PRIVATE, booked, clock
from xenia.work.language_access.tests.test_roster_pages import page

__all__ = ["clock"]
pytestmark = pytest.mark.django_db


def test_reception_reads_a_first_name_from_the_day_before_and_never_more(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    where, label = f"{LIST}{request.pk}/", request.bookings.get().interpreter.label
    clock(THURSDAY - timedelta(days=2))
    assert "Ana" not in page(clerk, where)
    clock(THURSDAY - timedelta(days=1))
    content = page(clerk, where)
    assert f"Ana ({label})" in content
    assert not [word for word in PRIVATE if word in content]


@pytest.mark.parametrize(
    ("name", "first"),
    [("Ana Tavares", "Ana"), ("Tavares, Ana M.", "Ana"), ("Ana", "Ana"), ("Tavares,", "")],
)
def test_the_first_name_stands_first_or_behind_a_comma(name: str, first: str) -> None:
    assert Interpreter(name=name).first_name == first


def test_a_series_says_which_week_this_is_and_leads_to_the_others(clock: Any) -> None:
    clinic, clerk = a_clinic()
    last = THURSDAY.date() + timedelta(weeks=2)
    first = operations.request_interpreter(
        asked=asked(clinic), weekly_until=last, by=clerk, at=MONDAY
    )
    second, third = first.repeated.order_by("preferred_at")
    content = page(clerk, f"{LIST}{second.pk}/")
    assert "2 of 3" in content
    for other in (first, third):
        assert f'href="{LIST}{other.pk}/"' in content
    assert "Every week" not in page(clerk, f"{LIST}{a_request(clinic, by=clerk).pk}/")


def test_a_window_says_when_it_can_begin_at_the_earliest_and_at_the_latest(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = a_request(
        clinic, by=clerk, earliest_at=THURSDAY - HOUR, latest_at=THURSDAY + 3 * HOUR
    )
    told = "It can begin from November 5, 2026, 9:00 AM to November 5, 2026, 12:00 PM."
    content = page(clerk, f"{LIST}{request.pk}/").replace("\u202f", " ").replace("\u00a0", " ")
    assert told in content


@pytest.mark.parametrize(
    ("cause", "mode", "told"),
    [
        ("language", "in_person", "Another time will not help. Call us"),
        ("credential", "in_person", "If you can do without it"),
        ("area", "in_person", "Choose another way to meet"),
        ("busy", "in_person", "Change the time, or say that video or phone would do as well."),
        ("busy", "phone", "Change the time. Then we look again."),
    ],
)
def test_what_we_advise_fits_why_nobody_was_found(
    cause: str, mode: str, told: str, clock: Any
) -> None:
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk, mode=mode, place="Room 3")
    operations.leave_unfilled(request=request, cause=cause, by=a_coordinator(), at=MONDAY)
    content = page(clerk, f"{LIST}{request.pk}/")
    assert told in content
    assert content.count("Change the time") == (cause == "busy")
