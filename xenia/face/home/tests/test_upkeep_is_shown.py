"""Residents read whether an entry was confirmed, and who gives legal help."""

from datetime import date, timedelta

import pytest
from django.test import Client

from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.operations.evidence import withdraw_evidence
from xenia.registers.directory.tests.makers import a_service, an_attorney, an_organization

pytestmark = pytest.mark.django_db
LABEL = "Not confirmed since March 2020: call before you go."


def test_an_entry_nobody_confirmed_for_a_year_says_so_on_page_and_print(client: Client) -> None:
    service = a_service(assured_date=date(2020, 3, 9))
    for address in (f"/en/service/{service.pk}/", f"/en/service/{service.pk}/print/"):
        assert LABEL in client.get(address).text


def test_an_entry_nobody_ever_confirmed_counts_from_the_day_it_came_in(client: Client) -> None:
    old = a_service(assured_date=None, listed_on=date(2020, 3, 9))
    new = a_service(assured_date=None, listed_on=local_day(now()) - timedelta(days=300))
    assert LABEL in client.get(f"/en/service/{old.pk}/").text
    assert "Not confirmed since" not in client.get(f"/en/service/{new.pk}/").text


def test_residents_read_who_gives_legal_help_and_when_somebody_looked(client: Client) -> None:
    house = an_organization()
    service = a_service(
        organization=house, terms=["legal-help.asylum"], has_evidence=False, assured_date=None
    )
    assert client.get(f"/en/service/{service.pk}/").status_code == 404
    today = now()
    line = an_attorney(house, at=today, checked_on=date(2026, 11, 2))
    page = client.get(f"/en/service/{service.pk}/").text
    assert "A licensed attorney. We looked it up on November 2, 2026." in page
    assert str(line.reference) not in page
    withdraw_evidence(evidence=line, by=None, at=today)
    assert client.get(f"/en/service/{service.pk}/").status_code == 404
