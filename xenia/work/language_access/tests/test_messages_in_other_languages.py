"""A message of any room is put into another language by one translator, who sees its words and nothing else."""

from collections.abc import Iterator

import pytest
from django.db import connection

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.subjects import shred
from xenia.work.language_access import text_kinds
from xenia.work.language_access.message_rooms import (
    ROOMS,
    MessageRoom,
    NotWanted,
    register_message_room,
)
from xenia.work.language_access.models import MessageTranslation
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.operations import (
    AskedAlready,
    OneLanguage,
    request_message_translation,
    withdraw_message_translation,
)
from xenia.work.language_access.operations.message_texts import (
    deliver_message_text,
    drop_unwanted,
    message_mark,
    save_message_text,
)
from xenia.work.language_access.operations.text_work import (
    NotHers,
    NothingWritten,
    TextChanged,
    accept_text,
    decline_text,
)
from xenia.work.language_access.tests.text_makers import (
    ASKED,
    MONDAY,
    TUESDAY,
    ARoom,
    a_room,
    a_translator,
    as_now,
    brought,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(name="room")
def the_room() -> Iterator[ARoom]:
    with a_room() as room:
        yield room


def test_the_first_fitting_translator_is_asked_at_once_and_the_text_comes_back(room: ARoom) -> None:
    a_translator(rank=1, name="Second")
    best, user = a_translator(rank=2, name="First")
    colleague = a_user(Role.CASEWORKER)
    work = room.asked(by=colleague)
    assert (work.status, as_now(work).translator_id) == (TextStatus.ASKED, best.pk)
    accept_text(work=work, by=user, at=MONDAY)
    brought(room, work, user)
    assert room.came[work.about_id] == ("en", "Where do I go?", user.pk)
    assert OutboxMessage.objects.filter(recipient_id=colleague.pk).exists()


def test_who_cannot_is_passed_over_for_the_next_and_then_the_office_is_told(room: ARoom) -> None:
    _first, one = a_translator(rank=2, name="First")
    second, other = a_translator(rank=1, name="Second")
    work = room.asked()
    decline_text(work=work, by=one, at=MONDAY)
    assert as_now(work).translator_id == second.pk
    decline_text(work=as_now(work), by=other, at=MONDAY)
    assert (as_now(work).status, as_now(work).translator_id) == (TextStatus.WAITING, None)
    assert OutboxMessage.objects.filter(recipient_id=None).count() == 1


def test_what_one_translator_wrote_is_not_handed_to_the_next(room: ARoom) -> None:
    _first, one = a_translator(rank=2, name="First")
    a_translator(rank=1, name="Second")
    work = room.asked()
    accept_text(work=work, by=one, at=MONDAY)
    mark = message_mark(as_now(work), ASKED)
    save_message_text(work=work, text="Where do", mark=mark, by=one, at=MONDAY)
    assert str(as_now(work).translated) == "Where do"
    decline_text(work=as_now(work), by=one, at=MONDAY)
    assert str(as_now(work).translated) == ""


def test_only_she_who_took_it_delivers_it(room: ARoom) -> None:
    _one, user = a_translator(rank=2)
    _two, other = a_translator(rank=1, name="Second")
    work = room.asked()
    mark = message_mark(as_now(work), ASKED)
    with pytest.raises(WrongState):
        deliver_message_text(work=work, text="Where?", mark=mark, by=user, at=MONDAY)
    accept_text(work=work, by=user, at=MONDAY)
    with pytest.raises(NotHers):
        deliver_message_text(work=work, text="Where?", mark=mark, by=other, at=MONDAY)
    with pytest.raises(NothingWritten):
        deliver_message_text(work=work, text=" ", mark=mark, by=user, at=MONDAY)
    assert not room.came


def test_a_message_that_changed_meanwhile_is_read_again_first(room: ARoom) -> None:
    _one, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    mark = message_mark(as_now(work), ASKED)
    room.words[work.about_id] = "Kilè pou m vini?"
    with pytest.raises(TextChanged):
        deliver_message_text(work=work, text="Where?", mark=mark, by=user, at=MONDAY)
    assert not room.came


def test_what_nobody_waits_for_is_taken_back(room: ARoom) -> None:
    _one, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    mark = message_mark(as_now(work), ASKED)
    del room.words[work.about_id]
    with pytest.raises(NotWanted):
        deliver_message_text(work=work, text="Where?", mark=mark, by=user, at=MONDAY)
    assert drop_unwanted(TUESDAY) == 1
    assert as_now(work).status == TextStatus.CANCELLED
    assert drop_unwanted(TUESDAY) == 0


def test_a_room_withdraws_what_it_does_not_need(room: ARoom) -> None:
    a_translator()
    work = room.asked()
    said = {"kind": work.kind, "about": [work.about_id], "by": None, "at": TUESDAY}
    assert withdraw_message_translation(**said) == 1  # type: ignore[arg-type]
    assert withdraw_message_translation(**said) == 0  # type: ignore[arg-type]


def test_a_message_is_translated_once_at_a_time(room: ARoom) -> None:
    a_translator()
    work = room.asked()
    again = {"from_language": "ht", "into": "en"}
    with pytest.raises(AskedAlready):
        room_again(room, work, **again)
    with pytest.raises(OneLanguage):
        room.asked(into="ht")
    with pytest.raises(NothingWritten):
        room.asked(words=" ")


def room_again(room: ARoom, work: MessageTranslation, **said: str) -> None:
    request_message_translation(
        kind=work.kind,
        about=work.about_id,
        subject=room.subject,
        by=a_user(Role.CASEWORKER),
        at=MONDAY,
        **said,  # type: ignore[arg-type]
    )


def test_it_is_wanted_no_later_than_the_room_must_answer(room: ARoom) -> None:
    a_translator()
    assert room.asked(wanted_on=MONDAY.date()).wanted_on == MONDAY.date()
    # A short text takes a day, whatever time is left.
    assert room.asked().wanted_on == TUESDAY.date()


def test_cantonese_is_written_as_traditional_chinese(room: ARoom) -> None:
    _one, _user = a_translator("zh-hant")
    work = room.asked("我應該去哪裡？", from_language="yue")
    assert (work.from_language, work.characters, work.words) == ("zh-hant", 6, 0)
    assert as_now(work).status == TextStatus.ASKED


def test_languages_and_words_lie_sealed_in_the_database(room: ARoom) -> None:
    _one, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    brought(room, work, user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM language_access_messagetranslation")
        lying = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])
    assert "Where do I go" not in lying
    assert "ht>en" not in lying


def test_when_the_person_is_forgotten_nothing_of_it_is_left(room: ARoom) -> None:
    _one, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    brought(room, work, user)
    shred(room.subject, by=None, at=TUESDAY, reason="asked")
    assert not MessageTranslation.objects.exists()


def test_it_is_counted_without_a_department_and_the_audit_has_no_words(room: ARoom) -> None:
    _one, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    brought(room, work, user)
    (words,) = Entry.objects.filter(kind=text_kinds.WORDS)
    assert (words.language, words.mode, words.quantity, words.department) == (
        "ht",
        "message",
        5,
        None,
    )
    assert not any("kote" in str(one.__dict__) for one in AuditEvent.objects.all())


def test_two_rooms_do_not_share_a_name(room: ARoom) -> None:
    other = MessageRoom(text_of=lambda _pk: "", deliver=lambda *_said: None)
    with pytest.raises(ValueError, match="twice"):
        register_message_room("a_room.words", other)
    assert ROOMS["a_room.words"] != other
