"""Counting what happened, without a name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.kinds import KINDS, register
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations import record

MONDAY = date(2026, 11, 16)
FACTS = {"id", "kind", "stream", "on", "grain", "quantity", "token", "is_named", "turn"}
register("test.counted", "Something a test counts.", dimensions=("language", "need"))


@pytest.mark.django_db
def test_a_fact_is_counted_with_the_dimensions_its_kind_allows() -> None:
    entry = record(kind="test.counted", on=MONDAY, language="ht", need="", quantity=2)
    assert (entry.quantity, entry.language, entry.need) == (2, "ht", "")


@pytest.mark.django_db
def test_a_dimension_the_kind_does_not_carry_is_refused() -> None:
    with pytest.raises(ValueError, match="does not carry"):
        record(kind="test.counted", on=MONDAY, area="harbor")
    assert not Entry.objects.exists()


def test_a_kind_nobody_registered_is_refused() -> None:
    with pytest.raises(KeyError):
        record(kind="test.unknown", on=MONDAY)


def test_a_code_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="different meanings"):
        register("test.counted", "Something else.")
    assert KINDS["test.counted"].meaning == "Something a test counts."


@pytest.mark.both_databases
@pytest.mark.django_db
def test_an_entry_counts_something() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(kind="test.counted", on=MONDAY, quantity=0)


def test_an_entry_has_no_place_for_a_person_free_text_or_a_moment() -> None:
    fields = {field.name: field.get_internal_type() for field in Entry._meta.fields}
    assert set(fields) == {*FACTS, *DIMENSIONS}
    assert "TextField" not in fields.values()
    assert "DateTimeField" not in fields.values()
