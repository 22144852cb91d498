"""What is free at a service, in the reader's words, beside each choice."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext

from xenia.work.programs.models import Capacity
from xenia.work.programs.queries import places_left_of


def places_free(services: Collection[UUID], on: date) -> dict[UUID, list[str]]:
    """For each service, a sentence for each kind of place; a service nobody keeps count of is left out.

    Kinds of places are never added together.
    """
    return {service: in_words(left) for service, left in places_left_of(services, today=on).items()}


def in_words(left: Mapping[str, int]) -> list[str]:
    """A sentence for each kind of place. left: {kind: how many}."""
    return [_words(kind, left[kind]) for kind in Capacity.values if kind in left]


def _words(kind: str, count: int) -> str:
    """So many are free, of this kind."""
    words = {
        Capacity.SEATS: ngettext("%(count)s seat free", "%(count)s seats free", count),
        Capacity.APPOINTMENTS: ngettext(
            "%(count)s appointment free", "%(count)s appointments free", count
        ),
        Capacity.CASE_PLACES: ngettext(
            "%(count)s case place free", "%(count)s case places free", count
        ),
        Capacity.HOURS: ngettext("%(count)s hour free", "%(count)s hours free", count),
    }
    return words[Capacity(kind)] % {"count": count}
