"""From a person's page a colleague hands her what we hold of her, in her language."""

import io
import zipfile

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import MONDAY, a_user
from xenia.ground.common.ids import new_id
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.operations import Agreed, Pair, give_consent, merge_clients
from xenia.registers.clients.tests.makers import a_client, reached

pytestmark = pytest.mark.django_db


def signed_in(role: Role) -> Browser:
    """A browser in which somebody with this role is signed in."""
    browser = Browser()
    browser.force_login(a_user(role))
    return browser


def test_she_gets_everything_under_both_records_in_her_language() -> None:
    choose_languages(codes=["en", "fr"], by=None, at=MONDAY)
    forget_office()
    client = reached(a_client("Aminata Diallo", written_language="fr"), phone="617-555-0142")
    twin = a_client("Aminata D.", at=MONDAY)
    give_consent(client=twin, agreed=Agreed(purpose="follow_up"), by=None, at=MONDAY)
    pair = Pair(client, twin, client.state_version, twin.state_version)
    merge_clients(pair=pair, by=a_user(Role.CASEWORKER), at=MONDAY)
    browser = signed_in(Role.CASEWORKER)
    page = browser.get(f"/en/desk/people/{client.pk}/").text
    where = f"/en/desk/records/own/{client.subject_id}/"
    assert f'href="{where}?language=fr"' in page
    assert 'value="fr" selected' in browser.get(f"{where}?language=fr").text
    answer = browser.post(where, {"language": "fr", "is_sure": "on"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        read = files.read("my-records.html").decode()
    assert '<html lang="fr"' in read
    for words in ("Aminata Diallo", "Aminata D.", "+16175550142"):
        assert words in read


def test_nothing_is_made_before_somebody_made_sure_who_she_is() -> None:
    client = a_client()
    where = f"/en/desk/records/own/{client.subject_id}/"
    page = signed_in(Role.CASEWORKER).post(where, {"language": "en"})
    assert page.status_code == 422
    assert "Make sure who she is" in page.text


def test_the_front_desk_hands_out_no_files() -> None:
    client, browser = a_client(), signed_in(Role.FRONT_DESK)
    assert "Give her a copy" not in browser.get(f"/en/desk/people/{client.pk}/").text
    assert browser.get(f"/en/desk/records/own/{client.subject_id}/").status_code == 403


def test_nobody_we_know_has_no_file() -> None:
    where = f"/en/desk/records/own/{new_id()}/"
    assert signed_in(Role.CASEWORKER).get(where).status_code == 404
