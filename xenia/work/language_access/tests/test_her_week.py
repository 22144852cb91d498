"""An interpreter runs her week from her phone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, Interpreter, Offer
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.operations import Otherwise
from xenia.work.language_access.operations.days import add_days
from xenia.work.language_access.queries.free import free_times
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.clock import set_clock
from xenia.work.language_access.tests.makers import MONDAY, an_interpreter

pytestmark = pytest.mark.django_db
WEEK = "/en/desk/my-week/"
HOURS = f"{WEEK}hours/"
TOPIC, PLACE = "A talk about test results", "Third floor, the green door"


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: Any) -> None:
    """It is Monday, nine o'clock."""
    set_clock(monkeypatch, MONDAY)


def somebody_with_a_phone(*languages: str, **said: Any) -> tuple[Interpreter, Client]:
    """An interpreter who signed in."""
    user: User = a_user(Role.INTERPRETER)
    client = Client()
    client.force_login(user)
    return an_interpreter(*(languages or ("kea",)), user=user, **said), client


def an_offer(**said: Any) -> Offer:
    """She is asked."""
    request = a_request(**({"topic": TOPIC, "place": PLACE} | said))
    sent: list[Offer] = operations.send_offers(request=request, by=None, at=MONDAY)
    return sent[0]


def booked(**said: Any) -> Booking:
    """She said yes."""
    return operations.accept_offer(offer=an_offer(**said), by=None, at=MONDAY)


def read(client: Client, where: str = WEEK) -> str:
    """What she reads."""
    answer = client.get(where)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_free_week_says_so() -> None:
    _me, client = somebody_with_a_phone()
    content = read(client)
    assert "You go nowhere today." in content
    assert "Nothing more in the next 7 days." in content


def test_who_is_not_on_the_roster_is_told_whom_to_ask() -> None:
    client = Client()
    client.force_login(a_user(Role.INTERPRETER))
    assert "Ask the language access office" in read(client)
    assert client.get(HOURS).status_code == 404


def test_she_says_yes_from_her_week_and_it_stands_there() -> None:
    _me, client = somebody_with_a_phone()
    offer = an_offer()
    assert "Can you come?" in read(client)
    content = client.post(f"{WEEK}offers/{offer.pk}/", {"answer": "yes"}, follow=True)
    assert "it stands in your week" in content.content.decode()
    assert "Public Health" in read(client)
    assert "Can you come?" not in read(client)


def test_on_sunday_the_meeting_of_monday_is_no_far_day(monkeypatch: Any) -> None:
    _me, client = somebody_with_a_phone()
    monday = THURSDAY + timedelta(days=4)
    booked(preferred_at=monday)
    set_clock(monkeypatch, monday - timedelta(days=1))
    content = read(client)
    assert content.index("Next 7 days") < content.index("Public Health")
    assert "Later" not in content
    assert "Nothing more in the next 7 days." not in content


def test_offers_stand_in_the_order_of_the_days_whatever_is_to_be_answered_first() -> None:
    _me, client = somebody_with_a_phone()
    an_offer(preferred_at=THURSDAY + timedelta(days=1), priority=3)
    first = an_offer(preferred_at=THURSDAY)
    Offer.objects.filter(pk=first.pk).update(answer_by=THURSDAY)
    found = client.get(WEEK).context["offers"]
    assert found[0]["pk"] == first.pk
    assert len(found) == 2


@pytest.mark.parametrize(("later", "clashes"), [(0, True), (HOUR / 4, True), (HOUR, False)])
def test_an_offer_at_the_time_of_a_meeting_she_goes_to_has_no_yes(
    later: Any, clashes: bool
) -> None:
    _me, client = somebody_with_a_phone()
    first = an_offer()
    offer = an_offer(preferred_at=THURSDAY + (later or 0 * HOUR))
    operations.accept_offer(offer=first, by=None, at=MONDAY)
    content = read(client)
    assert ("You cannot be at both." in content) is clashes
    assert ("Yes, I come" in content) is not clashes
    assert "No, I cannot" in content
    assert offer.status == "open"


def test_she_says_no_from_her_week() -> None:
    _me, client = somebody_with_a_phone()
    offer = an_offer()
    client.post(f"{WEEK}offers/{offer.pk}/", {"answer": "no"})
    offer.refresh_from_db()
    assert offer.status == "declined"


