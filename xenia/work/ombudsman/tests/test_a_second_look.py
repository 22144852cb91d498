"""She asks for a second look: somebody else takes it, once, within a clock of its own."""

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.models.guards import FoundBefore
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.filing import ask_for_review
from xenia.work.ombudsman.operations.thread import NotYours
from xenia.work.ombudsman.operations.working import LookedAtTwice
from xenia.work.ombudsman.tests.makers import (
    WEDNESDAY,
    a_supervisor,
    an_assessed,
    an_officer,
    closed,
    found,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted, counted, running

pytestmark = pytest.mark.django_db


def test_somebody_else_finds_and_only_what_she_found_counts() -> None:
    officer, other, above = an_officer(), an_officer("Other"), a_supervisor()
    complaint = found(an_assessed(officer), officer, outcome="not_upheld")
    ask_for_review(complaint=complaint, words="Maya.", at=WEDNESDAY)
    assert running(complaint) == {"acknowledge"}
    assert OutboxMessage.objects.get(recipient_id=above.pk).template == "ombudsman.review_wanted"
    working.begin_review(reviewer=other, **acted(complaint, above))
    assert complaint.status == Status.REVIEW
    assert running(complaint) == {"review"}
    with pytest.raises(NotYours):
        found(complaint, officer)
    found(complaint, other, outcome="upheld")
    assert counted("found", outcome="not_upheld") == 0
    assert counted("found", outcome="upheld") == 1
    assert list(complaint.findings.values_list("stage", flat=True)) == [1, 2]


def test_whoever_found_first_is_refused_and_nobody_else_can_put_her_there() -> None:
    officer, other, above = an_officer(), an_officer("Other"), a_supervisor()
    complaint = closed(found(an_assessed(officer), officer), officer, closing="finished")
    with pytest.raises(FoundBefore):
        working.begin_review(reviewer=officer, **acted(complaint, above))
    working.begin_review(reviewer=other, **acted(complaint, above))
    assert complaint.closing == ""
    assert counted("closed") == 0
    with pytest.raises(FoundBefore):
        working.assign(to=officer, **acted(complaint, above))


def test_who_found_before_it_was_given_to_another_does_not_look_again() -> None:
    officer, other, above = an_officer(), an_officer("Other"), a_supervisor()
    complaint = found(an_assessed(officer), officer)
    working.assign(to=other, **acted(complaint, above))
    with pytest.raises(FoundBefore):
        working.begin_review(reviewer=officer, **acted(complaint, above))


def test_there_is_no_third_look() -> None:
    officer, other, above = an_officer(), an_officer("Other"), a_supervisor()
    complaint = found(an_assessed(officer), officer)
    working.begin_review(reviewer=other, **acted(complaint, above))
    found(complaint, other)
    with pytest.raises(LookedAtTwice):
        working.begin_review(reviewer=above, **acted(complaint, above))
    with pytest.raises(WrongState):
        ask_for_review(complaint=complaint, words="Maya.", at=WEDNESDAY)


def test_before_anything_was_said_there_is_nothing_to_look_at_again() -> None:
    complaint = an_assessed(an_officer())
    with pytest.raises(WrongState):
        ask_for_review(complaint=complaint, words="Maya.", at=WEDNESDAY)
