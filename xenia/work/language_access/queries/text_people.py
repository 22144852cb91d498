"""Who may translate a text, and who may read it second: the best credential first, then the lightest load."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from xenia.ground.accounts.models import User
from xenia.work.language_access.models import (
    DocumentTranslation,
    Interpreter,
    LanguagePair,
    MessageTranslation,
)
from xenia.work.language_access.models.text_work import WITH_A_TRANSLATOR
from xenia.work.language_access.queries.ranks import ranked
from xenia.work.language_access.queries.roster import kept_away


@dataclass(frozen=True, slots=True)
class TextCandidate:
    """Somebody of the roster. rank: of `queries/ranks.py`, for writing. texts, length: what she has on her desk."""

    person: Interpreter
    rank: int
    texts: int
    length: int


def translators_for(
    from_language: str,
    into: str,
    *,
    organization: UUID | None = None,
    besides: Collection[str | UUID] = (),
    on: date,
) -> list[TextCandidate]:
    """Active translators with an account who write this direction, the best first.

    organization: without those who have an interest there, or are not sent there. besides: whom not to ask.
    """
    straight = Q(from_language=from_language, to_language=into)
    away = set().union(*kept_away(organization, on)) if organization else set()
    left_out = {str(one) for one in (*besides, *away)}
    return _candidates(straight, left_out, on)


def readers_for(work: DocumentTranslation, *, on: date) -> list[TextCandidate]:
    """Who can read a document's translation second: both languages in writing, in either direction; never its writer."""
    one, other = work.request.from_language, work.language
    either = Q(from_language=one, to_language=other) | Q(from_language=other, to_language=one)
    own = kept_away(work.request.organization_id, on)[0]
    return _candidates(either, {str(work.translator_id), *map(str, own)}, on)


def _candidates(pairs: Q, left_out: set[str], on: date) -> list[TextCandidate]:
    rows = LanguagePair.objects.standing().filter(
        pairs, written=True, interpreter__status="active", interpreter__user__is_active=True
    )
    best: dict[UUID, int] = {}
    for pair in ranked(rows, on):
        if str(pair.interpreter_id) not in left_out:
            best[pair.interpreter_id] = max(best.get(pair.interpreter_id, 0), pair.written_rank)
    people = list(Interpreter.objects.filter(pk__in=best))
    texts, length = loads(best)
    found = [TextCandidate(one, best[one.pk], texts[one.pk], length[one.pk]) for one in people]
    return sorted(
        found, key=lambda one: (-one.rank, one.length, one.person.added_on, one.person.pk)
    )


def loads(people: Iterable[UUID]) -> tuple[Counter[UUID], Counter[UUID]]:
    """How many texts each has or is asked for, and how long they are together, to weigh one desk against another."""
    texts: Counter[UUID] = Counter()
    length: Counter[UUID] = Counter()
    for model in (DocumentTranslation, MessageTranslation):
        rows = model.objects.filter(status__in=WITH_A_TRANSLATOR, translator__in=list(people))
        for person, size in rows.values_list("translator_id", F("words") + F("characters")):
            texts[person] += 1
            length[person] += size
    return texts, length


def is_reader(work: DocumentTranslation, user: User, *, on: date) -> bool:
    """Whether somebody can read this translation second."""
    return any(one.person.user_id == user.pk for one in readers_for(work, on=on))


def reads(user: User) -> Any:
    """The directions somebody writes, as (from, into)."""
    rows = LanguagePair.objects.standing().filter(
        written=True, interpreter__status="active", interpreter__user=user
    )
    return set(rows.values_list("from_language", "to_language"))
