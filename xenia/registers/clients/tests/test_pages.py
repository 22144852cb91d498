"""The pages of the desk: finding, writing down, changing, merging, forgetting. Without scripts, and in Arabic."""

import re
from typing import Any

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.models import Client, Helper, HouseholdMember
from xenia.registers.clients.queries.people import household_of, points_of, who_looked
from xenia.registers.clients.sections import SECTIONS, Row, Section
from xenia.registers.clients.tests.makers import MONDAY, a_client, reached

pytestmark = pytest.mark.django_db
DESK = "/en/desk/people/"


def at_the_desk(role: Role = Role.CASEWORKER) -> Browser:
    """A browser in which somebody is signed in."""
    browser = Browser()
    browser.force_login(a_user(role))
    return browser


def field(page: str, name: str) -> str:
    """What a field of the page's form holds."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""


def test_nobody_stands_on_the_page_before_somebody_is_looked_for() -> None:
    a_client("Linh Tran")
    page = at_the_desk().get(DESK)
    assert page.status_code == 200
    assert "Linh" not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_who_is_found_can_see_that_somebody_looked() -> None:
    client = a_client("Linh Tran")
    page = at_the_desk(Role.FRONT_DESK).post(DESK, {"text": "linh tran"})
    assert "Linh Tran" in page.text
    (look,) = who_looked(client)
    assert look.who == ("Front desk",)
    assert look.purpose == "clients.finding"


def test_what_nobody_fits_says_what_to_do() -> None:
    page = at_the_desk().post(DESK, {"text": "nobody"})
    assert "Nobody we know fits." in page.text


def test_she_is_written_down_with_what_is_safe() -> None:
    browser = at_the_desk(Role.FRONT_DESK)
    number = field(browser.get(f"{DESK}new/").text, "number")
    said = {
        "number": number,
        "called": " Linh Tran ",
        "spoken_language": "vi",
        "phone": "617 555 0142",
        "may_text": "on",
        "hours": "morning",
        "safety_note": "her sister answers",
    }
    for _twice in range(2):
        answer = browser.post(f"{DESK}new/", said)
        assert answer.status_code == 302
    client = Client.objects.get()
    assert str(client.called) == "Linh Tran"
    (point,) = points_of(client)
    assert client.contact == point
    safe = point.safe_ways()
    assert (safe.may_call, safe.may_text, safe.is_unsigned) == (False, True, False)
    assert safe.note == "her sister answers"
    page = browser.get(answer.headers["Location"]).text
    assert "her sister answers" in page
    assert "Do not call" in page


def test_a_wrong_phone_is_told_and_nothing_typed_is_lost() -> None:
    said = {"called": "Linh", "phone": "12", "birth_year": "88", "safety_note": "mornings"}
    page = at_the_desk().post(f"{DESK}new/", said)
    assert page.status_code == 422
    assert "Type the phone number, such as 617-555-0101." in page.text
    assert "Type the year with four digits" in page.text
    assert 'value="mornings"' in page.text
    assert not Client.objects.exists()


def test_who_may_be_the_same_is_shown_before_she_is_added_twice() -> None:
    known = a_client("Linh Tran", birth_year="1988")
    browser = at_the_desk()
    said = {"called": "Lin Tran", "birth_year": "1988"}
    page = browser.post(f"{DESK}new/", said)
    assert page.status_code == 422
    assert "Is she one of these?" in page.text
    assert f"{DESK}{known.pk}/" in page.text
    assert 'value="Lin Tran"' in page.text
    assert Client.objects.count() == 1
    browser.post(f"{DESK}new/", said | {"seen": str(known.pk)})
    assert Client.objects.count() == 2


def test_somebody_is_served_without_a_name_and_found_by_her_code() -> None:
    browser = at_the_desk(Role.FRONT_DESK)
    number = field(browser.get(DESK).text, "number")
    for _twice in range(2):
        answer = browser.post(f"{DESK}without-name/", {"number": number})
    client = Client.objects.get()
    assert not client.is_named
    assert client.code in browser.get(answer.headers["Location"]).text
    assert client.code in browser.post(DESK, {"text": client.code}).text


def test_her_page_shows_what_upper_rooms_add(monkeypatch: pytest.MonkeyPatch) -> None:
    def courses(_client: Client, _user: Any, _at: Any) -> Section:
        return Section("Courses", [Row("English, level 1", state="Waiting")], "/en/", "Enrol her")

    monkeypatch.setitem(SECTIONS, "tests", courses)
    monkeypatch.setitem(SECTIONS, "tests2", lambda *_asked: None)
    page = at_the_desk().get(f"{DESK}{a_client().pk}/").text
    for words in ("Courses", "English, level 1", "Waiting", "Enrol her"):
        assert words in page


def test_her_page_says_who_looked_before() -> None:
    client = a_client()
    browser = at_the_desk(Role.SUPERVISOR)
    assert "Nobody looked before you." in browser.get(f"{DESK}{client.pk}/").text
    assert "Supervisor" in browser.get(f"{DESK}{client.pk}/").text
    looks = browser.get(f"{DESK}{client.pk}/looks/").text
    assert looks.count("To help this person") == 2


def test_her_page_takes_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, browser = reached(a_client("Linh Tran"), phone="617-555-0142"), at_the_desk()
    browser.get(f"{DESK}{client.pk}/")
    with django_assert_max_num_queries(45):
        browser.get(f"{DESK}{client.pk}/")


def test_she_says_something_else_of_herself() -> None:
    client = reached(a_client("Linh"), phone="617-555-0142")
    browser = at_the_desk()
    page = browser.get(f"{DESK}{client.pk}/change/").text
    assert "(617) 555-0142" in page
    version = field(page, "state_version")
    browser.post(
        f"{DESK}{client.pk}/change/",
        {"called": "Linh N.", "email": "linh@mail.example", "state_version": version},
    )
    client.refresh_from_db()
    assert str(client.called) == "Linh N."
    assert [str(one.address) for one in points_of(client)] == ["linh@mail.example"]


def test_of_two_who_change_her_at_once_the_second_is_told_and_loses_nothing() -> None:
    client = a_client("Linh")
    one, two = at_the_desk(), at_the_desk()
    version = field(one.get(f"{DESK}{client.pk}/change/").text, "state_version")
    one.post(f"{DESK}{client.pk}/change/", {"called": "Linh N.", "state_version": version})
    page = two.post(f"{DESK}{client.pk}/change/", {"called": "Lin", "state_version": version})
    assert page.status_code == 409
    assert "Somebody changed this while you were writing" in page.text
    assert "Linh N." in page.text
    assert 'value="Lin"' in page.text
    again = field(page.text, "state_version")
    two.post(f"{DESK}{client.pk}/change/", {"called": "Lin", "state_version": again})
    client.refresh_from_db()
    assert str(client.called) == "Lin"


def test_two_records_are_compared_merged_and_parted() -> None:
    one, two = (a_client(name, birth_year="1988") for name in ("Linh Tran", "Lin Tran"))
    browser = at_the_desk()
    assert "Lin Tran" in browser.get(f"{DESK}{one.pk}/same/").text
    where = f"{DESK}{one.pk}/same/{two.pk}/"
    page = browser.get(where).text
    assert "Lin Tran" in page
    assert "Linh Tran" in page
    said = {"kept": str(two.pk), f"version_{one.pk}": "0", f"version_{two.pk}": "0"}
    assert browser.post(where, said).headers["Location"] == f"{DESK}{two.pk}/"
    assert browser.get(f"{DESK}{one.pk}/").headers["Location"] == f"{DESK}{two.pk}/"
    assert "They are two people after all" in browser.get(f"{DESK}{two.pk}/").text
    assert browser.get(where).status_code == 302
    browser.post(f"{DESK}{one.pk}/unmerge/")
    assert browser.get(f"{DESK}{one.pk}/").status_code == 200


def test_of_two_who_merge_the_second_is_told() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    where, browser = f"{DESK}{one.pk}/same/{two.pk}/", at_the_desk()
    said = {"kept": str(one.pk), f"version_{one.pk}": "7", f"version_{two.pk}": "0"}
    page = browser.post(where, said)
    assert page.status_code == 409
    assert "Nothing was done. Look again at both." in page.text


def test_two_people_are_told_apart() -> None:
    one, two = (a_client("Linh Tran") for _each in range(2))
    browser = at_the_desk()
    browser.post(f"{DESK}{one.pk}/same/{two.pk}/apart/")
    assert "Nobody looks like her" in browser.get(f"{DESK}{one.pk}/same/").text


def test_the_front_desk_merges_nobody_and_forgets_nobody() -> None:
    one, two = a_client("Linh Tran"), a_client("Lin Tran")
    browser = at_the_desk(Role.FRONT_DESK)
    for part in (f"same/{two.pk}/", "same/", "forget/"):
        assert browser.get(f"{DESK}{one.pk}/{part}").status_code == 403


@pytest.mark.parametrize("role", [Role.PARTNER_MANAGER, Role.INTERPRETER, Role.COUNSEL])
def test_others_open_no_page_of_a_person(role: Role) -> None:
    client = a_client()
    browser = at_the_desk(role)
    for part in ("", "new/", f"{client.pk}/", f"{client.pk}/consents/"):
        assert browser.get(f"{DESK}{part}").status_code == 403


def test_somebody_known_and_somebody_new_move_in() -> None:
    linh, minh = a_client("Linh Tran"), a_client("Minh Tran")
    browser, where = at_the_desk(), f"{DESK}{linh.pk}/household/"
    assert str(minh.pk) in browser.post(where, {"act": "find", "text": "minh tran"}).text
    browser.post(where, {"client": str(minh.pk), "relation": "child"})
    number = field(browser.get(where).text, "number")
    for _twice in range(2):
        browser.post(where, {"called": "Mai", "relation": "parent", "number": number})
    assert [str(one.client.called) for one in household_of(linh)] == [
        "Linh Tran",
        "Mai",
        "Minh Tran",
    ]
    member = HouseholdMember.objects.get(client=minh)
    browser.post(f"{where}{member.pk}/move-out/")
    assert len(household_of(linh)) == 2
    assert browser.post(where, {"relation": "child"}).status_code == 422


def test_she_names_a_helper_and_ends_it() -> None:
    client = a_client()
    browser, where = at_the_desk(), f"{DESK}{client.pk}/helpers/"
    page = browser.post(where, {"name": "Mai", "until_on": "2001-01-01"})
    assert page.status_code == 422
    assert "Choose a day within a year from today." in page.text
    assert 'value="Mai"' in page.text
    until = field(browser.get(where).text, "until_on")
    browser.post(where, {"name": "Mai", "may": ["ask"], "until_on": until, "how": "spoken"})
    assert "Mai" in browser.get(f"{DESK}{client.pk}/").text
    browser.post(f"{where}{Helper.objects.get().pk}/end/")
    assert "Nobody. We talk with her alone." in browser.get(where).text


def test_she_is_forgotten_only_when_she_is_sure() -> None:
    client = a_client("Linh Tran")
    page = at_the_desk().post(f"{DESK}{client.pk}/forget/")
    assert page.status_code == 422
    assert "Nothing was erased" in page.text
    assert Client.objects.exists()


def test_the_audit_names_what_changed_and_never_the_words() -> None:
    client = a_client("Linh")
    at_the_desk().post(f"{DESK}{client.pk}/change/", {"called": "Zqnameqz", "state_version": "0"})
    said = [str(one.__dict__) for one in AuditEvent.objects.filter(at__gt=MONDAY)]
    assert said
    assert not [one for one in said if "Zqnameqz" in one]


@pytest.mark.parametrize(
    "part", ["", "new/", "{}/", "{}/change/", "{}/consents/", "{}/household/", "{}/helpers/"]
)
def test_every_page_reads_in_arabic_and_needs_no_script(part: str) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    client = reached(a_client("ليلى", spoken_language="ar"), phone="617-555-0142")
    page = at_the_desk().get(f"/ar/desk/people/{part.format(client.pk)}").text
    assert '<html lang="ar" dir="rtl">' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<script" not in main
    assert "onclick" not in main
    assert " style=" not in main
    assert not re.findall(r'href="#"', main)
