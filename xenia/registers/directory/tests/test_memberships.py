"""Who belongs to which organisation, and how its name is found."""

import pytest

from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.operations.person import person_left
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import MONDAY, TUESDAY, a_user, with_role
from xenia.ground.translations.operations import write_translations
from xenia.registers.directory.memberships import members_of, organizations_of
from xenia.registers.directory.models import Organization
from xenia.registers.directory.operations.organization import (
    add_organization,
    close_organization,
)

pytestmark = pytest.mark.django_db


def an_organization(name: str) -> Organization:
    return add_organization(by=None, at=MONDAY, name=name)


def test_members_are_the_people_with_a_living_role_there() -> None:
    harbor, island = an_organization("Harbor House"), an_organization("Island Legal Aid")
    amara = a_user(Role.PARTNER_MEMBER, harbor.pk, name="Amara")
    benedita = a_user(Role.PARTNER_MANAGER, harbor.pk, name="Benedita")
    with_role(benedita, Role.PARTNER_MEMBER, island.pk)
    assert list(members_of(harbor)) == [amara, benedita]
    assert list(members_of(island)) == [benedita]
    assert list(organizations_of(benedita)) == [harbor, island]
    person_left(person=amara, by=a_user(Role.DIRECTOR), at=TUESDAY)
    assert list(members_of(harbor)) == [benedita]


def test_an_organization_is_found_by_words_of_its_name_in_any_language() -> None:
    harbor = an_organization("Harbor House")
    an_organization("Harbor House Annex")
    closed = an_organization("Harbor Mission")
    close_organization(organization=closed, by=None, at=TUESDAY)
    write_translations(record=harbor, texts={"name": {"ht": "Kay Pò a"}}, by=None, at=TUESDAY)
    found = HANDLERS.find_organizations
    assert [name for _pk, name in found("house harbor", "en")] == [
        "Harbor House",
        "Harbor House Annex",
    ]
    assert found("harbor house", "en")[0] == (harbor.pk, "Harbor House")
    assert found("kay", "en") == [(harbor.pk, "Harbor House")]
    assert found("kay", "ht") == [(harbor.pk, "Kay Pò a")]
    assert found("nowhere", "en") == []


def test_a_name_is_read_in_the_readers_language_else_as_first_written() -> None:
    harbor = an_organization("Harbor House")
    write_translations(record=harbor, texts={"name": {"ht": "Kay Pò a"}}, by=None, at=TUESDAY)
    assert HANDLERS.organization_names([harbor.pk], "ht") == {harbor.pk: "Kay Pò a"}
    assert HANDLERS.organization_names([harbor.pk], "ar") == {harbor.pk: "Harbor House"}
