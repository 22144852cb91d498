"""By the link in its letter an organisation says what changed: hours, phones and languages have a place of their own."""

import pytest
from django.test import Client

from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Location, Proposal, Service
from xenia.registers.directory.tests.makers import MONDAY, a_location
from xenia.registers.directory.tests.test_verification import FIRST_DAY_DUE, an_asked_house

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_first_day_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages open on the first day the house is due."""
    monkeypatch.setattr("xenia.registers.directory.views.verification.now", lambda: FIRST_DAY_DUE)


def test_each_part_arrives_under_its_name_in_the_office_s_language(client: Client) -> None:
    choose_languages(codes=["en", "es"], by=None, at=MONDAY)
    forget_office()
    _house, token = an_asked_house()
    service = Service.objects.get(name="English class")
    where = f"/es/verify/{token}/change/{service.pk}/"
    form = client.get(where).context["form"]
    assert list(form.fields)[-4:] == ["hours", "phones", "languages", "note"]
    said = {name: value or "" for name, value in form.initial.items()}
    client.post(
        where,
        said
        | {"hours": "Monday, 9 to 5", "phones": "617 555 0100", "languages": "Spanish"}
        | {"note": "Ana is new."},
    )
    assert Proposal.objects.get().note.splitlines() == [
        "Hours: Monday, 9 to 5",
        "Phones: 617 555 0100",
        "Languages: Spanish",
        "Ana is new.",
    ]
    forget_office()


def test_hours_alone_are_something_to_say_and_a_place_has_no_languages(client: Client) -> None:
    _house, token = an_asked_house()
    place = Location.objects.get()
    where = f"/en/verify/{token}/change/{place.pk}/"
    form = client.get(where).context["form"]
    assert list(form.fields)[-3:] == ["hours", "phones", "note"]
    said = {name: value or "" for name, value in form.initial.items()}
    assert client.post(where, said).status_code == 422
    client.post(where, said | {"hours": "Closed in August"})
    assert Proposal.objects.get().note == "Hours: Closed in August"


def test_of_a_hidden_place_only_words_are_asked(client: Client) -> None:
    house, token = an_asked_house()
    place = a_location(organization=house, is_confidential=True)
    where = f"/en/verify/{token}/change/{place.pk}/"
    assert list(client.get(where).context["form"].fields) == ["note"]
