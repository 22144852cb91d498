"""A statement from its first words to the year it is confirmed again; only its own department answers for it."""

from datetime import date, timedelta

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.tests.makers import a_service
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Rule, Status
from xenia.work.departments.operations.round import keep_statements
from xenia.work.departments.operations.statements import (
    NotACityService,
    NotTheirDepartment,
    Said,
    Unfinished,
    a_year_after,
    confirm_statement,
    withdraw_statement,
    write_statement,
)
from xenia.work.departments.tests.makers import (
    LAW,
    MONDAY,
    NEXT_YEAR,
    OPEN,
    PAPERS,
    TUESDAY,
    a_city_service,
    a_department,
    confirmed,
    written,
)

pytestmark = pytest.mark.django_db


def test_a_department_writes_and_confirms_for_a_year() -> None:
    department, head = a_department()
    statement = confirmed(a_city_service(department), head)
    statement.refresh_from_db()
    assert statement.status == Status.CONFIRMED
    assert (statement.confirmed_on, statement.due_on) == (date(2026, 11, 16), date(2027, 11, 16))
    assert not statement.is_by_office
    assert statement.confirmed_by_id == head.pk


def test_what_the_office_writes_the_department_has_not_confirmed() -> None:
    department, head = a_department()
    office = a_user(Role.SUPERVISOR)
    statement = written(a_city_service(department), LAW, by=office)
    assert statement.is_by_office
    assert statement.status == Status.DRAFT
    with pytest.raises(NotTheirDepartment):
        confirm_statement(
            statement=statement, version=statement.state_version, by=office, at=TUESDAY
        )
    confirm_statement(statement=statement, version=statement.state_version, by=head, at=TUESDAY)
    assert statement.status == Status.CONFIRMED


def test_another_department_does_not_confirm() -> None:
    department, head = a_department()
    _other, stranger = a_department("Parks")
    statement = written(a_city_service(department), by=head)
    with pytest.raises(NotTheirDepartment):
        confirm_statement(
            statement=statement, version=statement.state_version, by=stranger, at=TUESDAY
        )
    with pytest.raises(NotTheirDepartment):
        confirm_statement(
            statement=statement,
            version=statement.state_version,
            by=a_user(Role.DIRECTOR),
            at=TUESDAY,
        )


def test_what_is_written_anew_is_not_confirmed_and_the_old_words_stay_readable() -> None:
    department, head = a_department()
    service = a_city_service(department)
    statement = confirmed(service, head)
    write_statement(
        service=service, said=PAPERS, version=statement.state_version, by=head, at=TUESDAY
    )
    statement.refresh_from_db()
    assert (statement.status, statement.confirmed_on, statement.rule) == ("draft", None, "papers")
    assert [one.said["rule"] for one in statement.versions.all()] == ["papers", "open"]
    assert [one.kind for one in statement.papers.all()] == ["address", "who"]
    write_statement(
        service=service,
        said=OPEN,
        version=Statement.objects.get().state_version,
        by=head,
        at=TUESDAY,
    )
    assert not statement.papers.exists()


def test_who_confirms_or_writes_what_she_did_not_read_is_told() -> None:
    department, head = a_department()
    service = a_city_service(department)
    statement = written(service, by=head)
    seen = statement.state_version
    write_statement(service=service, said=LAW, version=seen, by=head, at=TUESDAY)
    with pytest.raises(Crossed):
        confirm_statement(statement=statement, version=seen, by=head, at=TUESDAY)
    with pytest.raises(Crossed):
        write_statement(service=service, said=OPEN, version=seen, by=head, at=TUESDAY)
    with pytest.raises(Crossed):
        write_statement(service=service, said=OPEN, version=None, by=head, at=TUESDAY)
    assert Statement.objects.get().rule == Rule.LAW


def test_a_law_and_documents_are_said_whole() -> None:
    service = a_city_service()
    for half in (Said(Rule.LAW), Said(Rule.PAPERS), Said(Rule.OPEN, law=LAW.law)):
        with pytest.raises(Unfinished):
            write_statement(service=service, said=half, by=None, at=MONDAY)
    with pytest.raises(NotACityService):
        write_statement(service=a_service(), said=OPEN, by=None, at=MONDAY)
    assert not Statement.objects.exists()


def test_what_is_withdrawn_is_not_confirmed_and_may_be_written_again() -> None:
    department, head = a_department()
    service = a_city_service(department)
    statement = confirmed(service, head)
    withdraw_statement(statement=statement, version=statement.state_version, by=head, at=TUESDAY)
    with pytest.raises(WrongState):
        confirm_statement(statement=statement, version=statement.state_version, by=head, at=TUESDAY)
    write_statement(
        service=service, said=OPEN, version=statement.state_version, by=head, at=TUESDAY
    )
    assert Statement.objects.get().status == Status.DRAFT


def test_a_department_is_reminded_before_and_after_the_year_once_for_all_its_services() -> None:
    department, head = a_department()
    for name in ("City ID card", "Birth papers"):
        confirmed(a_city_service(department, name), head)
    told = {}
    for days in (-31, -30, -29, -7, -1, 0, 1, 29, 30, 31, 60):
        keep_statements(NEXT_YEAR + timedelta(days=days))
        keep_statements(NEXT_YEAR + timedelta(days=days))
        told[days] = OutboxMessage.objects.count()
    # One at 30 days before, one at 7, one on the day, one each 30 days after it.
    assert list(told.values()) == [0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5]
    assert set(OutboxMessage.objects.values_list("recipient_id", flat=True)) == {head.pk}
    assert set(Statement.objects.values_list("status", flat=True)) == {Status.DUE}


def test_where_no_coordinator_is_the_office_is_told() -> None:
    department, head = a_department()
    confirmed(a_city_service(department), head)
    head.is_active = False
    head.save(update_fields=["is_active"])
    assert keep_statements(NEXT_YEAR) == 1
    assert OutboxMessage.objects.get().recipient_id is None


def test_each_step_is_counted_by_department() -> None:
    department, head = a_department()
    confirmed(a_city_service(department), head)
    keep_statements(NEXT_YEAR)
    counted = Entry.objects.filter(kind="departments.statement", department=department.pk)
    assert sorted(counted.values_list("outcome", flat=True)) == ["confirmed", "draft", "due"]


def test_a_year_after_a_day_that_comes_every_four_years() -> None:
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_after(date(2027, 2, 28)) == date(2028, 2, 28)
