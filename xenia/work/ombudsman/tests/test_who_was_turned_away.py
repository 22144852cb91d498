"""Whoever was turned away by a city service complains, and the service's refusals are counted from it."""

import pytest
from django.db.models import Q
from django.test import Client as Browser

from xenia.ground.ledger.models import Entry
from xenia.work.departments.queries.measures import refused_by_service
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.working import About
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    a_city_service,
    a_complaint,
    an_assessed,
    an_officer,
)

pytestmark = pytest.mark.django_db


def test_the_page_of_a_service_leads_to_a_form_that_knows_the_service() -> None:
    service = a_city_service()
    address = f"/en/complaint/?service={service.pk}&amp;kind=access"
    for page in (f"/en/service/{service.pk}/", "/en/equal-access/"):
        assert f'href="{address}"' in Browser().get(page).content.decode()
    form = Browser().get(address.replace("&amp;", "&"))
    assert form.status_code == 200
    assert service.name in form.content.decode()


def test_it_is_counted_as_a_refusal_of_the_service() -> None:
    service = a_city_service()
    a_complaint(service=service)
    a_complaint(service=service, kind="delay")
    a_complaint()
    assert refused_by_service(MONDAY.year) == {str(service.pk): 1}


def test_what_waits_to_be_let_in_is_not_counted_yet() -> None:
    complaint = a_complaint(service=a_city_service(), held=True)
    assert not refused_by_service(MONDAY.year)
    working.let_in(complaint=complaint, version=0, by=an_officer(), at=TUESDAY)
    assert list(refused_by_service(MONDAY.year).values()) == [1]


def test_it_is_no_refusal_any_more_when_it_is_about_something_else() -> None:
    officer, service = an_officer(), a_city_service()
    complaint = an_assessed(officer, service=service)
    other = a_city_service(service.organization, "Birth papers")
    for kind, about, counted in (
        (Kind.ACCESS, other, {str(other.pk): 1}),
        (Kind.DELAY, other, {}),
    ):
        working.assess(
            complaint=complaint,
            about=About(kind, service.organization, about),
            version=complaint.state_version,
            by=officer,
            at=TUESDAY,
        )
        assert refused_by_service(MONDAY.year) == counted


def test_no_entry_has_a_department_beside_a_language() -> None:
    a_complaint(service=a_city_service())
    place = Q(department__isnull=False) | Q(service__isnull=False)
    her = ~Q(language="") | ~Q(area="")
    assert Entry.objects.filter(place).exists()
    assert Entry.objects.filter(her).exists()
    assert not Entry.objects.filter(place & her).exists()
