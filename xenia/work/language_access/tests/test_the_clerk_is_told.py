"""What a clerk is told before it is too late: asked twice, a closed day, fewer minutes, somebody who cannot come."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.reference.operations import close_office
from xenia.work.language_access import operations
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, as_it_stands
from xenia.work.language_access.tests.makers import MONDAY, a_clinic, an_interpreter
from xenia.work.language_access.tests.test_asking_pages import LIST, a_form, booked, clock
from xenia.work.language_access.tests.test_roster_pages import page, signed_in

__all__ = ["clock"]
pytestmark = pytest.mark.django_db


def test_the_same_asked_twice_is_said_and_asked_only_if_it_is_meant(clock: Any) -> None:
    clinic, clerk = a_clinic()
    client, said = signed_in(clerk), a_form(clinic)
    client.post(f"{LIST}ask/", said)
    answer = client.post(f"{LIST}ask/", said)
    first = InterpreterRequest.objects.get()
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "You asked for this already" in content
    assert f"{LIST}{first.pk}/" in content
    assert "Clinic, second floor" in content
    client.post(f"{LIST}ask/", said | {"once_more": str(first.pk)})
    assert InterpreterRequest.objects.count() == 2
    client.post(f"{LIST}ask/", said | {"begins": "11:00"})
    assert InterpreterRequest.objects.count() == 3


def test_a_day_on_which_the_office_is_closed_is_said(clock: Any) -> None:
    clinic, clerk = a_clinic()
    day = date(2026, 11, 26)
    close_office(first_day=day, last_day=day, name="A holiday", by=None, at=MONDAY)
    client, words = signed_in(clerk), "The office is closed on November 26, 2026."
    once = client.post(f"{LIST}ask/", a_form(clinic, day="2026-11-26"), follow=True)
    assert words in once.content.decode()
    often = client.post(f"{LIST}ask/", a_form(clinic, times="4"), follow=True)
    assert words in often.content.decode()
    other = client.post(f"{LIST}ask/", a_form(clinic, day="2026-11-27"), follow=True)
    assert "The office is closed" not in other.content.decode()


def test_what_was_cancelled_is_not_changed_any_more(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    client, where = signed_in(clerk), f"{LIST}{request.pk}/change/"
    assert client.get(where).status_code == 200
    operations.cancel_request(request=request, by=clerk, at=MONDAY)
    answer = client.get(where, follow=True)
    assert answer.redirect_chain
    assert "Look at how it stands now." in answer.content.decode()


def test_fewer_minutes_keep_who_comes_and_more_do_not(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk, mode="phone", length_minutes=90)
    client, where = signed_in(clerk), f"{LIST}{request.pk}/change/"
    said = a_form(clinic, mode="phone", least_rank="0", place="", topic="")
    assert "or make it longer" in client.get(where).content.decode()
    client.post(where, said | {"length": "60"})
    stands = as_it_stands(request)
    assert (stands.status, stands.length_minutes) == (Status.FILLED, 60)
    booking = request.bookings.standing().get()
    assert booking.end_at == THURSDAY + HOUR
    assert booking.quarters.count() == 4
    client.post(where, said | {"length": "120"})
    assert as_it_stands(request).status == Status.OPEN


def test_who_asked_learns_that_whoever_was_to_come_cannot(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    an_interpreter("kea")
    OutboxMessage.objects.all().delete()
    booking = request.bookings.get()
    operations.find_substitute(booking=booking, by=None, at=MONDAY)
    news = OutboxMessage.objects.filter(template="language_access.news_for_you")
    assert news.count() == 1
    content = page(clerk, f"{LIST}{request.pk}/")
    assert "Whoever was to come cannot come. We asked 1 interpreter." in content
    (offer,) = request.offers.open()
    operations.accept_offer(offer=offer, by=None, at=MONDAY)
    assert "cannot come" not in page(clerk, f"{LIST}{request.pk}/")
