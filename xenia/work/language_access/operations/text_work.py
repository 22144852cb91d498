"""A translator is asked, says yes or no, and gives a text back; the office takes it from her. Documents and messages alike."""

from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.models import (
    DocumentTranslation,
    Interpreter,
    MessageTranslation,
)
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.queries.text_people import TextCandidate, translators_for
from xenia.work.language_access.text_messages import (
    TEXT_FOR_YOU,
    TEXT_NOT_NEEDED,
    TEXT_TO_LOOK_AT,
)

Work = DocumentTranslation | MessageTranslation


class NotATranslator(ValueError):
    """She does not write this direction, is not with us, is kept away, or said no before."""


class NotHers(Exception):
    """Somebody else has this text."""


class NothingWritten(ValueError):
    """There are no words."""


class TextChanged(Exception):
    """The source, or what is written so far, changed since the page was opened."""


def candidates(work: Work, at: datetime) -> list[TextCandidate]:
    """Whom one can ask, the best first; not who said no."""
    document = work if isinstance(work, DocumentTranslation) else None
    source = (
        work.request.from_language if isinstance(work, DocumentTranslation) else work.from_language
    )
    return translators_for(
        str(source),
        work.language,
        organization=document.request.organization_id if document else None,
        besides=work.declined,
        on=local_day(at),
    )


@transaction.atomic
def ask_translator(*, work: Work, translator: Interpreter, by: User | None, at: datetime) -> Work:
    """She is asked whether she takes it. Raises NotATranslator, WrongState when somebody was asked meanwhile."""
    if translator.pk not in {one.person.pk for one in candidates(work, at)}:
        raise NotATranslator(f"interpreter {translator.pk} cannot be asked for {work.pk}")
    transition(work, to=TextStatus.ASKED, at=at, translator=translator, reminded_on=None)
    audit.record(by, "language_access.translator_asked", work, at=at)
    queue(TEXT_FOR_YOU, work, to=translator, on=local_day(at))
    return work


def ask_the_best(work: Work, *, by: User | None, at: datetime) -> None:
    """The first who can be asked; where there is nobody, the office is told, and looks itself."""
    found = candidates(work, at)
    if found:
        ask_translator(work=work, translator=found[0].person, by=by, at=at)
    else:
        queue(TEXT_TO_LOOK_AT, work, on=local_day(at))


def hers(work: Work, by: User) -> Any:
    """The work as it is now, held. Raises NotHers."""
    current = type(work).objects.select_for_update(of=("self",)).get(pk=work.pk)
    if current.translator is None or current.translator.user_id != by.pk:
        raise NotHers(f"{work.pk} is with another translator")
    return current


@transaction.atomic
def accept_text(*, work: Work, by: User, at: datetime) -> Work:
    """She takes it. Raises NotHers, WrongState."""
    current = hers(work, by)
    if current.status != TextStatus.ASKED:
        raise WrongState(current, current.status, TextStatus.TAKEN)
    transition(work, to=TextStatus.TAKEN, at=at)
    audit.record(by, "language_access.text_taken", work, at=at)
    return work


@transaction.atomic
def decline_text(*, work: Work, by: User, at: datetime) -> Work:
    """She says no, or gives it back. A message goes on to the next at once; a document goes back to the office.

    Raises NotHers, WrongState.
    """
    current = hers(work, by)
    declined = [*current.declined, str(current.translator_id)]
    transition(work, to=TextStatus.WAITING, at=at, translator=None, declined=declined)
    audit.record(by, "language_access.text_declined", work, at=at)
    if isinstance(work, MessageTranslation):
        forget_words(work)
        ask_the_best(work, by=None, at=at)
    else:
        queue(TEXT_TO_LOOK_AT, work, on=local_day(at))
    return work


@transaction.atomic
def take_back_text(*, work: Work, by: User, at: datetime) -> Work:
    """The office takes it from her, to ask another. What she wrote of a document is kept. Raises WrongState."""
    current = type(work).objects.select_for_update(of=("self",)).get(pk=work.pk)
    before = current.translator
    transition(work, to=TextStatus.WAITING, at=at, translator=None)
    if isinstance(work, MessageTranslation):
        forget_words(work)
    audit.record(by, "language_access.text_taken_back", work, at=at)
    if before:
        queue(TEXT_NOT_NEEDED, work, to=before, on=local_day(at))
    return work


def forget_words(work: MessageTranslation) -> None:
    """What one translator wrote of a message is not handed to the next."""
    work.translated = ""
    work.save(update_fields=["translated"])


def cancel_work(work: Work, *, by: User | None, at: datetime) -> None:
    """Nobody needs it; who has it is told. Raises WrongState. In the caller's transaction."""
    current = type(work).objects.select_for_update(of=("self",)).get(pk=work.pk)
    transition(work, to=TextStatus.CANCELLED, at=at)
    audit.record(by, "language_access.text_cancelled", work, at=at)
    if current.translator:
        queue(TEXT_NOT_NEEDED, work, to=current.translator, on=local_day(at))
