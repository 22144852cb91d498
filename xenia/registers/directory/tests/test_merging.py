"""Two entries are one: everything moves, old ids lead on, secrets stay secret; and undoing it brings every row back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import AuditEvent, RoleGrant, User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.models import TranslatedText
from xenia.registers.directory.memberships import organization_names
from xenia.registers.directory.models import (
    Attribute,
    Listing,
    Location,
    Merge,
    Organization,
    OrganizationRecord,
    Phone,
    Proposal,
    Service,
    SourceRecord,
    Suggestion,
)
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations import (
    change_service,
    rebuild_listings,
    translate_record,
)
from xenia.registers.directory.operations.merge import (
    NotTwo,
    UndoBlocked,
    merge_entries,
    undo_merge,
)
from xenia.registers.directory.operations.merge_steps import DERIVED
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.operations.proposals import propose
from xenia.registers.directory.operations.suggestions import receive_suggestion
from xenia.registers.directory.queries.merges import all_kept_instead, kept_instead
from xenia.registers.directory.queries.service import terms_of
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"
# What is noted of every act, counted, or made anew from the rest.
NOTED = {
    *("directory.metadata", "directory.merge", "ledger.entry"),
    *("accounts.auditevent", "accounts.auditplace"),
    *DERIVED,
}
# The moment of the last change is when it was put back: other cities' software asks by it.
CLOCKS = {"last_modified", "changed_at"}
Rows = dict[str, dict[Any, dict[str, Any]]]


def all_rows() -> Rows:
    """Every row of every table of ours as it lies there, but what is noted of each act."""
    return {
        model._meta.label_lower: _rows_of(model)
        for model in apps.get_models()
        if model.__module__.startswith("xenia.")
        and model._meta.label_lower not in NOTED
        and model._meta.app_label != "keys"
    }


def _rows_of(model: type[Model]) -> dict[Any, dict[str, Any]]:
    key, table = model._meta.pk.column, connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # a table of ours
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        row[key]: {name: value for name, value in row.items() if name not in CLOCKS} for row in rows
    }


def merged(kept: Record, absorbed: Record, *take: str, by: User | None = None) -> Merge:
    return merge_entries(
        kind=str(kept._meta.model_name),
        kept=kept.pk,
        absorbed=absorbed.pk,
        take=take,
        by=by or a_colleague(),
        at=TUESDAY,
    )


def document(service: Service) -> dict[str, Any]:
    found: dict[str, Any] = dict(Listing.objects.get(service=service).document)
    return {name: value for name, value in found.items() if name != "last_modified"}


def in_any_order(value: Any) -> Any:
    """A document without the order of its rows: a row that was taken out comes back as the last one."""
    if isinstance(value, dict):
        return {name: in_any_order(one) for name, one in value.items()}
    if isinstance(value, list):
        return sorted((in_any_order(one) for one in value), key=repr)
    return value


def all_documents() -> list[Any]:
    """What residents read of every service."""
    return [in_any_order(document(one)) for one in Service.objects.order_by("pk")]


def furnish(record: Record, owner: Organization, which: int, parts: set[str], by: User) -> None:
    """Hang on a record one of everything that can hang on it."""
    kind = str(record._meta.model_name)
    link: dict[str, Any] = {kind: record}
    if "phones" in parts:
        phone = Phone.objects.create(number="617-555-0101", **link)
        Phone.objects.create(number=f"617-555-020{which}", is_confidential=which == 1, **link)
        phone.languages.create(code="ht")
        phone.languages.create(code="es" if which else "fr")
    if "secret phone" in parts:
        Phone.objects.create(number="617-555-0109", is_confidential=which == 1, **link)
    if "texts" in parts:
        texts = {"name": {"ht": f"Non {which}"}} if which else {"name": {"ht": "Non", "es": "Uno"}}
        translate_record(record=record, texts=texts, by=by, at=MONDAY)
    if "source" in parts:
        SourceRecord.objects.create(
            source="file", record_type=kind, record_id=record.pk, key=f"{which}", fingerprint="x"
        )
    if "proposal" in parts:
        propose(record=record, changes={"name": "New"}, origin="partner", by=by, at=MONDAY)
    if "notice" in parts and kind != "location":
        post_notice(about=record, kind="closed", starts_on=MONDAY.date(), by=by, at=MONDAY)
    _furnish_service(record, owner, which, parts)
    _furnish_organization(record, which, parts, by)


def _furnish_service(record: Record, owner: Organization, which: int, parts: set[str]) -> None:
    if not isinstance(record, Service):
        return
    if "places" in parts:
        shared = Location.objects.filter(name="Shared hall").first() or a_location(
            name="Shared hall", organization=owner
        )
        here = record.places.create(location=shared)
        here.schedules.create(byday="MO", opens_at=time(9))
        here.phones.create(number="617-555-0301")
        record.places.create(location=a_location(name=f"Hall {which}", organization=owner))
    if "hours" in parts:
        record.schedules.create(byday="TU", opens_at=time(9), closes_at=time(10 + which))
        record.languages.create(code="ht")
        record.required_documents.create(document="A letter")
    if "terms" in parts:
        Attribute.objects.create(link_id=record.pk, link_entity="service", value="same")
        Attribute.objects.create(link_id=record.pk, link_entity="service", value=f"own {which}")
    if "suggestion" in parts:
        receive_suggestion(
            kind="hours", service=record, words="Closed", looks_automatic=False, at=MONDAY
        )


def _furnish_organization(record: Record, which: int, parts: set[str], by: User) -> None:
    if not isinstance(record, Organization):
        return
    if "services" in parts:
        a_service(organization=record, name=f"Class {which}")
        a_location(organization=record, name=f"House {which}")
    if "grants" in parts:
        for role in (Role.PARTNER_MEMBER, Role.PARTNER_MANAGER)[which:]:
            RoleGrant.objects.create(
                user=by, role=role, organization_id=record.pk, granted_at=MONDAY
            )


PARTS = (
    *("phones", "secret phone", "texts", "source", "proposal", "notice", "places", "hours"),
    *("terms", "suggestion", "services", "grants"),
)
MAKERS: dict[str, Any] = {
    "service": lambda owner, **said: a_service(organization=owner, **said),
    "organization": lambda owner, **said: an_organization(**said),
    "location": lambda owner, **said: a_location(organization=owner, **said),
}


@contextmanager
def afterwards_as_before() -> Iterator[None]:
    """Each example finds the same empty directory."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(sorted(MAKERS)),
    mine=st.sets(st.sampled_from(PARTS)),
    hers=st.sets(st.sampled_from(PARTS)),
    take=st.sets(st.sampled_from(["name", "description", "email", "address", "latitude"])),
    names=st.tuples(st.sampled_from(["Same", "Mine"]), st.sampled_from(["Same", "Hers"])),
    is_secret=st.booleans(),
)
def test_undoing_a_merge_brings_back_every_row(
    db: None,
    kind: str,
    mine: set[str],
    hers: set[str],
    take: set[str],
    names: tuple[str, str],
    is_secret: bool,
) -> None:
    with afterwards_as_before():
        owner, by = an_organization(name="Owner"), a_colleague()
        said = {"is_confidential": is_secret} if kind == "location" else {"email": "x@h.example"}
        kept = MAKERS[kind](owner, name=names[0])
        absorbed = MAKERS[kind](owner, name=names[1], alternate_name="Other", **said)
        furnish(kept, owner, 0, mine, by)
        furnish(absorbed, owner, 1, hers, by)
        rebuild_listings([one.pk for one in Service.objects.all()], at=WEDNESDAY)
        before, shown = all_rows(), all_documents()
        made = merged(kept, absorbed, *take, by=by)
        assert all_rows() != before
        undo_merge(merge=made, by=by, at=WEDNESDAY)
        assert all_rows() == before
        assert all_documents() == shown


