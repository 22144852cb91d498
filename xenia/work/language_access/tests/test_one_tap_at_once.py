"""Two interpreters tap yes at the same moment: one goes, the other is told."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from xenia.work.language_access import operations
from xenia.work.language_access.models import BookedQuarter, Booking, CalendarFeed
from xenia.work.language_access.tests.asking import a_request
from xenia.work.language_access.tests.clock import set_clock
from xenia.work.language_access.tests.makers import MONDAY, an_interpreter
from xenia.work.language_access.tests.test_two_at_once import at_once, in_the_office, many_hands
from xenia.work.language_access.tokens import token_for

__all__ = ["many_hands"]
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]


def test_of_two_who_tap_yes_one_goes_and_the_other_is_told(monkeypatch: Any) -> None:
    set_clock(monkeypatch, MONDAY)

    def scene() -> list[str]:
        for _one in range(2):
            an_interpreter("kea")
        sent = operations.send_offers(request=a_request(), by=None, at=MONDAY)
        return [f"/en/interpreting/{token_for(one.pk)}/" for one in sent]

    first, second = in_the_office(scene)
    taps = [partial(Client().post, where, {"answer": "yes"}) for where in (first, second)]
    answers = at_once(*taps)
    assert sorted(one.status_code for one in answers) == [302, 409], answers
    told = next(one for one in answers if one.status_code == 409).content.decode()
    assert "Somebody else said yes before you." in told
    assert in_the_office(Booking.objects.standing().count) == 1
    assert in_the_office(BookedQuarter.objects.count) == 4


def test_two_who_make_a_link_anew_leave_one_that_opens() -> None:
    somebody = in_the_office(lambda: an_interpreter("kea"))
    make = partial(operations.make_feed, whose=somebody, by=None, at=MONDAY)
    assert all(isinstance(one, str) for one in at_once(make, make))
    assert in_the_office(CalendarFeed.objects.open().count) == 1
