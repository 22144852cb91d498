"""Anybody asks the office, and reads what it answers, without being anybody we know."""

from datetime import date, timedelta

import pytest
from django.db import connections

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys.codes import ALPHABET, SIGNS
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ConsentNote, ContactPoint, OutboxMessage
from xenia.ground.reference.operations import close_office
from xenia.ground.vault.operations.hold import place_hold
from xenia.ground.vault.subjects import UnderHold
from xenia.work.enquiries import operations
from xenia.work.enquiries.codes import code_for, hash_of
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import Asker, Status
from xenia.work.enquiries.queries.threads import read_by_asker, with_code
from xenia.work.enquiries.tests.makers import (
    KREYOL,
    LATER,
    MONDAY,
    TUESDAY,
    a_question,
    an_enquiry,
    answered,
    taken,
    with_its_code,
)

pytestmark = pytest.mark.django_db


def test_a_question_needs_nothing_but_its_words() -> None:
    enquiry = an_enquiry()
    assert enquiry.status == Status.WAITING
    assert enquiry.asker == Asker.UNSAID
    assert [(one.kind, one.text, one.by_id) for one in enquiry.words.all()] == [
        (Word.Kind.QUESTION, KREYOL, None)
    ]


def test_each_question_is_somebody_of_her_own() -> None:
    first, second = an_enquiry(), an_enquiry()
    assert first.subject_id != second.subject_id
    assert SubjectKey.objects.count() == 2


@pytest.mark.both_databases
def test_her_words_and_her_code_lie_nowhere_in_plain() -> None:
    enquiry, code = with_its_code(
        who="Rose Valcourt", answer_by=AnswerBy.EMAIL, address="rose@home.example"
    )
    operations.write_again(enquiry=enquiry, words="Mwen rele Rose.", at=TUESDAY)
    dumped = everything_in_the_databases()
    for plain in (KREYOL, "enskri", "Valcourt", "rose@home", "Mwen rele", code, code[:5]):
        assert plain not in dumped, plain
    assert enquiry.code_hash in dumped, "the dump sees the table"


def everything_in_the_databases() -> str:
    """Every row of every table of both databases, as text."""
    found = []
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names the database gave
                found += [
                    bytes(value).decode("utf-8", "replace")
                    if isinstance(value, bytes | memoryview)
                    else str(value)
                    for row in cursor.fetchall()
                    for value in row
                ]
    return "\n".join(found)


def test_an_answer_is_due_in_business_days() -> None:
    close_office(
        first_day=date(2026, 11, 3), last_day=date(2026, 11, 3), name="Election", by=None, at=MONDAY
    )
    enquiry = an_enquiry()
    # Monday: Wednesday, Thursday, Friday, for on Tuesday the office is closed.
    assert enquiry.due_on == date(2026, 11, 6)
    assert enquiry.calendar_version == 1
    assert an_enquiry(asker=Asker.PRESS).due_on == date(2026, 11, 4)
    assert an_enquiry(asker=Asker.DEPARTMENT).due_on == date(2026, 11, 10)


def test_asking_is_counted_by_who_asks_and_nobody_is() -> None:
    an_enquiry(asker=Asker.PRESS, language="en")
    an_enquiry()
    counted = Entry.objects.filter(kind="enquiries.received").order_by("reason")
    assert [(one.reason, one.language, one.mode, one.token) for one in counted] == [
        ("press", "en", "code", None),
        ("unsaid", "ht", "code", None),
    ]


def test_the_same_form_twice_is_one_question() -> None:
    an_enquiry(token="the same")
    with pytest.raises(operations.AlreadyAsked):
        an_enquiry(token="the same")
    assert Enquiry.objects.count() == 1
    assert Entry.objects.filter(kind="enquiries.received").count() == 1


def test_a_code_is_easy_to_read_and_hard_to_guess() -> None:
    code = code_for("a form")
    assert code == code_for("a form")
    assert code != code_for("another form")
    assert [len(part) for part in code.split("-")] == [5, 5, 5]
    assert set(code) - {"-"} <= set(ALPHABET)
    assert len(ALPHABET) ** SIGNS > 2**60
    assert not set(ALPHABET) & set("01ILOAEU")


@pytest.mark.parametrize("typed", ["{}", "  {}  ", "{} ", "{}\n"])
def test_a_code_is_taken_as_people_type_it(typed: str) -> None:
    enquiry, code = with_its_code()
    for form in (code, code.lower(), code.replace("-", " "), code.replace("-", "–")):
        assert with_code(typed.format(form)) == enquiry


@pytest.mark.parametrize("typed", ["", "BCDFG", "BCDFG-23456-HJKM1", "' OR 1=1 --", "B" * 400])
def test_what_is_no_code_finds_nothing(typed: str) -> None:
    an_enquiry()
    assert hash_of(typed) == ""
    assert with_code(typed) is None


