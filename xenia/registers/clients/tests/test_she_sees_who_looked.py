"""She sees who looked at her record: at the desk, on paper in her language, and at home with the code of her receipt."""

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.operations import Agreed, Said, change_client, give_consent
from xenia.registers.clients.tests.makers import MONDAY, a_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    choose_languages(codes=["en", "vi"], by=None, at=MONDAY)
    forget_office()


def at_the_desk() -> Browser:
    browser = Browser()
    browser.force_login(a_user(Role.FRONT_DESK, name="Omar Haddad"))
    return browser


def test_at_home_she_sees_the_role_and_the_reason_and_never_a_name() -> None:
    client = a_client("Linh Tran")
    _consent, code = give_consent(client=client, agreed=Agreed("record"), by=None, at=now())
    before = Browser().post("/en/consent/", {"code": code}).text
    assert "Nobody has looked." in before
    rosa = a_user(Role.CASEWORKER, name="Rosa Lind")
    note_look(client, by=rosa, purpose="service", at=now())
    page = Browser().post("/en/consent/", {"code": code}).text
    assert "Caseworker" in page
    assert "To help this person" in page
    assert "Rosa" not in page
    assert "Linh" not in page


def test_with_the_code_of_one_person_nobody_sees_who_looked_at_another() -> None:
    linh, ana = a_client("Linh Tran"), a_client("Ana Lopez")
    _consent, code = give_consent(client=linh, agreed=Agreed("record"), by=None, at=now())
    note_look(ana, by=a_user(Role.CASEWORKER), purpose="service", at=now())
    assert "Nobody has looked." in Browser().post("/en/consent/", {"code": code}).text


def test_on_paper_it_is_in_her_language_and_names_no_colleague() -> None:
    client, desk = a_client("Linh Tran"), at_the_desk()
    where = f"/desk/people/{client.pk}/looks/"
    assert f'href="/vi{where}paper/"' in desk.get(f"/en{where}").text
    paper = desk.get(f"/vi{where}paper/")
    assert '<html lang="vi"' in paper.text
    assert "Omar" not in paper.text
    assert "no-store" in paper.headers["Cache-Control"]
    assert "Every look, the latest first" in desk.get(f"/en{where}paper/").text


def test_who_reads_a_language_the_office_does_not_write_gets_the_desks() -> None:
    client, desk = a_client("Fadumo"), at_the_desk()
    said = Said(called="Fadumo", spoken_language="so", written_language="so")
    change_client(client=client, said=said, state_version=client.state_version, by=None, at=MONDAY)
    where = f"/desk/people/{client.pk}/looks/"
    assert f'href="/en{where}paper/"' in desk.get(f"/en{where}").text
