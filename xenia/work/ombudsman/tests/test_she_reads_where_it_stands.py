"""She reads until when we act, when we are late, who knows it, and why it takes longer; in her language."""

import re
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.test import Client as Browser
from django.utils import translation
from django.utils.html import escape

from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import clocks
from xenia.work.ombudsman.queries.clocks import (
    WE_ARE_LATE,
    WE_SAY,
    running_clocks,
    told_of_clocks,
)
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint, with_its_code

pytestmark = pytest.mark.django_db


def that_waits(which: str = "answer") -> Complaint:
    """Since Monday 16 November 2026; what we found is due on Monday 30."""
    complaint = a_complaint()
    Clock.objects.filter(complaint=complaint).delete()
    clocks.start_clock(complaint=complaint, which=which, at=MONDAY)
    return complaint


def read(complaint: Complaint, on: date) -> list[str]:
    told = told_of_clocks(complaint, on, calendar_in_force())
    return [sentence for one in told for sentence in one]


def test_until_when() -> None:
    assert read(that_waits(), date(2026, 11, 20)) == [
        "By November 30, 2026 we tell you what we found."
    ]


def test_that_it_is_late_and_who_knows() -> None:
    complaint = that_waits()
    late = (
        "We wanted to tell you by November 30, 2026 what we found. We are late, and we are sorry."
    )
    assert read(complaint, date(2026, 12, 1)) == [late]
    Clock.objects.update(climbed=3)
    assert read(complaint, date(2026, 12, 9)) == [
        late,
        "The director of our office knows it, and looks after it.",
    ]


def test_why_it_takes_longer() -> None:
    complaint = that_waits()
    clocks.extend_clock(complaint=complaint, which="answer", days=5, why="papers", at=MONDAY)
    assert read(complaint, date(2026, 11, 20)) == [
        "By December 7, 2026 we tell you what we found.",
        "This is later than we said first. Why: We wait for papers.",
    ]


def test_that_we_wait_for_her() -> None:
    complaint = that_waits()
    complaint.status = Status.WAITS_FOR_HER
    clocks.pause_clocks(complaint=complaint, at=MONDAY)
    assert read(complaint, date(2027, 1, 20)) == [
        "We asked you something. We go on when you have answered."
    ]


def test_what_is_done_or_dropped_she_does_not_wait_for() -> None:
    complaint = that_waits()
    clocks.stop_clock(complaint=complaint, which="answer", at=MONDAY)
    clocks.start_clock(complaint=complaint, which="department", at=MONDAY)
    clocks.drop_clock(complaint=complaint, at=MONDAY)
    assert read(complaint, date(2026, 11, 20)) == []


def test_what_stands_still_is_said_once_after_what_goes_on() -> None:
    complaint = that_waits()
    clocks.start_clock(complaint=complaint, which="department", at=MONDAY)
    complaint.status = Status.WAITS_FOR_HER
    clocks.pause_clocks(complaint=complaint, at=MONDAY)
    clocks.start_clock(complaint=complaint, which="follow_up", at=MONDAY)
    assert read(complaint, date(2026, 11, 20)) == [
        "We ask you by November 30, 2026 how it is now.",
        "We asked you something. We go on when you have answered.",
    ]


def test_a_wish_for_a_second_look_is_told_as_a_wish() -> None:
    complaint = a_complaint()
    clocks.stop_clock(complaint=complaint, which="acknowledge", at=MONDAY)
    clocks.start_clock(complaint=complaint, which="acknowledge", at=MONDAY)
    assert read(complaint, date(2026, 11, 20)) == [
        "We write to you that we have it by November 23, 2026."
    ]
    assert read(complaint, date(2026, 11, 30)) == [
        "We wanted to tell you by November 23, 2026 who looks at it again. We are late, and we are sorry."
    ]


def test_her_page_says_all_of_it_and_nothing_else() -> None:
    """A row for each clock: late and who knows, until when and why it takes longer."""
    complaint, code = with_its_code()
    clocks.start_clock(complaint=complaint, which="department", at=MONDAY)
    clocks.extend_clock(complaint=complaint, which="department", days=5, why="papers", at=MONDAY)
    Clock.objects.filter(which="acknowledge").update(climbed=3)
    today = date(2026, 11, 30)
    with patch("xenia.work.ombudsman.views.hers.local_day", lambda _at: today):
        page = Browser().post("/en/complaint/answer/", {"code": code}).content.decode()
    told = told_of_clocks(complaint, today, calendar_in_force())
    assert [len(one) for one in told] == [2, 2]
    rows = re.findall(r"<li>(?:<span[^>]*>[^<]*</span> )+</li>", page)
    assert [re.findall(r"<span[^>]*>([^<]*)</span>", row) for row in rows] == [
        [escape(sentence) for sentence in one] for one in told
    ]


def test_a_day_is_written_as_her_language_writes_it() -> None:
    with translation.override("so"):
        (sentence,) = read(that_waits(), date(2026, 11, 20))
    assert "November 30, 2026" not in sentence
    assert "2026" in sentence


def test_every_clock_she_hears_of_has_its_sentences() -> None:
    assert set(WE_SAY) == set(WE_ARE_LATE) == set(Clock.Which)


def test_colleagues_read_how_many_days_are_left() -> None:
    complaint = that_waits()
    (one,) = running_clocks(complaint, (MONDAY + timedelta(days=2)).date(), calendar_in_force())
    assert (one.left, one.late, one.stands_still) == (8, 0, False)
    (one,) = running_clocks(complaint, date(2026, 12, 3), calendar_in_force())
    assert (one.left, one.late) == (0, 3)
