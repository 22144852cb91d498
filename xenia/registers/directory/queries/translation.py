"""How far the directory is said in each language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xenia.ground.reference.office import office_facts
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import State, state_of, texts_of
from xenia.registers.directory.models import Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries.service import named, not_said_in


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field of a record: the source, and its text in one language."""

    field: str
    source: str
    text: str
    state: State
    reviewed_by: str
    is_vital: bool
    reason: str = ""
    is_by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts of a record are in each state, in one language."""

    language: str
    reviewed: int
    draft: int
    stale: int
    missing: int
    rejected: int = 0

    @property
    def total(self) -> int:
        """How many texts there are to say."""
        return self.reviewed + self.draft + self.stale + self.missing + self.rejected

    @property
    def said(self) -> int:
        """How many texts people can read, and that say what the English says now."""
        return self.reviewed + self.draft


def fields_in(record: Record, language: str) -> list[FieldText]:
    """Every text of a record that has words, with what stands in one language."""
    known = texts_of(type(record), [record.pk]).get(record.pk, {})
    vital: frozenset[str] = getattr(record, "VITAL", frozenset())
    found = []
    for field in record.TRANSLATED:
        source = str(getattr(record, field) or "")
        row = known.get(field, {}).get(language)
        if source or row:
            found.append(
                FieldText(
                    field=field,
                    source=source,
                    text=row.text if row else "",
                    state=state_of(row, source),
                    reviewed_by=row.reviewed_by if row else "",
                    is_vital=field in vital,
                    reason=row.reason if row else "",
                    is_by_machine=row is not None and row.origin == TranslatedText.Origin.MACHINE,
                )
            )
    return found


def counts_of(records: Sequence[Record], languages: Iterable[str]) -> dict[UUID, list[Counts]]:
    """For each record and language how many texts are reviewed, drafts, stale or missing; one query."""
    if not records:
        return {}
    texts = texts_of(type(records[0]), [record.pk for record in records])
    wanted = list(languages)
    return {
        record.pk: [_counts(record, language, texts.get(record.pk, {})) for language in wanted]
        for record in records
    }


def other_languages() -> list[str]:
    """The office's languages but English, in which texts are first written."""
    return [code for code in office_facts().codes if code != "en"]


def translation_counts(record: Record) -> list[Counts]:
    """How far one record is said in each of the office's other languages."""
    return counts_of([record], other_languages())[record.pk]


def _counts(record: Record, language: str, texts: dict[str, dict[str, TranslatedText]]) -> Counts:
    states: Counter[State] = Counter()
    for field in record.TRANSLATED:
        source = str(getattr(record, field) or "")
        if source:
            states[state_of(texts.get(field, {}).get(language), source)] += 1
    return Counts(
        language=language,
        reviewed=states["reviewed"],
        draft=states["draft"],
        stale=states["stale"],
        missing=states["missing"],
        rejected=states["rejected"],
    )


def services_to_translate(*, words: str, language: str, state: str) -> QuerySet[Service]:
    """Services that are not closed for good, by name; with a state, those with a text in it.

    language: "" stands for any language; only missing texts need one to be named.
    """
    found = Service.objects.exclude(status=Service.Status.DEFUNCT).select_related("organization")
    if words:
        found = found.filter(named(words))
    if state == "missing" and language:
        found = found.filter(not_said_in(language))
    elif state == "draft":
        found = found.filter(_has_drafts(language))
    elif state == "stale":
        found = found.filter(pk__in=_stale(language))
    return found.order_by("name", "pk")


def _texts(language: str) -> QuerySet[TranslatedText]:
    found = TranslatedText.objects.filter(record_type="directory.service")
    return found.filter(language=language) if language else found


def _has_drafts(language: str) -> Q:
    drafts = _texts(language).filter(record_id=OuterRef("pk"), status="draft")
    return Q(Exists(drafts))


def _stale(language: str) -> set[UUID]:
    """Only services changed since a text was written can have stale ones; the source's mark decides."""
    changed = Service.objects.filter(
        pk=OuterRef("record_id"), last_modified__gt=OuterRef("written_at")
    )
    rows = list(_texts(language).filter(Exists(changed)))
    sources = Service.objects.in_bulk({row.record_id for row in rows})
    return {
        row.record_id
        for row in rows
        if state_of(row, str(getattr(sources[row.record_id], row.field) or "")) == "stale"
    }
