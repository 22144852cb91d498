"""Two at the same moment: one takes, one answer goes out, one form is one question, one slip is taken back once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.models import User
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.models import Organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.operations import AlreadyAsked
from xenia.work.enquiries.tests.makers import (
    MONDAY,
    TUESDAY,
    a_department,
    a_question,
    an_enquiry,
    answered,
    forwarded,
    taken,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
PATIENCE = 60  # seconds


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once: on SQLite files, as in an office."""
    in_memory = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            office = tmp_path / f"{alias}.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(office)])
            in_memory[alias] = connections.settings[alias]["NAME"]
            connections.settings[alias]["NAME"] = str(office)
    yield
    for alias, name in in_memory.items():
        connections.settings[alias]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on connections of its own. What each returned or raised."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except Exception as error:  # noqa: BLE001  # what it raised is the answer
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def in_the_office(scene: Callable[[], Any]) -> Any:
    """A scene on the databases of the office. Raises what it raises."""
    (found,) = at_once(scene)
    if isinstance(found, Exception):
        raise found
    return found


def fresh(enquiry: Enquiry) -> Enquiry:
    found: Enquiry = Enquiry.objects.get(pk=enquiry.pk)
    return found


def test_two_take_a_question_and_one_has_it() -> None:
    enquiry: Enquiry
    enquiry, people = in_the_office(lambda: (an_enquiry(), [a_user() for _n in range(3)]))

    def take(who: User) -> Callable[[], Any]:
        def act() -> Any:
            operations.take(enquiry=fresh(enquiry), by=who, at=MONDAY)
            return who.pk

        return act

    got = at_once(*map(take, people))
    won = [one for one in got if not isinstance(one, Exception)]
    assert len(won) == 1
    assert all(isinstance(one, WrongState) for one in got if one not in won)
    assert in_the_office(lambda: fresh(enquiry).taken_by_id) == won[0]


def test_two_answer_from_two_screens_and_one_answer_goes_out() -> None:
    def scene() -> tuple[User, Enquiry]:
        colleague = a_user()
        return colleague, taken(colleague)

    colleague, enquiry = in_the_office(scene)

    def answer(words: str) -> Callable[[], Any]:
        return lambda: operations.send_answer(
            enquiry=fresh(enquiry), english="", words=words, by=colleague, at=TUESDAY
        )

    got = at_once(answer("Wi."), answer("Non."))
    assert [isinstance(one, WrongState) for one in got].count(True) == 1

    def what_stands() -> tuple[int, int]:
        answers = Word.objects.filter(enquiry_id=enquiry.pk, kind=Word.Kind.ANSWER).count()
        return answers, Entry.objects.filter(kind="enquiries.answered").count()

    assert in_the_office(what_stands) == (1, 1)


def test_one_form_sent_by_two_clicks_is_one_question() -> None:
    in_the_office(a_user)
    got = at_once(
        *[lambda: operations.ask_office(question=a_question(), token="one form", at=MONDAY)] * 3
    )
    assert [isinstance(one, AlreadyAsked) for one in got].count(True) == 2
    counted = in_the_office(
        lambda: (Enquiry.objects.count(), Entry.objects.filter(kind="enquiries.received").count())
    )
    assert counted == (1, 1)


def test_a_department_answers_while_the_question_is_taken_back() -> None:
    def scene() -> tuple[User, Organization, User, Enquiry]:
        colleague = a_user()
        schools, sol = a_department()
        return colleague, schools, sol, forwarded(colleague, schools)

    colleague, _schools, sol, enquiry = in_the_office(scene)
    replied, taken_back = at_once(
        lambda: operations.reply_for_organization(
            enquiry=fresh(enquiry), text="Form 12.", by=sol, at=TUESDAY
        ),
        lambda: operations.take_back(enquiry=fresh(enquiry), by=colleague, at=TUESDAY),
    )
    lost = [isinstance(one, WrongState) for one in (replied, taken_back)]
    assert lost.count(True) == 1
    kind = Word.Kind.FORWARD_ANSWER
    said = in_the_office(lambda: Word.objects.filter(enquiry_id=enquiry.pk, kind=kind).count())
    assert said == (0 if lost[0] else 1)


def test_she_writes_again_while_her_question_is_closed_and_it_is_open_in_the_end() -> None:
    enquiry = in_the_office(lambda: answered(a_user()))
    at_once(
        lambda: operations.write_again(enquiry=fresh(enquiry), words="E laj li?", at=TUESDAY),
        lambda: operations.tidy_enquiries(TUESDAY.replace(month=12)),
    )
    assert in_the_office(lambda: fresh(enquiry).status) == Status.TAKEN
    closed = in_the_office(
        lambda: sum(
            Entry.objects.filter(kind="enquiries.closed").values_list("quantity", flat=True)
        )
    )
    assert closed == 0


def test_two_who_add_words_at_once_both_stand_in_the_thread() -> None:
    enquiry = in_the_office(an_enquiry)
    at_once(
        *[
            lambda: operations.write_again(enquiry=fresh(enquiry), words="Ankò.", at=TUESDAY)
            for _time in range(3)
        ]
    )
    numbers = in_the_office(
        lambda: list(Word.objects.filter(enquiry_id=enquiry.pk).values_list("number", flat=True))
    )
    assert numbers == [1, 2, 3, 4]
