"""Whatever a department, the office and the calendar do, in any order: a statement holds only while its own department said so."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.work.departments.models import Statement, StatementStep
from xenia.work.departments.models.statement import Status
from xenia.work.departments.operations.round import keep_statements
from xenia.work.departments.operations.statements import (
    NotTheirDepartment,
    confirm_statement,
    withdraw_statement,
    write_statement,
)
from xenia.work.departments.queries.statements import CONFIRMED, state_shown
from xenia.work.departments.tests.makers import (
    LAW,
    MONDAY,
    OPEN,
    PAPERS,
    a_city_service,
    a_department,
)

pytestmark = pytest.mark.django_db
WHO = ("head", "office", "stranger")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(WHO[:2]), st.sampled_from((OPEN, LAW, PAPERS))),
        st.tuples(st.just("confirm"), st.sampled_from(WHO), st.booleans()),
        st.tuples(st.just("withdraw"), st.sampled_from(WHO[:2]), st.booleans()),
        st.tuples(st.just("wait"), st.integers(1, 400), st.none()),
    ),
    min_size=4,
    max_size=14,
)


class City:
    """One service, its department, the office, another department, and the calendar."""

    def __init__(self) -> None:
        department, head = a_department()
        self.service = a_city_service(department)
        self.people: dict[str, User] = {
            "head": head,
            "office": a_user(Role.SUPERVISOR),
            "stranger": a_department("Parks")[1],
        }
        self.at: datetime = MONDAY
        self.confirmed_at: datetime | None = None

    @property
    def statement(self) -> Statement | None:
        return Statement.objects.filter(service=self.service).first()

    def do(self, act: str, who: Any, how: Any) -> None:
        if act == "wait":
            self.at += timedelta(days=who)
            keep_statements(self.at)
            return
        try:
            with transaction.atomic():
                getattr(self, act)(self.people[who], how)
        except (WrongState, NotTheirDepartment):
            return

    def write(self, by: User, said: Any) -> None:
        now = self.statement
        version = now.state_version if now else None
        write_statement(service=self.service, said=said, version=version, by=by, at=self.at)
        self.confirmed_at = None

    def confirm(self, by: User, is_fresh: bool) -> None:
        if now := self.statement:
            version = now.state_version - (not is_fresh)
            confirm_statement(statement=now, version=version, by=by, at=self.at)
            assert is_fresh
            assert by == self.people["head"]
            self.confirmed_at = self.at

    def withdraw(self, by: User, is_fresh: bool) -> None:
        if now := self.statement:
            version = now.state_version - (not is_fresh)
            withdraw_statement(statement=now, version=version, by=by, at=self.at)
            self.confirmed_at = None


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_a_statement_holds_only_within_a_year_of_its_own_departments_word(steps: Any) -> None:
    with transaction.atomic():
        city = City()
        for step in steps:
            city.do(*step)
            look(city)
        transaction.set_rollback(True)


def look(city: City) -> None:
    """What residents read is what the department said, and the ledger and the steps say the same."""
    statement = city.statement
    if statement is None:
        return
    said = city.confirmed_at
    holds = said is not None and local_day(city.at) < local_day(said).replace(
        year=local_day(said).year + 1
    )
    assert (state_shown(statement, local_day(city.at)) == CONFIRMED) == holds
    if statement.status in (Status.CONFIRMED, Status.DUE):
        assert statement.confirmed_by_id == city.people["head"].pk
    last = StatementStep.objects.filter(record=statement).order_by("-at", "-pk")
    assert statement.status in last.values_list("after", flat=True)
    counted = Entry.objects.filter(kind="departments.statement")
    assert counted.count() == StatementStep.objects.filter(record=statement).count()
    assert statement.versions.count() == counted.filter(outcome="draft").count()
