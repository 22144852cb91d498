"""An editor adds a service, changes it, and is told when somebody else changed it meanwhile."""

from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from xenia.ground.accounts.models import AuditEvent
from xenia.registers.directory.forms.fields import PhoneNumber
from xenia.registers.directory.models import Listing, Metadata, Phone, Schedule, Service
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.queries.service import terms_of
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
EMPTY_ROWS = {
    f"{name}-{key}": value
    for name in ("languages", "phones", "schedules", "required_documents", "capacities", "contacts")
    for key, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
}


def typed_into(page: Any) -> dict[str, Any]:
    """Everything a browser would send back from a page nobody touched."""
    sheet = page.context["sheet"]
    sent: dict[str, Any] = {"seen": sheet.seal}
    for form in [sheet.form, *(row for rows in sheet.rows.values() for row in rows.forms)]:
        for field in form:
            value = field.value()
            if isinstance(value, time):
                value = value.strftime("%H:%M")
            if value is None and field.widget_type == "select":
                value = next(iter(field.field.choices))[0]
            if value not in (None, "", False):
                sent[field.html_name] = value
    for rows in sheet.rows.values():
        sent[f"{rows.prefix}-TOTAL_FORMS"] = str(rows.total_form_count())
        sent[f"{rows.prefix}-INITIAL_FORMS"] = str(rows.initial_form_count())
    return sent


def edit_page_of(service: Service) -> str:
    return f"/en/desk/directory/services/{service.pk}/edit/"


def test_a_new_service_is_in_the_directory_with_its_rows() -> None:
    house = an_organization()
    a_service(organization=house, terms=["learn-english"])  # brings the taxonomy
    desk = desk_of(a_colleague())
    path = f"/en/desk/directory/organizations/{house.pk}/services/add/"
    sent = typed_into(desk.get(path)) | {
        "name": "Citizenship class",
        "cost": "free",
        "terms": ["citizenship"],
        "phones-0-number": "617-555-0144",
        "languages-0-code": "ht",
        "languages-0-note": "call ahead",
        "schedules-0-byday": ["MO", "WE"],
        "schedules-0-opens_at": "18:00",
        "schedules-0-closes_at": "20:00",
        "required_documents-0-document": "A letter with your name",
        "capacities-0-available": "4",
        "capacities-0-maximum": "12",
        "capacities-0-unit": "seats",
        "checked_today": "on",
    }
    answer = desk.post(path, sent)
    added = Service.objects.get(name="Citizenship class")
    assert answer["Location"] == f"/en/desk/directory/services/{added.pk}/places/"
    listing = Listing.objects.get(service=added).document
    assert listing["terms"] == ["citizenship"]
    assert listing["phones"][0]["number"] == "617-555-0144"
    assert listing["languages"] == [{"code": "ht", "name": "Haitian Creole", "note": "call ahead"}]
    assert listing["schedules"][0]["byday"] == "MO,WE"
    assert listing["documents"] == ["A letter with your name"]
    assert listing["capacity"][0]["available"] == 4
    assert added.assured_date is not None


def test_a_new_service_counts_as_checked_unless_the_editor_says_otherwise() -> None:
    house = an_organization()
    a_service(organization=house, terms=["learn-english"])  # brings the taxonomy
    desk = desk_of(a_colleague())
    path = f"/en/desk/directory/organizations/{house.pk}/services/add/"
    sent = typed_into(desk.get(path))
    desk.post(path, sent | {"name": "Sewing"})
    del sent["checked_today"]
    desk.post(path, sent | {"name": "Cooking"})
    assert Service.objects.get(name="Sewing").assured_date is not None
    assert Service.objects.get(name="Cooking").assured_date is None


