"""Who wrote or last changed a text cannot review it; vital words need two different people."""

from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations import neighbours
from xenia.ground.translations.models import GlossaryTerm, TextStep, TranslatedText
from xenia.ground.translations.operations import (
    AlreadyRead,
    AlreadyUndone,
    ChangedSince,
    OwnWords,
    ReasonMissing,
    TextChanged,
    answer_for,
    review_translation,
    send_back,
    undo_answer,
    write_translation,
)
from xenia.ground.translations.tests.content import (
    MONDAY,
    TOLD,
    TUESDAY,
    WEDNESDAY,
    a_page,
    a_text,
    a_translator,
    an_office_with_pages,
    renamed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_with_pages")]


def now(text: TranslatedText) -> TranslatedText:
    return TranslatedText.objects.get(pk=text.pk)


@pytest.mark.both_databases
def test_who_wrote_a_text_does_not_review_it_and_anybody_else_does() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(by=ana)
    with pytest.raises(OwnWords):
        review_translation(text=text, by=ana, at=TUESDAY)
    assert now(text).status == "draft"
    review_translation(text=text, by=ben, at=TUESDAY)
    assert (now(text).status, now(text).reviewed_by, now(text).reviewer) == ("reviewed", "Ben", ben)


def test_who_changed_it_last_does_not_review_it_and_its_first_writer_may() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    page = a_page()
    a_text(page, "Klas angle", by=ana)
    text = a_text(page, "Klas anglè", by=ben)
    with pytest.raises(OwnWords):
        review_translation(text=text, by=ben, at=TUESDAY)
    review_translation(text=text, by=ana, at=TUESDAY)
    assert now(text).reviewed_by == "Ana"


@pytest.mark.both_databases
def test_the_database_refuses_a_review_by_the_writer_and_two_readings_by_one() -> None:
    ana = a_translator("Ana")
    text = a_text(by=ana)
    said = {"status": "reviewed", "reviewed_by": "Ana", "reviewed_at": TUESDAY, "reviewer": ana}
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.filter(pk=text.pk).update(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.filter(pk=text.pk).update(**said, written_by=None, first_reader=ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        TranslatedText.objects.filter(pk=text.pk).update(status="rejected", reason="")


def test_one_person_answers_for_a_machines_words_when_nobody_acts_on_them() -> None:
    text = a_text(origin="machine", by=a_translator())
    assert text.written_by is None
    review_translation(text=text, by=a_translator("Ben"), at=TUESDAY)
    assert now(text).status == "reviewed"


def test_vital_words_of_a_machine_need_two_different_people() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(field="note", origin="machine")
    review_translation(text=text, by=ana, at=TUESDAY)
    assert (now(text).status, now(text).first_reader) == ("draft", ana)
    with pytest.raises(AlreadyRead):
        review_translation(text=now(text), by=ana, at=TUESDAY)
    review_translation(text=now(text), by=ben, at=TUESDAY)
    assert (now(text).status, now(text).reviewer, now(text).first_reader) == ("reviewed", ben, ana)


def test_vital_words_of_a_person_need_one_more() -> None:
    text = a_text(field="note", by=a_translator("Ana"))
    review_translation(text=text, by=a_translator("Ben"), at=TUESDAY)
    assert now(text).status == "reviewed"


def test_who_puts_vital_words_right_becomes_their_writer() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(field="note", text="Rele", by=ana)
    review_translation(text=text, by=ben, at=TUESDAY, correction="Rele anvan ou peye.")
    kept = now(text)
    assert (kept.status, kept.text, kept.written_by) == ("draft", "Rele anvan ou peye.", ben)
    with pytest.raises(OwnWords):
        review_translation(text=kept, by=ben, at=TUESDAY)
    review_translation(text=kept, by=ana, at=WEDNESDAY)
    assert now(text).status == "reviewed"


def test_other_words_are_put_right_and_accepted_in_one_step() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(text="Klas angle", by=ana)
    step = answer_for(text=text, by=ben, at=TUESDAY, source=text.source, correction=" Klas anglè ")
    kept = now(text)
    assert (kept.status, kept.text, kept.written_by, kept.reviewer) == (
        "reviewed",
        "Klas anglè",
        ana,
        ben,
    )
    assert step.act == "corrected"
    assert [(change.before, change.after) for change in TOLD] == [("Klas angle", "Klas anglè")]


def test_a_text_is_sent_back_with_a_reason_and_waits_for_its_writer() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    page = a_page()
    text = a_text(page, by=ana)
    with pytest.raises(ReasonMissing):
        send_back(text=text, reason="  ", by=ben, at=TUESDAY)
    with pytest.raises(OwnWords):
        send_back(text=text, reason="I do not like it.", by=ana, at=TUESDAY)
    send_back(text=text, reason="Which class?", by=ben, at=TUESDAY)
    assert (now(text).status, now(text).reason) == ("rejected", "Which class?")
    with pytest.raises(WrongState):
        review_translation(text=now(text), by=a_translator("Carl"), at=TUESDAY)
    again = a_text(page, "Klas angle pou debitan", by=ana, at=WEDNESDAY)
    assert (again.status, again.reason) == ("draft", "")


def test_a_text_grown_old_is_read_against_the_new_english() -> None:
    page = a_page("English class")
    text = a_text(page, by=a_translator("Ana"))
    review_translation(text=text, by=a_translator("Ben"), at=MONDAY)
    renamed(page, "Evening English class")
    with pytest.raises(WrongState):
        review_translation(text=now(text), by=a_translator("Carl"), at=TUESDAY)
    answer_for(text=now(text), by=a_translator("Carl"), at=TUESDAY, source=page.term)
    kept = now(text)
    assert (kept.status, kept.reviewed_by, kept.source) == (
        "reviewed",
        "Carl",
        "Evening English class",
    )


def test_a_first_reading_does_not_outlast_the_english_it_was_about() -> None:
    page = a_page("English class", "Call first.")
    text = a_text(page, "Rele", field="note", origin="machine")
    ana, ben = a_translator("Ana"), a_translator("Ben")
    review_translation(text=text, by=ana, at=TUESDAY, source="Call first.")
    answer_for(text=now(text), by=ben, at=TUESDAY, source="Do not call.")
    assert (now(text).status, now(text).first_reader) == ("draft", ben)


def test_an_answer_is_taken_back_as_long_as_nobody_worked_on_the_text() -> None:
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(text="Klas angle", by=ana)
    step = answer_for(text=text, by=ben, at=TUESDAY, source=text.source, correction="Klas")
    undo_answer(step=step, by=ben, at=WEDNESDAY)
    kept = now(text)
    assert (kept.text, kept.status, kept.reviewer, kept.reviewed_at) == (
        "Klas angle",
        "draft",
        None,
        None,
    )
    assert (kept.written_by, kept.written_at) == (ana, MONDAY)
    with pytest.raises(AlreadyUndone):
        undo_answer(step=step, by=ben, at=WEDNESDAY)
    again = answer_for(text=kept, by=ben, at=WEDNESDAY, source=kept.source)
    TranslatedText.objects.filter(pk=text.pk).update(text="Lòt")
    with pytest.raises(ChangedSince):
        undo_answer(step=again, by=ben, at=WEDNESDAY)
    assert now(text).text == "Lòt"
    assert TextStep.objects.get(pk=again.pk).undone_at is None


def test_what_is_sent_back_can_be_taken_back_too() -> None:
    text = a_text(by=a_translator("Ana"))
    ben = a_translator("Ben")
    step = send_back(text=text, reason="Which class?", by=ben, at=TUESDAY)
    undo_answer(step=step, by=ben, at=WEDNESDAY)
    assert (now(text).status, now(text).reason) == ("draft", "")


def test_reviews_are_counted_by_language_and_uncounted_when_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[tuple[str, int, str]] = []
    monkeypatch.setattr(
        neighbours.HANDLERS,
        "count",
        lambda kind, _on, quantity, code: counted.append((kind, quantity, code)),
    )
    ana, ben = a_translator("Ana"), a_translator("Ben")
    vital = a_text(field="note", origin="machine")
    review_translation(text=vital, by=ana, at=TUESDAY)
    assert counted == []
    step = review_translation(text=now(vital), by=ben, at=TUESDAY)
    undo_answer(step=step, by=ben, at=WEDNESDAY)
    assert counted == [("translations.reviewed", 1, "ht"), ("translations.reviewed", -1, "ht")]
    said = AuditEvent.objects.filter(action__startswith="translations.").order_by("at")
    assert [event.action for event in said][-3:] == [
        "translations.accepted",
        "translations.reviewed",
        "translations.answer_taken_back",
    ]
    assert {tuple(event.fields) for event in said} == {("note.ht",)}


PEOPLE = st.integers(0, 2)
STEP = st.one_of(
    st.tuples(st.just("person"), PEOPLE, st.sampled_from(["a", "b"])),
    st.tuples(st.just("machine"), PEOPLE, st.sampled_from(["a", "c"])),
    st.tuples(st.just("answer"), PEOPLE, st.sampled_from(["", "a", "d"])),
    st.tuples(st.just("send_back"), PEOPLE, st.just("")),
    st.tuples(st.just("source"), PEOPLE, st.sampled_from(["One.", "Two."])),
)
REFUSALS = (OwnWords, AlreadyRead, TextChanged, WrongState)


@dataclass
class Scene:
    """One page, three people, and who stands behind the very words as a set beside the database."""

    field: str
    page: GlossaryTerm
    people: list[User]
    behind: set[UUID] = dataclass_field(default_factory=set)

    def text(self) -> TranslatedText | None:
        return TranslatedText.objects.filter(record_id=self.page.pk).first()

    def do(self, what: str, by: User, said: str) -> None:
        if what == "source":
            setattr(self.page, self.field, said)
        elif what in ("person", "machine"):
            self.write(what, by, said)
        elif text := self.text():
            with suppress(*REFUSALS):
                self.answer(what, text, by, said)

    def write(self, origin: str, by: User, said: str) -> None:
        before = self.text()
        write_translation(
            record=self.page,
            field=self.field,
            language="ht",
            text=said,
            by=by,
            at=MONDAY,
            origin=origin,
        )
        after = self.text()
        assert after
        if before is None or (before.text, before.source_hash) != (after.text, after.source_hash):
            self.behind = {by.pk} if origin == "person" else set()

    def answer(self, what: str, text: TranslatedText, by: User, said: str) -> None:
        if what == "send_back":
            send_back(text=text, reason="No.", by=by, at=TUESDAY)
            return
        source = getattr(self.page, self.field)
        answer_for(text=text, by=by, at=TUESDAY, source=source, correction=said)
        is_hers = self.field == "note" and said not in ("", text.text)
        self.behind = {by.pk} if is_hers else self.behind | {by.pk}


@settings(suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, max_size=12), field=st.sampled_from(["term", "note"]))
def test_whatever_happens_two_people_stand_behind_what_residents_read(
    steps: list[tuple[str, int, str]], field: str
) -> None:
    """Other words that a machine wrote, and one person answered for, have her alone."""
    with an_office_with_pages("ht"), transaction.atomic():
        people = [a_translator(f"P{number}") for number in range(3)]
        scene = Scene(field, a_page("One.", "One."), people)
        for what, who, said in steps:
            scene.do(what, people[who], said)
            kept = scene.text()
            if kept and kept.status == "reviewed":
                assert kept.reviewer_id != kept.written_by_id
                assert kept.reviewer_id in scene.behind
                is_two = field == "note" or kept.written_by_id is not None
                assert len(scene.behind) >= (2 if is_two else 1)
        transaction.set_rollback(True)
