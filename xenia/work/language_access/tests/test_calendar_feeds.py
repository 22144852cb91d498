"""Calendars of interpreters and departments are read by a secret link, and say nothing but when."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, CalendarFeed, Interpreter
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request
from xenia.work.language_access.tests.clock import set_clock
from xenia.work.language_access.tests.makers import (
    MONDAY,
    TUESDAY,
    a_coordinator,
    an_interpreter,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: Any) -> None:
    """It is Monday, and nobody tried a link yet."""
    cache.clear()
    set_clock(monkeypatch, MONDAY)


def a_link(whose: Interpreter | Organization) -> str:
    """The address of a calendar."""
    return f"/calendar/{operations.make_feed(whose=whose, by=None, at=MONDAY)}.ics"


def read(where: str) -> list[str]:
    """The lines of the calendar."""
    answer = Client().get(where)
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def said(lines: list[str], name: str) -> list[str]:
    """What stands in the lines of a name."""
    return [one.partition(":")[2] for one in lines if one.split(":")[0].split(";")[0] == name]


def booked(interpreter: Interpreter, request: Any = None, **more: Any) -> Booking:
    """A colleague sends her."""
    request = request or a_request(topic="A talk about test results", place="Green door")
    usual: dict[str, Any] = {"start": request.preferred_at, "mode": "phone", "why": "agreed"}
    return operations.assign(
        request=request,
        interpreter=interpreter,
        by=a_coordinator(),
        at=MONDAY,
        **(usual | more),
    )


def test_her_calendar_says_when_and_nothing_of_what_whom_or_where() -> None:
    somebody = an_interpreter("kea")
    booking = booked(somebody)
    lines = read(a_link(somebody))
    assert said(lines, "SUMMARY") == ["Interpreting"]
    assert "DTSTART;TZID=America/New_York:20261105T100000" in lines
    assert said(lines, "STATUS") == ["CONFIRMED"]
    text = "\n".join(lines)
    hidden = ("test results", "Green", "Public", "kea", "Kriolu", "Tavares", "phone")
    assert not [word for word in hidden if word in text]
    for known in (booking.pk, booking.request_id, somebody.pk):
        assert str(known) not in text
        assert known.hex not in text


def test_a_departments_calendar_shows_what_it_asked_for_and_no_other() -> None:
    somebody, mine = an_interpreter("kea"), an_organization(name="Public Health")
    booked(somebody, a_request(mine))
    booked(somebody, a_request(preferred_at=THURSDAY + 3 * HOUR))
    lines = read(a_link(mine))
    assert said(lines, "SUMMARY") == ["Interpreting"]
    assert said(lines, "DTSTART")[-1] == "20261105T100000"


def test_what_is_called_off_stays_for_a_while_under_its_name_with_a_higher_number(
    monkeypatch: Any,
) -> None:
    somebody = an_interpreter("kea")
    booking, where = booked(somebody), a_link(somebody)
    before = read(where)
    operations.cancel_request(request=booking.request, by=None, at=TUESDAY)
    after = read(where)
    assert said(after, "UID") == said(before, "UID")
    assert (said(before, "SEQUENCE"), said(after, "SEQUENCE")) == (["0"], ["1"])
    assert said(after, "STATUS") == ["CANCELLED"]
    assert said(after, "DTSTAMP") > said(before, "DTSTAMP")
    set_clock(monkeypatch, THURSDAY + timedelta(days=32))
    assert said(read(where), "UID") == []


def test_what_was_moved_is_the_same_meeting_at_another_time() -> None:
    somebody = an_interpreter("kea")
    request = a_request(earliest_at=THURSDAY - HOUR, latest_at=THURSDAY + 4 * HOUR)
    first, where = booked(somebody, request), a_link(somebody)
    before = read(where)
    operations.find_substitute(booking=first, by=None, at=TUESDAY)
    booked(somebody, request, start=THURSDAY + HOUR)
    after = read(where)
    assert said(after, "UID") == said(before, "UID")
    assert int(said(after, "SEQUENCE")[0]) > int(said(before, "SEQUENCE")[0])
    assert said(after, "DTSTART")[-1] == "20261105T110000"
    assert said(after, "STATUS") == ["CONFIRMED"]


def test_unchanged_it_is_not_sent_again() -> None:
    somebody = an_interpreter("kea")
    where = a_link(somebody)
    first = Client().get(where)
    again = Client().get(where, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    booked(somebody)
    changed = Client().get(where, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_it_is_kept_by_nobody_else() -> None:
    answer = Client().get(a_link(an_interpreter("kea")))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_the_link_is_kept_as_a_hash_alone_and_only_the_newest_opens() -> None:
    somebody = an_interpreter("kea")
    old, new = a_link(somebody), a_link(somebody)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    token = new.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in str(list(CalendarFeed.objects.values()))
    operations.end_feed(whose=somebody, by=None, at=TUESDAY)
    assert Client().get(new).status_code == 404
    with pytest.raises(operations.NoFeed):
        operations.end_feed(whose=somebody, by=None, at=TUESDAY)


def test_the_calendar_of_who_left_opens_no_more() -> None:
    somebody = an_interpreter("kea")
    where = a_link(somebody)
    operations.leave(interpreter=somebody, by=None, at=TUESDAY)
    assert Client().get(where).status_code == 404


def test_nobody_guesses_a_calendar() -> None:
    answers = [Client().get(f"/calendar/{'A' * 32}.ics").status_code for _try in range(42)]
    assert answers[0] == 404
    assert answers[-1] == 429


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def test_she_makes_and_ends_her_link_and_it_is_shown_once() -> None:
    user = a_user(Role.INTERPRETER)
    an_interpreter("kea", user=user)
    client, page = signed_in(user), "/en/desk/my-week/calendar/"
    shown = client.post(f"{page}link/", {"act": "make"}).content.decode()
    end = shown.index(".ics")
    address = shown[shown.rindex("/calendar/", 0, end) : end] + ".ics"
    assert Client().get(address).status_code == 200
    assert address not in client.get(page).content.decode()
    client.post(f"{page}link/", {"act": "end"})
    assert Client().get(address).status_code == 404


def test_a_department_makes_the_link_of_its_own_calendar_alone() -> None:
    mine, other = an_organization(name="Public Health"), an_organization(name="Harbor House")
    client = signed_in(a_user(Role.DEPARTMENT_COORDINATOR, mine.pk))
    assert client.get("/en/desk/calendars/")["Location"] == f"/en/desk/calendars/{mine.pk}/"
    assert client.post(f"/en/desk/calendars/{mine.pk}/link/").status_code == 200
    assert client.post(f"/en/desk/calendars/{other.pk}/link/").status_code == 403
    assert CalendarFeed.objects.get().organization_id == mine.pk
    office = signed_in(a_coordinator()).get("/en/desk/calendars/").content.decode()
    assert "Harbor House" in office
