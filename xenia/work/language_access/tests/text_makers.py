"""Translators, documents and messages to translate, with honest defaults."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.subjects import new_subject
from xenia.registers.directory.models import Organization
from xenia.work.language_access.message_rooms import ROOMS, MessageRoom, NotWanted
from xenia.work.language_access.models import (
    DocumentTranslation,
    Interpreter,
    MessageTranslation,
    TranslationRequest,
)
from xenia.work.language_access.models.credential import Modality
from xenia.work.language_access.operations import request_message_translation
from xenia.work.language_access.operations.document_texts import Wanted, request_translation
from xenia.work.language_access.operations.message_texts import (
    deliver_message_text,
    message_mark,
)
from xenia.work.language_access.operations.text_reading import (
    approve_text,
    deliver_document_text,
    document_mark,
)
from xenia.work.language_access.operations.text_work import accept_text, ask_translator
from xenia.work.language_access.tests.makers import BY_RANK, a_clinic, an_interpreter, checked

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = date(2026, 11, 6)
SOURCE = "Bring this form to the clinic.\n\nIt is free."
KREYOL = "Pote fòm sa a nan klinik la.\n\nLi gratis."
ASKED = "Ki kote pou m ale?"


def a_translator(
    *languages: str, rank: int = 1, name: str = "Ana Tavares", **said: Any
) -> tuple[Interpreter, User]:
    """Somebody who writes English and these languages, both ways, with an account."""
    user = a_user(Role.INTERPRETER, name=name)
    somebody = an_interpreter(
        *(languages or ("ht",)), ways=("written",), name=name, user=user, **said
    )
    for code in languages or ("ht",):
        if rank:
            proof = BY_RANK[rank] | {"from_language": code, "modality": Modality.WRITTEN}
            checked(somebody, **proof)
    return somebody, user


def wanted(**said: Any) -> Wanted:
    """A short form, into Haitian Creole, by Friday."""
    usual = Wanted(
        title="Consent form",
        purpose="Parents sign it before a child is vaccinated.",
        text=SOURCE,
        languages=["ht"],
        wanted_on=FRIDAY,
    )
    return replace(usual, **said)


def a_request(
    organization: Organization | None = None, by: User | None = None, **said: Any
) -> TranslationRequest:
    """A department asked for it."""
    whose = organization or a_clinic()[0]
    return request_translation(wanted=wanted(**said), organization=whose, by=by, at=MONDAY)


def the_work(request: TranslationRequest, language: str = "ht") -> DocumentTranslation:
    """One language of a request, as it is now."""
    found: DocumentTranslation = DocumentTranslation.objects.get(request=request, language=language)
    return found


def taken(
    request: TranslationRequest, translator: Interpreter, user: User, language: str = "ht"
) -> DocumentTranslation:
    """A translator said yes."""
    work = the_work(request, language)
    ask_translator(work=work, translator=translator, by=None, at=MONDAY)
    accept_text(work=work, by=user, at=MONDAY)
    return the_work(request, language)


def delivered(
    request: TranslationRequest,
    translator: Interpreter,
    user: User,
    text: str = KREYOL,
    language: str = "ht",
) -> DocumentTranslation:
    """The text is there, and waits for its second reader."""
    work = taken(request, translator, user, language)
    said: dict[str, Any] = {"text": text, "mark": document_mark(work), "by": user, "at": TUESDAY}
    deliver_document_text(work=work, **said)
    return the_work(request, language)


def approved(
    request: TranslationRequest,
    translator: tuple[Interpreter, User],
    reader: User,
    language: str = "ht",
) -> DocumentTranslation:
    """A second person stands behind it."""
    work = delivered(request, *translator, language=language)
    approve_text(work=work, number=work.versions.count(), by=reader, at=TUESDAY)
    return the_work(request, language)


@dataclass
class ARoom:
    """A room with sealed words, as it stands in for any of the house."""

    words: dict[UUID, str] = field(default_factory=dict)
    came: dict[UUID, tuple[str, str, UUID]] = field(default_factory=dict)
    subject: UUID = field(default_factory=new_subject)

    def text_of(self, about: UUID) -> str:
        return self.words.get(about, "")

    def deliver(self, about: UUID, language: str, text: str, by: User, at: datetime) -> None:
        if about not in self.words:
            raise NotWanted("gone")
        self.came[about] = (language, text, by.pk)

    def asked(self, words: str = ASKED, **said: Any) -> MessageTranslation:
        """A colleague asks to have something translated that somebody wrote in Haitian Creole."""
        about = uuid4()
        self.words[about] = words
        usual: dict[str, Any] = {"from_language": "ht", "into": "en", "wanted_on": FRIDAY}
        colleague = said.pop("by", None) or a_user(Role.CASEWORKER)
        return request_message_translation(
            kind="a_room.words",
            about=about,
            subject=self.subject,
            by=colleague,
            at=said.pop("at", MONDAY),
            **{**usual, **said},
        )


@contextmanager
def a_room() -> Iterator[ARoom]:
    """A room that enters itself, and leaves again."""
    room = ARoom()
    ROOMS["a_room.words"] = MessageRoom(text_of=room.text_of, deliver=room.deliver)
    try:
        yield room
    finally:
        del ROOMS["a_room.words"]


def as_now(work: MessageTranslation) -> MessageTranslation:
    """The translation of a message as it is now."""
    found: MessageTranslation = MessageTranslation.objects.get(pk=work.pk)
    return found


def brought(
    room: ARoom, work: MessageTranslation, user: User, text: str = "Where do I go?"
) -> MessageTranslation:
    """Her translation is there."""
    current = as_now(work)
    mark = message_mark(current, room.words[current.about_id])
    return deliver_message_text(work=current, text=text, mark=mark, by=user, at=TUESDAY)
