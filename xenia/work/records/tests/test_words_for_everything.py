"""Nothing is held that the public page has no words for."""

from datetime import timedelta

import pytest

from tests.people.models import Person, Visit
from xenia.ground.accounts.roles import PERMISSIONS
from xenia.ground.common.privacy import NEVER_HELD
from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.vault.terms import record_classes
from xenia.work.records.inventory.kinds import (
    RecordKind,
    Sort,
    Tier,
    foreign_models,
    kind_of,
    kinds_held,
    own_models,
)
from xenia.work.records.inventory.open_year import DIMENSION_WORDS
from xenia.work.records.inventory.who_sees import ON_NO_PAGE, SHOWN_TO
from xenia.work.records.inventory.words import FOREIGN, NEVER, WHY, WORDS


def wordless(kind: RecordKind) -> list[str]:
    """What a kind of record lacks words for."""
    words = WORDS.get(kind.label)
    if words is None:
        return [f"{kind.label}: say in words.py what it is"]
    missing = [field.code for field in kind.personal if field.code not in words.fields]
    missing += [field.why for field in kind.personal if field.why not in WHY]
    if kind.keep and not words.since:
        missing.append("since: from when its term runs")
    return missing


@pytest.mark.parametrize("kind", kinds_held(), ids=lambda kind: kind.label)
def test_every_kind_of_record_that_knows_people_has_words(kind: RecordKind) -> None:
    assert not wordless(kind)


def test_a_kind_without_words_would_be_noticed() -> None:
    assert wordless(kind_of(Person)) == ["people.person: say in words.py what it is"]


def test_a_new_personal_field_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WORDS, "people.person", WORDS["notifications.reply"])
    assert {"name", "phone", "facts", "note"} <= set(wordless(kind_of(Person)))


def test_words_are_of_kinds_that_are_there() -> None:
    held = {kind.label for kind in kinds_held()}
    with_a_term = {label for label in record_classes() if not label.startswith("people.")}
    assert with_a_term <= set(WORDS), "the page of terms has no words for these"
    assert not set(WORDS) - held - with_a_term, "words for what is not held"
    assert set(SHOWN_TO) | ON_NO_PAGE == held, (
        "say in who_sees.py who sees it, or that no page shows it"
    )
    assert not set(SHOWN_TO) & ON_NO_PAGE
    asked = {code for codes in SHOWN_TO.values() for code in codes}
    assert not asked - set(PERMISSIONS)


def test_every_table_of_our_tools_is_told_of() -> None:
    assert {model._meta.label_lower for model in foreign_models()} == set(FOREIGN)


def test_what_is_never_held_is_said_in_plain_words() -> None:
    assert sorted(code for _words, codes in NEVER for code in codes) == sorted(NEVER_HELD)


def test_every_dimension_of_a_count_has_a_word() -> None:
    assert set(DIMENSION_WORDS) == set(DIMENSIONS)


def test_a_tier_follows_from_how_a_field_lies() -> None:
    person, visit = kind_of(Person), kind_of(Visit)
    assert (person.tier, visit.tier) == (Tier.SEALED, Tier.PERSONAL)
    sorts = {field.code: field.sort for field in person.fields}
    assert sorts["note"] == Sort.SEALED
    assert sorts["phone"] == Sort.OWN_KEY
    assert sorts["closed_on"] == Sort.DAY
    assert not person.goes_whole
    assert visit.goes_whole
    assert person.keep == timedelta(days=365)
    tiers = {kind.label: kind.tier for kind in kinds_held()}
    assert tiers["accounts.user"] == Tier.READABLE
    assert tiers["ledger.entry"] == Tier.COUNTS
    assert tiers["accounts.auditevent"] == Tier.RANDOM


def test_a_table_that_knows_nobody_is_not_in_the_inventory() -> None:
    held = {kind.label for kind in kinds_held()}
    assert "directory.service" not in held
    assert "reference.closure" not in held
    assert len(held) < len(own_models())
