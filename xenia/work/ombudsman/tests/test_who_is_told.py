"""She is told of each step the way she chose; colleagues and departments are told what waits, and never what about."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations.reach import Way
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.filing import write_again
from xenia.work.ombudsman.operations.recommendations import recommend
from xenia.work.ombudsman.operations.remedies_due import remind_of_remedies
from xenia.work.ombudsman.tests.makers import (
    TUESDAY,
    WEDNESDAY,
    a_complaint,
    a_department,
    a_supervisor,
    an_officer,
    asked,
    assessed,
    closed,
    found,
    remedied,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted

pytestmark = pytest.mark.django_db
BY_MAIL: dict[str, Any] = {
    "level": "confidential",
    "answer_by": "email",
    "way": Way("email", "somebody@example.org", channels=("email",)),
}


def told_her(complaint: Complaint) -> int:
    """How often she was told that there is something to read."""
    rows = OutboxMessage.objects.filter(template="ombudsman.moved", recipient_id=complaint.pk)
    return rows.count()


def test_she_is_told_of_every_step_of_ours() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department, **BY_MAIL)
    # We said that we have it, we look into it, we asked the department.
    assert told_her(complaint) == 3
    working.reply_for_department(words="So it was.", **acted(complaint, head))
    found(complaint, officer)
    remedy = remedied(complaint, officer)
    working.verify_remedy(
        remedy=remedy, already=True, version=complaint.state_version, by=officer, at=WEDNESDAY
    )
    complaint.refresh_from_db()
    closed(complaint, officer, closing="finished")
    assert told_her(complaint) == 8
    steps = complaint.steps_taken.exclude(before="").count()
    assert steps == 8


def test_what_she_does_herself_she_is_not_told() -> None:
    complaint = a_complaint(**BY_MAIL)
    write_again(complaint=complaint, words="Mar kale.", at=TUESDAY)
    assert told_her(complaint) == 0


def test_who_stays_unknown_is_written_to_by_nobody() -> None:
    officer = an_officer()
    closed(assessed(a_complaint(), officer), officer)
    assert not OutboxMessage.objects.filter(template="ombudsman.moved").exists()


def test_she_is_told_of_our_words_once_she_can_read_them() -> None:
    officer = an_officer()
    complaint = assessed(a_complaint(**BY_MAIL), officer)
    before = told_her(complaint)
    working.answer_her(words="", english="Please wait.", **acted(complaint, officer))
    assert told_her(complaint) == before
    working.answer_her(words="Fadlan sug.", **acted(complaint, officer))
    assert told_her(complaint) == before + 1


def test_of_a_machine_nobody_hears() -> None:
    complaint = a_complaint(held=True, **BY_MAIL)
    working.discard(**acted(complaint, an_officer()))
    assert not OutboxMessage.objects.exists()


def test_whoever_has_it_is_told_when_she_writes_and_when_the_department_replies() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    assert [one.recipient_id for one in OutboxMessage.objects.all()] == [head.pk]
    write_again(complaint=complaint, words="Mar kale.", at=WEDNESDAY)
    working.reply_for_department(words="So it was.", **acted(complaint, head))
    told = OutboxMessage.objects.filter(recipient_id=officer.pk)
    assert set(told.values_list("template", flat=True)) == {
        "ombudsman.she_wrote",
        "ombudsman.department_replied",
    }


def test_a_department_learns_from_the_message_alone_not_even_which_complaint() -> None:
    officer, (department, _head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    message = OutboxMessage.objects.get(template="ombudsman.department_asked")
    assert message.record_id == department.pk
    assert complaint.pk not in (message.record_id, message.recipient_id)


def test_where_nobody_answers_for_a_department_the_office_is_told() -> None:
    officer, (department, head) = an_officer(), a_department()
    head.is_active = False
    head.save()
    asked(officer, department=department)
    assert OutboxMessage.objects.get().recipient_id is None


def test_who_is_given_a_complaint_is_told_and_who_takes_one_is_not() -> None:
    officer, complaint = an_officer(), a_complaint()
    working.assign(to=officer, **acted(complaint, officer))
    assert not OutboxMessage.objects.exists()
    other = an_officer("Other")
    working.assign(to=other, **acted(complaint, a_supervisor()))
    message = OutboxMessage.objects.get()
    assert (message.template, message.recipient_id) == ("ombudsman.yours_now", other.pk)


def test_no_message_has_a_place_for_what_it_is_about() -> None:
    ours = [one for code, one in CATALOGUE.items() if code.startswith("ombudsman.")]
    assert len(ours) > 7
    for template in ours:
        assert set(template.examples) <= {"link"}, template.code


def test_a_department_is_told_of_a_recommendation() -> None:
    department, head = a_department()
    recommend(
        department=department,
        kind="access",
        text="Put the list of papers on the door.",
        names_nobody=True,
        by=an_officer(),
        at=TUESDAY,
    )
    message = OutboxMessage.objects.get()
    assert (message.template, message.recipient_id) == ("ombudsman.recommended", head.pk)


def test_when_the_day_of_a_remedy_is_over_whoever_has_it_looks() -> None:
    officer = an_officer()
    complaint = found(assessed(a_complaint(), officer), officer)
    remedy = remedied(complaint, officer)
    assert remind_of_remedies(WEDNESDAY + timedelta(days=10)) == 0
    late = WEDNESDAY + timedelta(days=11)
    assert remind_of_remedies(late) == 1
    assert OutboxMessage.objects.get(template="ombudsman.remedy_due").recipient_id == officer.pk
    assert remind_of_remedies(late + timedelta(days=1)) == 0
    OutboxMessage.objects.all().delete()
    working.verify_remedy(
        remedy=remedy, already=True, version=complaint.state_version, by=officer, at=late
    )
    assert remind_of_remedies(late + timedelta(days=40)) == 0
