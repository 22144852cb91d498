"""Answers for next time: written afresh, read by a second person, shown to everybody, laid away."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.work.enquiries.models import AnswerText

Status = AnswerText.Status


class OwnAnswer(Exception):
    """Who wrote an answer does not review it: somebody else has to read it."""


class AnswerChanged(Exception):
    """The answer was written anew after it was opened."""


class NamesSomebody(ValueError):
    """Whoever saves an answer says that nobody can be recognised in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer for next time. source_on: the day somebody looked at the source."""

    title: str
    text: str
    question: str = ""
    source: str = ""
    source_on: date | None = None
    valid_until: date | None = None

    def fields(self) -> dict[str, object]:
        """As they are kept."""
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def write_answer_text(
    *, said: Said, names_nobody: bool, by: User | None, at: datetime
) -> AnswerText:
    """An answer is written for next time. It waits for a second person. Raises NamesSomebody."""
    if not names_nobody:
        raise NamesSomebody("expected a word that nobody can be recognised in it")
    answer = AnswerText.objects.create(
        **said.fields(), written_by_id=by.pk if by else None, changed_at=at
    )
    audit.record(by, "enquiries.answer_text_written", answer, at=at)
    return answer


@transaction.atomic
def change_answer_text(
    *, answer: AnswerText, said: Said, names_nobody: bool, by: User, at: datetime
) -> AnswerText:
    """An answer is written anew, and read anew by a second person; until then nobody outside reads it.

    Raises NamesSomebody, AnswerChanged when somebody else wrote meanwhile.
    """
    if not names_nobody:
        raise NamesSomebody("expected a word that nobody can be recognised in it")
    current = _as_read(answer)
    changed = [name for name, value in said.fields().items() if getattr(current, name) != value]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, getattr(said, name))
    current.status, current.is_public = Status.DRAFT, False
    current.written_by_id, current.reviewed_by_id, current.reviewed_at = by.pk, None, None
    current.changed_at = at
    current.save()
    audit.record(by, "enquiries.answer_text_changed", current, at=at, fields=changed)
    return current


@transaction.atomic
def review_answer_text(*, answer: AnswerText, by: User, at: datetime) -> AnswerText:
    """A second person answers for it. Raises OwnAnswer, AnswerChanged, WrongState."""
    current = _as_read(answer)
    if current.written_by_id == by.pk:
        raise OwnAnswer(f"answer {current.pk} was written by {by.pk}")
    transition(answer, to=Status.REVIEWED, at=at, reviewed_by_id=by.pk, reviewed_at=at)
    audit.record(by, "enquiries.answer_text_reviewed", answer, at=at)
    return answer


@transaction.atomic
def publish_answer_text(
    *, answer: AnswerText, is_public: bool, by: User | None, at: datetime
) -> AnswerText:
    """Everybody may read it, or no longer. Raises WrongState for one without a second person."""
    current = AnswerText.objects.select_for_update().get(pk=answer.pk)
    if is_public and current.status != Status.REVIEWED:
        raise WrongState(current, current.status, Status.REVIEWED)
    current.is_public = answer.is_public = is_public
    current.save(update_fields=["is_public"])
    act = "published" if is_public else "taken_off"
    audit.record(by, f"enquiries.answer_text_{act}", current, at=at)
    return current


@transaction.atomic
def retire_answer_text(*, answer: AnswerText, by: User, at: datetime) -> AnswerText:
    """It is no longer used. Raises WrongState."""
    transition(answer, to=Status.RETIRED, at=at, is_public=False)
    audit.record(by, "enquiries.answer_text_retired", answer, at=at)
    return answer


@transaction.atomic
def bring_back_answer_text(*, answer: AnswerText, by: User, at: datetime) -> AnswerText:
    """It is used again, after a second person has read it anew. Raises WrongState."""
    if AnswerText.objects.select_for_update().get(pk=answer.pk).status != Status.RETIRED:
        raise WrongState(answer, answer.status, Status.DRAFT)
    fields = {"reviewed_by_id": None, "reviewed_at": None, "written_by_id": by.pk}
    transition(answer, to=Status.DRAFT, at=at, **fields)
    audit.record(by, "enquiries.answer_text_brought_back", answer, at=at)
    return answer


def _as_read(answer: AnswerText) -> AnswerText:
    current = AnswerText.objects.select_for_update().get(pk=answer.pk)
    if current.changed_at != answer.changed_at:
        raise AnswerChanged(f"answer {answer.pk} was written anew meanwhile")
    return current
