"""The grid: every page of content × every language, and how far it is said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db import models
from django.db.models import Count, Q

from xenia.ground.common.languages import name_in
from xenia.ground.translations.catalogues import read_areas
from xenia.ground.translations.kinds import CONTENT, ContentKind, page_for, source_of
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries.texts import STATES, State, state_of, texts_of

INTERFACE = "interface"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many texts of one page are in each state, in one language, and where to work on them."""

    language: str
    counts: dict[State, int]
    page: str = ""

    @property
    def total(self) -> int:
        """How many texts there are to say."""
        return sum(self.counts.values())

    @property
    def is_done(self) -> bool:
        """Whether every text is reviewed."""
        return self.counts["reviewed"] == self.total


@dataclass(frozen=True, slots=True)
class Line:
    """One page of content and its cells, one per language."""

    name: str
    kind: str
    cells: list[Cell]


class Records(Sequence[tuple[ContentKind, Any]]):
    """The records of several kinds as one list, read page by page."""

    def __init__(self, kinds: Iterable[ContentKind], *, vital_only: bool) -> None:
        self._parts = [(kind, _with_words(kind, vital_only=vital_only)) for kind in kinds]
        self._counts = [found.count() for _kind, found in self._parts]

    def __len__(self) -> int:
        return sum(self._counts)

    @overload
    def __getitem__(self, at: int) -> tuple[ContentKind, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[ContentKind, Any]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, int):
            return self[at : at + 1][0]
        return list(self._between(*at.indices(len(self))[:2]))

    def _between(self, start: int, stop: int) -> Iterator[tuple[ContentKind, Any]]:
        passed = 0
        for (kind, found), count in zip(self._parts, self._counts, strict=True):
            first, last = max(start - passed, 0), min(stop - passed, count)
            if first < last:
                yield from ((kind, record) for record in found[first:last])
            passed += count


def _with_words(kind: ContentKind, *, vital_only: bool) -> models.QuerySet[Any]:
    fields = kind.vital if vital_only else frozenset(kind.fields)
    worded = Q(pk__in=[])
    for field in fields:
        worded |= ~Q(**{field: ""}) & Q(**{f"{field}__isnull": False})
    return kind.records().filter(worded)


def kinds_shown(code: str, *, vital_only: bool) -> list[ContentKind]:
    """The kinds of content to list: all, or one; for vital texts only those that have some."""
    found = [kind for kind in CONTENT.values() if code in ("", kind.code)]
    return [kind for kind in found if kind.vital] if vital_only else found


def lines_of(
    records: Sequence[tuple[ContentKind, Any]], languages: Sequence[str], *, vital_only: bool
) -> list[Line]:
    """The lines of one page of the grid; one query per kind of content."""
    by_kind: dict[str, list[Any]] = {}
    for kind, record in records:
        by_kind.setdefault(kind.code, []).append(record)
    texts = {
        code: texts_of(CONTENT[code].model, [one.pk for one in found], languages)
        for code, found in by_kind.items()
    }
    return [
        Line(
            name=str(record),
            kind=str(kind.label),
            cells=[
                _cell(kind, record, texts[kind.code].get(record.pk, {}), code, vital_only)
                for code in languages
            ],
        )
        for kind, record in records
    ]


def _cell(
    kind: ContentKind,
    record: models.Model,
    texts: dict[str, dict[str, TranslatedText]],
    language: str,
    vital_only: bool,
) -> Cell:
    counted: Counter[State] = Counter()
    for field in kind.fields:
        source = source_of(record, field)
        if source.strip() and (field in kind.vital or not vital_only):
            counted[state_of(texts.get(field, {}).get(language), source)] += 1
    counts = {state: counted[state] for state in STATES}
    return Cell(language, counts, page_for(kind.code, record.pk, language))


def interface_lines(languages: Sequence[str]) -> list[Line]:
    """The interface's own words, one line per area: the rooms as their folders are called."""
    counted = read_areas()
    areas = sorted({area for code in languages for area in counted.get(code, {})})
    return [
        Line(
            name=area,
            kind=INTERFACE,
            cells=[
                _interface_cell(code, counted.get(code, {}).get(area, {})) for code in languages
            ],
        )
        for area in areas
    ]


def _interface_cell(code: str, counts: dict[str, int]) -> Cell:
    return Cell(code, {state: counts.get(state, 0) for state in STATES})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in one language: drafts to review, texts sent back to their writers."""

    language: str
    name: str
    drafts: int
    sent_back: int


def waiting_by_language(languages: Sequence[str], reader: str) -> list[Waiting]:
    """Drafts and texts sent back, by language, in one query."""
    found = (
        TranslatedText.objects.filter(language__in=languages, record_type__in=list(CONTENT))
        .values_list("language", "status")
        .annotate(count=Count("pk"))
    )
    counts = {(language, status): count for language, status, count in found}
    return [
        Waiting(
            code,
            name_in(code, reader),
            counts.get((code, TranslatedText.Status.DRAFT), 0),
            counts.get((code, TranslatedText.Status.REJECTED), 0),
        )
        for code in languages
    ]
