"""From a service in the directory to a referral: find her, one click, her yes. And what is free stands beside it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.registers.directory.ways_on import ways_on_for
from xenia.work.programs.models import Capacity, Offering
from xenia.work.programs.tests.makers import a_program, an_offering
from xenia.work.referrals.capacity import places_free
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries.choosing import Choice, LookedFor, choices_for
from xenia.work.referrals.tests.makers import a_partner

pytestmark = pytest.mark.django_db
DIRECTORY = "/en/desk/directory/"


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def verbs(service: Service, role: str, **more: Any) -> list[str]:
    return [way.verb for way in ways_on_for(service, a_user(role, **more))]


def with_places(service: Service, **said: Any) -> None:
    """An offering of this service that takes people until the end of next year."""
    today = local_day(now())
    program = a_program(organization=service.organization, service=service, name=f"P{said}")
    an_offering(
        program=program, begins_on=today, ends_on=date(today.year + 1, 12, 31), at=now(), **said
    )


def test_a_caseworker_goes_from_a_service_to_her_consent_in_three_steps() -> None:
    partner, client = a_partner(at=now()), a_client("Linh Nguyen", at=now())
    desk, service = browser_of(a_user()), partner.service
    where = f"/en/desk/referrals/to/{service.pk}/"
    for page in (DIRECTORY, f"{DIRECTORY}services/{service.pk}/"):
        assert f'href="{where}"' in text_of(desk.get(page))
    found = text_of(desk.post(where, {"text": "linh nguyen"}))
    form = f"/en/desk/referrals/for/{client.pk}/{service.pk}/"
    assert f'href="{form}"' in found
    assert "May we tell Harbor House" in text_of(desk.get(form))
    assert desk.post(where, {"text": client.code.lower()}).headers["Location"] == form
    assert not Referral.objects.exists()


def test_who_is_not_known_yet_can_be_written_down() -> None:
    partner, desk = a_partner(at=now()), browser_of(a_user())
    where = f"/en/desk/referrals/to/{partner.service.pk}/"
    page = text_of(desk.post(where, {"text": "Nobody Atall"}))
    assert "Nobody we know fits" in page
    assert 'value="Nobody Atall"' in page
    empty = desk.post(where, {"text": ""})
    assert empty.status_code == 422
    assert "Type who is sent there." in text_of(empty)


def test_only_who_may_send_people_is_shown_the_way_and_only_where_help_is_given() -> None:
    service = a_service(organization=an_organization(name="Harbor House"))
    assert verbs(service, Role.CASEWORKER) == ["Send somebody here"]
    assert verbs(service, Role.FRONT_DESK) == ["Send somebody here"]
    assert verbs(service, Role.DIRECTORY_EDITOR) == []
    partner = a_user(Role.PARTNER_MEMBER, service.organization_id)
    assert ways_on_for(service, partner) == []
    service.status = Service.Status.TEMPORARILY_CLOSED
    assert verbs(service, Role.CASEWORKER) == []


def test_to_a_shelter_the_way_leads_to_a_paper_and_asks_no_name() -> None:
    shelter = an_organization(name="Safe House", kind=Organization.Kind.SHELTER)
    service = a_service(organization=shelter)
    answer = browser_of(a_user()).get(f"/en/desk/referrals/to/{service.pk}/")
    assert answer.headers["Location"] == f"/en/desk/referrals/hand-over/{service.pk}/"


def test_what_is_free_stands_beside_the_choice_and_each_kind_of_place_apart() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    with_places(partner.service, places=3)
    with_places(partner.service, places=40, capacity_type=Capacity.HOURS)
    desk = browser_of(a_user())
    assert places_free([partner.service.pk], local_day(now())) == {
        partner.service.pk: ["3 seats free", "40 hours free"]
    }
    for page in (
        f"/en/desk/referrals/for/{client.pk}/?q=English",
        f"/en/desk/referrals/for/{client.pk}/{partner.service.pk}/",
        f"/en/desk/referrals/to/{partner.service.pk}/",
    ):
        assert "3 seats free; 40 hours free" in text_of(desk.get(page)), page


def test_a_service_without_programs_says_nothing_of_places() -> None:
    assert places_free([a_service().pk], local_day(now())) == {}


def chosen(**wanted: Any) -> list[Choice]:
    return choices_for(LookedFor(need="adult-education", **wanted), at=now(), reader="en")


def test_who_can_answer_stands_first_then_who_has_places_then_who_speaks_her_language() -> None:
    vietnamese = {"languages": [{"code": "vi"}]}
    full = a_partner("Agreed and full", at=now())
    with_places(full.service, places=1)
    Offering.objects.update(taken=1)
    a_partner("Zest with an agreement", at=now())
    hers = an_organization(name="An organization without an agreement")
    a_service(organization=hers, details=vietnamese)
    a_service(organization=an_organization(name="Another without"), name="A class")
    speaks = a_partner("Zz with an agreement", at=now())
    a_service(name="Zz class", organization=speaks.organization, details=vietnamese)
    speaks.service.delete()
    found = [(one.organization, one.is_answered) for one in chosen(language="vi")]
    assert found == [
        ("Zz with an agreement", True),
        ("Zest with an agreement", True),
        ("Agreed and full", True),
        ("An organization without an agreement", False),
        ("Another without", False),
    ]


def test_a_partner_far_down_the_alphabet_is_not_cut_off() -> None:
    crowd = an_organization(name="Crowd")
    for number in range(16):
        a_service(name=f"Class {number:02}", organization=crowd)
    last = a_partner("Zest", at=now())
    with CaptureQueriesContext(connection) as few:
        found = chosen()
    assert (found[0].service, len(found)) == (last.service.pk, 15)
    assert len(few) <= 10


def test_where_she_takes_a_paper_along_the_button_says_so_and_places_are_counted_in_words() -> None:
    a_service(details={"capacities": [{"unit": "rooms", "available": 1}]})
    page = text_of(
        browser_of(a_user()).get(f"/en/desk/referrals/for/{a_client(at=now()).pk}/?q=English")
    )
    assert "rooms: 1 free" in page
    assert "Hand over a paper" in page
    assert "Send her there" not in page
