"""What the public page promises is what an order gets, at every stage of a person's life."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from tests.people.models import Person, Visit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import HARBOR, a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.privacy import declaration
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.sealing import destroy_keys_of_sealed_years, seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.subjects import new_subject, shred
from xenia.work.records import operations
from xenia.work.records.bundle import Bundle, as_json
from xenia.work.records.inventory.kinds import (
    RecordKind,
    kind_of,
    kinds_held,
    own_models,
    promised,
)
from xenia.work.records.models import RecordsRequest
from xenia.work.records.queries.rows import tokens_of
from xenia.work.records.tests.full_person import FullPerson, a_full_person
from xenia.work.records.tests.makers import MONDAY, NEXT_WEEK, TUESDAY, a_decided_request

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TOMBSTONE = "keys.tombstone"
# A hold would have kept her; who left is off the list; a message and a text named a row of hers that is gone.
NOT_FOUND_AFTERWARDS = {
    "vault.legalhold",
    "vault.leaving",
    "notifications.outboxmessage",
    "language_access.documenttranslation",
}


def kinds() -> list[RecordKind]:
    """The page's kinds of record, and the two of the invented room."""
    return [*kinds_held(), kind_of(Person), kind_of(Visit)]


@pytest.fixture
def director() -> User:
    return a_user(Role.DIRECTOR)


@pytest.fixture
def person(director: User) -> FullPerson:
    return a_full_person(by=director, partner=HARBOR)


@pytest.fixture
def request_about_her(person: FullPerson) -> RecordsRequest:
    return a_decided_request(person.subject)


def opened(person: FullPerson, request: RecordsRequest, by: User) -> Bundle:
    return operations.extract(subject=person.subject, request=request, by=by, at=TUESDAY)


