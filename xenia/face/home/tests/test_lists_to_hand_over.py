"""A colleague prepares a list for somebody: in her language, without her name, gone after thirty days."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from xenia.face.home import operations
from xenia.face.home.forms.lists import note_mark
from xenia.face.home.models import KEPT_FOR, PreparedItem, PreparedList
from xenia.face.home.operations import (
    ListIsFull,
    ListIsGone,
    NotPublic,
    add_to_list,
    forget_old_lists,
    move_item,
    note_item,
    put_back_item,
    remove_item,
    start_list,
    throw_list_away,
)
from xenia.face.home.short import code_of
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.privacy import declaration
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Service
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_service,
    desk_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague() -> User:
    choose_languages(codes=["en", "ht", "ar"], by=None, at=MONDAY)
    return a_colleague(role=Role.CASEWORKER)


@pytest.fixture
def services() -> list[Service]:
    made = [
        a_service(name="English class", translations={"name": {"ht": "Klas anglè"}}),
        a_service(name="Food pantry"),
        a_service(name="Clinic"),
    ]
    index_everything()
    return made


@pytest.fixture
def prepared(colleague: User, services: list[Service]) -> PreparedList:
    """The three services, in Kreyòl."""
    made = start_list(language="ht", by=colleague, at=MONDAY)
    for service in services:
        add_to_list(prepared=made, service_id=service.pk, by=colleague, at=MONDAY)
    return made


def names_on(prepared: PreparedList) -> list[str]:
    """What stands on the list, in order."""
    standing = prepared.items.filter(removed_at=None).select_related("service")
    return [item.service.name for item in standing]


def typed_beside(service: Service, note: str, phrase: str = "") -> dict[str, str]:
    """A note in the boxes of a service, on a page where none stood before."""
    said = {"phrase": phrase, "note": note, "seen": note_mark("", "")}
    return {f"{service.pk}-{name}": text for name, text in said.items()}


def item_of(prepared: PreparedList, service: Service) -> PreparedItem:
    """A service's line."""
    return prepared.items.select_related("list").get(service=service)


def test_services_stand_in_the_order_they_were_added(prepared: PreparedList) -> None:
    assert names_on(prepared) == ["English class", "Food pantry", "Clinic"]