def test_everything_moves_and_what_both_say_is_there_once() -> None:
    owner, by = an_organization(), a_colleague()
    kept = a_service(organization=owner, terms=["learn-english"])
    absorbed = a_service(organization=owner, terms=["citizenship", "learn-english"])
    parts = set(PARTS) - {"terms"}
    furnish(kept, owner, 0, parts, by)
    furnish(absorbed, owner, 1, parts, by)
    merged(kept, absorbed)
    assert sorted(kept.phones.values_list("number", flat=True)) == [
        "617-555-0101",
        "617-555-0109",
        "617-555-0200",
        "617-555-0201",
    ]
    same = kept.phones.get(number="617-555-0101")
    assert sorted(same.languages.values_list("code", flat=True)) == ["es", "fr", "ht"]
    assert kept.phones.get(number="617-555-0109").is_confidential
    assert sorted(kept.places.values_list("location__name", flat=True)) == [
        "Hall 0",
        "Hall 1",
        "Shared hall",
    ]
    shared = kept.places.get(location__name="Shared hall")
    assert (shared.schedules.count(), shared.phones.count()) == (1, 1)
    assert kept.schedules.count() == 2
    assert kept.languages.count() == 1
    assert sorted(terms_of(kept)) == ["citizenship", "learn-english"]
    assert Proposal.objects.filter(record_id=kept.pk).count() == 2
    assert Suggestion.objects.filter(service=kept).count() == 2
    assert SourceRecord.objects.filter(record_id=kept.pk).count() == 2
    assert not absorbed.phones.exists()


