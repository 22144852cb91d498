"""Today says what more people complain about than usual."""

from datetime import UTC, date, datetime

import pytest

from xenia.face.desk.parts import Part
from xenia.face.desk.patterns_waiting import patterns_waiting
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.ombudsman.tests.counted import calm_years, filed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def waiting(role: Role) -> list[Part]:
    return list(patterns_waiting(a_user(role), at=NOON, reader="en"))


def test_a_rise_stands_on_today_of_those_who_look_at_patterns() -> None:
    housing = an_organization(name="Housing")
    calm_years(2, department=housing.pk)
    calm_years(30)
    filed(date(2026, 10, 1), 30)
    filed(date(2026, 11, 2), 9, department=housing.pk)
    (part,) = waiting(Role.OMBUDSMAN_OFFICER)
    (task,) = part.tasks
    assert (task.title, task.when, task.is_late) == ("Housing", "November 2026", True)
    assert f"series=department%3A{housing.pk}" in task.url
    assert waiting(Role.CASEWORKER) == []


def test_a_calm_month_says_so_and_a_first_month_says_nothing() -> None:
    assert not waiting(Role.DIRECTOR)[0].is_known
    calm_years()
    (part,) = waiting(Role.DIRECTOR)
    assert (part.is_known, part.count) == (True, 0)
    assert part.nothing == "Nothing is more than usual in the last months."
