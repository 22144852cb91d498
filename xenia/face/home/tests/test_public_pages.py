"""What every public page keeps: no cookie, the language of its address, few queries, nothing confidential."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.person import welcome_person
from xenia.ground.reference.operations import choose_languages, describe_office, draw_area
from xenia.registers.directory.operations import (
    add_location,
    add_organization,
    add_service,
    change_service,
    review_record,
    translate_record,
)
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import a_service

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
SECRET_STREET = "77 Hidden Lantern Way"


@pytest.fixture
def city(db: None) -> dict[str, Any]:
    """A small city: one class with a Kreyòl teacher, one safe house."""
    describe_office(
        by=None,
        at=MONDAY,
        name="Office for New Neighbors",
        short_name="New Neighbors",
        jurisdiction_name="Testville",
        phone="617-555-0100",
    )
    choose_languages(codes=["en", "ht", "ar", "zh-hans"], by=None, at=MONDAY)
    draw_area(
        code="harbor",
        name="Harbor",
        latitude=42.35,
        longitude=-70.92,
        zip_points={"09901": (42.35, -70.92)},
        by=None,
        at=MONDAY,
    )
    load_own_taxonomy(at=MONDAY)
    school = add_organization(by=None, at=MONDAY, name="Evening School", kind="school")
    house = add_location(
        by=None,
        at=MONDAY,
        name="The School House",
        latitude=42.36,
        longitude=-70.92,
        address={"address_1": "41 Canal Street", "city": "Testville", "postal_code": "09901"},
    )
    hidden = add_location(
        by=None,
        at=MONDAY,
        name="Wren House",
        is_confidential=True,
        latitude=42.3611,
        longitude=-70.9111,
        address={"address_1": SECRET_STREET, "city": "Testville", "postal_code": "09901"},
    )
    lesson = add_service(
        organization=school,
        by=None,
        at=MONDAY,
        name="English class",
        description="A class for adults who are starting.",
        cost="free",
        asks_status="no",
        locations=[house],
        terms=["learn-english.english-class"],
        details={
            "languages": [{"code": "ht", "name": "Haitian Creole"}],
            "phones": [{"number": "617-555-0142"}],
        },
        translations={
            "name": {"ht": "Klas anglè"},
            "description": {"ht": "Yon klas pou granmoun."},
        },
    )
    shelter = add_service(
        organization=school,
        by=None,
        at=MONDAY,
        name="Safe house",
        description="A safe place to sleep.",
        locations=[hidden],
        terms=["safety"],
    )
    index_everything()
    return {"lesson": lesson, "shelter": shelter}


def public_addresses(city: dict[str, Any]) -> list[str]:
    lesson, shelter = city["lesson"].pk, city["shelter"].pk
    return [
        "/ht/",
        "/ht/find/",
        "/ht/find/?need=learn-english&near=09901",
        "/ht/find/map/",
        f"/ht/service/{lesson}/",
        f"/ht/service/{shelter}/",
        f"/ht/service/{shelter}/print/",
        f"/ht/saved/?s={lesson},{shelter}",
        f"/ht/saved/print/?s={lesson},{shelter}",
        "/ht/i-speak/",
    ]


def test_no_public_page_sets_a_cookie(client: Client, city: dict[str, Any]) -> None:
    for address in public_addresses(city):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_a_safe_house_address_is_on_no_page(client: Client, city: dict[str, Any]) -> None:
    for address in public_addresses(city):
        page = client.get(address).content.decode()
        assert SECRET_STREET not in page, address
        assert "Wren House" not in page, address
        assert "42.3611" not in page, address


def test_the_address_says_the_language(client: Client, city: dict[str, Any]) -> None:
    for code, direction in (("ht", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")):
        page = client.get(f"/{code}/").content.decode()
        assert f'<html lang="{code}" dir="{direction}">' in page


def test_a_language_the_office_does_not_speak_is_no_address(
    client: Client, city: dict[str, Any]
) -> None:
    assert client.get("/vi/").status_code == 404


def test_a_service_page_is_one_query(
    client: Client, city: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    client.get("/ht/")  # the office's own facts are read once per process
    with django_assert_max_num_queries(1):
        client.get(f"/ht/service/{city['lesson'].pk}/")


def test_a_search_page_is_one_query(
    client: Client, city: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    client.get("/ht/find/")  # and the library's branches once per state of the index
    with django_assert_max_num_queries(1):
        client.post("/ht/find/", {"q": "klas angle"})


def test_what_a_person_typed_is_in_no_address(client: Client, city: dict[str, Any]) -> None:
    response = client.post("/ht/find/", {"q": "mari mwen bat mwen"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    page = response.content.decode()
    assert "?q=" not in page
    assert "q=mari" not in page


def test_her_own_words_find_a_class_and_the_page_says_why(
    client: Client, city: dict[str, Any]
) -> None:
    page = client.post("/ht/find/", {"q": "klas angle", "near": "09901"}).content.decode()
    assert "Klas anglè" in page
    assert "0.7 mi" in page  # 0.01 degree of latitude is 69.1 / 100 miles
    assert "Kreyòl ayisyen" in page


def test_a_zip_code_among_the_words_says_where(client: Client, city: dict[str, Any]) -> None:
    page = client.post("/ht/find/", {"q": "klas angle 09901"}).content.decode()
    assert "0.7 mi" in page
    assert 'name="q" value="klas angle"' in page
    assert 'name="near" value="09901"' in page


def test_a_number_that_is_no_zip_code_stays_among_the_words(
    client: Client, city: dict[str, Any]
) -> None:
    page = client.post("/en/find/", {"q": "english class 00000"}).content.decode()
    assert 'value="english class 00000"' in page


def test_filters_without_words_make_an_address_to_share(
    client: Client, city: dict[str, Any]
) -> None:
    response = client.post("/ht/find/", {"q": "", "need": "learn-english", "good": "free"})
    assert response.status_code == 302
    assert response["Location"] == "/ht/find/?need=learn-english&good=free"


def test_a_strange_zip_code_is_explained_and_kept(client: Client, city: dict[str, Any]) -> None:
    page = client.get("/en/find/?near=099").content.decode()
    assert "“099” has 3 digits. A ZIP code has 5." in page
    assert 'value="099"' in page


def test_an_empty_answer_says_which_filter_to_take_away(
    client: Client, city: dict[str, Any]
) -> None:
    page = client.get("/en/find/?need=learn-english&when=weekend").content.decode()
    assert "Nothing matches all of this" in page
    assert "Without “Weekends” there are 1." in page


def test_a_page_nobody_translated_says_so(client: Client, city: dict[str, Any]) -> None:
    page = client.get(f"/ar/service/{city['lesson'].pk}/").content.decode()
    assert '<bdi lang="en">English class</bdi>' in page
    assert "Only in English for now" in page


def test_a_saved_list_is_an_address_without_the_ones_that_closed(
    client: Client, city: dict[str, Any]
) -> None:
    lesson = city["lesson"].pk
    page = client.get(f"/ht/saved/?s=nonsense,{lesson},{lesson}").content.decode()
    assert page.count('<li class="result') == 1


def test_a_page_read_again_costs_nothing(client: Client, city: dict[str, Any]) -> None:
    first = client.get(f"/ht/service/{city['lesson'].pk}/")
    again = client.get(
        f"/ht/service/{city['lesson'].pk}/", headers={"If-None-Match": first["ETag"]}
    )
    assert again.status_code == 304
    assert not again.content


def test_a_zip_code_may_be_typed_on_any_keyboard(client: Client, city: dict[str, Any]) -> None:
    for typed in ("٠٩٩٠١", "０９９０１", "09901-1234"):
        page = client.get("/ar/find/", {"need": "learn-english", "near": typed}).content.decode()
        assert "0.7" in page, typed


def test_a_zip_code_nobody_knows_is_told_above_the_places(
    client: Client, city: dict[str, Any]
) -> None:
    page = client.get("/en/find/?need=learn-english&near=99999").content.decode()
    assert page.index("We could not measure distances") < page.index('<li class="result')


def test_a_safe_house_has_no_desk_to_show_a_card_at(client: Client, city: dict[str, Any]) -> None:
    page = client.get(f"/ht/service/{city['shelter'].pk}/").content.decode()
    assert "show-this" not in page


def test_the_sheet_says_where_and_when_in_both_languages(
    client: Client, city: dict[str, Any]
) -> None:
    page = client.get(f"/ht/service/{city['lesson'].pk}/print/").content.decode()
    own, english = page.split('<section lang="en"')
    assert "41 Canal Street" in own
    assert "41 Canal Street" in english


def test_a_search_goes_on_in_another_language(client: Client, city: dict[str, Any]) -> None:
    page = client.post("/ht/find/", {"q": "klas angle", "near": "09901"}).content.decode()
    assert 'formaction="/ar/find/" lang="ar" dir="rtl"' in page
    assert 'name="q" value="klas angle"' in page


def test_short_addresses_lead_to_the_first_language(client: Client, city: dict[str, Any]) -> None:
    assert client.get("/help/")["Location"] == "/en/help/resident/"
    assert client.get("/design/")["Location"] == "/en/design/"


def test_vital_words_nobody_has_answered_for_are_in_english_under_a_notice_in_each_language(
    client: Client, city: dict[str, Any]
) -> None:
    lesson, person = city["lesson"], welcome(name="Ana")
    change_service(
        service=lesson,
        fields={"alert": "Call before you pay.", "status_note": "They do not ask."},
        by=None,
        at=MONDAY,
    )
    texts = {"alert": {"ht": "Rele anvan ou peye."}, "status_note": {"ht": "Yo pa mande."}}
    translate_record(record=lesson, texts=texts, by=person, at=MONDAY)
    page = client.get(f"/ht/service/{lesson.pk}/").content.decode()
    assert "Rele anvan" not in page
    assert '<div lang="en" dir="auto"><p>Call before you pay.</p></div>' in page
    own, arabic = '<p lang="ht" dir="ltr"><b>Sa a enpòtan.', '<li lang="ar" dir="rtl">هذا مهم.'
    assert page.count(own) == page.count(arabic) == 1
    assert '<li lang="zh-hans"' in page
    assert '<li lang="ht"' not in page
    english = client.get(f"/en/service/{lesson.pk}/").content.decode()
    assert "Call before you pay." in english
    assert arabic not in english
    second = welcome(name="Ben")
    review_record(record=lesson, language="ht", texts=_said(texts), by=second, at=MONDAY)
    page = client.get(f"/ht/service/{lesson.pk}/").content.decode()
    assert "Rele anvan ou peye." in page
    assert arabic not in page


def _said(texts: dict[str, dict[str, str]]) -> dict[str, str]:
    return {field: by_language["ht"] for field, by_language in texts.items()}


def welcome(name: str) -> User:
    """Somebody who translates for the office."""
    email = f"{name.lower()}@lindenport.example"
    return welcome_person(
        email=email,
        name=name,
        role="language_access_office",
        organization_id=None,
        password=None,
        by=None,
        at=MONDAY,
    )


@pytest.mark.django_db
def test_pages_about_danger_offer_to_leave_quickly(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.INDEX_FOLDER = tmp_path
    safe = a_service(name="A quiet place", terms=["safety.home-violence"])
    lesson = a_service(name="English", terms=["learn-english"])
    index_everything()
    wanted = "It does not clear your history."
    asked = client.post("/en/find/", {"q": "my husband hits me"})
    for page in (asked, client.get(f"/en/service/{safe.pk}/"), client.get("/en/find/?need=safety")):
        assert wanted in page.content.decode()
    for address in (f"/en/service/{lesson.pk}/", "/en/find/?need=learn-english"):
        assert wanted not in client.get(address).content.decode()