def test_another_code_finds_nothing() -> None:
    an_enquiry()
    assert with_code(code_for("some other form")) is None


def test_a_contact_is_hers_alone_with_the_yes_she_gave() -> None:
    enquiry = an_enquiry(answer_by=AnswerBy.SMS, address="617-555-0114")
    contact = ContactPoint.objects.get()
    assert enquiry.contact == contact
    assert contact.subject_id == enquiry.subject_id
    assert (contact.address, contact.language("written")) == ("+16175550114", "ht")
    note = ConsentNote.objects.get()
    assert (note.channel, note.purpose, note.is_given, note.how) == ("sms", "answers", True, "form")


def test_a_code_alone_leaves_no_contact() -> None:
    an_enquiry(address="rose@home.example")
    assert not ContactPoint.objects.exists()


def test_she_writes_again_and_the_same_colleague_goes_on() -> None:
    colleague = a_user()
    enquiry = answered(colleague)
    current = operations.write_again(enquiry=enquiry, words="E laj li?", at=LATER)
    assert (current.status, current.taken_by_id) == (Status.TAKEN, colleague.pk)
    assert current.due_on > LATER.date(), "an answer is due anew"
    assert [one.text for one in read_by_asker(current)] == [
        KREYOL,
        "Nan sant akèy la.",
        "E laj li?",
    ]


def test_a_colleague_who_left_gets_no_reply() -> None:
    colleague = a_user()
    enquiry = answered(colleague)
    colleague.is_active = False
    colleague.save()
    current = operations.write_again(enquiry=enquiry, words="E laj li?", at=LATER)
    assert (current.status, current.taken_by_id) == (Status.WAITING, None)


def test_who_adds_something_while_we_work_moves_no_deadline() -> None:
    enquiry = taken(a_user())
    current = operations.write_again(enquiry=enquiry, words="Li gen 7 an.", at=TUESDAY)
    assert (current.status, current.due_on) == (Status.TAKEN, enquiry.due_on)


def test_a_closed_question_opens_when_she_writes_again() -> None:
    colleague = a_user()
    enquiry = answered(colleague)
    operations.close_enquiry(enquiry=enquiry, why="answered", by=colleague, at=TUESDAY)
    current = operations.write_again(enquiry=enquiry, words="E laj li?", at=LATER)
    assert (current.status, current.closing, current.closed_on) == (Status.TAKEN, "", None)
    counted = Entry.objects.filter(kind="enquiries.closed").values_list("quantity", flat=True)
    assert sum(counted) == 0


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_she_takes_her_question_back_and_nothing_of_it_opens() -> None:
    enquiry, code = with_its_code(answer_by=AnswerBy.EMAIL, address="rose@home.example")
    operations.erase_own(enquiry=enquiry, at=TUESDAY)
    assert with_code(code) is None
    assert not Enquiry.objects.exists()
    assert not Word.objects.exists()
    assert not ContactPoint.objects.exists()
    assert Tombstone.objects.get().pk == enquiry.subject_id
    assert Entry.objects.filter(kind="enquiries.received").count() == 1, "the count stays"


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_legal_hold_keeps_even_what_she_takes_back() -> None:
    enquiry, code = with_its_code()
    place_hold(reference="26-1", subject=enquiry.subject_id, by=a_user(Role.COUNSEL), at=MONDAY)
    with pytest.raises(UnderHold):
        operations.erase_own(enquiry=enquiry, at=TUESDAY)
    assert with_code(code) == enquiry


def test_an_answer_tells_who_left_a_contact_and_nobody_else() -> None:
    colleague = a_user()
    answered(colleague)
    assert not OutboxMessage.objects.exists()
    enquiry = answered(colleague, answer_by=AnswerBy.EMAIL, address="rose@home.example")
    message = OutboxMessage.objects.get()
    assert (message.template, message.recipient_id) == ("enquiries.answer_ready", enquiry.pk)


def test_a_question_kept_in_hand_shows_no_words_in_its_repr() -> None:
    assert KREYOL not in repr(a_question())
    assert KREYOL not in str(an_enquiry())


def test_a_question_of_a_month_ago_closes_by_itself_and_its_contact_is_forgotten() -> None:
    colleague = a_user()
    enquiry = answered(colleague, answer_by=AnswerBy.EMAIL, address="rose@home.example")
    assert operations.tidy_enquiries(TUESDAY + timedelta(days=29)) == 0
    assert operations.tidy_enquiries(TUESDAY + timedelta(days=30)) == 1
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.closing) == (Status.CLOSED, "answered")
    assert ContactPoint.objects.exists()
    operations.tidy_enquiries(TUESDAY + timedelta(days=44))
    assert not ContactPoint.objects.exists()
    enquiry.refresh_from_db()
    assert enquiry.contact_id is None
