"""A second person answers for a wording.

Who wrote or last changed a text cannot review it. Vital words need two different people: the writer and a reviewer, or,
where a machine wrote them, two reviewers. See docs/decisions/0017-review-by-two.md.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, may_become, transition
from xenia.ground.translations.kinds import is_vital
from xenia.ground.translations.models import TextStep, TranslatedText, source_hash
from xenia.ground.translations.neighbours import HANDLERS, REVIEWED
from xenia.ground.translations.operations.steps import step_of, tell, wording_of

Status = TranslatedText.Status
Act = TextStep.Act


class TextChanged(Exception):
    """The text was changed after the reviewer opened it."""


class OwnWords(Exception):
    """Who wrote or last changed a wording cannot answer for it: somebody else has to read it."""


class AlreadyRead(Exception):
    """She has read these vital words already: a second person has to."""


class ReasonMissing(ValueError):
    """A text is sent back with a reason, so that its writer knows what to do."""


@transaction.atomic
def review_translation(
    *,
    text: TranslatedText,
    by: User,
    at: datetime,
    source: str | None = None,
    correction: str = "",
) -> TextStep:
    """A person who reads the language answers for the wording she has read, or for how she put it right.

    source: the English she had beside it; a text grown old becomes a translation of it. Vital words that nobody wrote
    wait for a second reader; vital words she put right are hers, and wait for somebody else.
    Raises OwnWords, AlreadyRead, TextChanged when it is another text by now, WrongState when it was reviewed before;
    nothing is changed then.
    """
    current = _as_read(text)
    before = wording_of(current)
    _refuse_same_person(current, by)
    _begin_again(current, source, at=at)
    wording = correction.strip() or current.text
    is_corrected = wording != current.text
    if is_corrected and is_vital(current.record_type, current.field):
        _make_hers(current, wording, by=by, at=at)
    elif _needs_another_reader(current):
        current.first_reader = by
        current.save(update_fields=["first_reader"])
    else:
        answered = {"reviewer": by, "reviewed_by": str(by), "reviewed_at": at}
        transition(current, to=Status.REVIEWED, at=at, text=wording, **answered)
        HANDLERS.count(REVIEWED, local_day(at), 1, current.language)
    return _noted(current, Act.CORRECTED if is_corrected else Act.ACCEPTED, before, by=by, at=at)


@transaction.atomic
def answer_for(
    *, text: TranslatedText, by: User, at: datetime, source: str, correction: str = ""
) -> TextStep:
    """Review a text from the queue; what shows it follows. Raises what `review_translation` raises."""
    step = review_translation(text=text, by=by, at=at, source=source, correction=correction)
    tell([step], by=by, at=at)
    return step


@transaction.atomic
def send_back(*, text: TranslatedText, reason: str, by: User, at: datetime) -> TextStep:
    """Send a text back to be written anew; residents read the English until then.

    Raises ReasonMissing, OwnWords, TextChanged, WrongState when it was sent back before.
    """
    if not reason.strip():
        raise ReasonMissing("expected a reason, such as 'This says “school”, not “class”.'")
    current = _as_read(text)
    before = wording_of(current)
    _refuse_own_words(current, by)
    if current.status == Status.REVIEWED:
        transition(current, to=Status.DRAFT, at=at, reviewer=None, reviewed_by="", reviewed_at=None)
    transition(current, to=Status.REJECTED, at=at, reason=reason.strip(), first_reader=None)
    step = _noted(current, Act.SENT_BACK, before, by=by, at=at)
    tell([step], by=by, at=at)
    return step


@transaction.atomic
def review_all(
    *, record: models.Model, languages: Iterable[str], by: User, at: datetime
) -> list[TextStep]:
    """One person answers for all drafts of a record in some languages that she did not write herself."""
    drafts = (
        TranslatedText.objects.select_for_update()
        .filter(record_type=record._meta.label_lower, record_id=record.pk)
        .filter(language__in=list(languages), status=Status.DRAFT)
        .exclude(written_by=by)
        .exclude(first_reader=by)
    )
    return [review_translation(text=text, by=by, at=at) for text in drafts]


def _as_read(text: TranslatedText) -> TranslatedText:
    """The text as it stands, locked. Raises TextChanged when it is not what was read."""
    current = TranslatedText.objects.select_for_update().filter(pk=text.pk).first()
    if current is None or (current.text, current.source_hash) != (text.text, text.source_hash):
        raise TextChanged(f"{text} was written anew: it needs to be read again")
    return current


def _refuse_own_words(text: TranslatedText, by: User) -> None:
    if text.written_by_id == by.pk:
        raise OwnWords(f"{text} was written by {by.pk}: somebody else reviews it")


def _refuse_same_person(text: TranslatedText, by: User) -> None:
    _refuse_own_words(text, by)
    if text.first_reader_id == by.pk:
        raise AlreadyRead(f"{text} was read by {by.pk} already: it needs a second person")


def _begin_again(text: TranslatedText, source: str | None, *, at: datetime) -> None:
    """A text whose source changed is read against the new one, from the start. Raises WrongState for other reviewed ones."""
    if source is not None and text.source_hash != source_hash(source):
        if text.status == Status.REVIEWED:
            unread = {"reviewer": None, "reviewed_by": "", "reviewed_at": None}
            transition(text, to=Status.DRAFT, at=at, **unread)
        text.source, text.source_hash, text.first_reader = source, source_hash(source), None
        text.save(update_fields=["source", "source_hash", "first_reader"])
    if not may_become(text, Status.REVIEWED):
        raise WrongState(text, text.status, Status.REVIEWED)


def _needs_another_reader(text: TranslatedText) -> bool:
    is_unread = text.is_nobodys and text.first_reader_id is None
    return is_unread and is_vital(text.record_type, text.field)


def _make_hers(text: TranslatedText, wording: str, *, by: User, at: datetime) -> None:
    text.text, text.origin = wording, TranslatedText.Origin.PERSON
    text.written_by, text.written_at, text.first_reader = by, at, None
    text.save(update_fields=["text", "origin", "written_by", "written_at", "first_reader"])


def _noted(
    text: TranslatedText, act: str, before: dict[str, object] | None, *, by: User, at: datetime
) -> TextStep:
    """Keep the step, so that it can be taken back, and note it in the audit."""
    step = step_of(text, act, before=before, by=by, at=at)
    step.save(force_insert=True)
    audit.record(
        by,
        "translations.reviewed" if text.status == Status.REVIEWED else f"translations.{act}",
        (text.record_type, text.record_id),
        at=at,
        fields=[f"{text.field}.{text.language}"],
    )
    return step
