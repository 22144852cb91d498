"""What a complaint may be about is found by words; what residents cannot see is never named."""

import pytest

from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import a_location, a_service, an_organization
from xenia.work.ombudsman.queries.about import about, found_by
from xenia.work.ombudsman.tests.makers import a_city_service, a_department

# A number nothing has.
NOBODYS = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.django_db


def names(words: str) -> list[str]:
    return [one.name for one in found_by(words, "en")]


def test_a_service_a_department_and_a_place_are_found_by_a_word() -> None:
    clerk, _head = a_department("City Clerk")
    a_city_service(clerk, "City ID card")
    a_location(organization=clerk, name="Clerk’s counter, east")
    assert names("clerk") == ["City Clerk", "Clerk’s counter, east", "City ID card"]
    assert names("ID CARDS")[:1] == ["City ID card"]


def test_the_library_is_found_before_its_many_services() -> None:
    library = an_organization(name="Public Library", kind="library")
    for number in range(12):
        a_city_service(library, f"Reading room {number}")
    for number in range(9):
        a_location(organization=library, name=f"Library, branch {number}")
    a_location(organization=library, name="Pear Lane")
    found = names("library")
    assert found[:3] == ["Public Library", "Library, branch 0", "Library, branch 1"]
    assert sum(name.startswith("Reading room") for name in found) == 3
    assert names("library branch 8")[0] == "Library, branch 8"


def test_a_word_for_a_service_leads_to_whose_it_is() -> None:
    """Departments are called by one name; their services by words of every language."""
    library = an_organization(name="Public Library", kind="library")
    a_city_service(library, "Maktabad fudud")
    a_location(organization=library, name="Pear Lane")
    assert names("maktabad") == ["Maktabad fudud", "Public Library"]
    assert names("public library") == ["Public Library", "Maktabad fudud", "Pear Lane"]


def test_what_is_not_the_citys_is_not_among_them() -> None:
    a_service(name="Pantry", organization=an_organization(name="Harbor House"))
    assert names("pantry harbor") == []


def test_a_safe_house_stands_in_no_list_of_places() -> None:
    clerk, _head = a_department()
    hidden = a_location(organization=clerk, name="Quiet house", is_confidential=True)
    assert "Quiet house" not in names("quiet house")
    assert about(f"place:{hidden.pk}", "en") is None


def test_a_closed_department_is_nobodys_choice() -> None:
    clerk, _head = a_department()
    assert about(f"department:{clerk.pk}", "en")
    Organization.objects.filter(pk=clerk.pk).update(status=Organization.Status.CLOSED)
    assert about(f"department:{clerk.pk}", "en") is None


@pytest.mark.parametrize("value", ["", "service", "service:", f"service:{NOBODYS}", f"x:{NOBODYS}"])
def test_what_a_form_cannot_name_is_nothing(value: str) -> None:
    assert about(value, "en") is None


def test_no_words_find_nothing() -> None:
    a_city_service()
    assert names("  ") == []
