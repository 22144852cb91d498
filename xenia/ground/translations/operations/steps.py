"""Steps that can be taken back: how a text was before an act, and how the act left it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.translations.kinds import CONTENT, Change
from xenia.ground.translations.models import TextStep, TranslatedText
from xenia.ground.translations.neighbours import HANDLERS, REVIEWED
from xenia.ground.translations.operations.writing import WORDING

Place = tuple[str, UUID, str, str]
_MOMENTS = ("written_at", "reviewed_at")
_PEOPLE = ("written_by", "first_reader", "reviewer")
_COLUMNS = {name: f"{name}_id" if name in _PEOPLE else name for name in WORDING}


class ChangedSince(Exception):
    """Somebody changed the text after this step: taking it back would lose her work."""


class AlreadyUndone(Exception):
    """This was taken back before."""


def wording_of(text: TranslatedText | None) -> dict[str, Any] | None:
    """A text as a step keeps it; None when it is not there."""
    if text is None:
        return None
    kept: dict[str, Any] = {}
    for name, column in _COLUMNS.items():
        value = getattr(text, column)
        if name in _MOMENTS:
            value = value.isoformat() if value else None
        kept[name] = str(value) if name in _PEOPLE and value else value
    return kept


def step_of(
    text: TranslatedText, act: str, *, before: dict[str, Any] | None, by: User | None, at: datetime
) -> TextStep:
    """The step that led to a text as it stands, not yet kept."""
    return TextStep(
        record_type=text.record_type,
        record_id=text.record_id,
        field=text.field,
        language=text.language,
        act=act,
        by=by,
        at=at,
        before=before,
        after=wording_of(text),
    )


@transaction.atomic
def undo_answer(*, step: TextStep, by: User, at: datetime) -> None:
    """Take one answer back: the text is as it was before.

    Raises AlreadyUndone; ChangedSince when somebody changed the text after it. Then nothing is changed.
    """
    current = TextStep.objects.select_for_update().get(pk=step.pk)
    if current.undone_at is not None:
        raise AlreadyUndone(f"step {step.pk} was taken back at {current.undone_at}")
    if not put_back([current], by=by, at=at):
        raise ChangedSince(f"{current} changed after step {current.pk}")
    if (current.after or {})["status"] == TranslatedText.Status.REVIEWED:
        HANDLERS.count(REVIEWED, local_day(at), -1, current.language)
    audit.record(
        by,
        "translations.answer_taken_back",
        (current.record_type, current.record_id),
        at=at,
        fields=[f"{current.field}.{current.language}"],
    )


def put_back(steps: Sequence[TextStep], *, by: User | None, at: datetime) -> list[TextStep]:
    """Put texts back as they were before some steps, where nobody changed them since. Returns the steps taken back.

    Must run inside a transaction.
    """
    texts = _texts_of(steps)
    undone = [step for step in steps if wording_of(texts.get(_place(step))) == step.after]
    gone = [texts[_place(step)].pk for step in undone if step.before is None]
    TranslatedText.objects.filter(pk__in=gone).delete()
    known = _people_in(undone)
    TranslatedText.objects.bulk_create(
        [_text_before(step, known) for step in undone if step.before],
        update_conflicts=True,
        unique_fields=["record_type", "record_id", "field", "language"],
        update_fields=WORDING,
    )
    for step in undone:
        step.undone_at = at
    TextStep.objects.filter(pk__in=[step.pk for step in undone]).update(undone_at=at)
    tell(undone, by=by, at=at)
    return undone


def tell(steps: Iterable[TextStep], *, by: User | None, at: datetime) -> None:
    """Let the rooms that own some records know how their texts stand now; taken back ones the other way round."""
    changes: dict[str, list[Change]] = {}
    for step in steps:
        before, after = (step.before or {}).get("text", ""), (step.after or {}).get("text", "")
        if step.undone_at:
            before, after = after, before
        change = Change(step.record_id, step.field, step.language, before, after)
        changes.setdefault(step.record_type, []).append(change)
    for record_type, found in changes.items():
        if kind := CONTENT.get(record_type):
            kind.told(found, by, at)


def _place(of: TextStep | TranslatedText) -> Place:
    return of.record_type, of.record_id, of.field, of.language


def _texts_of(steps: Sequence[TextStep]) -> dict[Place, TranslatedText]:
    found = TranslatedText.objects.select_for_update().filter(
        record_id__in={step.record_id for step in steps},
        language__in={step.language for step in steps},
    )
    return {_place(text): text for text in found}


def _people_in(steps: Iterable[TextStep]) -> set[str]:
    """Those people of some steps who are still known here."""
    named = {step.before[name] for step in steps if step.before for name in _PEOPLE}
    return {
        str(pk) for pk in User.objects.filter(pk__in=named - {None}).values_list("pk", flat=True)
    }


def _text_before(step: TextStep, known: set[str]) -> TranslatedText:
    kept = step.before or {}
    return TranslatedText(
        record_type=step.record_type,
        record_id=step.record_id,
        field=step.field,
        language=step.language,
        **{_COLUMNS[name]: _value(name, kept[name], known) for name in WORDING},
    )


def _value(name: str, kept: Any, known: set[str]) -> Any:
    """A kept value as the record holds it; somebody who is no longer known here is nobody."""
    if name in _PEOPLE:
        return UUID(kept) if kept in known else None
    return parse_datetime(kept) if name in _MOMENTS and kept else kept