def test_a_service_stands_on_a_list_once(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    again = add_to_list(prepared=prepared, service_id=services[0].pk, by=colleague, at=TUESDAY)
    assert not again
    assert len(names_on(prepared)) == 3


def test_a_service_moves_by_one_and_not_over_the_edge(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    clinic = item_of(prepared, services[2])
    move_item(item=clinic, up=True, by=colleague, at=TUESDAY)
    assert names_on(prepared) == ["English class", "Clinic", "Food pantry"]
    for _time in range(3):
        move_item(item=clinic, up=True, by=colleague, at=TUESDAY)
    assert names_on(prepared) == ["Clinic", "English class", "Food pantry"]


def test_what_was_taken_off_is_put_back_where_it_stood(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    pantry = item_of(prepared, services[1])
    note_item(item=pantry, phrase="call", note="Ask for Ana.", by=colleague, at=TUESDAY)
    remove_item(item=pantry, by=colleague, at=TUESDAY)
    assert names_on(prepared) == ["English class", "Clinic"]
    put_back_item(item=pantry, by=colleague, at=TUESDAY)
    assert names_on(prepared) == ["English class", "Food pantry", "Clinic"]
    pantry.refresh_from_db()
    assert (pantry.phrase, pantry.note) == ("call", "Ask for Ana.")


def test_a_full_list_takes_no_more(
    prepared: PreparedList, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST", 3)
    with pytest.raises(ListIsFull):
        add_to_list(prepared=prepared, service_id=a_service().pk, by=colleague, at=TUESDAY)
    assert len(names_on(prepared)) == 3


def test_nobody_is_sent_to_a_service_residents_do_not_see(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    closed = a_service(name="Closed", status=Service.Status.DEFUNCT)
    with pytest.raises(NotPublic):
        add_to_list(prepared=prepared, service_id=closed.pk, by=colleague, at=TUESDAY)
    change_service(service=services[0], fields={"status": "defunct"}, by=None, at=TUESDAY)
    page = desk_of(colleague).get(f"/en/desk/lists/{prepared.pk}/").content.decode()
    assert "It is not printed." in page
    sheet = desk_of(colleague).get(f"/en/desk/lists/{prepared.pk}/print/").content.decode()
    assert "Klas anglè" not in sheet
    assert "Food pantry" in sheet


def test_a_list_thrown_away_in_another_window_is_told(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    item = item_of(prepared, services[0])
    throw_list_away(prepared=prepared, by=colleague, at=TUESDAY)
    with pytest.raises(ListIsGone):
        remove_item(item=item, by=colleague, at=TUESDAY)


def test_thirty_days_after_the_last_change_nothing_is_left(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    remove_item(item=item_of(prepared, services[0]), by=colleague, at=TUESDAY)
    assert forget_old_lists(MONDAY + KEPT_FOR + timedelta(hours=1)) == 0
    assert forget_old_lists(TUESDAY + KEPT_FOR + timedelta(hours=1)) == 1
    assert not PreparedItem.objects.exists()
    assert declaration(PreparedList).keep == timedelta(days=30)


def test_the_audit_knows_the_act_and_never_the_words(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    note_item(
        item=item_of(prepared, services[0]), phrase="", note="ask-for-ana", by=colleague, at=TUESDAY
    )
    events = AuditEvent.objects.filter(action__startswith="lists.")
    assert set(events.values_list("action", flat=True)) == {
        "lists.started",
        "lists.service_added",
        "lists.note_written",
    }
    assert "ask-for-ana" not in str(list(events.values()))


def test_no_field_holds_for_whom_the_list_is() -> None:
    fields = {field.name for field in PreparedList._meta.get_fields()}
    assert fields == {"id", "by", "language", "changed_at", "items"}


def test_a_draft_is_seen_by_its_colleague_alone(prepared: PreparedList) -> None:
    other = desk_of(a_colleague(role=Role.DIRECTOR))
    for page in ("", "print/"):
        assert other.get(f"/en/desk/lists/{prepared.pk}/{page}").status_code == 404
    assert other.post(f"/en/desk/lists/{prepared.pk}/throw-away/").status_code == 404
    assert PreparedList.objects.filter(pk=prepared.pk).exists()
    assert str(prepared.pk) not in other.get("/en/desk/lists/").content.decode()


def test_a_list_is_made_with_forms_alone(colleague: User, services: list[Service]) -> None:
    desk = desk_of(colleague)
    answer = desk.post("/en/desk/lists/", {"language": "ht"})
    where = answer["Location"]
    page = desk.post(where, {"q": "klas angle"}).content.decode()
    assert "English class" in page
    assert 'name="q" value="klas angle"' in page
    added = desk.post(f"{where}add/", {"service": str(services[0].pk), "q": "klas angle"})
    assert "Klas anglè" in added.content.decode()
    assert names_on(PreparedList.objects.get()) == ["English class"]
    desk.post(f"{where}note/", typed_beside(services[0], "2nd floor", phrase="call"))
    desk.post(f"{where}remove/", {"service": str(services[0].pk)})
    page = desk.get(where).content.decode()
    assert "“English class” is off the list." in page
    desk.post(f"{where}put-back/", {"service": str(services[0].pk)})
    assert "2nd floor" in desk.get(where).content.decode()
    desk.post(f"{where}language/", {"language": "ar"})
    assert PreparedList.objects.get().language == "ar"
    page = desk.get(where).text
    summary, button = page.index("Throw the list away</summary>"), page.index("Yes, throw it away")
    assert page.rindex("<details", 0, button) < summary < button, "it asks before"
    assert desk.post(f"{where}throw-away/")["Location"] == "/en/desk/lists/"
    assert not PreparedList.objects.exists()


def test_the_sheet_is_in_her_language_with_the_english_name_beside(
    prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    note_item(
        item=item_of(prepared, services[0]),
        phrase="call",
        note="2nd floor",
        by=colleague,
        at=TUESDAY,
    )
    sheet = desk_of(colleague).get(f"/en/desk/lists/{prepared.pk}/print/")
    page = sheet.content.decode()
    assert '<html lang="ht"' in page
    assert sheet["Content-Language"] == "ht"
    assert "Klas anglè" in page
    assert '<bdi lang="en">English class</bdi>' in page
    assert "2nd floor" in page
    assert page.count('class="qr"') == 4, "one for the list, one for each place"
    codes = ".".join(code_of(service.pk) for service in services)
    assert f"http://testserver/l/{codes}-ht/" in page
    assert f'href="/en/desk/lists/{prepared.pk}/"' in page, "back to the colleague's own language"


def test_the_short_address_opens_the_same_list_for_anybody(
    client: Client, prepared: PreparedList, services: list[Service], colleague: User
) -> None:
    note_item(
        item=item_of(prepared, services[0]), phrase="", note="2nd floor", by=colleague, at=TUESDAY
    )
    codes = ".".join(code_of(service.pk) for service in services)
    page = client.get(f"/l/{codes}-ht/", follow=True).content.decode()
    assert page.count('<li class="result') == 3
    assert "2nd floor" not in page
    assert str(prepared.pk) not in page


def test_a_wrong_id_finds_nothing(colleague: User, prepared: PreparedList) -> None:
    desk = desk_of(colleague)
    for said in ("nonsense", str(UUID(int=1))):
        assert (
            desk.post(f"/en/desk/lists/{prepared.pk}/remove/", {"service": said}).status_code == 404
        )


def test_a_note_too_long_for_the_sheet_is_refused(
    colleague: User, prepared: PreparedList, services: list[Service]
) -> None:
    answer = desk_of(colleague).post(
        f"/en/desk/lists/{prepared.pk}/note/",
        typed_beside(services[0], "n" * 201),
    )
    assert answer.status_code == 422
    assert "n" * 201 in answer.content.decode(), "nothing typed is lost"
    assert "This note is too long." in answer.content.decode()
    assert item_of(prepared, services[0]).note == ""


@pytest.mark.parametrize("button", ["", "add", "move", "remove", "note", "language"])
def test_every_button_keeps_the_word_typed_beside_a_place(
    colleague: User, prepared: PreparedList, services: list[Service], button: str
) -> None:
    where = f"/en/desk/lists/{prepared.pk}/"
    said = typed_beside(services[0], "2nd floor")
    pressed = {"service": str(services[1].pk), "q": "clinic", "language": "ar"}
    answer = desk_of(colleague).post(f"{where}{button}/" if button else where, said | pressed)
    assert answer.status_code in {200, 302}
    assert item_of(prepared, services[0]).note == "2nd floor"


def test_a_page_opened_before_does_not_write_over_a_newer_note(
    colleague: User, prepared: PreparedList, services: list[Service]
) -> None:
    opened_before = typed_beside(services[0], "")
    pantry = item_of(prepared, services[0])
    note_item(item=pantry, phrase="", note="2nd floor", by=colleague, at=TUESDAY)
    desk_of(colleague).post(f"/en/desk/lists/{prepared.pk}/", opened_before | {"q": "clinic"})
    assert item_of(prepared, services[0]).note == "2nd floor"


def test_every_box_and_button_of_a_list_belongs_to_one_form(
    colleague: User, prepared: PreparedList
) -> None:
    desk = desk_of(colleague)
    page = desk.post(f"/en/desk/lists/{prepared.pk}/", {"q": "clinic"}).content.decode()
    main = page[page.index("<main") :]
    assert main.count("<form") == 2, "the list, and throwing it away"
    boxes = [part[: part.index(">")] for part in main.split("<input")[1:]]
    typed = [one for one in boxes if 'type="hidden"' not in one]
    assert len(typed) == 4
    assert all('form="list"' in one for one in typed)
