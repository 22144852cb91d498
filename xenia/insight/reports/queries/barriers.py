"""Barriers, how often each was said, and what is recommended against it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from xenia.ground.common.dates import local_day
from xenia.ground.disclosure.columns import hidden_of
from xenia.ground.ledger.barriers import BARRIER
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.ground.translations.queries.texts import state_of, texts_of
from xenia.insight.reports.models import Recommendation

ENGLISH: Final = "en"
Status = Recommendation.Status


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, the language it is in, and whether a second person read it there."""

    text: str
    language: str
    is_reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation as it stood on a day. owner: who acts, in the reader's language where it is translated."""

    pk: UUID
    barrier: str
    text: Wording
    owner: Wording
    owner_id: UUID | None
    status: str
    status_words: str
    made_on: date
    due_on: date | None


def recommendations_on(barrier: str, day: date, reader: str = ENGLISH) -> list[Recommended]:
    """What was recommended against a barrier by a day, as it stood then; without what was taken back."""
    return all_recommendations_on(day, reader)[barrier]


def all_recommendations_on(day: date, reader: str = ENGLISH) -> Mapping[str, list[Recommended]]:
    """The same for every barrier, in a number of queries that does not grow: {barrier: recommendations}."""
    rows = list(
        Recommendation.objects.filter(made_on__lte=day)
        .select_related("owner")
        .prefetch_related("steps_taken")
    )
    texts = texts_of(Recommendation, [one.pk for one in rows], [reader]) if rows else {}
    found: dict[str, list[Recommended]] = defaultdict(list)
    for one in rows:
        status = _status_on(one, day)
        if status != Status.WITHDRAWN:
            said = texts.get(one.pk, {}) if reader != ENGLISH else {}
            found[one.barrier].append(_recommended(one, status, said, reader))
    return found


def _status_on(one: Recommendation, day: date) -> str:
    """The step it had taken by then; steps older than their term are gone, and then it is as it is."""
    steps = list(one.steps_taken.all())
    taken = [step.after for step in steps if local_day(step.at) <= day]
    if taken:
        return taken[-1]
    return one.status if not steps or local_day(one.changed_at) <= day else Status.MADE


def _recommended(
    one: Recommendation, status: str, texts: Mapping[str, Mapping[str, object]], reader: str
) -> Recommended:
    return Recommended(
        pk=one.pk,
        barrier=one.barrier,
        text=_wording(one.text, texts.get("text", {}), reader),
        owner=_wording(one.owner_words, texts.get("owner_words", {}), reader),
        owner_id=one.owner_id,
        status=status,
        status_words=str(Status(status).label),
        made_on=one.made_on,
        due_on=one.due_on,
    )


def _wording(source: str, rows: Mapping[str, object], reader: str) -> Wording:
    from xenia.ground.translations.models import TranslatedText

    row = rows.get(reader)
    if isinstance(row, TranslatedText) and (state := state_of(row, source)) in (
        "draft",
        "reviewed",
    ):
        return Wording(row.text, reader, state == "reviewed")
    return Wording(source, ENGLISH)


@dataclass(frozen=True, slots=True)
class Said:
    """One barrier in a year. times: None where the number is too small to be shown; 0 where nobody said it."""

    code: str
    label: str
    times: int | None
    recommendations: Sequence[Recommended]
    taken_back: Sequence[Recommendation] = ()

    @property
    def is_unanswered(self) -> bool:
        """Whether nothing is recommended against it."""
        return not any(one.status != Status.DECLINED for one in self.recommendations)


@dataclass(frozen=True, slots=True)
class SaidInYear:
    """Every barrier in a year, in the list's order. total: None where it is too small, or would give a small one away."""

    rows: Sequence[Said]
    total: int | None
    has_data: bool


def barriers_said(year: int, day: date, reader: str) -> SaidInYear:
    """Every barrier of the list with how often it was said in a year, small numbers protected, and what is recommended."""
    counts = said_in_ledger(year)
    hidden = hidden_of(counts)
    standing = all_recommendations_on(day, reader)
    back: dict[str, list[Recommendation]] = defaultdict(list)
    for one in Recommendation.objects.filter(status=Status.WITHDRAWN):
        back[one.barrier].append(one)
    rows = [
        Said(
            code=one.code,
            label=label_of("barriers", one.code, reader),
            times=None if one.code in hidden.rows else counts.get(one.code, 0),
            recommendations=standing.get(one.code, []),
            taken_back=back[one.code],
        )
        for one in vocabulary("barriers")
    ]
    total = None if hidden.total else sum(counts.values())
    return SaidInYear(rows, total, has_data=bool(counts))


def said_in_ledger(year: int) -> dict[str, int]:
    """How often each barrier was said in a year: {barrier: times}. True numbers: they are protected before anybody sees them."""
    found = quantities(BARRIER, year, by=("reason",))
    return {one.cell[0]: int(one.quantity) for one in found if one.quantity}


def without_recommendation(day: date) -> list[str]:
    """The barriers against which nothing stands, in the list's order."""
    standing = all_recommendations_on(day)
    return [
        one.code for one in vocabulary("barriers") if not _any_standing(standing.get(one.code, ()))
    ]


def _any_standing(found: Iterable[Recommended]) -> bool:
    return any(one.status != Status.DECLINED for one in found)