def test_changing_a_service_does_not_count_as_checking_it() -> None:
    service = a_service(assured_date=None, minimum_age=18, maximum_age=21.5)
    desk = desk_of(a_colleague())
    page = desk.get(edit_page_of(service))
    assert "checked_today" not in typed_into(page)
    ages = [page.context["form"][name].value() for name in ("minimum_age", "maximum_age")]
    assert [str(age) for age in ages] == ["18", "21.5"]
    desk.post(edit_page_of(service), typed_into(page) | {"bring": "A pen", "minimum_age": "18"})
    service.refresh_from_db()
    assert (service.bring, service.assured_date) == ("A pen", None)


def test_a_form_that_is_wrong_keeps_what_was_typed_and_says_what_to_do() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service))) | {
        "name": "",
        "description": "My long new text",
        "phones-0-number": "555-01",
        "minimum_age": "20",
        "maximum_age": "10",
    }
    page = desk.post(edit_page_of(service), sent).content.decode()
    assert "3 things are missing or wrong" in page
    assert "“555-01” has 5 digits. A phone number has 10." in page
    assert 'href="#id_phones-0-number"' in page
    assert "My long new text" in page
    service.refresh_from_db()
    assert service.description == "Learn to speak and read English."


@pytest.mark.parametrize("typed", ["banana", "call us", "volunteers"])
def test_words_are_no_phone_number(typed: str) -> None:
    with pytest.raises(ValidationError, match="is no phone number"):
        PhoneNumber().clean(typed)


@pytest.mark.parametrize("typed", ["1-800-FLOWERS", "311", "+52 55 1234 5678", "(617) 555-0100"])
def test_what_can_be_dialled_is_a_phone_number(typed: str) -> None:
    assert PhoneNumber().clean(typed) == typed


def test_a_page_nobody_touched_changes_nothing() -> None:
    service = a_service(
        description="Two\nlines.",
        details={
            "phones": [{"number": "617-555-0101", "description": "Ask for Ana"}],
            "schedules": [{"byday": "MO,1TU", "opens_at": time(18), "closes_at": time(20)}],
            "capacities": [{"unit": "seats", "available": 4}],
        },
    )
    desk = desk_of(a_colleague())
    before = Metadata.objects.count()
    sent = typed_into(desk.get(edit_page_of(service)))
    sent["description"] = "Two\r\nlines."
    desk.post(edit_page_of(service), sent)
    assert Metadata.objects.count() == before


def test_a_row_that_is_changed_keeps_what_the_form_does_not_show() -> None:
    service = a_service(
        details={"schedules": [{"byday": "MO", "opens_at": time(18), "bymonthday": "1"}]}
    )
    phone = Phone.objects.create(service=service, number="617-555-0101")
    phone.languages.create(code="ht")
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service)))
    sent |= {"phones-0-number": "617-555-0102", "schedules-0-closes_at": "20:00"}
    desk.post(edit_page_of(service), sent)
    phone.refresh_from_db()
    assert phone.number == "617-555-0102"
    assert phone.languages.get().code == "ht"
    assert Schedule.objects.get().bymonthday == "1"


def test_a_row_is_removed_by_its_box_or_by_emptying_it() -> None:
    service = a_service(
        details={"phones": [{"number": "617-555-0101"}, {"number": "617-555-0102"}]}
    )
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service)))
    sent |= {"phones-0-remove": "on", "phones-1-number": ""}
    desk.post(edit_page_of(service), sent)
    assert not service.phones.exists()


def test_more_rows_come_without_a_script_and_nothing_typed_is_lost() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service)))
    sent |= {"name": "Half typed", "phones-0-number": "617-5", "more": "phones"}
    page = desk.post(edit_page_of(service), sent)
    rows = page.context["sheet"].rows["phones"]
    assert [form["number"].value() for form in rows.forms] == ["617-5", None, None, None]
    assert page.context["form"]["name"].value() == "Half typed"
    assert "has 4 digits" not in page.content.decode()
    service.refresh_from_db()
    assert service.name == "English class for beginners"


def test_two_editors_of_different_fields_both_win() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service)))
    change_service(service=service, fields={"bring": "A pen"}, by=None, at=TUESDAY)
    desk.post(edit_page_of(service), sent | {"description": "New words"})
    service.refresh_from_db()
    assert (service.bring, service.description) == ("A pen", "New words")


