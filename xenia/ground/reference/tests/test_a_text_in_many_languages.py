"""Names of areas, an example of texts in many languages: blank is missing, stale is derived, a review needs a reading."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.common.languages import UnknownLanguage
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.models import Area
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.ground.translations.operations import (
    TextChanged,
    review_all,
    review_translation,
    write_translation,
    write_translations,
)
from xenia.ground.translations.queries import STATES, counts_by_state, state_of, text_in

MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WORDS = st.text(alphabet=" \n\tabcéЖ語م", max_size=5)


def an_area(name: str = "Harbor", code: str = "harbor") -> Area:
    return Area.objects.create(code=code, name=name)


def written(area: Area, text: str, language: str = "ht") -> TranslatedText | None:
    return write_translation(
        record=area, field="name", language=language, text=text, by=None, at=MONDAY
    )


def reviewed(text: TranslatedText) -> TranslatedText:
    review_translation(text=text, by=a_reader(), at=TUESDAY)
    text.refresh_from_db()
    return text


def a_reader() -> User:
    """Marie, who reads every language."""
    return User.objects.get_or_create(email="marie@lindenport.example", name="Marie")[0]


def a_translation(area: Area, text: str = "Pò a", language: str = "ht") -> TranslatedText:
    row = written(area, text, language)
    assert row is not None
    return row


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_blank_text_is_missing() -> None:
    area = an_area()
    a_translation(area)
    assert written(area, " \n ") is None
    assert text_in(area, "name", "ht").state == "missing"
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.create(
            record_type="reference.area", record_id=area.pk, field="name", language="ht",
            text="", source_hash="x", written_at=MONDAY,
        )  # fmt: skip


@pytest.mark.both_databases
@pytest.mark.django_db
def test_there_is_one_text_per_field_and_language() -> None:
    area = an_area()
    first = a_translation(area)
    assert a_translation(area, "Waf la").pk == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.create(
            record_type="reference.area", record_id=area.pk, field="name", language="ht",
            text="Lòt", source_hash="x", written_at=MONDAY,
        )  # fmt: skip


@pytest.mark.both_databases
@pytest.mark.django_db
def test_nothing_is_reviewed_by_nobody() -> None:
    row = a_translation(an_area())
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.filter(pk=row.pk).update(status="reviewed")


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_text_is_stale_when_its_source_changes_and_fresh_when_it_changes_back() -> None:
    area = an_area()
    reviewed(a_translation(area))
    assert text_in(area, "name", "ht").state == "reviewed"
    area.name = "Old Harbor"
    assert text_in(area, "name", "ht").state == "stale"
    area.name = " Harbor "
    assert text_in(area, "name", "ht").state == "reviewed"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_review_does_not_survive_a_changed_text() -> None:
    area = an_area()
    reviewed(a_translation(area))
    row = a_translation(area, "Waf la")
    assert (row.status, row.reviewed_by, row.reviewed_at) == ("draft", "", None)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_writing_the_same_text_again_keeps_the_review() -> None:
    area = an_area()
    reviewed(a_translation(area))
    assert a_translation(area).status == "reviewed"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_same_text_for_a_new_source_needs_a_new_review() -> None:
    area = an_area()
    reviewed(a_translation(area))
    area.name = "Old Harbor"
    assert a_translation(area).status == "draft"
    assert text_in(area, "name", "ht").state == "draft"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_reviewer_answers_only_for_the_text_she_has_read() -> None:
    area = an_area()
    seen = a_translation(area)
    a_translation(area, "Waf la")
    with pytest.raises(TextChanged):
        reviewed(seen)
    assert text_in(area, "name", "ht").state == "draft"


@pytest.mark.django_db
def test_a_text_is_reviewed_once() -> None:
    row = reviewed(a_translation(an_area()))
    with pytest.raises(WrongState):
        reviewed(row)


@pytest.mark.django_db
def test_a_language_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        written(an_area(), "…", "xx-nowhere")


@pytest.mark.django_db
def test_one_person_answers_for_all_drafts_of_a_record() -> None:
    area = an_area()
    for language in ("ht", "es", "fr"):
        a_translation(area, f"in {language}", language)
    done = review_all(record=area, languages=["ht", "es"], by=a_reader(), at=TUESDAY)
    assert len(done) == 2
    assert [text_in(area, "name", one).state for one in ("ht", "es", "fr")] == [
        "reviewed",
        "reviewed",
        "draft",
    ]


STEP = st.one_of(
    st.tuples(st.just("write"), WORDS),
    st.tuples(st.just("source"), st.sampled_from(["Harbor", "Old Harbor"])),
    st.tuples(st.just("review"), st.just("")),
)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_happens_a_reviewed_text_is_the_one_that_was_read(
    steps: list[tuple[str, str]],
) -> None:
    """A plain model of the office's rules walks beside the database."""
    with transaction.atomic():
        area = an_area(code=f"area-{TranslatedText.objects.count()}-{Area.objects.count()}")
        text, source, read = "", "", ("", "")
        for step, said in steps:
            if step == "write":
                written(area, said)
                if (said.strip(), area.name) != (text, source):
                    read = ("", "")
                text, source = said.strip(), area.name
            elif step == "source":
                area.name = said
            elif text and not read[0]:
                reviewed(TranslatedText.objects.get(record_id=area.pk))
                read = (text, source)
            now = text_in(area, "name", "ht")
            expected: Any = "missing"
            if text:
                expected = "stale" if source != area.name else "reviewed" if read[0] else "draft"
            assert (now.text, now.state) == (text, expected)
            assert bool(now.reviewed_by) == bool(read[0])
        transaction.set_rollback(True)


@given(text=WORDS, source=st.text(max_size=8), other=st.text(max_size=8))
def test_stale_is_derived_from_the_source_alone(text: str, source: str, other: str) -> None:
    row = TranslatedText(text=text, source_hash=source_hash(source), status="reviewed")
    state = state_of(row, other)
    if not text.strip():
        assert state == "missing"
    else:
        assert state == ("reviewed" if source.strip() == other.strip() else "stale")


@pytest.mark.both_databases
@pytest.mark.django_db
def test_staff_see_how_far_some_records_are_translated(django_assert_num_queries: Any) -> None:
    harbor, hill, nameless = an_area(), an_area("Hill", "hill"), an_area(" ", "nameless")
    reviewed(a_translation(harbor))
    a_translation(hill, "Mòn nan")
    reviewed(a_translation(hill, "La colina", "es"))
    hill.name = "High Hill"
    a_translation(harbor, "El puerto", "es")
    with django_assert_num_queries(1):
        counts = counts_by_state([harbor, hill, nameless], ["name"], ["ht", "es", "so"])
    assert counts == {
        "ht": {"missing": 0, "draft": 0, "reviewed": 1, "stale": 1, "rejected": 0},
        "es": {"missing": 0, "draft": 1, "reviewed": 0, "stale": 1, "rejected": 0},
        "so": {"missing": 2, "draft": 0, "reviewed": 0, "stale": 0, "rejected": 0},
    }
    assert counts_by_state([], ["name"], ["ht"]) == {"ht": dict.fromkeys(STATES, 0)}


@pytest.mark.django_db
def test_many_fields_are_written_as_one_act() -> None:
    area = an_area()
    texts = {"name": {"ht": "Pò a", "es": "El puerto", "fr": "  "}}
    write_translations(record=area, texts=texts, by=None, at=MONDAY)
    assert sorted(TranslatedText.objects.values_list("language", flat=True)) == ["es", "ht"]
