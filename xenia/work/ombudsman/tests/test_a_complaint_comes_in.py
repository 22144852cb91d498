"""Somebody complains: her words are sealed, she holds a code, and a form sent twice is one complaint."""

import pytest

from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.operations.reach import Way
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations.filing import (
    AlreadyFiled,
    NotReached,
    erase_own,
    file_complaint,
    write_again,
)
from xenia.work.ombudsman.operations.thread import NothingToSay
from xenia.work.ombudsman.queries.threads import with_code
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    SOMALI,
    TUESDAY,
    a_city_service,
    a_complaint,
    a_report,
    with_its_code,
)

pytestmark = pytest.mark.django_db


def test_her_words_wait_under_her_code_and_nothing_says_who_she_is() -> None:
    complaint, code = with_its_code()
    found = with_code(code.lower().replace("-", " "))
    assert found is not None
    assert found.pk == complaint.pk
    assert found.status == Status.RECEIVED
    assert found.contact_id is None
    word = complaint.words.get()
    assert str(word.text) == "(sealed)"
    assert SOMALI.encode() not in bytes(word.__dict__["text"].data)


def test_a_form_sent_twice_is_one_complaint() -> None:
    a_complaint(token="one")
    with pytest.raises(AlreadyFiled):
        a_complaint(token="one")
    assert Complaint.objects.count() == 1
    assert Entry.objects.filter(kind="ombudsman.filed").count() == 1


def test_the_service_says_which_department_it_is_about() -> None:
    service = a_city_service()
    assert a_complaint(service=service).department == service.organization


def test_who_stays_unknown_leaves_no_way_to_be_reached() -> None:
    way = Way("email", "somebody@example.org", channels=("email",))
    with pytest.raises(NotReached):
        a_complaint(answer_by="email", way=way)
    known = a_complaint(level="confidential", answer_by="email", way=way)
    assert known.contact_id


def test_without_words_nothing_is_filed() -> None:
    with pytest.raises(NothingToSay):
        file_complaint(report=a_report(words="  "), token="empty", at=MONDAY)
    assert not Complaint.objects.exists()


def test_a_punishment_for_complaining_is_urgent() -> None:
    assert a_complaint(kind="retaliation").is_urgent
    assert not a_complaint().is_urgent


def test_a_department_never_stands_beside_a_language_in_the_counts() -> None:
    a_complaint(service=a_city_service())
    entries = Entry.objects.exclude(department=None)
    assert set(entries.values_list("kind", "language")) == {
        ("ombudsman.filed", ""),
        ("departments.refused", ""),
    }
    assert set(Entry.objects.exclude(language="").values_list("kind", flat=True)) == {
        "ombudsman.filed_in",
        "casework.barrier",
    }


def test_what_the_gate_doubts_waits_uncounted() -> None:
    held = a_complaint(held=True)
    assert held.status == Status.HELD
    assert not Entry.objects.exists()


def test_she_adds_something() -> None:
    complaint = a_complaint()
    write_again(complaint=complaint, words="Maanta mar kale.", at=TUESDAY)
    assert [word.number for word in complaint.words.all()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_she_has_everything_destroyed_and_the_counts_stay() -> None:
    complaint, code = with_its_code()
    erase_own(complaint=complaint, at=TUESDAY)
    assert with_code(code) is None
    assert not Complaint.objects.filter(pk=complaint.pk).exists()
    assert Entry.objects.filter(kind="ombudsman.filed").count() == 1
