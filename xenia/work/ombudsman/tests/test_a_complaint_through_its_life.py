"""A complaint from its first look to its end: one colleague has it, and what holds it back is said."""

from datetime import date, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.models.guards import (
    NoDepartment,
    NoDestination,
    NothingFound,
    RemedyMissing,
    RepeatsNothing,
)
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.clocks import ExtendedBefore
from xenia.work.ombudsman.operations.filing import withdraw_own, write_again
from xenia.work.ombudsman.operations.releasing import release
from xenia.work.ombudsman.operations.thread import NothingToSay, NotYours
from xenia.work.ombudsman.operations.working import (
    About,
    MayNotHandle,
    NamesHer,
    NamesSomebody,
    NotTheirDepartment,
    QuotesHer,
    RemedySeen,
)
from xenia.work.ombudsman.queries.asked import shown_to
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_complaint,
    a_department,
    a_supervisor,
    an_assessed,
    an_officer,
    asked,
    assessed,
    closed,
    found,
    remedied,
)

pytestmark = pytest.mark.django_db


def counted(kind: str, **said: Any) -> int:
    """What the ledger says, what was taken back aside."""
    rows = Entry.objects.filter(kind=f"ombudsman.{kind}", **said)
    return sum(rows.values_list("quantity", flat=True))


def running(complaint: Complaint) -> set[str]:
    """The clocks somebody waits for."""
    rows = Clock.objects.filter(complaint=complaint, met_on=None, dropped_on=None)
    return set(rows.values_list("which", flat=True))


def acted(complaint: Complaint, by: User, at: Any = WEDNESDAY) -> dict[str, Any]:
    """What every act says."""
    return {"complaint": complaint, "version": complaint.state_version, "by": by, "at": at}


def test_it_is_heard_found_made_good_and_finished() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    assert running(complaint) == {"answer", "department"}
    said = acted(complaint, head)
    working.reply_for_department(words="A letter is enough.", proposal="She gets it.", **said)
    assert complaint.status == Status.INVESTIGATING
    assert running(complaint) == {"answer"}
    found(complaint, officer)
    assert running(complaint) == set()
    remedy = remedied(complaint, officer)
    assert complaint.status == Status.REMEDY_AGREED
    with pytest.raises(RemedyMissing):
        closed(complaint, officer, closing="finished")
    working.verify_remedy(
        remedy=remedy, already=True, version=complaint.state_version, by=officer, at=WEDNESDAY
    )
    complaint.refresh_from_db()
    assert complaint.status == Status.REMEDY_VERIFIED
    with pytest.raises(WrongState):
        working.verify_remedy(
            remedy=remedy, already=True, version=complaint.state_version, by=officer, at=WEDNESDAY
        )
    closed(complaint, officer, closing="finished")
    assert complaint.closed_on == date(2026, 11, 18)
    assert counted("closed", outcome="finished", department=department.pk) == 1
    assert counted("found", outcome="upheld") == 1
    assert counted("clock") == 3  # acknowledged, the department, answered


def test_who_is_first_to_work_on_it_has_it() -> None:
    first, other = an_officer("First"), an_officer("Other")
    complaint = a_complaint()
    working.acknowledge(**acted(complaint, first))
    assert complaint.officer_id == first.pk
    with pytest.raises(NotYours):
        working.assess(about=About("delay"), **acted(complaint, other))


def test_a_supervisor_says_who_has_it() -> None:
    first, other, above = an_officer("First"), an_officer("Other"), a_supervisor()
    complaint = assessed(a_complaint(), first)
    with pytest.raises(NotYours):
        working.assign(to=other, **acted(complaint, other))
    working.assign(to=other, **acted(complaint, above))
    assert complaint.officer_id == other.pk
    with pytest.raises(MayNotHandle):
        working.assign(to=a_department()[1], **acted(complaint, above))


def test_who_looked_before_it_moved_looks_again() -> None:
    officer = an_officer()
    complaint = assessed(a_complaint(), officer)
    seen = complaint.state_version
    write_again(complaint=complaint, words="Mar kale.", at=TUESDAY)
    with pytest.raises(Crossed):
        working.find(
            complaint=complaint,
            outcome="upheld",
            words="Haa.",
            version=seen,
            by=officer,
            at=TUESDAY,
        )


