"""A person asks to be forgotten: the numbers are unchanged, and her name is gone from every table."""

from typing import Any

import pytest

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.counting import individuals, quantities
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.models import Contact, Intake, Matter, Need, Note
from xenia.work.casework.queries.measures import flow_of_matters
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_matter,
    an_intake,
    told,
)

pytestmark = pytest.mark.django_db
KINDS = ("intake", "screened", "need", "contact", "barrier", "matter")


def the_numbers() -> dict[str, Any]:
    """Everything casework counts."""
    sums = {kind: quantities(f"casework.{kind}", 2026, by=("outcome",)) for kind in KINDS}
    people = individuals(["casework.intake", "casework.contact"], 2026)
    return sums | {"people": people, "matters": flow_of_matters(2026, first_year=2026)}


def test_the_numbers_stay_and_the_name_goes() -> None:
    rosa = a_caseworker()
    matter = a_matter(by=rosa, called="Linh", note="She sings", barriers=("hours",))
    a_matter(by=rosa, called="Amina")
    operations.close_matter(matter=matter, outcome="favorable", by=rosa, at=TUESDAY)
    before, entries = the_numbers(), Entry.objects.count()
    shred(matter.subject_id, by=rosa, at=TUESDAY, reason="asked")
    assert the_numbers() == before
    assert Entry.objects.count() == entries
    assert [str(one.called) for one in Client.objects.all()] == ["Amina"]
    for model in (Intake, Matter, Need, Contact):
        assert model.objects.count() == 1, model
    assert not Note.objects.exists()


def test_what_she_asked_before_she_was_named_goes_with_her() -> None:
    rosa = a_caseworker()
    intake = an_intake(by=rosa, said=Said(spoken_language="so"), agrees=False, note="Afraid")
    own = intake.subject_id
    named = operations.name_person(
        intake=intake,
        told=told(said=Said(called="Amina", spoken_language="so")),
        version=intake.state_version,
        by=rosa,
        at=MONDAY,
    ).intake
    assert named.client
    assert named.client.subject_id != own
    before = the_numbers()
    assert before["people"][0].total == 1
    shred(named.client.subject_id, by=rosa, at=TUESDAY, reason="asked")
    assert not Intake.objects.exists()
    assert not Note.objects.exists()
    assert the_numbers() == before
