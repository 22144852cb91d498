"""An office founded with an earlier version has the terms and public records of this one after the next start."""

import pytest

from xenia.registers.directory.models import OrganizationRecord, ServiceRecord, TaxonomyTerm
from xenia.registers.directory.operations.catching_up import catch_up
from xenia.registers.directory.tests.makers import MONDAY, a_service

pytestmark = pytest.mark.django_db


def test_terms_that_came_later_are_brought_in() -> None:
    a_service()
    catch_up(at=MONDAY)
    TaxonomyTerm.objects.filter(code="health.eyes").delete()
    TaxonomyTerm.objects.filter(code="health.dental").update(name="Dentist and eye doctor")
    catch_up(at=MONDAY)
    assert TaxonomyTerm.objects.get(code="health.eyes").own_code == "health.eyes"
    assert TaxonomyTerm.objects.get(code="health.dental").name == "Dentist"


def test_listings_of_before_get_their_public_record_and_others_are_left_alone() -> None:
    first, second = a_service(name="First"), a_service(name="Second")
    ServiceRecord.objects.filter(pk=first.pk).delete()
    OrganizationRecord.objects.all().delete()
    kept = ServiceRecord.objects.get(pk=second.pk).mark
    assert catch_up(at=MONDAY) == 1
    assert ServiceRecord.objects.get(pk=first.pk).record["name"] == "First"
    assert ServiceRecord.objects.get(pk=second.pk).mark == kept
    assert catch_up(at=MONDAY) == 0