def test_while_we_wait_for_her_what_we_owe_her_stands_still() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    working.ask_her(words="Goorma?", **acted(complaint, officer, TUESDAY))
    stands = Clock.objects.get(complaint=complaint, which="answer")
    assert stands.paused_on == date(2026, 11, 17)
    write_again(complaint=complaint, words="Shalay.", at=TUESDAY + timedelta(days=2))
    assert complaint.status == Status.INVESTIGATING
    runs = Clock.objects.get(pk=stands.pk)
    assert runs.paused_on is None
    assert runs.due_on > stands.due_on


def test_a_department_is_still_asked_after_she_answered_us() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    working.ask_her(words="Goorma?", **acted(complaint, officer))
    assert shown_to([department.pk]).get() == complaint
    write_again(complaint=complaint, words="Shalay.", at=WEDNESDAY)
    assert complaint.status == Status.WITH_DEPARTMENT
    working.ask_her(words="Xaggee?", **acted(complaint, officer))
    working.reply_for_department(words="At counter 3.", **acted(complaint, head))
    assert complaint.status == Status.WAITS_FOR_HER
    working.go_on(**acted(complaint, officer))
    assert complaint.status == Status.INVESTIGATING


def test_a_department_that_is_silent_holds_nothing_up() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    working.go_on(**acted(complaint, officer))
    assert complaint.status == Status.INVESTIGATING
    with pytest.raises(WrongState):
        working.reply_for_department(words="Late.", **acted(complaint, head))


def test_only_the_department_meant_replies_and_only_once() -> None:
    officer, (department, head) = an_officer(), a_department()
    complaint = asked(officer, department=department)
    with pytest.raises(NotTheirDepartment):
        working.reply_for_department(
            words="We know her.", **acted(complaint, a_department("Parks")[1])
        )
    working.reply_for_department(words="A letter is enough.", **acted(complaint, head))
    with pytest.raises(WrongState):
        working.reply_for_department(words="Once more.", **acted(complaint, head))


def test_a_department_reads_nothing_nobody_answers_for() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    with pytest.raises(NamesSomebody):
        working.ask_department(words="Amina said", names_nobody=False, **acted(complaint, officer))
    nobody = assessed(a_complaint(), officer)
    with pytest.raises(NoDepartment):
        working.ask_department(words="Why?", names_nobody=True, **acted(nobody, officer))


@pytest.mark.parametrize(
    "ours",
    [
        "Why did account 778812 get no card?",
        "Why did account 778-812 get no card?",
        "Who spoke with Faadumo Cali?",
        "Who spoke with HODAN warsame?",
        "Whom did 617 555 0142 reach?",
    ],
)
def test_a_department_reads_no_name_and_no_number_of_hers(ours: str) -> None:
    officer = an_officer()
    hers = "Magacaygu waa Faadumo Cali, 778812. City Clerk. On Friday in 2026."
    complaint = an_assessed(officer, words=hers, language="so", level="confidential")
    for field, value in (("name", "Hodan Warsame"), ("phone", "617-555-0142")):
        release(complaint=complaint, field=field, value=value, days=5, at=TUESDAY)
    complaint.refresh_from_db()
    with pytest.raises(NamesHer):
        working.ask_department(words=ours, names_nobody=True, **acted(complaint, officer))
    fit = "On Friday, who was at counter 3 of the City Clerk on November 12, 2026?"
    working.ask_department(words=fit, names_nobody=True, **acted(complaint, officer))


def test_a_department_does_not_read_her_own_words() -> None:
    officer = an_officer()
    hers = "On Friday the tall man at counter 3 laughed about my letter."
    complaint = an_assessed(officer, words=hers, language="en")
    with pytest.raises(QuotesHer):
        working.ask_department(
            words="She says: the TALL man at counter 3 laughed – why?",
            names_nobody=True,
            **acted(complaint, officer),
        )
    ours = "Who was at counter 3 on Friday, and what was said about a letter?"
    working.ask_department(words=ours, names_nobody=True, **acted(complaint, officer))


def test_another_department_was_meant_and_the_first_is_not_asked_any_more() -> None:
    officer, (department, _head), (meant, _other) = an_officer(), a_department(), a_department("B")
    complaint = asked(officer, department=department)
    working.assess(about=About("delay", department=meant), **acted(complaint, officer))
    assert not shown_to([department.pk, meant.pk]).exists()
    assert complaint.status == Status.INVESTIGATING
    assert counted("filed", department=department.pk) == 0
    assert counted("filed", department=meant.pk, reason="delay") == 1


