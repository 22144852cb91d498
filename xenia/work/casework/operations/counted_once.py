"""Who asks for the same again soon is one intake of the report: looked up when a request is handed in."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from xenia.ground.common.dates import day_span, local_day
from xenia.ground.vault.merging import everybody_who_is, kept_ids
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Status

# The same person in the same program within this time is one intake. An intake names no program: what she needs stands
# in its place, and who needs anything else too is counted.
# Source: the office's own reading of City of Boston, Ord. 2023 c. 10, clause (B)(4)(b).
ONE_INTAKE_WITHIN: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody needs, on the day she says so."""

    subject: UUID
    needs: tuple[str, ...]
    on: date

    def is_among(self, said: Iterable[tuple[date, str]]) -> bool:
        """Whether all of it was said not long before. said: in requests that count."""
        lately = {need for day, need in said if self.on - ONE_INTAKE_WITHIN <= day <= self.on}
        return bool(lately) and lately.issuperset(self.needs)


def asks_again(asked: Asked) -> bool:
    """Whether she asked for all of it not long ago, under whichever of her keys."""
    hers = everybody_who_is({asked.subject})
    return asked.is_among((day, need) for _who, day, need in _counted(hers, [asked]))


def ask_again(asked: Sequence[Asked]) -> list[bool]:
    """The same of many people at once, each of them once."""
    everybody = everybody_who_is({one.subject for one in asked})
    known_as, said = kept_ids(everybody), dict[UUID, list[tuple[date, str]]]()
    for who, day, need in _counted(everybody, asked):
        said.setdefault(known_as[who], []).append((day, need))
    return [one.is_among(said.get(known_as[one.subject], ())) for one in asked]


def _counted(who: Collection[UUID], asked: Sequence[Asked]) -> Iterator[tuple[UUID, date, str]]:
    """What these people said in requests that count, and when they were handed in. "" where no need was chosen."""
    if not asked:
        return
    first, last = min(one.on for one in asked), max(one.on for one in asked)
    # One filter: the day is that of the step in which it was handed in first.
    handed_in = Intake.objects.filter(
        subject_id__in=who,
        is_counted=True,
        steps_taken__before=Status.STARTED,
        steps_taken__after=Status.SUBMITTED,
        steps_taken__at__gte=day_span(first - ONE_INTAKE_WITHIN)[0],
        steps_taken__at__lt=day_span(last)[1],
    )
    for subject, at, need in handed_in.values_list("subject_id", "steps_taken__at", "needs__need"):
        yield subject, local_day(at), need or ""