def test_while_she_is_served_an_order_gets_exactly_what_the_page_says(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    bundle = opened(person, request_about_her, director)
    said = promised(kinds(), opened=True)
    said.pop(TOMBSTONE)
    assert bundle.codes() == {kind: set(codes) for kind, codes in said.items()}
    content = as_json([bundle]).decode()
    assert {word for word in person.words if word not in content} == set()
    assert {word for word in person.partner_words if word in content} == set()


def test_a_secret_that_acts_is_given_to_nobody(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    bundle = opened(person, request_about_her, director)
    content = as_json([bundle]).decode()
    assert len(person.secrets) == 9, (
        "the end of her links, its mark, those of her codes and receipt, two calendars, two links"
    )
    assert {word for word in person.secrets if word in content} == set()
    said = promised(kinds(), opened=True)
    for model in own_models():
        secrets = declaration(model).secrets
        assert secrets <= {field.name for field in model._meta.concrete_fields}
        assert not secrets & said.get(model._meta.label_lower, frozenset())
    assert "bits" not in bundle.codes()["keys.blindindex"], "they help to find her"


def test_what_a_partner_sealed_is_named_and_stays_shut(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    bundle = opened(person, request_about_her, director)
    shut = [row for row in bundle.rows if row.sealed_to]
    assert [row.sealed_to for row in shut] == [{"note": str(HARBOR)}]
    assert all("note" not in row.held for row in shut)


def test_closing_alone_changes_nothing(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    before = opened(person, request_about_her, director).codes()
    Person.objects.filter(subject_id=person.subject).update(closed_on=date(2026, 4, 1))
    assert opened(person, request_about_her, director).codes() == before


def test_after_her_term_nothing_opens(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    LegalHold.objects.all().delete()
    shred(person.subject, by=None, at=NEXT_WEEK, reason="people.person")
    bundle = opened(person, request_about_her, director)
    said = promised(kinds(), opened=False)
    found = bundle.codes()
    beyond = {kind: codes - said.get(kind, frozenset()) for kind, codes in found.items()}
    assert not any(beyond.values()), beyond
    assert set(said) - set(found) == NOT_FOUND_AFTERWARDS
    assert TOMBSTONE in found
    content = as_json([bundle]).decode()
    assert {word for word in person.words | person.partner_words if word in content} == set()


def test_after_her_term_what_stays_is_what_the_page_says_stays(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    LegalHold.objects.all().delete()
    shred(person.subject, by=None, at=NEXT_WEEK, reason="people.person")
    found = opened(person, request_about_her, director).codes()
    blank = [kind for kind in kinds() if kind.has_key and not kind.goes_whole]
    whole = [kind for kind in kinds() if kind.has_key and kind.goes_whole]
    assert blank
    assert {kind.label: found[kind.label] for kind in blank} == {
        kind.label: set(kind.codes(opened=False)) for kind in blank
    }
    assert not {kind.label for kind in whole} & set(found), "the page says the row is gone"


def test_who_was_known_twice_is_opened_under_both_numbers(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    for one in (person.subject, person.absorbed):
        bundle = operations.extract(subject=one, request=request_about_her, by=director, at=TUESDAY)
        assert set(bundle.known_as) == {person.subject, person.absorbed}
        owners = {row.held["subject_id"] for row in bundle.rows if row.kind == "people.person"}
        assert owners == {person.subject, person.absorbed}


def test_a_sealed_year_says_nothing_of_her(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    assert "ledger.entry" in opened(person, request_about_her, director).codes()
    counsel = a_user(Role.COUNSEL)
    after = MONDAY + timedelta(days=120)
    LegalHold.objects.all().delete()
    for year in Year.objects.order_by("year"):
        lock_year(year=year, by=director, at=after)
        propose_sealing(year=year, by=director, at=after)
        seal_year(year=year, by=counsel, at=after)
    destroy_keys_of_sealed_years()
    assert tokens_of([person.subject]) == set()
    found = opened(person, request_about_her, director).codes()
    assert not {"ledger.entry", "ledger.alias"} & set(found)


def test_a_stranger_is_not_in_it(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    other = new_subject()
    Person(subject_id=other, name="zqstrangerqz").save(force_insert=True)
    record(kind="casework.invented_visit", on=local_day(MONDAY), subject=other, language="so")
    content = as_json([opened(person, request_about_her, director)]).decode()
    assert "zqstrangerqz" not in content
    assert str(other) not in content


def test_no_table_knows_her_that_the_extraction_leaves_out(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    numbers = {person.subject, person.absorbed}
    numbers |= {row.pk for row in person.rows.values() if isinstance(row.pk, UUID)}
    numbers |= person.tokens
    rows = {
        (model._meta.label_lower, str(pk))
        for model in apps.get_models()
        for pk, row in _all_rows(model)
        if _names_her(row, numbers)
    }
    # Rules, organizations, areas and papers are about nobody: they stand here only because a table of hers points at one.
    about_nobody = {
        "vault.retentionrule",
        "directory.organization",
        "reference.area",
        "language_access.translationrequest",
        "directory.service",
        "programs.program",
        "programs.offering",
        "programs.session",
        "clients.household",
    }
    rows = {row for row in rows if row[0] not in about_nobody}
    bundle = opened(person, request_about_her, director)
    assert rows <= {(row.kind, str(row.held["id"])) for row in bundle.rows}


def _all_rows(model: type[models.Model]) -> list[tuple[object, tuple[object, ...]]]:
    names = [field.attname for field in model._meta.concrete_fields]
    return [(row[0], row[1:]) for row in model._base_manager.values_list("pk", *names)]


def _names_her(row: tuple[object, ...], numbers: set[UUID]) -> bool:
    said = " ".join(str(value) for value in row)
    return any(str(number) in said or number.hex in said for number in numbers)


def test_every_look_of_an_extraction_is_noted(
    person: FullPerson, request_about_her: RecordsRequest, director: User
) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    opened(person, request_about_her, director)
    new = AuditEvent.objects.exclude(pk__in=before)
    looked = set(new.filter(action="vault.looked").values_list("record_id", flat=True))
    hers = {row.pk for model, row in person.rows.items() if kind_of(model).has_key}
    assert hers <= looked
    assert set(new.values_list("purpose", flat=True)) == {"order"}
    assert set(new.values_list("actor_id", flat=True)) == {director.pk}
    opened_notes = new.filter(action="vault.opened", record_type="people.person")
    assert [event.fields for event in opened_notes] == [["note"]], "the partner's stayed shut"


def test_an_order_about_somebody_erased_long_ago_finds_only_numbers(director: User) -> None:
    person = Person(subject_id=new_subject(), name="zqshortqz")
    person.save(force_insert=True)
    request = a_decided_request(person.subject_id)
    shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    bundle = operations.extract(subject=person.subject_id, request=request, by=director, at=TUESDAY)
    held = [row for row in bundle.rows if row.kind == "people.person"]
    assert [sorted(row.erased) for row in held] == [["facts", "name", "note", "phone"]]
