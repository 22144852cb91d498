"""Legal help is shown only while the office has seen who gives it: an attorney, or a recognised organisation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import LegalEvidence, Listing, Organization, Service
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.operations.evidence import (
    EndedAlready,
    WithdrawnAlready,
    hide_what_lost_its_evidence,
    record_evidence,
    withdraw_evidence,
)
from xenia.registers.directory.queries.evidence import needs_evidence
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_service,
    an_attorney,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
LIST = "https://recognized.example/list"
NEXT_YEAR = date(2027, 11, 16)


def asylum_help(house: Organization, term: str = "legal-help.asylum") -> Service:
    """Legal help nobody has looked up yet."""
    return a_service(name="Help", organization=house, terms=[term], has_evidence=False)


def is_shown(service: Service) -> bool:
    return Listing.objects.get(pk=service.pk).is_public


def seen(house: Organization, kind: str, **fields: Any) -> LegalEvidence:
    said: dict[str, Any] = {"source_url": LIST, "expires_on": NEXT_YEAR} | fields
    return record_evidence(organization=house, kind=kind, by=None, at=MONDAY, **said)


def test_legal_help_waits_until_somebody_looked_it_up_and_is_shown_at_once() -> None:
    house = an_organization()
    service = asylum_help(house)
    assert not is_shown(service)
    an_attorney(house)
    assert is_shown(service)
    legal = Listing.objects.get(pk=service.pk).document["legal"]
    assert (legal["by"], legal["jurisdiction"]) == ("attorney", "MA")
    assert "BBO" not in str(Listing.objects.get(pk=service.pk).document)


@pytest.mark.parametrize(
    ("term", "needed"),
    [
        ("legal-help", True),
        ("legal-help.asylum", True),
        ("legal-help.rights", True),
        ("legal-help.a-term-of-tomorrow", True),
        ("citizenship.application", True),
        ("citizenship.class", False),
        ("housing.eviction", False),
        ("food", False),
    ],
)
def test_what_may_be_legal_help_is_closed_by_default(term: str, needed: bool) -> None:
    assert needs_evidence([term]) is needed


def test_a_recognized_organization_needs_a_person_with_accreditation_too() -> None:
    house = an_organization()
    service = asylum_help(house)
    seen(house, "recognition", since_on=date(2024, 1, 8))
    assert not is_shown(service)
    seen(house, "partial", expires_on=date(2027, 3, 1))
    assert is_shown(service)
    assert Listing.objects.get(pk=service.pk).legal_until == date(2027, 3, 1)


def test_before_the_immigration_court_partial_accreditation_is_not_enough() -> None:
    house = an_organization()
    court, forms = asylum_help(house, "legal-help.deportation"), asylum_help(house)
    seen(house, "recognition", since_on=date(2024, 1, 8))
    seen(house, "partial")
    assert (is_shown(court), is_shown(forms)) == (False, True)
    seen(house, "full")
    assert is_shown(court)


def test_recognition_is_for_immigration_law_alone() -> None:
    house = an_organization()
    divorce = asylum_help(house, "legal-help.other-law")
    seen(house, "recognition", since_on=date(2024, 1, 8))
    seen(house, "full")
    assert not is_shown(divorce)
    an_attorney(house)
    assert is_shown(divorce)


def test_that_no_advice_is_given_is_said_of_one_service_with_its_reason() -> None:
    house = an_organization()
    exam, advice = asylum_help(house, "legal-help.green-card"), asylum_help(house)
    with pytest.raises(ValidationError):
        seen(house, "no_advice", source_url="", note="A medical exam.")
    with pytest.raises(ValidationError):
        seen(house, "no_advice", source_url="", service=exam)
    seen(house, "no_advice", source_url="", service=exam, note="A medical exam.")
    assert (is_shown(exam), is_shown(advice)) == (True, False)


def test_on_the_day_it_ends_the_service_is_hidden_and_new_evidence_brings_it_back() -> None:
    house = an_organization()
    service = asylum_help(house)
    an_attorney(house, expires_on=date(2026, 12, 1))
    hide_what_lost_its_evidence(MONDAY)
    assert is_shown(service)
    # 15:00 in universal time on 1 December is 10 in the morning in the city.
    first_of_december = MONDAY + timedelta(days=15)
    assert hide_what_lost_its_evidence(first_of_december) == 1
    assert not is_shown(service)
    assert hide_what_lost_its_evidence(first_of_december) == 0
    an_attorney(house, at=first_of_december, expires_on=date(2027, 12, 1))
    assert is_shown(service)


def test_listings_from_before_evidence_was_asked_for_are_hidden_by_the_round() -> None:
    service = asylum_help(an_organization())
    Listing.objects.update(is_public=True, needs_evidence=False, legal_until=None)
    assert hide_what_lost_its_evidence(TUESDAY) == 1
    assert not is_shown(service)


def test_withdrawn_evidence_hides_at_once_and_only_once() -> None:
    house = an_organization()
    service = asylum_help(house)
    line = an_attorney(house)
    withdraw_evidence(evidence=line, by=None, at=TUESDAY)
    assert not is_shown(service)
    with pytest.raises(WithdrawnAlready):
        withdraw_evidence(evidence=line, by=None, at=TUESDAY)


def test_a_service_that_becomes_legal_help_is_hidden_in_the_same_step() -> None:
    service = a_service(name="Forms", terms=["learn-english"])
    change_service(service=service, fields={}, terms=["legal-help.tps"], by=None, at=TUESDAY)
    assert not is_shown(service)


def test_the_database_itself_refuses_legal_help_without_evidence() -> None:
    service = asylum_help(an_organization())
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=service.pk).update(is_public=True)


def test_evidence_of_another_organization_or_that_ended_is_refused() -> None:
    house, other = an_organization(), an_organization(name="Bread Table")
    with pytest.raises(ValueError, match="not one of"):
        seen(house, "attorney", service=asylum_help(other), jurisdiction="MA", reference="1")
    with pytest.raises(EndedAlready):
        an_attorney(house, expires_on=MONDAY.date())


def test_the_form_says_what_each_kind_needs_and_keeps_what_was_typed() -> None:
    house = an_organization()
    asylum_help(house)
    desk = desk_of(a_colleague())
    address = f"/en/desk/directory/organizations/{house.pk}/evidence/"
    answer = desk.post(
        address, {"kind": "attorney", "reference": "BBO 1", "expires_on": "2099-01-01"}
    )
    assert answer.status_code == 422
    assert "Write the state whose bar it is" in answer.text
    assert 'value="BBO 1"' in answer.text
    desk.post(
        address,
        {
            "kind": "attorney",
            "jurisdiction": "MA",
            "reference": "BBO 1",
            "expires_on": "2099-01-01",
            "source_url": "https://bar.example/1",
        },
    )
    assert LegalEvidence.objects.get().checked_by is not None


def test_a_partner_does_not_vouch_for_herself() -> None:
    house = an_organization()
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=house))
    address = f"/en/desk/directory/organizations/{house.pk}/evidence/"
    assert desk.get(address).status_code == 403
    assert (
        "Evidence for legal help"
        not in desk.get(f"/en/desk/directory/organizations/{house.pk}/").text
    )