def test_place_and_topic_stand_on_the_page_of_one_assignment_alone() -> None:
    _me, client = somebody_with_a_phone()
    booking = booked()
    assert not [words for words in (TOPIC, PLACE) if words in read(client)]
    content = read(client, f"{WEEK}{booking.pk}/")
    assert not [words for words in (TOPIC, PLACE) if words not in content]


def test_she_sees_her_own_week_and_nobody_elses() -> None:
    booking = (an_interpreter("kea"), booked())[1]
    offer = an_offer(preferred_at=THURSDAY + 3 * HOUR)
    _me, client = somebody_with_a_phone("so")
    assert "Public Health" not in read(client)
    assert client.get(f"{WEEK}{booking.pk}/").status_code == 404
    assert client.get(f"{WEEK}{booking.pk}/interpreting.ics").status_code == 404
    assert (
        client.post(f"{WEEK}{booking.pk}/", {"act": "cannot", "excuse": "own"}).status_code == 404
    )
    assert client.post(f"{WEEK}offers/{offer.pk}/", {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize("role", [Role.LANGUAGE_ACCESS_OFFICE, Role.FRONT_DESK, Role.COUNSEL])
def test_the_pages_are_the_interpreters_own(role: Role) -> None:
    client = Client()
    client.force_login(a_user(role))
    for where in (WEEK, HOURS, f"{WEEK}calendar/"):
        assert client.get(where).status_code == 403


def test_she_cannot_come_and_the_office_looks() -> None:
    _me, client = somebody_with_a_phone()
    booking = booked()
    client.post(f"{WEEK}{booking.pk}/", {"act": "cannot", "excuse": "way"})
    booking.refresh_from_db()
    assert booking.excuse == "way"
    assert as_it_stands(booking.request).status == Status.UNFILLED
    assert "You told us that you cannot come." in read(client, f"{WEEK}{booking.pk}/")


def test_what_is_over_waits_for_her_word_and_counts_in_her_month(monkeypatch: Any) -> None:
    _me, client = somebody_with_a_phone()
    booking = booked()
    set_clock(monkeypatch, THURSDAY + 2 * HOUR)
    assert "How did it go?" in read(client)
    client.post(f"{WEEK}{booking.pk}/", {"act": "took", "minutes": "75"})
    content = read(client)
    assert "How did it go?" not in content
    assert "1 h 15 min" in content
    assert "1 meeting" in content


def test_her_week_takes_few_questions_to_the_database(django_assert_max_num_queries: Any) -> None:
    _me, client = somebody_with_a_phone(weekly_cap_minutes=None)
    for number in range(6):
        booked(preferred_at=THURSDAY - timedelta(days=2) + number * HOUR)
    for number in range(2):
        an_offer(preferred_at=THURSDAY + number * 2 * HOUR)
    with django_assert_max_num_queries(20):
        content = client.get(WEEK).content.decode()
    assert content.count("Public Health") == 6
    assert content.count("Yes, I come") == 2


def test_away_from_one_day_to_another_she_is_not_asked() -> None:
    me, client = somebody_with_a_phone()
    said = {"away-first": "2026-11-03", "away-last": "2026-11-05"}
    assert "Written down" in client.post(f"{HOURS}away/", said, follow=True).content.decode()
    assert {one.on for one in free_times(me, date(2026, 11, 2), date(2026, 11, 6))} == {
        date(2026, 11, 2),
        date(2026, 11, 6),
    }
    assert operations.send_offers(request=a_request(), by=None, at=MONDAY) == []
    again = client.post(f"{HOURS}away/", said, follow=True).content.decode()
    assert "This stands there already." in again


def test_who_is_away_learns_where_she_is_expected_and_is_not_asked_for_that_time() -> None:
    _me, client = somebody_with_a_phone()
    booking = booked()
    then, other = (
        an_offer(preferred_at=THURSDAY + 2 * HOUR),
        an_offer(preferred_at=THURSDAY + 24 * HOUR),
    )
    answer = client.post(f"{HOURS}away/", {"away-first": "2026-11-05"}, follow=True)
    content = answer.content.decode()
    assert "You are expected while you are away" in content
    assert f"{WEEK}{booking.pk}/#cannot" in content
    assert Offer.objects.get(pk=then.pk).status == Offer.Status.DECLINED
    assert as_it_stands(then.request).status == Status.UNFILLED
    assert Offer.objects.get(pk=other.pk).status == Offer.Status.OPEN
    client.post(f"{WEEK}{booking.pk}/", {"act": "cannot", "excuse": "own"})
    assert "You are expected while" not in read(client, HOURS)


def test_a_yes_for_a_time_she_is_away_is_asked_back() -> None:
    me, client = somebody_with_a_phone()
    offer = an_offer()
    add_days(
        interpreter=me,
        said=Otherwise(local_day(THURSDAY), is_available=False, from_minute=600, to_minute=630),
        last=local_day(THURSDAY),
        by=None,
        at=MONDAY,
    )
    answer = client.post(f"{WEEK}offers/{offer.pk}/", {"answer": "yes"}, follow=True)
    assert "You said that you are away at this time." in answer.content.decode()
    assert Offer.objects.get(pk=offer.pk).status == Offer.Status.OPEN


def test_a_yes_said_twice_stands_and_a_no_after_it_leads_to_cancelling() -> None:
    _me, client = somebody_with_a_phone()
    offer = an_offer()
    where = f"{WEEK}offers/{offer.pk}/"
    client.post(where, {"answer": "yes"})
    booking = Booking.objects.get()
    for answer in ("yes", "no"):
        again = client.post(where, {"answer": answer}, follow=True)
        assert again.redirect_chain[-1][0] == f"{WEEK}{booking.pk}/#cannot"
        assert "You said yes before, so you are expected." in again.content.decode()
    booking.refresh_from_db()
    assert booking.released_at is None


def test_a_day_she_took_off_is_as_usual_again() -> None:
    me, client = somebody_with_a_phone()
    client.post(
        f"{HOURS}away/", {"away-first": "2026-11-05", "away-begins": "10:00", "away-ends": "12:00"}
    )
    away = me.exceptions.get()
    assert (away.from_minute, away.to_minute) == (600, 720)
    client.post(f"{HOURS}{away.pk}/drop/")
    assert not me.exceptions.exists()
    assert client.post(f"{HOURS}{away.pk}/drop/").status_code == 404


def test_she_can_also_come_on_a_saturday() -> None:
    me, client = somebody_with_a_phone()
    said = {"besides-on": "2026-11-07", "besides-begins": "10:00", "besides-ends": "14:00"}
    client.post(f"{HOURS}besides/", said)
    (free,) = free_times(me, date(2026, 11, 7), date(2026, 11, 7))
    assert (free.from_minute, free.to_minute) == (600, 840)


def test_she_sets_her_usual_week_and_what_was_before_stays_as_it_was() -> None:
    me, client = somebody_with_a_phone()
    said = {
        "from_day": "2026-11-09",
        "from_0_1": "09:00",
        "to_0_1": "12:00",
        "from_0_2": "13:00",
        "to_0_2": "00:00",
    }
    assert client.post(HOURS, said).status_code == 302
    spans = [
        (one.on.day, one.from_minute, one.to_minute)
        for one in free_times(me, date(2026, 11, 6), date(2026, 11, 13))
    ]
    assert spans == [(6, 540, 1020), (9, 540, 720), (9, 780, 1440)]
    content = read(client, HOURS)
    assert 'value="13:00"' in content


@pytest.mark.parametrize(
    ("where", "said", "told"),
    [
        ("", {"from_day": "2026-11-01"}, "Choose today or a later day."),
        ("", {"from_day": "2026-11-09", "from_0_1": "09:00"}, "Write both"),
        ("", {"from_day": "2026-11-09", "from_0_1": "09:00", "to_0_1": "08:00"}, "before the beg"),
        (
            "",
            {
                "from_day": "2026-11-09",
                "from_0_1": "09:00",
                "to_0_1": "12:00",
                "from_0_2": "11:00",
                "to_0_2": "13:00",
            },
            "overlap",
        ),
        ("away/", {"away-first": "2026-11-05", "away-last": "2026-11-04"}, "before the first"),
        ("away/", {"away-first": "2026-11-05", "away-last": "2027-11-04"}, "three months"),
        ("away/", {"away-first": "2026-11-05", "away-begins": "10:00"}, "Write both"),
        ("besides/", {"besides-on": "2026-11-05"}, "Write both"),
    ],
)
def test_hours_that_are_none_are_refused_and_what_was_typed_stays(
    where: str, said: dict[str, str], told: str
) -> None:
    me, client = somebody_with_a_phone()
    answer = client.post(f"{HOURS}{where}", said)
    content = answer.content.decode()
    assert answer.status_code == 422
    assert told in content
    assert not [typed for typed in said.values() if typed not in content]
    assert not me.exceptions.exists()
