"""The director settles what the office is called, how it looks, whom it speaks to, and when it is closed."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xenia.face.desk.tests.scenes import MONDAY, a_person, an_office, page_of, signed_in
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.reference.calendar import current_version, is_business_day
from xenia.ground.reference.models import Area, AreaZip, Closure, Office, OfficeLanguage
from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.reference.operations import draw_area
from xenia.ground.translations.models import TranslatedText
from xenia.registers.directory.models import Listing
from xenia.registers.directory.operations import add_location, add_organization, add_service

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
SAID = {
    "name": "Office for New Neighbors",
    "short_name": "New Neighbors",
    "jurisdiction": "city",
    "jurisdiction_name": "Testville",
    "state": "MA",
    "phone": "617-555-0100",
}


@pytest.fixture
def director(db: None) -> Client:
    an_office()
    return signed_in(a_person())


def seen() -> str:
    forget_office()
    changed_at = office_facts().changed_at
    assert changed_at
    return changed_at.isoformat()


def save_office(client: Client, **fields: str) -> Any:
    return client.post("/en/desk/settings/office/", {**SAID, "seen": seen(), **fields})


PAGES = ["", "office/", "office/ht/", "look/", "languages/", "areas/", "areas/new/", "closures/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_settings_page_opens_in_both_directions(
    director: Client, page: str, language: str
) -> None:
    shown = page_of(director, f"/{language}/desk/settings/{page}")
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in shown


@pytest.mark.parametrize("page", PAGES)
def test_a_caseworker_cannot_change_the_office(director: Client, page: str) -> None:
    caseworker = signed_in(a_person(Role.CASEWORKER))
    assert caseworker.get(f"/en/desk/settings/{page}").status_code == 403


def test_a_new_name_stands_on_the_front_page_at_once(director: Client) -> None:
    save_office(director, name="Bureau of Good Beginnings")
    forget_office()
    assert "Bureau of Good Beginnings" in page_of(Client(), "/en/")
    assert AuditEvent.objects.filter(action="reference.office_described").count() == 2


def test_nothing_typed_is_lost_when_a_phone_is_wrong(director: Client) -> None:
    response = save_office(director, name="Another name", phone="555-01")
    assert response.status_code == 422
    page = response.content.decode()
    assert "“555-01” has 5 digits. A phone number has 10." in page
    assert 'value="Another name"' in page
    assert Office.objects.get().name == "Office for New Neighbors"


@pytest.mark.parametrize(
    "phone", ["617-555-0100", "+1 617 555 0100", "311", "(617) 555-0100 x4", ""]
)
def test_phones_are_kept_as_they_are_written(director: Client, phone: str) -> None:
    assert save_office(director, phone=phone).status_code == 302
    assert Office.objects.get().phone == phone


def test_the_second_of_two_who_save_at_once_is_told_and_may_save_again(director: Client) -> None:
    old = seen()
    save_office(director, name="The first one's name")
    response = director.post(
        "/en/desk/settings/office/", {**SAID, "seen": old, "name": "The second one's name"}
    )
    page = response.content.decode()
    assert "Somebody changed the office while you typed" in page
    assert "The second one&#x27;s name" in page
    assert Office.objects.get().name == "The first one's name"
    assert f'value="{seen()}"' in page


def test_the_office_says_its_name_in_haitian_creole(director: Client) -> None:
    director.post("/en/desk/settings/office/ht/", {"name": "Biwo pou Nouvo Vwazen"})
    forget_office()
    assert "Biwo pou Nouvo Vwazen" in page_of(Client(), "/ht/")
    assert "Biwo pou Nouvo Vwazen" not in page_of(Client(), "/ar/")


def test_english_words_in_a_hint_are_no_markup(director: Client) -> None:
    save_office(director, name="Office <b>of</b> & for")
    forget_office()
    page = page_of(director, "/en/desk/settings/office/ht/")
    assert "Office &lt;b&gt;of&lt;/b&gt; &amp; for" in page
    assert "Office <b>" not in page


def test_a_language_the_office_does_not_speak_has_no_words_page(director: Client) -> None:
    assert director.get("/en/desk/settings/office/vi/").status_code == 404


@pytest.mark.parametrize(
    ("field", "colour", "contrast"),
    # White on #999999: (1 + 0.05) / (0.3185 + 0.05) = 2.8, by the definition of WCAG 2.2.
    [("wall_colour", "#999999", "2.8"), ("go_colour", "#999999", "2.8")],
)
def test_a_colour_nobody_can_read_is_refused_with_its_contrast(
    director: Client, field: str, colour: str, contrast: str
) -> None:
    response = director.post("/en/desk/settings/look/", {"seen": seen(), field: colour})
    assert response.status_code == 422
    assert f"the contrast is {contrast}, and it must be 4.5" in response.content.decode()
    assert not getattr(Office.objects.get(), field)


def test_colours_are_tried_on_the_page_before_anybody_sees_them(director: Client) -> None:
    said = {"seen": seen(), "wall_colour": "#123456", "act": "preview"}
    page = director.post("/en/desk/settings/look/", said).content.decode()
    assert "preview.css?wall_colour=%23123456" in page
    sheet = director.get("/en/desk/settings/look/preview.css?wall_colour=%23123456")
    assert "--wall: #123456" in sheet.content.decode()
    assert Office.objects.get().wall_colour == ""
    director.post("/en/desk/settings/look/", said | {"act": "save"})
    assert Office.objects.get().wall_colour == "#123456"


def test_a_preview_shows_colours_and_nothing_else(director: Client) -> None:
    sheet = director.get("/en/desk/settings/look/preview.css?wall_colour=red;}body{display:none")
    assert sheet.content == b""


def send_logo(client: Client, content: bytes, name: str = "logo.png") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return client.post("/en/desk/settings/look/", {"seen": seen(), "logo": file})


def test_a_logo_is_shown_on_every_page(director: Client) -> None:
    assert send_logo(director, PNG).status_code == 302
    forget_office()
    response = Client().get("/office-logo")
    assert (response["Content-Type"], response.content) == ("image/png", PNG)
    assert "/office-logo?v=" in page_of(Client(), "/ht/")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not a PNG, JPEG or WebP"),
        (b"MZ\x90\x00", "not a PNG, JPEG or WebP"),
        (PNG + b"\x00" * 200_000, "This picture has 201 kB"),
    ],
)
def test_a_logo_is_judged_by_its_content_and_size(
    director: Client, content: bytes, reason: str
) -> None:
    response = send_logo(director, content)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not Office.objects.get().logo_type


def test_a_logo_is_removed(director: Client) -> None:
    send_logo(director, PNG)
    director.post("/en/desk/settings/look/", {"seen": seen(), "remove_logo": "on"})
    assert Office.objects.get().logo_type == ""
    assert Client().get("/office-logo").status_code == 404


def codes() -> list[str]:
    return list(OfficeLanguage.objects.values_list("code", flat=True))


def test_a_language_that_cldr_lacks_is_added_and_read(director: Client) -> None:
    director.post("/en/desk/settings/languages/add/", {"code": "mh"})
    assert codes() == ["en", "ht", "ar", "mh"]
    director.post("/en/desk/settings/office/mh/", {"name": "Wōpij eo an ri-kāāl ro"})
    forget_office()
    page = page_of(Client(), "/mh/")
    assert '<html lang="mh"' in page
    assert "Wōpij eo an ri-kāāl ro" in page
    assert "Not every word here is in Marshallese yet" in page


def test_texts_of_a_dropped_language_come_back_with_it(director: Client) -> None:
    director.post("/en/desk/settings/office/ht/", {"name": "Biwo pou Nouvo Vwazen"})
    director.post("/en/desk/settings/languages/ht/drop/")
    forget_office()
    assert Client().get("/ht/").status_code == 404
    assert TranslatedText.objects.filter(language="ht").exists()
    director.post("/en/desk/settings/languages/add/", {"code": "ht"})
    forget_office()
    assert "Biwo pou Nouvo Vwazen" in page_of(Client(), "/ht/")


def test_english_cannot_be_dropped(director: Client) -> None:
    director.post("/en/desk/settings/languages/en/drop/")
    assert codes() == ["en", "ht", "ar"]


def test_a_language_moves_on_the_door(director: Client) -> None:
    director.post("/en/desk/settings/languages/ar/move/", {"to": "up"})
    assert codes() == ["en", "ar", "ht"]
    director.post("/en/desk/settings/languages/en/move/", {"to": "up"})
    director.post("/en/desk/settings/languages/en/move/", {"to": "down"})
    assert codes() == ["ar", "en", "ht"]


def test_a_language_nobody_knows_is_refused(director: Client) -> None:
    response = director.post("/en/desk/settings/languages/add/", {"code": "xx"})
    assert response.status_code == 422
    assert "Choose a language from the list." in response.content.decode()


def draw(client: Client, **fields: str) -> Any:
    return client.post("/en/desk/settings/areas/new/", {"name": "East Boston", **fields})


def test_zip_codes_are_looked_up_and_the_middle_follows(director: Client) -> None:
    assert draw(director, zips="02128\n02150 42.4 -71.04").status_code == 302
    area = Area.objects.get()
    assert (area.code, list(area.zips.values_list("zip_code", flat=True))) == (
        "east-boston",
        ["02128", "02150"],
    )
    known = AreaZip.objects.get(pk="02128")
    assert (round(known.latitude), round(known.longitude)) == (42, -71)
    assert AreaZip.objects.get(pk="02150").latitude == 42.4
    assert area.latitude == round((known.latitude + 42.4) / 2, 4)


@pytest.mark.parametrize(
    ("zips", "reason"),
    [
        ("0212", "is not a ZIP code"),
        ("09901", "We do not know where 09901 lies"),
        ("02128 142.37 -71.02", "is not on the globe"),
    ],
)
def test_a_zip_code_without_a_place_is_named(director: Client, zips: str, reason: str) -> None:
    response = draw(director, zips=zips)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert zips in response.content.decode()


def test_a_second_area_of_the_same_name_is_refused(director: Client) -> None:
    draw(director)
    assert "There is an area of this name already" in draw(director).content.decode()


def test_a_redrawn_area_shows_in_the_listings_of_its_services(director: Client) -> None:
    draw(director, zips="02128")
    forget_office()
    school = add_organization(by=None, at=MONDAY, name="School", kind="school")
    address = {"address_1": "1 Pier", "city": "Boston", "postal_code": "02128-1210"}
    house = add_location(by=None, at=MONDAY, name="House", address=address)
    service = add_service(organization=school, by=None, at=MONDAY, name="Class", locations=[house])
    assert Listing.objects.get(pk=service.pk).document["places"][0]["area"] == "east-boston"
    area = Area.objects.get()
    shown = page_of(director, f"/en/desk/settings/areas/{area.pk}/")
    assert "02128 42." in shown
    director.post(f"/en/desk/settings/areas/{area.pk}/remove/")
    assert Listing.objects.get(pk=service.pk).document["places"][0]["area"] == ""
    assert not Area.objects.exists()


def test_an_area_has_a_name_in_arabic(director: Client) -> None:
    draw(director, zips="02128", name_ar="شرق بوسطن")
    forget_office()
    assert office_facts().area_name("east-boston", "ar") == "شرق بوسطن"
    assert office_facts().area_name("east-boston", "ht") == "East Boston"


def test_a_snow_day_makes_a_new_version_of_the_calendar(director: Client) -> None:
    snow = date(2026, 12, 15)
    assert is_business_day(snow)
    director.post(
        "/en/desk/settings/closures/add/", {"first_day": "2026-12-15", "name": "Snow day"}
    )
    assert current_version() == 1
    assert not is_business_day(snow)
    assert is_business_day(snow, version=0)
    page = page_of(director, "/en/desk/settings/closures/?year=2026")
    assert "Snow day" in page
    assert "Version 1" in page
    director.post(f"/en/desk/settings/closures/{Closure.objects.get().pk}/take-back/")
    assert is_business_day(snow)
    assert not is_business_day(snow, version=1)
    shown = page_of(director, "/en/desk/settings/closures/?year=2026")
    assert "Snow day: closed from version 1 until version 2" in shown


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            {"first_day": "2026-12-15", "last_day": "2026-12-14"},
            "The last day is before the first.",
        ),
        ({"first_day": "2026-12-15", "last_day": "2036-12-16"}, "This is more than a year."),
        ({"first_day": "soon"}, "Write a day as year-month-day"),
    ],
)
def test_days_in_the_wrong_order_are_refused(
    director: Client, said: dict[str, str], reason: str
) -> None:
    response = director.post("/en/desk/settings/closures/add/", {"name": "Snow", **said})
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not Closure.objects.exists()


def test_public_holidays_are_added_once(director: Client) -> None:
    for _time in range(2):
        director.post("/en/desk/settings/closures/seed/", {"year": "2027"})
    assert Closure.objects.filter(name="Patriots' Day", first_day=date(2027, 4, 19)).count() == 1
    assert current_version() == 1


def test_the_checklist_says_what_is_open_and_why(director: Client) -> None:
    page = page_of(director, "/en/desk/settings/")
    assert "settings are still open" in page
    assert "Missing in: Kreyòl ayisyen, العربية" in page
    assert "0 areas · 0 ZIP codes" in page


def test_a_settled_office_has_an_empty_checklist(director: Client) -> None:
    save_office(director, address="1 Pier", hours="Monday to Friday, 9 to 5.")
    for code in ("ht", "ar"):
        director.post(f"/en/desk/settings/office/{code}/", {"name": f"Office in {code}"})
    draw_area(
        code="pier",
        name="Pier",
        latitude=42.0,
        longitude=-71.0,
        zip_points={"02128": (42.0, -71.0)},
        by=None,
        at=MONDAY,
    )
    from xenia.ground.common.dates import local_day, now

    for year in (local_day(now()).year, local_day(now()).year + 1):
        director.post("/en/desk/settings/closures/seed/", {"year": str(year)})
    a_person(Role.SUPERVISOR)
    assert "Every setting is done" in page_of(director, "/en/desk/settings/")