def test_two_editors_of_one_field_see_both_values_and_lose_nothing() -> None:
    service = a_service(description="First", details={"phones": [{"number": "617-555-0101"}]})
    desk = desk_of(a_colleague())
    sent = typed_into(desk.get(edit_page_of(service)))
    change_service(
        service=service,
        fields={"description": "Lena's words", "bring": "A pen"},
        details={"phones": [{"number": "617-555-0177"}]},
        by=None,
        at=TUESDAY,
    )
    sent |= {"description": "My words", "name": "My name", "phones-0-number": "617-555-0188"}
    page = desk.post(edit_page_of(service), sent)
    assert page.status_code == 409
    crossed = {one["field"]: (one["now"], one["typed"]) for one in page.context["crossings"]}
    assert crossed == {
        "What it is": ("Lena's words", "My words"),
        "Phones": ("617-555-0177", "617-555-0188"),
    }
    service.refresh_from_db()
    assert (service.description, service.name) == ("Lena's words", "English class for beginners")
    again = typed_into(page)
    assert (again["name"], again["description"], again["bring"]) == ("My name", "My words", "A pen")
    desk.post(edit_page_of(service), again)
    service.refresh_from_db()
    assert (service.description, service.name, service.bring) == ("My words", "My name", "A pen")
    assert [phone.number for phone in service.phones.all()] == ["617-555-0188"]


def test_a_broken_seal_is_refused() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    answer: HttpResponse = desk.post(edit_page_of(service), EMPTY_ROWS | {"seen": "forged"})  # type: ignore[assignment]
    assert answer.status_code == 400


def test_still_right_counts_as_checked_today_and_is_audited() -> None:
    service = a_service(assured_date=None)
    desk = desk_of(a_colleague())
    desk.post(f"/en/desk/directory/services/{service.pk}/confirm/")
    service.refresh_from_db()
    assert service.assured_date is not None
    assert AuditEvent.objects.filter(action="directory.service_confirmed").count() == 1
    assert Listing.objects.get(service=service).document["assured_on"] is not None


def test_a_service_is_given_at_a_place_and_no_longer() -> None:
    house = an_organization()
    service, hall = a_service(organization=house), a_location(name="Hall", organization=house)
    desk = desk_of(a_colleague())
    path = f"/en/desk/directory/services/{service.pk}/places/"
    assert [one.name for one in desk.get(path).context["choices"]] == ["Hall"]
    desk.post(path, {"add": str(hall.pk)})
    assert service.places.get().location == hall
    desk.post(path, {"remove": str(hall.pk)})
    assert not service.places.exists()
    assert desk.post(path, {"add": "no id"}).status_code == 404


def test_another_organization_gives_a_service_from_now_on() -> None:
    service, other = a_service(), an_organization(name="Bread Table")
    desk = desk_of(a_colleague())
    path = f"/en/desk/directory/services/{service.pk}/move/"
    assert other in desk.get(path, {"q": "bread"}).context["choices"]
    desk.post(path, {"organization": str(other.pk)})
    service.refresh_from_db()
    assert service.organization == other
    assert (
        Listing.objects.get(service=service).document["organization"]["name"]["en"] == "Bread Table"
    )


def test_the_page_of_a_service_asks_a_fixed_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    house = an_organization()
    service = a_service(
        organization=house,
        locations=[a_location(organization=house, name=f"Room {n}") for n in range(8)],
        terms=["learn-english", "citizenship"],
        details={"phones": [{"number": f"617-555-01{n:02}"} for n in range(8)]},
    )
    desk = desk_of(a_colleague())
    desk.get(f"/en/desk/directory/services/{service.pk}/")
    with django_assert_max_num_queries(18):
        desk.get(f"/en/desk/directory/services/{service.pk}/")
    with django_assert_max_num_queries(14):
        desk.get(edit_page_of(service))
    assert terms_of(service)
