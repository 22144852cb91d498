"""What tells that a month's entries are not what they were, without reading them all.

An entry is added, or written anew in another month or without its token; nothing else of it ever changes, and all of
that stands in one index. Two people who turn out to be one change no entry, so the aliases are part of a mark.
"""

import hashlib
import json
from collections import defaultdict
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, Sum

from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.ledger.periods import years_of_month

# Of an older layout of the files, each is written anew.
LAYOUT: Final = 2


def marks_of_months() -> dict[date, str]:
    """Each month that has entries, in order, with its mark."""
    counted: dict[date, list[Any]] = defaultdict(list)
    # In the order of the index `entry_counts`, which alone is read.
    found = (
        Entry.objects.values_list("stream", "kind", "on")
        .annotate(
            entry_count=Count("kind"),
            tokens=Count("token"),
            sums=Sum("quantity"),
            named=Count("kind", filter=Q(is_named=True)),
            days=Count("kind", filter=Q(grain=Entry.Grain.DAY)),
            quarters=Count("kind", filter=Q(grain=Entry.Grain.QUARTER)),
        )
        .order_by("stream", "kind", "on")
    )
    for stream, kind, on, *numbers in found:
        counted[on.replace(day=1)].append([stream, kind, on.isoformat(), *numbers])
    aliases = _aliases()
    return {
        month: _digest(
            [LAYOUT, counted[month], [aliases[y] for y in sorted(years_of_month(month))]]
        )
        for month in sorted(counted)
    }


def _aliases() -> dict[int, list[str]]:
    """Every alias of a year, whatever order the nights left them in."""
    found: dict[int, list[str]] = defaultdict(list)
    for year, *said in Alias.objects.values_list("year", "stream", "absorbed", "kept", "is_named"):
        found[year].append(" ".join(str(one) for one in said))
    return defaultdict(list, {year: sorted(lines) for year, lines in found.items()})


def _digest(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
