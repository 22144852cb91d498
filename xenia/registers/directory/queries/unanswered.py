"""What waits in the queue of words nobody understood, and which needs stay unmet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import UnansweredWords, UnmetNeed

Status = UnansweredWords.Status


def words_with(status: str, language: str = "") -> "QuerySet[UnansweredWords]":
    """The words in a state, those of most days first; of one language or of all."""
    found = UnansweredWords.objects.filter(status=status)
    if language:
        found = found.filter(language=language)
    return found.order_by("-days", "-last_on", "key")


def count_waiting() -> int:
    """How many words wait for a person."""
    return UnansweredWords.objects.filter(status=Status.WAITING).count()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need we know and have nothing for: how often people looked for it in the last 60 days."""

    label: str
    times: int


def unmet_needs(reader: str, most: int = 20) -> list[Unmet]:
    """The needs people looked for in vain, the most wanted first."""
    taxonomy = load_taxonomy()
    found = UnmetNeed.objects.values_list("term").annotate(times=Sum("times")).order_by("-times")
    return [Unmet(taxonomy.label(term, reader), times) for term, times in found[:most]]


def term_choices(reader: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The terms to choose from, under their tiles; a tile can be chosen too."""
    taxonomy = load_taxonomy()
    for tile in taxonomy.tiles():
        label = taxonomy.label(tile.code, reader)
        under = [(code, taxonomy.label(code, reader)) for code in taxonomy.children(tile.code)]
        yield label, [(tile.code, _("%(tile)s: all of it") % {"tile": label}), *under]
