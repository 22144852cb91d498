"""Papers, second persons and messages wait on the day of those whose work they are."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.face.desk.rows import parts_for
from xenia.face.desk.tests.scenes import MONDAY, a_person, an_office, signed_in
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations.open_year import open_year
from xenia.ground.ledger.streams import STREAMS
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations.glass import break_glass
from xenia.ground.vault.subjects import new_subject
from xenia.registers.directory.models import UpkeepRound
from xenia.work.enquiries.models import AnswerText
from xenia.work.enquiries.operations import Said, review_answer_text, write_answer_text
from xenia.work.language_access.operations import accept_offer, send_offers
from xenia.work.language_access.operations.text_work import ask_translator
from xenia.work.language_access.tests import asking, makers, text_makers
from xenia.work.language_access.tests.makers import an_interpreter
from xenia.work.records.operations import receive_request
from xenia.work.records.operations.receiving import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db: None) -> None:
    an_office()
    open_year(STREAMS["service"], local_day(MONDAY))


def part(code: str, person: Any) -> Any:
    found = parts_for(person, at=MONDAY + timedelta(days=30), reader="en")
    return next((one for one in found if one.code == code), None)


def test_a_late_paper_waits_for_counsel_and_not_for_the_front_desk() -> None:
    paper = Paper(
        kind="subpoena",
        judge_signed="unclear",
        authority="other",
        received_on=local_day(MONDAY),
        requester="Somebody",
    )
    clerk = a_person(Role.FRONT_DESK)
    request = receive_request(paper=paper, by=clerk, at=MONDAY)
    (task,) = part("records", a_person(Role.COUNSEL)).tasks
    assert request.number in task.title
    assert "Somebody" not in task.title + task.who
    assert task.is_late
    assert part("records", clerk) is None


def test_an_opening_in_an_emergency_waits_for_somebody_else() -> None:
    supervisor, director = a_person(Role.SUPERVISOR), a_person(Role.DIRECTOR)
    reason = "The hospital asked at night"
    break_glass(subject=new_subject(), by=supervisor, reason=reason, at=MONDAY)
    assert [task.is_late for task in part("second_person", director).tasks] == [True]
    assert part("second_person", supervisor).tasks == ()


def test_a_rule_waits_until_two_approved_it() -> None:
    counsel, director = a_person(Role.COUNSEL), a_person(Role.DIRECTOR)
    RetentionRule.objects.create(
        record_class="people.person",
        version=1,
        keep_days=365,
        since="closed_on",
        source="City schedule 12",
        in_effect_on=local_day(MONDAY),
        proposed_by_id=director.pk,
        proposed_at=MONDAY,
        first_approved_by_id=counsel.pk,
        first_approved_at=MONDAY,
    )
    assert part("second_person", counsel).count == 0, "she approved it already"
    assert part("second_person", director).count == 1


def an_answer_by(writer: Any) -> AnswerText:
    said = Said(title="Enrolling a child in school", text="Go to the welcome center.")
    return write_answer_text(said=said, names_nobody=True, by=writer, at=MONDAY)


def test_an_answer_for_next_time_waits_for_everybody_but_its_writer() -> None:
    writer = a_person(Role.CASEWORKER)
    answer = an_answer_by(writer)
    for role in (Role.SUPERVISOR, Role.DIRECTOR):
        (task,) = part("second_person", a_person(role)).tasks
        assert answer.title in task.title
        assert str(answer.pk) in task.url
    assert part("second_person", writer).tasks == ()
    review_answer_text(
        answer=answer, by=a_person(Role.DIRECTOR, email="d@office.example"), at=MONDAY
    )
    assert part("second_person", a_person(Role.SUPERVISOR, email="s@office.example")).count == 0


def test_a_message_that_waits_is_not_said_to_have_left() -> None:
    director = a_person(Role.DIRECTOR)
    assert part("messages", director).nothing == "Every message left."
    OutboxMessage.objects.create(template="enquiries.answer_ready", queued_on=local_day(MONDAY))
    found = part("messages", director)
    assert found.count == 1
    assert [task.title for task in found.tasks] == ["Messages that wait to leave: 1"]


def test_before_anybody_looked_nothing_is_said_about_what_is_to_mend() -> None:
    editor = a_person(Role.DIRECTORY_EDITOR)
    found = part("to_mend", editor)
    assert not found.is_known
    assert found.nothing.startswith("Nobody has looked yet")
    page = signed_in(editor).get("/en/desk/").content.decode()
    assert f'class="good">{found.nothing}' not in page
    assert found.nothing in page
    UpkeepRound.objects.create(on=local_day(MONDAY), taken_at=MONDAY, finished_at=MONDAY)
    found = part("to_mend", editor)
    assert (found.is_known, found.nothing) == (True, "Nothing in the directory is to mend.")


def test_what_is_done_is_said_in_sentences_and_not_counted() -> None:
    desk = a_person(Role.FRONT_DESK)
    assert part("to_tell", desk).nothing == "Nobody waits to hear about a place."
    page = signed_in(desk).get("/en/desk/").content.decode()
    assert "Nobody waits to hear about a place." in page
    assert "<h2>Nothing to do here</h2>" in page


def test_words_we_do_not_understand_are_a_link_while_there_are_none() -> None:
    page = signed_in(a_person(Role.DIRECTORY_EDITOR)).get("/en/desk/").content.decode()
    assert 'href="/en/desk/directory/unanswered/"' in page


def test_nothing_waits_on_a_quiet_day() -> None:
    director = a_person(Role.DIRECTOR)
    for code in ("records", "second_person", "messages"):
        assert part(code, director).count == 0
        assert part(code, director).nothing


def own_part(code: str, person: Any, *, at: Any) -> Any:
    found = {one.code: one for one in parts_for(person, at=at, reader="en")}
    return found[code]


def test_an_offer_and_a_meeting_that_is_over_wait_on_an_interpreters_day() -> None:
    person = a_person(Role.INTERPRETER)
    an_interpreter("kea", user=person)
    monday = makers.MONDAY
    (offer,) = send_offers(request=asking.a_request(), by=None, at=monday)
    waits = own_part("my_week", person, at=monday)
    assert (waits.count, waits.tasks[0].title) == (1, "Can you come?")
    assert waits.tasks[0].url == "/en/desk/my-week/"
    accept_offer(offer=offer, by=None, at=monday)
    assert own_part("my_week", person, at=monday).tasks == ()
    (task,) = own_part("my_week", person, at=asking.THURSDAY + 2 * asking.HOUR).tasks
    assert (task.title, task.who) == ("How did it go?", "Public Health")


def test_a_text_to_translate_waits_on_a_translators_day_and_then_for_a_second_reader() -> None:
    translator, user = text_makers.a_translator()
    _other, reader = text_makers.a_translator(name="Jean Pierre", rank=2)
    request = text_makers.a_request()
    at = text_makers.MONDAY
    work = text_makers.the_work(request)
    ask_translator(work=work, translator=translator, by=None, at=at)
    (task,) = own_part("my_translations", user, at=at).tasks
    assert (task.title, task.verb) == ("Consent form", "Translate")
    assert own_part("my_translations", reader, at=at).count == 0
    second = text_makers.a_request(title="Second form")
    text_makers.delivered(second, translator, user)
    (task,) = own_part("my_translations", reader, at=at).tasks
    assert (task.title, task.verb) == ("Second form", "Read")


def test_an_interpreter_who_is_on_the_roster_is_not_told_that_she_has_no_work_here() -> None:
    person = a_person(Role.INTERPRETER)
    an_interpreter("kea", user=person)
    page = signed_in(person).get("/en/desk/").content.decode()
    assert "No work comes to this page for your role yet" not in page
    assert "/en/desk/my-week/" in page