def test_texts_go_with_the_words_they_translate() -> None:
    kept = a_service(name="English", description="Mine", translations={"name": {"ht": "Angle"}})
    absorbed = a_service(
        name="English class",
        description="Mine",
        translations={"name": {"ht": "Klas angle"}, "description": {"es": "Mío"}},
    )
    merged(kept, absorbed, "name")
    texts = TranslatedText.objects.filter(record_id=kept.pk)
    assert sorted(texts.values_list("field", "language", "text")) == [
        ("description", "es", "Mío"),
        ("name", "ht", "Klas angle"),
    ]
    assert document(kept)["name"] == {"en": "English class", "ht": "Klas angle"}


def test_the_chosen_words_stand_and_blanks_are_filled() -> None:
    kept = a_service(name="English", description="Mine", wait_time="", email="")
    absorbed = a_service(
        name="English class",
        description="Hers",
        wait_time="A week",
        email="inner@wren.example",
        email_is_confidential=True,
    )
    merged(kept, absorbed, "name")
    kept.refresh_from_db()
    assert (kept.name, kept.description, kept.wait_time) == ("English class", "Mine", "A week")
    assert (kept.email, kept.email_is_confidential) == ("inner@wren.example", True)
    assert document(kept)["email"] == ""


def test_old_links_lead_to_the_entry_that_stands() -> None:
    house = an_organization()
    first, second, third = (a_service(organization=house, name=name) for name in "ABC")
    merged(second, first)
    merged(third, second)
    assert kept_instead("service", first.pk) == third.pk
    assert all_kept_instead("service", [first.pk, second.pk, third.pk]) == {
        first.pk: third.pk,
        second.pk: third.pk,
    }
    assert not Listing.objects.get(service=first).is_public
    with pytest.raises(NotTwo):
        merged(first, third)
    with pytest.raises(UndoBlocked):
        undo_merge(merge=Merge.objects.get(absorbed_id=first.pk), by=a_colleague(), at=WEDNESDAY)


def test_an_organizations_people_and_services_come_along_and_its_old_name_leads_on() -> None:
    kept, absorbed = an_organization(name="Harbor House"), an_organization(name="Harbor Hse")
    manager = a_colleague(role=Role.PARTNER_MANAGER, organization=absorbed)
    service = a_service(organization=absorbed)
    merged(kept, absorbed)
    service.refresh_from_db()
    absorbed.refresh_from_db()
    assert service.organization == kept
    assert Listing.objects.get(service=service).is_public
    assert absorbed.status == Organization.Status.CLOSED
    records = dict(OrganizationRecord.objects.values_list("pk", "is_public"))
    assert records == {kept.pk: True, absorbed.pk: False}
    manager.forget_grants()
    assert manager.may("directory.edit", organization=kept.pk)
    assert organization_names([absorbed.pk], "en") == {absorbed.pk: "Harbor House"}


