"""She asks for a second look: somebody else takes it, once, within a clock of its own; what was agreed may fall away."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.models import Complaint, Remedy
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.models.guards import FoundBefore, RemedyMissing
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
    remedied,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted, counted, running

pytestmark = pytest.mark.django_db
A_WEEK_LATER = WEDNESDAY + timedelta(days=7)
WHY: Final[dict[str, Any]] = {"words": "Kaarka lama siinayo.", "english": "The rule was kept."}


def looked_at_again(outcome: str) -> tuple[User, Complaint, Remedy]:
    """She was right, and a remedy was agreed; a week later somebody else says what she found."""
    officer, other, above = an_officer(), an_officer("Other"), a_supervisor()
    complaint = found(an_assessed(officer), officer)
    remedy = remedied(complaint, officer)
    working.begin_review(reviewer=other, **acted(complaint, above, A_WEEK_LATER))
    found(complaint, other, outcome=outcome, at=A_WEEK_LATER)
    return other, complaint, Remedy.objects.get(pk=remedy.pk)


def dropped(remedy: Remedy, complaint: Complaint, by: User) -> Complaint:
    said = acted(complaint, by, A_WEEK_LATER)
    del said["complaint"]
    return working.drop_remedy(remedy=remedy, **WHY, **said)


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


def test_what_was_agreed_is_dropped_when_it_is_found_otherwise_and_she_reads_why() -> None:
    other, complaint, remedy = looked_at_again("not_upheld")
    with pytest.raises(RemedyMissing):
        closed(complaint, other, closing="finished", at=A_WEEK_LATER)
    complaint.refresh_from_db()
    counts = Entry.objects.count()
    current = dropped(remedy, complaint, other)
    assert current.status == Status.FOUND
    assert not current.remedies.exists()
    told = current.words.filter(kind="answer").latest("number")
    assert known_to_rules(told, "text") == WHY["words"]
    assert AuditEvent.objects.filter(action="ombudsman.remedy_dropped").count() == 1
    assert Entry.objects.count() == counts
    with pytest.raises(Crossed):
        dropped(remedy, complaint, other)
    assert closed(current, other, closing="finished", at=A_WEEK_LATER).closing == "finished"


def test_what_was_agreed_stays_where_the_second_look_finds_the_same() -> None:
    other, complaint, remedy = looked_at_again("upheld")
    with pytest.raises(WrongState):
        dropped(remedy, complaint, other)
    assert Remedy.objects.filter(pk=remedy.pk).exists()


def test_what_is_agreed_afterwards_is_not_dropped_and_what_is_there_moves_it_on() -> None:
    other, complaint, remedy = looked_at_again("partly")
    anew = remedied(complaint, other, at=A_WEEK_LATER)
    complaint.refresh_from_db()
    with pytest.raises(WrongState):
        dropped(anew, complaint, other)
    said = acted(complaint, other, A_WEEK_LATER)
    seen = working.verify_remedy(
        remedy=anew, already=True, version=said["version"], by=other, at=said["at"]
    )
    assert seen.status == Status.REMEDY_AGREED
    assert dropped(remedy, seen, other).status == Status.REMEDY_VERIFIED


def test_only_whoever_has_it_drops_what_was_agreed() -> None:
    _other, complaint, remedy = looked_at_again("not_upheld")
    with pytest.raises(NotYours):
        dropped(remedy, complaint, an_officer("Third"))


def test_on_its_page_a_remedy_is_dropped_once() -> None:
    other, complaint, remedy = looked_at_again("not_upheld")
    browser, where = Client(), f"/en/desk/complaints/{complaint.pk}/"
    browser.force_login(other)
    assert "Drop it, and tell her why" in browser.get(where).content.decode()
    said = {"remedy": remedy.pk, "version": complaint.state_version}
    assert browser.post(f"{where}do/drop-remedy/", said).status_code == 422
    browser.post(f"{where}do/drop-remedy/", said | WHY)
    assert not Remedy.objects.exists()
    assert "Drop it, and tell her why" not in browser.get(where).content.decode()
    again = browser.post(f"{where}do/drop-remedy/", said | WHY)
    assert again.status_code == 409
    assert WHY["words"] in again.content.decode()