def test_the_end_says_where_to_go_and_nothing_is_finished_unfound() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    with pytest.raises(NoDestination):
        closed(complaint, officer, closing="no_jurisdiction")
    with pytest.raises(NothingFound):
        closed(complaint, officer, closing="finished")
    with pytest.raises(RepeatsNothing):
        closed(complaint, officer, closing="duplicate")
    with pytest.raises(NothingToSay):
        closed(complaint, officer, words="", english="")


def test_a_complaint_refused_with_words_is_as_it_was() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    before = complaint.state_version
    with pytest.raises(NothingToSay):
        closed(complaint, officer, words="", english="")
    kept = Complaint.objects.get(pk=complaint.pk)
    assert (kept.status, kept.state_version) == (Status.INVESTIGATING, before)


def test_it_is_closed_with_a_destination_and_taken_up_again() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    closed(complaint, officer, closing="referred", destination="Hay'adda shaqada")
    assert counted("closed", outcome="referred") == 1
    assert running(complaint) == set()
    working.reopen(**acted(complaint, officer))
    kept = Complaint.objects.get(pk=complaint.pk)
    assert (kept.status, kept.closing, str(kept.destination)) == ("investigating", "", "")
    assert counted("closed") == 0
    assert running(complaint) == {"answer"}


def test_what_repeats_another_is_linked_and_closed() -> None:
    officer = an_officer()
    first, again = a_complaint(), a_complaint()
    working.link(to=first, why="duplicate", **acted(again, officer))
    with pytest.raises(working.Circular):
        working.link(to=again, why="duplicate", **acted(first, officer))
    closed(again, officer, closing="duplicate")
    # What we owe her is owed for the first one; it is neither in time nor late here.
    assert counted("clock") == 0
    assert again.follows == first


def test_she_takes_it_back() -> None:
    complaint = an_assessed(an_officer())
    withdraw_own(complaint=complaint, at=WEDNESDAY)
    assert (complaint.status, complaint.closing) == (Status.CLOSED, "withdrawn")
    assert running(complaint) == set()
    assert counted("closed", outcome="withdrawn") == 1
    with pytest.raises(WrongState):
        withdraw_own(complaint=complaint, at=WEDNESDAY)


def test_she_takes_back_what_nobody_let_in() -> None:
    complaint = a_complaint(held=True)
    withdraw_own(complaint=complaint, at=WEDNESDAY)
    assert complaint.status == Status.DISCARDED
    assert not Entry.objects.exists()


def test_more_days_are_given_once_and_she_reads_why() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    clock = working.extend(days=5, why="papers", **acted(complaint, officer))
    assert clock.extended_by == 5
    with pytest.raises(ExtendedBefore):
        working.extend(days=5, why="papers", **acted(complaint, officer))


def test_what_waited_in_the_held_queue_counts_from_the_day_she_filed_it() -> None:
    complaint = a_complaint(held=True)
    working.let_in(**acted(complaint, an_officer(), MONDAY + timedelta(days=9)))
    assert complaint.filed_on == date(2026, 11, 16)
    assert Entry.objects.get(kind="ombudsman.filed").on == date(2026, 11, 16)
    assert Clock.objects.get().started_on == date(2026, 11, 16)


def test_a_machine_is_discarded_and_let_in_when_it_was_a_person() -> None:
    officer, complaint = an_officer(), a_complaint(held=True)
    working.discard(**acted(complaint, officer))
    with pytest.raises(WrongState):
        write_again(complaint=complaint, words="Halkan.", at=WEDNESDAY)
    working.let_in(**acted(complaint, officer))
    assert complaint.status == Status.RECEIVED


def test_without_her_language_our_words_wait_for_it() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    working.answer_her(words="", english="Please wait.", **acted(complaint, officer))
    assert complaint.words.get(kind="answer").waits
    english = an_assessed(officer, language="en")
    working.answer_her(words="", english="Please wait.", **acted(english, officer))
    assert not english.words.get(kind="answer").waits


def test_a_remedy_is_seen_once() -> None:
    officer = an_officer()
    complaint = found(an_assessed(officer), officer)
    first, second = remedied(complaint, officer), remedied(complaint, officer)
    version = complaint.state_version
    working.verify_remedy(remedy=first, already=True, version=version, by=officer, at=WEDNESDAY)
    with pytest.raises(RemedySeen):
        working.verify_remedy(
            remedy=first, already=True, version=version + 1, by=officer, at=WEDNESDAY
        )
    working.verify_remedy(
        remedy=second, already=True, version=version + 1, by=officer, at=WEDNESDAY
    )
    assert Complaint.objects.get(pk=complaint.pk).status == Status.REMEDY_VERIFIED
