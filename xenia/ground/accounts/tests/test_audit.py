"""What was done stays written down, whoever would like it gone."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.operations.audit_chain import close_link
from xenia.ground.accounts.queries import audit_events
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import MONDAY, TUESDAY, a_user, with_role

pytestmark = pytest.mark.django_db


def an_event() -> AuditEvent:
    return audit.record(None, "test.done", ("test.thing", uuid4()), at=MONDAY, fields=["name"])


@pytest.mark.both_databases
def test_nobody_rewrites_an_event_in_the_database() -> None:
    event = an_event()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(action="test.undone")
    assert AuditEvent.objects.get(pk=event.pk).action == "test.done"


@pytest.mark.both_databases
def test_nobody_takes_an_event_out_of_the_database() -> None:
    event = an_event()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()
    assert AuditEvent.objects.filter(pk=event.pk).exists()


@pytest.mark.both_databases
def test_nobody_writes_over_an_event_or_empties_the_table() -> None:
    event = an_event()
    over = {
        "sqlite": "INSERT OR REPLACE INTO accounts_auditevent SELECT * FROM accounts_auditevent",
        "postgresql": "TRUNCATE accounts_auditevent",
    }[connection.vendor]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(over)
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_the_program_does_not_even_try() -> None:
    event = an_event()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_events_are_found_by_person_by_kind_and_by_day() -> None:
    amara = a_user(name="Amara Diallo")
    director = a_user(Role.DIRECTOR, name="Marisol Quintana")
    audit.record(amara, "test.done", ("test.thing", uuid4()), at=TUESDAY)
    audit.record(director, "test.looked", amara, at=TUESDAY)
    by_or_about_amara = audit_events(person="amara", day=date(2026, 11, 3))
    assert {event.action for event in by_or_about_amara} == {"test.done", "test.looked"}
    assert audit_events(record_type="test.thing").get().actor_id == amara.pk


def test_a_day_is_a_day_in_the_city() -> None:
    late_on_monday = datetime(2026, 11, 3, 3, 30, tzinfo=UTC)  # 22:30 on Monday in the city
    audit.record(None, "test.late", ("test.thing", uuid4()), at=late_on_monday)
    assert audit_events(record_type="test.thing", day=date(2026, 11, 2)).count() == 1
    assert audit_events(record_type="test.thing", day=date(2026, 11, 3)).count() == 0


def test_the_director_reads_the_audit_and_a_caseworker_does_not(client: Client) -> None:
    client.force_login(a_user(Role.DIRECTOR))
    page = client.get("/en/account/audit/?person=Person")
    assert page.status_code == 200
    assert "accounts.person_welcomed" in page.content.decode()
    client.force_login(a_user(Role.CASEWORKER))
    assert client.get("/en/account/audit/").status_code == 403
    assert client.get("/en/account/audit/export/").status_code == 403


def test_taking_the_audit_away_as_a_file_is_itself_noted(client: Client) -> None:
    director = with_role(a_user(Role.DIRECTOR, name="=2+3"), Role.COUNSEL)
    client.force_login(director)
    answer = client.post("/en/account/audit/export/?record_type=accounts.user")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0].endswith("at,person,person_id,action,record_type,record_id,fields,purpose")
    assert any("accounts.person_welcomed" in line for line in lines)
    assert AuditEvent.objects.filter(
        action="accounts.audit_exported", actor_id=director.pk
    ).exists()


def test_a_name_in_the_file_is_no_formula(client: Client) -> None:
    director = a_user(Role.DIRECTOR, name="=2+3")
    audit.record(director, "test.done", None, at=TUESDAY)
    client.force_login(director)
    answer = client.post("/en/account/audit/export/")
    assert b",'=2+3," in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_audit_page_shows_the_hash_to_make_known(client: Client) -> None:
    client.force_login(a_user(Role.DIRECTOR))
    assert "The hash of today" not in client.get("/en/account/audit/").content.decode()
    link = close_link(at=TUESDAY)
    assert link is not None
    page = client.get("/en/account/audit/").content.decode()
    assert f"{link.number}:{link.digest}" in page.replace("<wbr>", "")


def test_the_pages_of_the_audit_are_short(client: Client) -> None:
    for _number in range(60):
        an_event()
    client.force_login(a_user(Role.DIRECTOR))
    assert client.get("/en/account/audit/").content.count(b"<tr>") == 51
    assert b'aria-current="page"' in client.get("/en/account/audit/?page=2").content
