"""A second office, of a county, with languages of its own: renamed, it has its new name on every page."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from xenia.config.founding import AlreadyFounded, Plan, write_office
from xenia.face.desk.queries.checklist import open_items
from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.invitation import accept_invitation
from xenia.ground.common.languages import all_languages
from xenia.ground.reference.models import Area, AreaZip, Closure, Office
from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.reference.operations import choose_languages
from xenia.ground.reference.zip_points import zips_of_county

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
OLD = "Somerset County Office for New Neighbors"
OLD_SHORT = "Somerset County"
NEW = "Crisfield Bay Welcome Bureau"
NEW_SHORT = "Crisfield Welcome"
NEW_SPANISH = "Oficina de Bienvenida de Crisfield"
NEW_SHORT_SPANISH = "Bienvenida Crisfield"
PLAN = Plan(
    name=OLD,
    short_name=OLD_SHORT,
    jurisdiction="county",
    place="Somerset County",
    state="MD",
    languages=("en", "es", "mh"),
    zips=tuple(point.zip_code for point in zips_of_county("Somerset", "MD")),
    director_email="ada@somerset.example",
    address="https://somerset.example",
)


def test_an_office_founded_without_a_word_is_asked_for_its_name_and_place() -> None:
    for plan, place in ((Plan(), "A new office"), (Plan(name="Harbor Office"), "Harbor Office")):
        forget_office()
        write_office(plan, at=MONDAY)
        forget_office()
        assert office_facts().jurisdiction_name == place
        assert "name" in {item.code for item in open_items(MONDAY.date())}
        Office.objects.all().delete()
    forget_office()


@pytest.fixture
def director(settings: Any) -> Iterator[Client]:
    """The county's director, who came by the link that founding printed."""
    settings.SAMPLE_CITY = False
    forget_office()
    made = write_office(PLAN, at=MONDAY)
    forget_office()
    token = made.invitation["link"].rstrip("/").rpartition("/")[2]
    ada = accept_invitation(
        token=token, name="Ada Lindqvist", password="a long password", at=MONDAY
    )
    client = Client()
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    yield client
    forget_office()


def test_the_office_stands_as_planned(director: Client) -> None:
    facts = office_facts()
    assert (facts.jurisdiction, facts.jurisdiction_name) == ("county", "Somerset County")
    assert facts.codes == ("en", "es", "mh")
    assert AreaZip.objects.count() == len(PLAN.zips) >= 10
    assert Area.objects.filter(name="Princess Anne").exists()
    assert Closure.objects.filter(name="American Indian Heritage Day").count() == 2
    assert not facts.is_sample
    assert User.objects.get().roles() == {"director"}


def test_an_office_is_founded_once(director: Client) -> None:
    with pytest.raises(AlreadyFounded):
        write_office(PLAN, at=MONDAY)


def test_the_languages_of_the_sample_city_are_not_on_its_door(director: Client) -> None:
    page = Client().get("/en/").content.decode()
    assert "Kajin" in page or "Marshallese" in page
    assert "Kreyòl" not in page
    assert Client().get("/ht/").status_code == 404


def test_marshallese_falls_back_visibly(director: Client) -> None:
    page = Client().get("/mh/").content.decode()
    assert '<html lang="mh" dir="ltr">' in page
    assert "Not every word here is in Marshallese yet. What is missing is in English." in page


def rename(client: Client) -> None:
    """The director gives the office another name, in English and in Spanish."""
    office = {"name": NEW, "short_name": NEW_SHORT, "jurisdiction": "county", "state": "MD"}
    changed_at = office_facts().changed_at
    assert changed_at is not None
    said = {"jurisdiction_name": "Somerset County", "seen": changed_at.isoformat()}
    assert client.post("/en/desk/settings/office/", office | said).status_code == 302
    spanish = {"name": NEW_SPANISH, "short_name": NEW_SHORT_SPANISH}
    assert client.post("/en/desk/settings/office/es/", spanish).status_code == 302
    forget_office()


def addresses(language: str) -> list[str]:
    """Every address of the house that needs no record: read from the table of addresses itself."""
    found = (path for path in _paths(get_resolver().url_patterns, "") if "<" not in path)
    return [f"/{language}/{path}" for path in sorted(set(found))]


def _paths(patterns: list[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            # The language of the address stands before all of them.
            is_language = type(pattern.pattern).__name__ == "LocalePrefixPattern"
            inside = before if is_language else before + str(pattern.pattern)
            yield from _paths(pattern.url_patterns, inside)
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern)


def pages(client: Client, language: str) -> dict[str, str]:
    """The pages that open for a person: {address: page}. Files, forms that only take and addresses that lead on are left out."""
    opened = {}
    for address in addresses(language):
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            opened[address] = response.content.decode()
    return opened


EVERYWHERE = ["", "find/", "i-speak/", "saved/", "help/resident/"]
AT_THE_DESK = [
    "desk/",
    "desk/settings/",
    "desk/settings/office/",
    "desk/settings/look/",
    "desk/settings/languages/",
    "desk/settings/areas/",
    "desk/settings/closures/",
    "desk/directory/",
    "desk/directory/imports/",
]


@pytest.mark.parametrize(
    ("language", "name", "short"),
    [
        ("en", NEW, NEW_SHORT),
        ("es", NEW_SPANISH, NEW_SHORT_SPANISH),
        # Nobody has named it in Marshallese: English is shown.
        ("mh", NEW, NEW_SHORT),
    ],
)
def test_a_renamed_office_has_its_new_name_on_every_page(
    director: Client, language: str, name: str, short: str
) -> None:
    rename(director)
    public, desk = pages(Client(), language), pages(director, language)
    for path in EVERYWHERE:
        if "<" not in path and path != "help/resident/":
            assert f"/{language}/{path}" in public
    for path in AT_THE_DESK:
        assert f"/{language}/{path}" in desk
    for address, page in [*public.items(), *desk.items()]:
        assert short in page, address
        assert OLD not in page, address
    for address in (f"/{language}/{path}" for path in EVERYWHERE):
        page = Client().get(address).content.decode()
        assert name in page, address
        assert OLD not in page, address


def test_a_page_that_is_not_there_has_the_new_name_too(director: Client) -> None:
    rename(director)
    response = Client().get("/es/nothing-here/")
    assert response.status_code == 404
    assert NEW_SPANISH in response.content.decode()


def test_no_letter_was_sent_by_founding(director: Client) -> None:
    assert mail.outbox == []


def test_any_language_of_the_registry_can_be_on_a_door(director: Client) -> None:
    codes = [one.code for one in all_languages() if one.is_written]
    choose_languages(codes=codes, by=None, at=MONDAY)
    forget_office()
    for code in codes:
        response = Client().get(f"/{code}/help/resident/")
        assert response.status_code == 200, code
        assert f'<html lang="{code}"' in response.content.decode()


def test_a_director_can_be_invited_from_the_machine_itself(
    director: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invite_director", "bo@somerset.example", "--json")
    said = json.loads(capsys.readouterr().out)
    assert Client().get(urlsplit(said["link"]).path).status_code == 200
    with pytest.raises(CommandError, match="is waiting"):
        call_command("invite_director", "bo@somerset.example")
    with pytest.raises(CommandError, match="works here"):
        call_command("invite_director", "ada@somerset.example")
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("invite_director", "bo")
