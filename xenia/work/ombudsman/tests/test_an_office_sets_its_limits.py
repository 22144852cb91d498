"""How long each step may take is the office's to set: within bounds, with its source, and one at a time."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.ombudsman.limits import CODE, LIMITS, limit_of, limits_now
from xenia.work.ombudsman.models import OfficeLimit
from xenia.work.ombudsman.operations.limits import (
    DirectorFirst,
    LimitsCrossed,
    OutOfRange,
    cite_limits,
    mark_of_limits,
    set_limits,
)
from xenia.work.ombudsman.tests.makers import MONDAY, a_supervisor

pytestmark = pytest.mark.django_db
ORDER = "Order of the mayor, 3 November 2026"


def said(**days: int) -> dict[str, int]:
    return limits_now() | days


def change(by: User, days: dict[str, int], seen: str = "") -> list[str]:
    return set_limits(
        said=said(**days), source=ORDER, seen=seen or mark_of_limits(), by=by, at=MONDAY
    )


def page_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_as_it_comes_each_limit_of_the_code_says_where_it_stands() -> None:
    usual = {code: limit.days for code, limit in LIMITS.items()}
    cited = {code for code, limit in LIMITS.items() if limit.source.startswith(CODE)}
    assert cited == {"acknowledge", "answer", "review", "extension"}
    assert [usual[code] for code in ("acknowledge", "answer", "review", "extension")] == [
        5,
        10,
        20,
        10,
    ]
    assert limits_now() == usual


@pytest.mark.parametrize("code", list(LIMITS))
def test_what_comes_lies_between_its_bounds(code: str) -> None:
    assert LIMITS[code].least <= LIMITS[code].days <= LIMITS[code].most


def test_a_limit_is_set_with_its_source_and_taken_back() -> None:
    person = a_supervisor()
    assert change(person, {"answer": 15}) == ["answer"]
    row = OfficeLimit.objects.get()
    assert (row.code, row.days, row.source, row.set_on) == ("answer", 15, ORDER, MONDAY.date())
    assert limit_of("answer") == 15
    assert change(person, {"answer": 15}) == []
    assert change(person, {"answer": 10}) == ["answer"]
    assert not OfficeLimit.objects.exists()
    assert AuditEvent.objects.filter(action="ombudsman.limits_set").count() == 2


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"extension": 11}, OutOfRange),
        ({"answer": 0}, OutOfRange),
        ({"to_supervisor": 5}, DirectorFirst),
    ],
)
def test_a_limit_nobody_may_set_changes_nothing(
    days: dict[str, int], wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        change(a_supervisor(), days)
    assert not OfficeLimit.objects.exists()


def test_the_second_of_two_is_told() -> None:
    seen = mark_of_limits()
    person = a_supervisor()
    change(person, {"answer": 15})
    with pytest.raises(LimitsCrossed):
        change(person, {"answer": 20}, seen)
    assert limit_of("answer") == 15


def test_a_supervisor_reads_and_sets_them_on_a_page() -> None:
    browser = page_of(a_supervisor())
    where = reverse("complaint_settings:limits")
    shown = browser.get(where)
    assert shown.status_code == 200
    assert CODE in shown.text
    typed = said(department=12) | {"source": ORDER, "seen": mark_of_limits()}
    assert browser.post(where, typed).status_code == 302
    assert limit_of("department") == 12
    assert ORDER in browser.get(where).text


def test_where_a_number_stands_is_said_with_it_or_afterwards() -> None:
    browser = page_of(a_supervisor())
    where = reverse("complaint_settings:limits")

    def save(source: str, **days: int) -> Any:
        typed = said(**days) | {"source": source, "seen": mark_of_limits()}
        return browser.post(where, typed, follow=True)

    # Without a number it is about, nothing is lost and it is told what is missing.
    early = save(ORDER)
    assert early.status_code == 422
    assert "Change the number too" in early.text
    assert f'value="{ORDER}"' in early.text
    assert save("Older order", answer=15).status_code == 200
    save("", department=12)
    later = save(ORDER)
    assert "Nothing was changed." not in later.text
    assert dict(OfficeLimit.objects.values_list("code", "source")) == {
        "answer": "Older order",
        "department": ORDER,
    }
    assert AuditEvent.objects.filter(action="ombudsman.limits_cited").count() == 1


def test_who_cites_a_limit_that_a_colleague_cited_is_told() -> None:
    person = a_supervisor()
    set_limits(said=said(answer=15), source="", seen=mark_of_limits(), by=person, at=MONDAY)
    seen = mark_of_limits()
    cite_limits(source=ORDER, seen=seen, by=person, at=MONDAY)
    with pytest.raises(LimitsCrossed):
        cite_limits(source="Another", seen=seen, by=person, at=MONDAY)
    assert OfficeLimit.objects.get().source == ORDER


def test_a_wrong_number_is_told_and_the_others_stay_typed() -> None:
    browser = page_of(a_supervisor())
    typed = said(department=70, answer=12) | {"source": ORDER, "seen": mark_of_limits()}
    answer = browser.post(reverse("complaint_settings:limits"), typed)
    assert answer.status_code == 422
    assert "Write a number from 1 to 30." in answer.text
    assert 'value="12"' in answer.text
    late = said(to_supervisor=6, to_director=5) | {"source": "", "seen": mark_of_limits()}
    answer = browser.post(reverse("complaint_settings:limits"), late)
    assert "The director is told after the supervisors." in answer.text


def test_what_a_colleague_saved_meanwhile_stands_beside_what_was_typed() -> None:
    person = a_supervisor()
    browser = page_of(person)
    where = reverse("complaint_settings:limits")
    typed = said(answer=20) | {"source": "", "seen": mark_of_limits()}
    change(person, {"answer": 15})
    answer = browser.post(where, typed)
    assert answer.status_code == 409
    assert "Somebody changed this while you were writing" in answer.text
    assert 'value="20"' in answer.text
    assert browser.post(where, typed | {"seen": mark_of_limits()}).status_code == 302
    assert limit_of("answer") == 20


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.OMBUDSMAN_OFFICER, Role.POLICY_ANALYST])
def test_nobody_else_sets_them(role: str) -> None:
    assert page_of(a_user(role)).get(reverse("complaint_settings:limits")).status_code == 403
