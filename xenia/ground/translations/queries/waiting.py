"""What waits for a second person, one language at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from xenia.ground.accounts.models import User
from xenia.ground.translations.kinds import CONTENT, ContentKind, source_of
from xenia.ground.translations.models import TextStep, TranslatedText, source_hash
from xenia.ground.translations.queries.texts import State, state_of

BATCH = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """Which texts a reviewer goes through. kind: "" stands for all."""

    language: str
    kind: str = ""
    vital_only: bool = False

    def kinds(self) -> list[ContentKind]:
        """The kinds of content in this queue."""
        return [kind for kind in CONTENT.values() if self.kind in ("", kind.code)]

    def fields(self, kind: ContentKind) -> frozenset[str]:
        """The fields of a kind in this queue."""
        return kind.vital if self.vital_only else frozenset(kind.fields)


@dataclass(frozen=True, slots=True)
class ToReview:
    """One text beside what it says in English now."""

    text: TranslatedText
    kind: ContentKind
    record: models.Model
    source: str

    @property
    def state(self) -> State:
        """How far it can be relied on."""
        return state_of(self.text, self.source)

    @property
    def is_vital(self) -> bool:
        """Whether people act on these words."""
        return self.text.field in self.kind.vital

    @property
    def field_words(self) -> str:
        """What the field is called."""
        return self.kind.field_words(self.text.field)

    @property
    def source_mark(self) -> str:
        """The mark of the English shown."""
        return source_hash(self.source)

    @property
    def text_mark(self) -> str:
        """The mark of the text shown."""
        return source_hash(self.text.text)


def to_review(text: TranslatedText) -> ToReview | None:
    """A text with its record; None when residents no longer see the record, or the kind is not known."""
    kind = CONTENT.get(text.record_type)
    record = kind.records().filter(pk=text.record_id).first() if kind else None
    if kind is None or record is None or text.field not in kind.fields:
        return None
    return ToReview(text, kind, record, source_of(record, text.field))


def next_to_review(queue: Queue, by: User, *, skipped: int = 0) -> ToReview | None:
    """The next text for this person: vital ones first, then those that wait longest, then those grown old.

    skipped: how many she left for later. What she wrote herself, or has read already, is not hers to review.
    """
    drafts = _drafts(queue, by)
    text = drafts[skipped : skipped + 1].first()
    if text is None:
        rest = skipped - drafts.count()
        text = next(islice(_grown_old(queue, by), rest, None), None)
    return to_review(text) if text else None


def drafts_waiting(queue: Queue, by: User) -> int:
    """How many drafts this person can review."""
    return _drafts(queue, by).count()


def _drafts(queue: Queue, by: User) -> QuerySet[TranslatedText]:
    vital = [
        When(record_type=kind.code, field__in=kind.vital, then=Value(0)) for kind in queue.kinds()
    ]
    return (
        _hers(queue, by)
        .filter(status=TranslatedText.Status.DRAFT)
        .order_by(Case(*vital, default=Value(1)), "written_at", "pk")
    )


def _hers(queue: Queue, by: User) -> QuerySet[TranslatedText]:
    """The texts of a queue that somebody else wrote, and whose English has words."""
    shown = Q(pk__in=[])
    for kind in queue.kinds():
        for field in queue.fields(kind):
            worded = kind.records().filter(pk=OuterRef("record_id")).exclude(**{field: ""})
            shown |= Q(Exists(worded.order_by()), record_type=kind.code, field=field)
    return (
        TranslatedText.objects.filter(shown, language=queue.language)
        .exclude(written_by=by)
        .exclude(first_reader=by)
        .select_related("written_by", "first_reader")
    )


def _grown_old(queue: Queue, by: User) -> Iterator[TranslatedText]:
    """Reviewed texts whose English changed since; only records that changed later can have them."""
    for kind in queue.kinds():
        found = _hers(queue, by).filter(
            status=TranslatedText.Status.REVIEWED, record_type=kind.code
        )
        if kind.changed_at:
            later = kind.records().filter(
                pk=OuterRef("record_id"), **{f"{kind.changed_at}__gt": OuterRef("written_at")}
            )
            found = found.filter(Exists(later.order_by()))
        yield from _stale(kind, found.order_by("written_at", "pk"))


def _stale(kind: ContentKind, found: QuerySet[TranslatedText]) -> Iterator[TranslatedText]:
    rows = found.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        records: dict[UUID, Any] = kind.records().in_bulk({row.record_id for row in batch})
        yield from (
            row
            for row in batch
            if row.source_hash != source_hash(source_of(records[row.record_id], row.field))
        )


def last_step_of(by: User) -> TextStep | None:
    """The last answer of a person that was not taken back; None when there is none."""
    return TextStep.objects.filter(by=by, run=None, undone_at=None).order_by("-at").first()
