"""Every step a question can take, and none beside them."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState, may_become
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import Organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import OWED, Closing, Status
from xenia.work.enquiries.operations import DraftChanged, NotYours, draft_mark
from xenia.work.enquiries.queries.threads import read_by_asker, read_by_other
from xenia.work.enquiries.tests.makers import (
    KREYOL,
    LATER,
    MONDAY,
    TUESDAY,
    a_department,
    an_enquiry,
    answered,
    forwarded,
    taken,
)

pytestmark = pytest.mark.django_db


def said(enquiry: Enquiry, by: User, **more: Any) -> dict[str, Any]:
    usual = {"enquiry": enquiry, "by": by, "at": TUESDAY, "english": "Here.", "words": "Isit."}
    return usual | more


def test_the_table_of_steps_names_every_state() -> None:
    assert set(Enquiry.NEXT) == set(Status)
    for state, to in product(Status, Status):
        assert may_become(Enquiry(status=state), to) == (to in Enquiry.NEXT[state])


def test_a_colleague_takes_a_question_and_lays_it_back_with_its_draft() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    operations.save_draft(**said(enquiry, colleague))
    operations.release(enquiry=enquiry, by=colleague, at=TUESDAY)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.taken_by_id) == (Status.WAITING, None)
    assert (enquiry.draft_english, enquiry.draft_words) == ("Here.", "Isit.")


def test_what_is_taken_is_not_taken_again() -> None:
    first, second = a_user(), a_user()
    enquiry = taken(first)
    with pytest.raises(WrongState):
        operations.take(enquiry=enquiry, by=second, at=TUESDAY)
    enquiry.refresh_from_db()
    assert enquiry.taken_by_id == first.pk


def test_only_who_took_it_answers() -> None:
    enquiry, other = taken(a_user()), a_user()
    for act in (operations.send_answer, operations.ask_back, operations.save_draft):
        with pytest.raises(NotYours):
            act(**said(enquiry, other))
    assert enquiry.words.count() == 1


def test_a_colleague_hands_it_over_and_the_other_is_told() -> None:
    first, second = a_user(), a_user()
    enquiry = taken(first)
    operations.hand_over(enquiry=enquiry, to=second, by=first, at=TUESDAY)
    operations.send_answer(**said(enquiry, second))
    assert OutboxMessage.objects.get().recipient_id == second.pk


def test_nobody_hands_it_to_who_does_not_answer_questions() -> None:
    first = a_user()
    _schools, outside = a_department()
    with pytest.raises(NotYours):
        operations.hand_over(enquiry=taken(first), to=outside, by=first, at=TUESDAY)


def test_an_answer_goes_out_in_her_language_and_is_counted_in_time() -> None:
    colleague = a_user()
    enquiry = answered(colleague)
    answer = read_by_asker(enquiry)[-1]
    assert (answer.text, answer.english) == ("Nan sant akèy la.", "At the welcome center.")
    counted = Entry.objects.get(kind="enquiries.answered")
    assert (counted.language, counted.outcome) == ("ht", "in_time")


def test_an_answer_after_its_day_is_counted_as_late() -> None:
    answered(a_user(), at=LATER)
    assert Entry.objects.get(kind="enquiries.answered").outcome == "late"


def test_who_asked_in_english_is_answered_in_english() -> None:
    colleague = a_user()
    enquiry = taken(colleague, language="en", words="Where do I enroll my child?")
    operations.send_answer(**said(enquiry, colleague, words=""))
    assert read_by_asker(enquiry)[-1].text == "Here."


def test_english_alone_does_not_go_to_who_asked_in_another_language() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    with pytest.raises(operations.NothingToSay):
        operations.send_answer(**said(enquiry, colleague, words="  "))
    enquiry.refresh_from_db()
    assert enquiry.status == Status.TAKEN


def test_a_colleague_translates_the_draft_and_the_first_one_sends_it() -> None:
    first, second = a_user(), a_user()
    enquiry = taken(first)
    operations.save_draft(**said(enquiry, first, words=""))
    operations.ask_for_translation(enquiry=enquiry, by=first, at=TUESDAY)
    operations.translate_draft(enquiry=enquiry, words="Isit la.", by=second, at=TUESDAY)
    enquiry.refresh_from_db()
    assert (enquiry.draft_words, enquiry.wants_translation) == ("Isit la.", False)
    with pytest.raises(WrongState):
        operations.translate_draft(enquiry=enquiry, words="Ankò.", by=second, at=TUESDAY)


def test_a_draft_changed_meanwhile_is_not_written_over() -> None:
    first, second = a_user(), a_user()
    enquiry = taken(first)
    operations.save_draft(**said(enquiry, first, words=""))
    operations.ask_for_translation(enquiry=enquiry, by=first, at=TUESDAY)
    enquiry.refresh_from_db()
    seen = draft_mark(enquiry)
    operations.translate_draft(enquiry=enquiry, words="Isit la.", by=second, at=TUESDAY)
    with pytest.raises(DraftChanged):
        operations.save_draft(**said(enquiry, first, words="", seen=seen))
    enquiry.refresh_from_db()
    assert enquiry.draft_words == "Isit la."


def test_sending_empties_the_draft() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    operations.save_draft(**said(enquiry, colleague))
    operations.send_answer(**said(enquiry, colleague))
    enquiry.refresh_from_db()
    assert (enquiry.draft_english, enquiry.draft_words) == ("", "")


def test_a_department_answers_what_was_forwarded_and_the_office_passes_it_on() -> None:
    colleague = a_user()
    schools, sol = a_department()
    enquiry = forwarded(colleague, schools)
    assert [one.recipient_id for one in OutboxMessage.objects.all()] == [sol.pk]
    operations.reply_for_organization(enquiry=enquiry, text="Form 12.", by=sol, at=TUESDAY)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.taken_by_id) == (Status.TAKEN, colleague.pk)
    assert "Form 12." not in [one.text or one.english for one in read_by_asker(enquiry)]
    assert enquiry.words.latest("number").english == "Form 12."


def test_another_organization_reads_the_question_and_not_who_asks() -> None:
    colleague = a_user()
    schools, _sol = a_department()
    enquiry = taken(colleague, who="Rose Valcourt")
    operations.send_answer(**said(enquiry, colleague))
    operations.reopen(enquiry=enquiry, by=colleague, at=TUESDAY)
    operations.forward(enquiry=enquiry, to=schools, note="Which form?", by=colleague, at=TUESDAY)
    assert [one.text or one.english for one in read_by_other(enquiry)] == [KREYOL, "Which form?"]


def test_a_department_does_not_answer_what_lies_with_another() -> None:
    schools, _sol = a_department()
    _other, outside = a_department()
    enquiry = forwarded(a_user(), schools)
    with pytest.raises(NotYours):
        operations.reply_for_organization(enquiry=enquiry, text="x", by=outside, at=TUESDAY)


def test_what_is_taken_back_is_not_answered_by_the_department() -> None:
    colleague = a_user()
    schools, sol = a_department()
    enquiry = forwarded(colleague, schools)
    operations.take_back(enquiry=enquiry, by=colleague, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.reply_for_organization(enquiry=enquiry, text="x", by=sol, at=TUESDAY)


def test_nothing_is_forwarded_where_nobody_reads_it() -> None:
    colleague = a_user()
    empty = Organization.objects.create(name="Nobody here")
    with pytest.raises(operations.NobodyThere):
        operations.forward(enquiry=taken(colleague), to=empty, note="x", by=colleague, at=TUESDAY)


def test_closing_is_undone_as_it_stood() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    operations.close_enquiry(enquiry=enquiry, why=Closing.TWICE, by=colleague, at=TUESDAY)
    operations.undo_close(enquiry=enquiry, by=colleague, at=TUESDAY)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.taken_by_id) == (Status.TAKEN, colleague.pk)
    assert (enquiry.closing, enquiry.closed_on) == ("", None)
    quantities = Entry.objects.filter(kind="enquiries.closed").values_list("quantity", flat=True)
    assert sorted(quantities) == [-1, 1]


def test_the_english_of_her_words_is_noted_beside_them_alone() -> None:
    colleague = a_user()
    enquiry = answered(colleague)
    own, ours = enquiry.words.get(number=1), enquiry.words.get(number=2)
    operations.note_meaning(word=own, english="Where do I enroll?", by=colleague, at=TUESDAY)
    own.refresh_from_db()
    assert own.english == "Where do I enroll?"
    with pytest.raises(WrongState):
        operations.note_meaning(word=ours, english="x", by=colleague, at=TUESDAY)


STEPS: dict[str, Callable[[Enquiry, User, User, Organization], Any]] = {
    "take": lambda e, by, sol, org: operations.take(enquiry=e, by=by, at=MONDAY),
    "release": lambda e, by, sol, org: operations.release(enquiry=e, by=by, at=MONDAY),
    "answer": lambda e, by, sol, org: operations.send_answer(**said(e, by)),
    "ask_back": lambda e, by, sol, org: operations.ask_back(**said(e, by)),
    "forward": lambda e, by, sol, org: operations.forward(
        enquiry=e, to=org, note="x", by=by, at=MONDAY
    ),
    "take_back": lambda e, by, sol, org: operations.take_back(enquiry=e, by=by, at=MONDAY),
    "other": lambda e, by, sol, org: operations.reply_for_organization(
        enquiry=e, text="x", by=sol, at=MONDAY
    ),
    "close": lambda e, by, sol, org: operations.close_enquiry(
        enquiry=e, why=Closing.ANSWERED, by=by, at=MONDAY
    ),
    "undo": lambda e, by, sol, org: operations.undo_close(enquiry=e, by=by, at=MONDAY),
    "reopen": lambda e, by, sol, org: operations.reopen(enquiry=e, by=by, at=MONDAY),
    "write": lambda e, by, sol, org: operations.write_again(enquiry=e, words="x", at=MONDAY),
}


@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_in_whatever_order_the_record_makes_sense(steps: list[str]) -> None:
    with transaction.atomic():
        live_through(steps)
        transaction.set_rollback(True)


def live_through(steps: list[str]) -> None:
    """The steps one after the other; what is refused changes nothing, and at the end everything agrees."""
    colleague = a_user()
    schools, sol = a_department()
    enquiry = an_enquiry()
    for step in steps:
        before, pieces = as_it_is(enquiry), enquiry.words.count()
        try:
            STEPS[step](Enquiry.objects.get(pk=enquiry.pk), colleague, sol, schools)
        except (WrongState, NotYours):
            assert (as_it_is(enquiry), enquiry.words.count()) == (before, pieces)
    current = Enquiry.objects.get(pk=enquiry.pk)
    if current.status != Status.CLOSED:
        assert (current.taken_by_id is None) == (current.status == Status.WAITING)
    assert current.is_owed == (current.status in OWED)
    numbers = list(current.words.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    closed = Entry.objects.filter(kind="enquiries.closed").values_list("quantity", flat=True)
    assert sum(closed) == (current.status == Status.CLOSED)
    answers = current.words.filter(kind=Word.Kind.ANSWER).count()
    assert Entry.objects.filter(kind="enquiries.answered").count() == answers


def as_it_is(enquiry: Enquiry) -> dict[str, Any]:
    names = ("status", "taken_by_id", "forwarded_to_id", "due_on", "closing", "closed_on")
    return Enquiry.objects.values(*names).get(pk=enquiry.pk)  # type: ignore[no-any-return]
