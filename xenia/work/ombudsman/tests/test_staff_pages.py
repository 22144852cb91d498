"""An officer's way through complaints: the queue, one complaint, and every act on it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    SOMALI,
    TUESDAY,
    a_city_service,
    a_complaint,
    a_department,
    a_supervisor,
    an_officer,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/complaints/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, complaint: Complaint) -> str:
    answer = client.get(f"{DESK}{complaint.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def do(client: Client, complaint: Complaint, what: str, **said: Any) -> Any:
    """Press a button of the page as it stands now."""
    complaint.refresh_from_db()
    said = {"version": complaint.state_version} | said
    where = what if what in ("take", "assign", "review") else f"do/{what}"
    answer = client.post(f"{DESK}{complaint.pk}/{where}/", said, follow=True)
    complaint.refresh_from_db()
    return answer


def test_the_queue_shows_kind_language_and_day_and_nobodys_words() -> None:
    one = a_complaint()
    page = signed_in(an_officer()).get(DESK).content.decode()
    assert one.label in page
    assert "Somali" in page
    assert "Waxay" not in page


def test_the_queue_is_narrowed_down() -> None:
    officer = an_officer()
    clerk, _head = a_department()
    mine = a_complaint(department=clerk, kind="delay")
    other = a_complaint()
    urgent = a_complaint(kind="retaliation")
    held = a_complaint(held=True)
    client = signed_in(officer)
    do(client, mine, "take")
    seen = {
        query: {
            one
            for one in (mine, other, urgent, held)
            if one.label in client.get(DESK + query).content.decode()
        }
        for query in ("", "?view=mine", "?view=nobodys", "?view=urgent", "?kind=delay", "?view=x")
    }
    assert seen == {
        "": {mine, other, urgent},
        "?view=mine": {mine},
        "?view=nobodys": {other, urgent},
        "?view=urgent": {urgent},
        "?kind=delay": {mine},
        "?view=x": {mine, other, urgent},
    }


def test_the_urgent_stands_first_then_what_is_due_first() -> None:
    client = signed_in(an_officer())
    newer, older = a_complaint(at=MONDAY), a_complaint(at=MONDAY - timedelta(days=7))
    urgent = a_complaint(kind="retaliation")
    page = client.get(DESK).content.decode()
    places = [page.index(f">{one.label} ") for one in (urgent, older, newer)]
    assert places == sorted(places)


def test_each_piece_that_is_opened_is_noted() -> None:
    officer, complaint = an_officer(), a_complaint()
    assert SOMALI in page_of(signed_in(officer), complaint)
    looks = AuditEvent.objects.filter(actor_id=officer.pk, purpose="service")
    assert sorted(looks.values_list("action", "record_type")) == [
        ("vault.looked", "ombudsman.complaint"),
        ("vault.opened", "ombudsman.complaintword"),
    ]
    page = signed_in(officer).get(f"{DESK}{complaint.pk}/who-looked/").content.decode()
    assert "What was written" in page
    assert officer.name in page


def test_equal_looks_of_one_day_are_one_row() -> None:
    officer, complaint = an_officer(), a_complaint()
    client = signed_in(officer)
    for _again in range(3):
        page_of(client, complaint)
    page = client.get(f"{DESK}{complaint.pk}/who-looked/").content.decode()
    assert "What was written × 3</td>" in page
    assert page.count("<td>What was written") == 1


def test_who_names_her_to_a_department_is_told_and_loses_nothing() -> None:
    client = signed_in(an_officer())
    clerk, _head = a_department()
    complaint = a_complaint(words="Aniga waa Faadumo Cali. Waxay ii sheegeen inaanan kaarka heli.")
    do(client, complaint, "take")
    do(client, complaint, "acknowledge")
    do(client, complaint, "assess", kind="access", department=clerk.pk)
    for words in ("Who spoke with Faadumo Cali?", "Aniga waa Faadumo Cali, waxay ii sheegeen?"):
        answer = do(client, complaint, "ask-department", words=words, names_nobody="on")
        page = answer.content.decode()
        assert "Something in your words is hers" in page
        assert words in page
    complaint.refresh_from_db()
    assert complaint.status == Status.INVESTIGATING


def test_from_the_first_look_to_the_remedy() -> None:
    client = signed_in(an_officer())
    clerk, head = a_department()
    complaint = a_complaint()
    steps: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("take", {}, Status.RECEIVED),
        ("acknowledge", {}, Status.ACKNOWLEDGED),
        ("assess", {"kind": "access", "department": clerk.pk}, Status.INVESTIGATING),
        (
            "ask-department",
            {"words": "What happened at counter 2?", "names_nobody": "on"},
            Status.WITH_DEPARTMENT,
        ),
    )
    for what, said, stands in steps:
        page = do(client, complaint, what, **said)
        assert (what, page.status_code, complaint.status) == (what, 200, stands)
    working.reply_for_department(
        complaint=complaint,
        words="We asked for a paper that is not needed.",
        proposal="She gets the card.",
        version=complaint.state_version,
        by=head,
        at=TUESDAY,
    )
    page = page_of(client, complaint)
    assert "We asked for a paper" in page
    assert "The department replied. Read it below." in page
    do(client, complaint, "ask-her", words="Goorma?", english="When?")
    assert complaint.status == Status.WAITS_FOR_HER
    do(client, complaint, "go-on")
    do(
        client,
        complaint,
        "find",
        outcome="upheld",
        words="Waad saxan tahay.",
        english="You are right.",
    )
    assert complaint.status == Status.FOUND
    agreed = {
        "kind": "service",
        "english": "She gets the card.",
        "words": "Kaarka.",
        "due_on": "2027-01-04",
    }
    do(client, complaint, "agree-remedy", **agreed)
    assert complaint.status == Status.REMEDY_AGREED
    do(client, complaint, "verify-remedy", remedy=complaint.remedies.get().pk, already="on")
    assert complaint.status == Status.REMEDY_VERIFIED
    do(client, complaint, "close", closing="finished", words="Mahadsanid.", english="Thank you.")
    assert complaint.status == Status.CLOSED
    assert "Open it again" in page_of(client, complaint)
    do(client, complaint, "reopen")
    assert complaint.status == Status.INVESTIGATING


def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    client = signed_in(an_officer())
    complaint = a_complaint()
    do(client, complaint, "acknowledge")
    do(client, complaint, "assess", kind="access")
    answer = do(client, complaint, "find", outcome="", words="Waad saxan tahay.")
    assert answer.status_code == 422
    assert "Choose what you found." in answer.content.decode()
    assert "Waad saxan tahay." in answer.content.decode()
    answer = do(client, complaint, "close", closing="no_jurisdiction", words="Halkan maaha.")
    assert answer.status_code == 422
    assert "Say who decides it" in answer.content.decode()
    answer = do(client, complaint, "close", closing="finished", words="Dhammaad.")
    assert answer.status_code == 422
    assert "Say first what we found" in answer.content.decode()
    assert "Dhammaad." in answer.content.decode()
    assert complaint.status == Status.INVESTIGATING


def test_whoever_comes_second_is_told_and_her_words_are_on_the_page() -> None:
    complaint = a_complaint()
    client = signed_in(an_officer())
    seen = complaint.state_version
    do(client, complaint, "acknowledge")
    answer = do(client, complaint, "answer-her", version=seen, words="Waan helnay.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody was here before you." in page
    assert "Nothing you typed is lost" in page
    assert "Waan helnay." in page
    assert complaint.words.count() == 1


def test_two_officers_take_one_and_two_supervisors_give_one_and_the_second_reads_it() -> None:
    first, second, complaint = an_officer("First"), an_officer("Second"), a_complaint()
    seen = complaint.state_version
    assert do(signed_in(first), complaint, "take").status_code == 200
    late = do(signed_in(second), complaint, "take", version=seen)
    assert late.status_code == 409
    assert "Somebody was here before you. Look at how it stands now." in late.content.decode()
    assert complaint.officer_id == first.pk

    one, other = signed_in(a_supervisor("One")), signed_in(a_supervisor("Other"))
    seen = complaint.state_version
    do(one, complaint, "assign", colleague=second.pk)
    # To somebody else, and to the same colleague: who has it by now is not on the list any more.
    for colleague in (an_officer("Third"), second):
        late = do(other, complaint, "assign", version=seen, colleague=colleague.pk)
        assert late.status_code == 409
        assert "Somebody was here before you." in late.content.decode()
    assert complaint.officer_id == second.pk


def test_a_colleagues_complaint_is_read_and_not_worked_on() -> None:
    complaint, second = a_complaint(), an_officer("Second")
    do(signed_in(an_officer("First")), complaint, "take")
    client = signed_in(second)
    page = page_of(client, complaint)
    assert "A colleague works on it." in page
    assert "Tell her that we have it" not in page
    answer = do(client, complaint, "acknowledge")
    assert "Another colleague works on this complaint." in answer.content.decode()
    do(client, complaint, "note", words="She called here as well.")
    assert "She called here as well." in page_of(client, complaint)


def test_a_supervisor_says_who_has_it_and_who_looks_again() -> None:
    first, second = an_officer("First"), an_officer("Second")
    client, complaint = signed_in(a_supervisor()), a_complaint()
    do(client, complaint, "assign", colleague=first.pk)
    assert complaint.officer_id == first.pk
    hers = signed_in(first)
    do(hers, complaint, "acknowledge")
    do(hers, complaint, "assess", kind="delay")
    do(hers, complaint, "find", outcome="not_upheld", words="Maya.", english="No.")
    assert hers.post(f"{DESK}{complaint.pk}/review/", {}).status_code == 403
    answer = do(client, complaint, "review", colleague=first.pk)
    assert answer.status_code == 422, "she found what was found first"
    do(client, complaint, "review", colleague=second.pk)
    assert (complaint.status, complaint.stage, complaint.reviewer_id) == ("review", 2, second.pk)


def test_who_was_punished_is_linked_and_the_department_is_not_asked() -> None:
    client = signed_in(an_officer())
    clerk, _head = a_department()
    before = a_complaint(department=clerk)
    complaint = a_complaint(department=clerk, kind="retaliation", at=TUESDAY)
    page = page_of(client, complaint)
    assert "She says that she was punished" in page
    assert before.label in page
    assert "It was for this one" in page
    do(client, complaint, "acknowledge")
    do(client, complaint, "assess", kind="retaliation", department=clerk.pk)
    assert "Send the question" not in page_of(client, complaint)
    asked = do(client, complaint, "ask-department", words="What?", names_nobody="on")
    assert asked.status_code == 422
    do(client, complaint, "link", to=before.pk, why="retaliation")
    assert complaint.follows_id == before.pk


def test_what_may_have_come_twice_is_suggested_by_what_it_is_about_and_when() -> None:
    client = signed_in(an_officer())
    clerk, _head = a_department()
    other, _other_head = a_department("Other")
    near = a_complaint(department=clerk, words="Completely other words.")
    a_complaint(department=other)
    a_complaint(department=clerk, kind="delay")
    a_complaint(department=clerk, at=MONDAY - timedelta(days=15))
    complaint = a_complaint(department=clerk, at=TUESDAY)
    answer = client.get(f"{DESK}{complaint.pk}/")
    assert answer.context["came_twice"] == [near]
    # It asks first; nobody has it because of that, and it is taken back as long as nothing followed.
    assert f"It belongs to complaint {near.label}" in answer.content.decode()
    assert "You can take it back" in answer.content.decode()
    do(client, complaint, "link", to=near.pk, why="duplicate")
    assert (complaint.follows_id, complaint.officer_id) == (near.pk, None)
    assert "It does not belong to it" in page_of(client, complaint)
    do(client, complaint, "unlink")
    assert complaint.follows_id is None
    assert do(client, complaint, "unlink").status_code == 409
    do(client, complaint, "link", to=near.pk, why="duplicate")
    do(
        client,
        complaint,
        "close",
        closing="duplicate",
        words="Laba jeer.",
        english="It came twice.",
    )
    assert (complaint.status, complaint.closing) == ("closed", "duplicate")
    assert "It does not belong to it" not in page_of(client, complaint)
    assert do(client, complaint, "unlink").status_code == 409


def test_many_are_let_in_or_put_aside_at_once_and_taken_back() -> None:
    client = signed_in(an_officer())
    one, two, three = (a_complaint(held=True) for _number in range(3))
    where = f"{DESK}to-let-in/"
    page = client.get(where).content.decode()
    assert page.count(SOMALI) == 3
    said = {f"version-{each.pk}": "0" for each in (one, two, three)}
    client.post(where, said | {"act": "let_in", "chosen": [one.pk]})
    client.post(where, said | {"act": "discard", "every": "yes", "seen": [two.pk, three.pk]})
    for each in (one, two, three):
        each.refresh_from_db()
    assert [each.status for each in (one, two, three)] == ["received", "discarded", "discarded"]
    late = client.post(where, said | {"act": "discard", "chosen": [one.pk]}, follow=True)
    assert "A colleague was here before you" in late.content.decode()
    assert two.label in client.get(f"{where}?show=discarded").content.decode()
    back = {"act": "let_in", "chosen": [two.pk], f"version-{two.pk}": "1", "show": "discarded"}
    client.post(where, back)
    two.refresh_from_db()
    assert two.status == "received"
    assert client.post(where, {"act": "x"}).status_code == 404


def test_more_time_is_taken_once_with_a_reason() -> None:
    client, complaint = signed_in(an_officer()), a_complaint(at=now())
    do(client, complaint, "acknowledge")
    answer = do(client, complaint, "extend", days="40", why="papers")
    assert answer.status_code == 422
    assert "Choose from 1 to" in answer.content.decode()
    do(client, complaint, "extend", days="5", why="papers")
    assert "5 working days more:" in page_of(client, complaint)
    again = do(client, complaint, "extend", days="1", why="papers")
    assert "There is no second time." in again.content.decode()


def test_the_queue_costs_the_same_for_one_and_for_twenty(
    django_assert_max_num_queries: Any,
) -> None:
    officer = an_officer()
    client = signed_in(officer)
    for number in range(20):
        complaint = a_complaint(service=a_city_service(a_department(f"Department {number}")[0]))
        if number % 2:
            do(client, complaint, "take")
    client.get(DESK)
    with django_assert_max_num_queries(10), pytest.MonkeyPatch.context() as only:
        # Of a department its name is read, not its record.
        only.setattr(Organization, "from_db", None)
        assert "Department 7" in client.get(DESK).content.decode()


STATES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "received": [],
    "investigating": [("acknowledge", {}), ("assess", {"kind": "access"})],
    "found": [
        ("acknowledge", {}),
        ("assess", {"kind": "access"}),
        ("find", {"outcome": "partly", "words": "Haa."}),
    ],
    "closed": [("close", {"closing": "discontinued", "words": "Dhammaad."})],
}


@pytest.mark.parametrize("state", STATES)
def test_a_complaint_is_read_in_arabic_and_printed_in_every_state(state: str) -> None:
    client, complaint = signed_in(an_officer()), a_complaint()
    for what, said in STATES[state]:
        do(client, complaint, what, **said)
    assert complaint.status == state
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    for where in ("", f"{complaint.pk}/", f"{complaint.pk}/print/", f"{complaint.pk}/who-looked/"):
        page = client.get(f"/ar/desk/complaints/{where}")
        assert page.status_code == 200
        assert '<html lang="ar" dir="rtl">' in page.content.decode()
    forget_office()


def test_the_page_of_a_late_one_says_to_whom_it_climbed_and_when() -> None:
    officer, complaint = an_officer(), a_complaint()
    client = signed_in(officer)
    assert "that it is late" not in page_of(client, complaint)
    # Due on Monday the 23rd.
    every = []
    for day, who in ((24, "Whoever has it"), (25, "The supervisor"), (30, "The director")):
        keep_clocks(datetime(2026, 11, day, 15, tzinfo=UTC))
        told = f"{who} was told on November {day}, 2026 that it is late."
        every.append(told)
        page = " ".join(page_of(client, complaint).split())
        assert [told for told in every if told not in page] == []
    older = a_complaint(at=MONDAY - timedelta(days=60))
    assert 'class="clock late"' in page_of(client, older)
