"""The office keeps an interpreter's week: hours, days that differ, what is missing, whom not to send where."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.dates import local_day, now
from xenia.work.language_access import operations
from xenia.work.language_access.forms.hours import HoursForm
from xenia.work.language_access.models import DoNotSend, Interpreter, WeeklyHours
from xenia.work.language_access.operations import Otherwise, SaidAlready
from xenia.work.language_access.operations.days import add_days, booked_meanwhile, drop_days
from xenia.work.language_access.queries.free import free_times
from xenia.work.language_access.queries.onboarding import checklist
from xenia.work.language_access.tests.asking import THURSDAY, a_request
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    a_clinic,
    a_coordinator,
    a_described,
    an_interpreter,
    checked,
    recorded,
)
from xenia.work.language_access.tests.test_roster_pages import LIST, page, signed_in

pytestmark = pytest.mark.django_db


def a_week(**typed: str) -> dict[str, str]:
    """The form of a week, filled in from today on."""
    return {"from_day": local_day(now()).isoformat()} | typed


def kept(somebody: Interpreter) -> list[tuple[int, int, int]]:
    today = local_day(now())
    rows = somebody.hours.filter(valid_from__lte=today).exclude(valid_until__lt=today)
    return list(rows.values_list("weekday", "from_minute", "to_minute"))


def test_the_week_is_kept_from_a_day_on_and_shown_again() -> None:
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    where = f"{LIST}{somebody.pk}/hours/"
    said = a_week(from_0_0="09:00", to_0_0="12:00", from_0_1="13:00", to_0_1="17:30")
    assert client.post(where, said).status_code == 302
    assert kept(somebody) == [(0, 540, 720), (0, 780, 1050)]
    content = client.get(where).content.decode()
    assert 'value="13:00"' in content
    assert 'value="17:30"' in content
    assert somebody.hours.filter(valid_until__isnull=False).count() == 5


def test_a_night_is_two_stretches_and_a_line_answers_always() -> None:
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    where = f"{LIST}{somebody.pk}/hours/"
    client.post(where, a_week(from_6_0="22:00", to_6_0="06:00"))
    assert kept(somebody) == [(0, 0, 360), (6, 1320, 1440)]
    client.post(where, a_week(is_always="on"))
    assert kept(somebody) == [(day, 0, 1440) for day in range(7)]
    assert "checked" in client.get(where).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"from_1_0": "09:00"}, "Write both times, or none."),
        (
            {"from_1_0": "09:00", "to_1_0": "12:00", "from_1_1": "11:00", "to_1_1": "13:00"},
            "Two stretches on one day overlap.",
        ),
        (
            {"from_1_0": "09:00", "to_1_0": "12:00", "is_always": "on"},
            "Choose one: day and night, or the times below.",
        ),
    ],
)
def test_a_week_that_makes_no_sense_is_told_and_nothing_typed_is_lost(
    typed: dict[str, str], told: str
) -> None:
    somebody = an_interpreter("kea")
    answer = signed_in(a_coordinator()).post(f"{LIST}{somebody.pk}/hours/", a_week(**typed))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="09:00"' in answer.content.decode()
    assert len(kept(somebody)) == 5


def test_a_day_with_many_stretches_has_room_in_the_form() -> None:
    rows = [WeeklyHours(weekday=2, from_minute=60 * n, to_minute=60 * n + 30) for n in (8, 10, 12)]
    form = HoursForm(standing=rows)
    assert form.room == 3
    assert form["from_2_2"].initial == time(12, 0)


def test_away_for_a_week_and_as_usual_again() -> None:
    somebody, by = an_interpreter("kea"), a_coordinator()
    last = ON + timedelta(days=6)
    said: dict[str, Any] = {"interpreter": somebody, "by": by, "at": MONDAY}
    made = add_days(said=Otherwise(ON, is_available=False), last=last, **said)
    assert len(made) == 7
    assert free_times(somebody, ON, last) == []
    with pytest.raises(SaidAlready):
        add_days(said=Otherwise(ON, is_available=False), last=last, **said)
    assert drop_days(days=[one.pk for one in made], **said) == 7
    assert len(free_times(somebody, ON, last)) == 5
    with pytest.raises(SaidAlready):
        drop_days(days=[one.pk for one in made], **said)


def test_whoever_says_she_is_away_learns_what_stands_in_that_time() -> None:
    somebody, by = an_interpreter("kea"), a_coordinator()
    operations.assign(
        request=a_request(), interpreter=somebody, start=THURSDAY, mode="phone", why="agreed", by=by,
        at=MONDAY,
    )  # fmt: skip
    day = local_day(THURSDAY)
    said: dict[str, Any] = {"interpreter": somebody, "last": day, "by": by, "at": MONDAY}
    afternoon = add_days(said=Otherwise(day, False, 13 * 60, 17 * 60), **said)
    morning = add_days(said=Otherwise(day, False, 9 * 60, 12 * 60), **said)
    assert [booked_meanwhile(made) for made in (afternoon, morning)] == [0, 1]


def test_days_are_typed_on_her_page_and_a_run_of_them_is_one_line() -> None:
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    first = local_day(now()) + timedelta(days=10)
    typed = {
        "days-is_available": "no",
        "days-first": first.isoformat(),
        "days-last": (first + timedelta(days=4)).isoformat(),
    }
    client.post(f"{LIST}{somebody.pk}/days/", typed)
    assert somebody.exceptions.count() == 5
    content = client.get(f"{LIST}{somebody.pk}/hours/").content.decode()
    assert content.count("As usual again</button>") == 1
    days = [str(pk) for pk in somebody.exceptions.values_list("pk", flat=True)]
    client.post(f"{LIST}{somebody.pk}/days/drop/", {"day": days})
    assert not somebody.exceptions.exists()
    again = client.post(f"{LIST}{somebody.pk}/days/drop/", {"day": days}, follow=True)
    assert "Somebody was here before you." in again.content.decode()
    over = typed | {"days-first": "2020-01-01", "days-last": ""}
    answer = client.post(f"{LIST}{somebody.pk}/days/", over)
    assert answer.status_code == 422
    assert "This day is over." in answer.content.decode()


def missing(somebody: Interpreter, on: date = ON) -> list[str]:
    return [item.code for item in checklist(somebody, on) if not item.is_there]


def test_what_is_missing_is_told_until_she_can_be_sent() -> None:
    somebody = operations.add_interpreter(said=a_described(phone="", email=""), by=None, at=MONDAY)
    assert missing(somebody) == ["languages", "proof", "hours", "contact", "agreement"]
    full = an_interpreter("kea", rank=1, agreed_on=ON)
    assert missing(full) == []


def test_a_paper_nobody_looked_at_waits_and_one_that_ran_out_is_missing() -> None:
    somebody = an_interpreter("kea", agreed_on=ON)
    paper = recorded(somebody, from_language="kea", expires_on=ON + timedelta(days=30))
    (item,) = [one for one in checklist(somebody, ON) if one.code == "proof"]
    assert (item.is_there, item.is_waiting) == (False, True)
    operations.check_credential(credential=paper, by=a_coordinator(), at=MONDAY)
    assert missing(somebody) == []
    assert missing(somebody, ON + timedelta(days=31)) == ["proof"]


def test_the_next_step_stands_on_her_page() -> None:
    somebody = operations.add_interpreter(said=a_described(), by=None, at=MONDAY)
    by = a_coordinator()
    content = page(by, f"{LIST}{somebody.pk}/")
    assert "Still missing: Languages." in content
    full = an_interpreter("kea", rank=1, agreed_on=ON)
    assert "Still missing" not in page(by, f"{LIST}{full.pk}/")


def test_those_who_miss_nothing_begin_together_and_the_others_stay() -> None:
    half = operations.add_interpreter(said=a_described(name="Beto Lima"), by=None, at=MONDAY)
    full = an_interpreter("kea", agreed_on=ON)
    checked(full, from_language="kea")
    operations.leave(interpreter=full, by=None, at=MONDAY)
    operations.bring_back(interpreter=full, by=None, at=MONDAY)
    client = signed_in(a_coordinator())
    content = client.get(f"{LIST}not-listed/").content.decode()
    assert "Beto Lima" in content
    assert content.count('name="who"') == 1
    chosen = {"who": [str(half.pk), str(full.pk), "nobody"]}
    answer = client.post(f"{LIST}not-listed/begin/", chosen, follow=True).content.decode()
    assert "1 interpreter can be sent from now on." in answer
    assert set(Interpreter.objects.active()) == {full}


def test_who_said_so_and_why_are_sealed_and_read_by_who_keeps_the_roster_alone() -> None:
    clinic, clerk = a_clinic()
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    where = f"{LIST}{somebody.pk}/apart/"
    typed = {
        "not_sent-organization": str(clinic.pk),
        "not_sent-reason": "conduct",
        "not_sent-said_by": "Nurse Okafor",
        "not_sent-why": "Came late three times",
    }
    client.post(f"{where}not-sent/", typed)
    asked = DoNotSend.objects.get()
    assert asked.subject_id == somebody.subject_id
    content = client.get(where).content.decode()
    assert "Came late three times" in content
    assert "Nurse Okafor" in content
    assert AuditEvent.objects.filter(action="vault.looked", record_id=somebody.pk).exists()
    assert signed_in(clerk).get(where).status_code == 403
    assert somebody.label not in page(clerk, LIST)
    client.post(f"{where}not-sent/end/", {"row": str(asked.pk)})
    assert somebody.label in page(clerk, LIST)
    again = client.post(f"{where}not-sent/end/", {"row": str(asked.pk)}, follow=True)
    assert "Somebody was here before you." in again.content.decode()


def test_without_who_and_why_nobody_is_kept_away_and_what_was_typed_stays() -> None:
    clinic, _clerk = a_clinic()
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    typed = {"not_sent-organization": str(clinic.pk), "not_sent-why": "Came late three times"}
    answer = client.post(f"{LIST}{somebody.pk}/apart/not-sent/", typed)
    assert answer.status_code == 422
    assert "Came late three times" in answer.content.decode()
    assert not DoNotSend.objects.exists()


def test_an_own_interest_is_noted_once_and_ends() -> None:
    clinic, _clerk = a_clinic()
    somebody, client = an_interpreter("kea"), signed_in(a_coordinator())
    where = f"{LIST}{somebody.pk}/apart/"
    typed = {"conflict-organization": str(clinic.pk), "conflict-reason": "family"}
    client.post(f"{where}conflict/", typed)
    again = client.post(f"{where}conflict/", typed, follow=True).content.decode()
    assert "This stands already." in again
    noted = somebody.conflicts.get()
    client.post(f"{where}conflict/end/", {"row": str(noted.pk)})
    assert not somebody.conflicts.exists()


def test_what_a_line_needs_in_an_emergency_is_kept_and_changed() -> None:
    clinic, clerk = a_clinic()
    client: Client = signed_in(a_coordinator())
    typed = {
        "name": "Harbor Bell",
        "kind": "vendor_line",
        "organization": str(clinic.pk),
        "phone": "617-555-0199",
        "access_code": "4471#",
        "call_steps": "Press 1",
    }
    client.post(f"{LIST}new/", typed)
    line = Interpreter.objects.get()
    many = {"languages": ["kea", "ht", "so"], "line_ways": ["phone"]}
    client.post(f"{LIST}{line.pk}/line/", many)
    assert line.pairs.standing().count() == 6
    client.post(f"{LIST}{line.pk}/hours/", a_week(is_always="on"))
    client.post(f"{LIST}{line.pk}/step/", {"step": "begin"})
    content = client.get(f"{LIST}lines/", {"language": "ht"}).content.decode()
    for word in ("Harbor Bell", "617-555-0199", "4471#", "Press 1", "Answers now"):
        assert word in content, word
    assert AuditEvent.objects.filter(action="language_access.lines_read").exists()
    assert (
        "No line has this language."
        in client.get(f"{LIST}lines/", {"language": "am"}).content.decode()
    )
    assert signed_in(clerk).get(f"{LIST}lines/").status_code == 403
    client.post(f"{LIST}{line.pk}/change/", typed | {"access_code": "9"})
    line.refresh_from_db()
    assert line.access_code == "9"


def test_only_a_line_has_a_code() -> None:
    with pytest.raises(operations.NotALine):
        operations.add_interpreter(said=a_described(access_code="1"), by=None, at=MONDAY)
    typed = {"name": "Beto Lima", "kind": "contractor", "access_code": "4471#"}
    answer = signed_in(a_coordinator()).post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert "Only a vendor line has this." in answer.content.decode()


def test_rate_cap_and_agreement_are_typed_as_people_say_them() -> None:
    client = signed_in(a_coordinator())
    typed = {
        "name": "Beto Lima",
        "kind": "contractor",
        "weekly_cap_hours": "12.5",
        "rate": "45.50",
        "rate_unit": "hour",
        "agreed_on": "2026-02-01",
        "gender": "male",
    }
    client.post(f"{LIST}new/", typed)
    somebody = Interpreter.objects.get()
    assert (somebody.weekly_cap_minutes, somebody.rate_cents) == (750, 4550)
    assert somebody.agreed_on == date(2026, 2, 1)
    content = client.get(f"{LIST}{somebody.pk}/change/").content.decode()
    assert 'value="12.50"' in content
    assert 'value="45.50"' in content


def test_a_script_is_chosen_for_a_language_with_more_than_one() -> None:
    somebody, client = an_interpreter("ht"), signed_in(a_coordinator())
    typed = {"from_language": "en", "to_language": "sr", "ways": ["written"], "script": "Latn"}
    client.post(f"{LIST}{somebody.pk}/languages/", typed)
    assert somebody.pairs.get(to_language="sr").script == "Latn"
    assert "Latn" in page(a_coordinator(), LIST)


def test_her_page_and_the_list_of_who_comes_take_few_questions(
    django_assert_max_num_queries: Any,
) -> None:
    by, client = a_coordinator(), signed_in(a_coordinator())
    full = an_interpreter("kea", "ht", "so", rank=2, agreed_on=ON)
    for number in range(20):
        a = operations.add_interpreter(
            said=a_described(name=f"Somebody {number}"), by=by, at=MONDAY
        )
        recorded(a)
    with django_assert_max_num_queries(34):
        client.get(f"{LIST}{full.pk}/")
    with django_assert_max_num_queries(18):
        client.get(f"{LIST}not-listed/")
    with django_assert_max_num_queries(24):
        client.get(f"{LIST}lines/")
