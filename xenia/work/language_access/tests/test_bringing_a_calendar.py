"""An interpreter brings her own calendar: only when she is busy is read, and she sees it before it is kept."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.language_access import operations
from xenia.work.language_access.models import HoursException, Interpreter
from xenia.work.language_access.operations import NotHours, Otherwise
from xenia.work.language_access.tests.asking import THURSDAY, a_request
from xenia.work.language_access.tests.clock import set_clock
from xenia.work.language_access.tests.makers import MONDAY, a_clinic, a_coordinator, an_interpreter

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/my-week/calendar/"
CHOIR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:choir\r\nSUMMARY:Something of her own\r\n"
    "DTSTART;TZID=America/New_York:20261105T093000\r\nDURATION:PT2H\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: Any) -> None:
    """It is Monday, nine o'clock."""
    set_clock(monkeypatch, MONDAY)


def herself() -> tuple[Interpreter, Client]:
    """An interpreter who signed in."""
    user = a_user(Role.INTERPRETER)
    client = Client()
    client.force_login(user)
    return an_interpreter("kea", user=user), client


def times_in(content: str) -> str:
    """What the page would send when she keeps it."""
    return content.partition('name="times" value="')[2].partition('"')[0]


def kept(somebody: Interpreter) -> list[tuple[date, int | None, int | None]]:
    """When she is away."""
    rows = somebody.exceptions.filter(is_available=False)
    return list(rows.values_list("on", "from_minute", "to_minute"))


def test_she_sees_the_times_first_and_then_keeps_them() -> None:
    somebody, client = herself()
    file = SimpleUploadedFile("mine.ics", CHOIR.encode())
    content = client.post(f"{PAGE}bring/", {"file": file}).content.decode()
    assert "Nobody is sent at these 2 times:" in content
    assert "November 12, 2026" in content
    assert "Something of her own" not in content
    assert not HoursException.objects.exists(), "nothing is kept before she says so"
    client.post(f"{PAGE}keep/", {"times": times_in(content)})
    assert kept(somebody) == [(date(2026, 11, 5), 570, 690), (date(2026, 11, 12), 570, 690)]
    assert operations.send_offers(request=a_request(), by=None, at=MONDAY) == []


def test_the_next_calendar_takes_the_place_of_the_one_before_and_of_nothing_else() -> None:
    somebody, client = herself()
    operations.be_away(
        interpreter=somebody, first=date(2026, 11, 20), last=date(2026, 11, 20), by=None, at=MONDAY
    )
    client.post(f"{PAGE}keep/", {"times": "2026-11-05 570-690;2026-11-12 0-1440"})
    client.post(f"{PAGE}keep/", {"times": "2026-11-12 0-1440;2026-11-20 0-1440;2026-10-01 0-600"})
    assert kept(somebody) == [(date(2026, 11, 12), None, None), (date(2026, 11, 20), None, None)]


def test_pasted_text_is_read_too() -> None:
    _somebody, client = herself()
    content = client.post(f"{PAGE}bring/", {"text": f"\n{CHOIR}"}).content.decode()
    assert times_in(content) == "2026-11-05 570-690;2026-11-12 570-690"


def test_her_own_feed_does_not_come_back_as_busy() -> None:
    somebody, client = herself()
    booking = operations.assign(
        request=a_request(),
        interpreter=somebody,
        start=THURSDAY,
        mode="phone",
        why="agreed",
        by=a_coordinator(),
        at=MONDAY,
    )
    token = operations.make_feed(whose=somebody, by=None, at=MONDAY)
    feed = client.get(f"/calendar/{token}.ics").content.decode()
    assert "BEGIN:VEVENT" in feed
    assert times_in(client.post(f"{PAGE}bring/", {"text": feed}).content.decode()) == ""
    copied = feed.replace("@xenia", "@her-own-phone")
    assert times_in(client.post(f"{PAGE}bring/", {"text": copied}).content.decode()) == ""
    assert booking.released_at is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html>no calendar</html>", "We cannot read this file."),
        ("BEGIN:VCALENDAR\r\n" + "X:1\r\n" * 130_000, "This file is too big."),
        (
            "BEGIN:VCALENDAR\r\n"
            + "BEGIN:VEVENT\r\nDTSTART:19710101T000000Z\r\nRRULE:FREQ=DAILY;COUNT=99999\r\nEND:VEVENT\r\n"
            * 30
            + "END:VCALENDAR",
            "There is too much in this calendar.",
        ),
        ("", "Choose a file, or paste its text."),
    ],
)
def test_what_cannot_be_read_is_refused_in_clear_words(text: str, told: str) -> None:
    _somebody, client = herself()
    answer = client.post(f"{PAGE}bring/", {"text": text})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_zone_nobody_knows_is_told_and_left_out() -> None:
    _somebody, client = herself()
    text = CHOIR.replace("America/New_York", "My office")
    content = client.post(f"{PAGE}bring/", {"text": text}).content.decode()
    assert "1 entry is in a time zone we do not know" in content
    assert times_in(content) == ""


@pytest.mark.parametrize("times", ["soon", "2026-11-05 700-600", "2026-13-05 0-60", "1 2-3"])
def test_times_that_were_touched_on_the_way_are_refused(times: str) -> None:
    somebody, client = herself()
    content = client.post(f"{PAGE}keep/", {"times": times}, follow=True).content.decode()
    assert "Something was lost on the way." in content
    assert not somebody.exceptions.exists()


def test_the_operation_takes_nothing_that_is_no_time() -> None:
    somebody = an_interpreter("kea")
    for wrong in (
        Otherwise(date(2026, 11, 5), True),
        Otherwise(date(2026, 11, 5), False, 600, 540),
        Otherwise(date(2026, 11, 5), False, 600),
    ):
        with pytest.raises(NotHours):
            operations.take_over_calendar(interpreter=somebody, busy=[wrong], by=None, at=MONDAY)


def test_the_office_brings_it_for_her_and_a_department_does_not() -> None:
    somebody, (_clinic, clerk) = an_interpreter("kea"), a_clinic()
    own = f"/en/desk/interpreters/{somebody.pk}/calendar/"
    office, other = Client(), Client()
    office.force_login(a_coordinator())
    other.force_login(clerk)
    content = office.post(f"{own}bring/", {"text": CHOIR}).content.decode()
    office.post(f"{own}keep/", {"times": times_in(content)})
    assert len(kept(somebody)) == 2
    for part in ("", "bring/", "keep/", "link/"):
        assert other.post(f"{own}{part}", {"text": CHOIR}).status_code == 403
