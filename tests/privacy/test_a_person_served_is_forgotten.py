"""People went through all four rooms and ask to be forgotten: no word of theirs opens anywhere, and no count moves."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client as Browser

from tests.privacy import plant
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.models.record import record_models, sealed_fields
from xenia.ground.vault.subjects import shred_many
from xenia.registers.clients.models import Client
from xenia.registers.clients.queries.finding import find
from xenia.work.casework.models import Intake
from xenia.work.programs.models import Offering

SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"
ROOMS = ("clients", "programs", "referrals", "casework")
PAGES = (
    "/en/desk/",
    "/en/desk/people/",
    "/en/desk/cases/",
    "/en/desk/cases/matters/",
    "/en/desk/programs/",
    "/en/desk/referrals/",
)


@pytest.fixture
def people_were_served(db: Any) -> list[str]:
    """What they said and what was written of them, in every room."""
    said = len(plant.PLANTER.planted)
    colleague = a_user(Role.CASEWORKER)
    plant.people_served(colleague)
    plant.cases(colleague)
    plant.in_programs(colleague)
    plant.referrals()
    return plant.PLANTER.planted[said:]


def all_that_opens() -> Iterator[str]:
    """Every sealed value of every person that still opens."""
    for model in record_models():
        names = [one.name for one in sealed_fields(model) if not one.compartment]
        for row in model.objects.all():
            values = (getattr(row, name) for name in names)
            yield from (str(value) for value in values if not is_shredded(value))


def found_in(text: str, words: list[str]) -> list[str]:
    return [one for one in words if one in text]


def counts() -> Counter[tuple[str, str]]:
    rows = Entry.objects.values_list("kind", "outcome").annotate(n=Sum("quantity"))
    return Counter({(kind, outcome): number for kind, outcome, number in rows})


def all_pages(by: User) -> str:
    """What a director reads on the desk, with names where they can be asked for."""
    desk = Browser()
    desk.force_login(by, backend=SIGNED_IN)
    addresses = list(PAGES)
    for offering in Offering.objects.all():
        addresses += [
            f"/en/desk/programs/offerings/{offering.pk}/?names=yes",
            f"/en/desk/programs/offerings/{offering.pk}/people.csv",
        ]
    answers = [desk.get(address) for address in addresses]
    assert [one.status_code for one in answers] == [200] * len(answers), [
        (one.status_code, address) for one, address in zip(answers, addresses, strict=True)
    ]
    return "\n".join(b"".join(one).decode() for one in answers)


def everybody() -> set[Any]:
    """Whoever is known, and whoever only asked."""
    known = set(Client.objects.values_list("subject_id", flat=True))
    return known | set(Intake.objects.values_list("subject_id", flat=True))


def test_no_word_of_theirs_opens_and_no_count_moves(people_were_served: list[str]) -> None:
    words, director = people_were_served, a_user(Role.DIRECTOR)
    names = [str(one.called) for one in Client.objects.all()]
    read = found_in("\n".join(all_that_opens()), words)
    # Some words were typed to look for somebody, and are kept nowhere.
    assert len(read) > len(words) * 3 // 4, "the search finds what is there"
    assert found_in(all_pages(director), names), "the pages say who is there"
    before = counts()
    shred_many(everybody(), by=director, at=now(), reason="asked")
    assert found_in("\n".join(all_that_opens()), words) == []
    assert found_in(all_pages(director), words) == []
    assert [one for name in names for one in find(name, by=director)] == []
    assert counts() == before
    kept = [
        model._meta.label
        for model in record_models()
        if model._meta.app_label in ROOMS and model.objects.exists()
    ]
    assert kept == []
