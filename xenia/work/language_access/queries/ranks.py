"""What a credential counts in the matching: a rank from 0 to 3, for one pair of languages on one day.

| rank | what | why |
| --- | --- | --- |
| 0 | nothing but her own word; a credential that nobody checked, that was taken back or ran out | a self-designated interpreter is not qualified (S.F. Admin. Code 91.11 leaves her out) |
| 1 | best available evidence: a language test, hours or references a colleague checked | most languages of a city have no certificate at all; asking for one would leave them without anybody |
| 2 | certified by a state agency or a national body | a tested standard for one field, such as health care or public offices |
| 3 | certified by the courts, federal or of a state | the hardest tests, of every manner of interpreting; it covers what 2 does |

The courts of a state count like the federal ones: the federal test is now given for Spanish only.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from xenia.work.language_access.models import Credential, LanguagePair
from xenia.work.language_access.models.credential import Level, Modality
from xenia.work.language_access.models.pair import Way

NONE: Final = 0
RANKS: Final[Mapping[str, int]] = {
    Level.BEST_AVAILABLE: 1,
    Level.STATE_AGENCY: 2,
    Level.NATIONAL_BODY: 2,
    Level.STATE_COURT: 3,
    Level.FEDERAL_COURT: 3,
}
QUALIFIED: Final = 1
CERTIFIED: Final = 2
COURT: Final = 3
_RANK: Final = Case(
    *(When(level=level, then=Value(rank)) for level, rank in RANKS.items()),
    output_field=IntegerField(),
)


def modality_for(way: str) -> Modality:
    """What must have been tested for working in this way."""
    return Modality.WRITTEN if way == Way.WRITTEN else Modality.INTERPRETING


def ranked(pairs: Any, on: date) -> Any:
    """Pairs with `rank` (interpreting) and `written_rank` on a day."""
    return pairs.annotate(
        rank=_best(Modality.INTERPRETING, on), written_rank=_best(Modality.WRITTEN, on)
    )


def _best(modality: Modality, on: date) -> Coalesce:
    fitting = _of_this_pair(Credential.objects.in_force(on)).filter(modality=modality)
    best = fitting.order_by().annotate(counts=_RANK).order_by("-counts").values("counts")[:1]
    return Coalesce(Subquery(best, output_field=IntegerField()), Value(NONE))


def _of_this_pair(credentials: Any) -> Any:
    """Credentials of the pair of the outer query: `Credentials.fits`, said to the database."""
    straight = Q(from_language=OuterRef("from_language"), to_language=OuterRef("to_language"))
    turned = Q(
        from_language=OuterRef("to_language"), to_language=OuterRef("from_language"), both_ways=True
    )
    return credentials.filter(straight | turned, interpreter=OuterRef("interpreter"))


def with_rank(pairs: Any, least: int, way: str, on: date) -> Any:
    """Pairs of at least this rank in a way to work."""
    levels = [level for level, rank in RANKS.items() if rank >= least]
    proofs = Credential.objects.in_force(on).filter(level__in=levels, modality=modality_for(way))
    return pairs.filter(Exists(_of_this_pair(proofs)))


def rank_of(pair: LanguagePair, on: date, *, way: str = Way.IN_PERSON) -> int:
    """The rank of one pair in a way to work on a day."""
    fitting = Credential.objects.in_force(on).fits(pair).filter(modality=modality_for(way))
    return max((RANKS[level] for level in fitting.values_list("level", flat=True)), default=NONE)