def test_a_place_that_is_confidential_in_one_entry_is_confidential() -> None:
    house = an_organization()
    kept = a_location(name="Wren", organization=house)
    absorbed = a_location(
        name="Wren hideaway",
        organization=house,
        is_confidential=True,
        address={"address_1": "99 Secret Lane", "city": "Lindenport", "is_confidential": True},
    )
    service = a_service(organization=house, locations=[kept])
    merged(kept, absorbed, "name", "address")
    kept.refresh_from_db()
    assert kept.is_confidential
    assert kept.addresses.get().address_1 == "99 Secret Lane"
    assert document(service)["places"] == [{"confidential": True}]
    made = Merge.objects.get()
    undo_merge(merge=made, by=a_colleague(), at=WEDNESDAY)
    assert document(service)["places"][0]["address"] == ["12 Pier Street"]


def test_what_changed_since_is_not_lost_by_an_undo() -> None:
    kept, absorbed = a_service(description="Mine"), a_service(description="Hers")
    made = merged(kept, absorbed, "description")
    kept.refresh_from_db()
    change_service(service=kept, fields={"description": "Newest"}, by=None, at=WEDNESDAY)
    before = all_rows()
    with pytest.raises(UndoBlocked) as blocked:
        undo_merge(merge=made, by=a_colleague(), at=WEDNESDAY)
    assert [field for _kind, _pk, field in blocked.value.places] == ["description"]
    made.refresh_from_db()
    assert made.status == Merge.Status.STANDS
    assert set(before) == set(all_rows())
    kept.refresh_from_db()
    assert kept.description == "Newest"


def test_a_merge_is_undone_once() -> None:
    made = merged(a_service(), a_service())
    undo_merge(merge=made, by=a_colleague(), at=WEDNESDAY)
    with pytest.raises(WrongState):
        undo_merge(merge=made, by=a_colleague(), at=WEDNESDAY)


def test_there_must_be_two() -> None:
    service = a_service()
    for other in (service.pk, uuid4()):
        with pytest.raises(NotTwo):
            merge_entries(
                kind="service",
                kept=service.pk,
                absorbed=other,
                take=(),
                by=a_colleague(),
                at=TUESDAY,
            )


# The pages.


def test_an_editor_merges_and_undoes_on_the_pages() -> None:
    house = an_organization()
    kept = a_service(organization=house, name="English class", description="Mine")
    absorbed = a_service(organization=house, name="English class!", description="Hers")
    desk = desk_of(a_colleague())
    found = desk.get(f"{DESK}merge/service/{kept.pk}/", {"q": "english"}).content.decode()
    address = f"{DESK}merge/service/{kept.pk}/{absorbed.pk}/"
    assert address in found
    page = desk.get(address)
    assert [one.name for one in page.context["choices"]] == ["name", "description"]
    page = desk.post(address, {"description": "absorbed", "name": "kept"}, follow=True)
    assert "The two are one now." in page.content.decode()
    kept.refresh_from_db()
    assert (kept.name, kept.description) == ("English class", "Hers")
    old = desk.get(f"{DESK}services/{absorbed.pk}/").content.decode()
    assert "This entry became part of another one" in old
    assert "English class!" not in desk.get(DESK).content.decode()
    assert desk.get(address).status_code == 302
    made = Merge.objects.get()
    undone = desk.post(f"{DESK}merged/{made.pk}/undo/", follow=True).content.decode()
    assert "They are two again." in undone
    assert AuditEvent.objects.filter(action="directory.service_merge_undone").exists()


def test_only_the_office_merges() -> None:
    house = an_organization()
    kept, absorbed = a_service(organization=house), a_service(organization=house)
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=house))
    for address in (
        f"{DESK}merge/service/{kept.pk}/",
        f"{DESK}merge/service/{kept.pk}/{absorbed.pk}/",
        f"{DESK}merged/",
    ):
        assert desk.get(address).status_code == 403


def test_the_page_says_what_blocks_an_undo() -> None:
    kept, absorbed = a_service(description="Mine"), a_service(description="Hers")
    made = merged(kept, absorbed, "description")
    kept.refresh_from_db()
    change_service(service=kept, fields={"description": "Newest"}, by=None, at=WEDNESDAY)
    page = desk_of(a_colleague()).post(f"{DESK}merged/{made.pk}/undo/", follow=True)
    assert "“What it is” was changed since." in page.content.decode()
