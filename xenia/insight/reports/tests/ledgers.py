"""A ledger drawn by lot, for tests of the reckoning: every kind a measure counts, in three years, with what makes counting hard."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.ledger.streams import STREAMS, stream_named
from xenia.insight.reports.measures import Measure

YEARS: Final = (2024, 2025, 2026)
FUND: Final = "test.fund_of_a_report"
# What no list knows.
STRANGE: Final = "what-nobody-listed"
LONGEST, LONGEST_LANGUAGE = 40, 12
IDS: Final = ("program", "provider", "department", "service")


@dataclass
class Drawn:
    """What was written: each entry as plain data, and who is whom."""

    rows: list[dict[str, Any]]
    aliases: dict[tuple[int, str, UUID], tuple[UUID, bool]] = field(default_factory=dict)

    def person(self, row: Mapping[str, Any]) -> UUID | None:
        """At the end of her chain of aliases."""
        return self._end(row)[0]

    def is_named(self, row: Mapping[str, Any]) -> bool:
        """By the entry itself, or by an alias on the way."""
        return bool(row["is_named"]) or self._end(row)[1]

    def _end(self, row: Mapping[str, Any]) -> tuple[UUID | None, bool]:
        token, was_named = row["token"], False
        year = stream_named(row["stream"]).year_of(row["on"])
        while (year, row["stream"], token) in self.aliases:
            token, is_named = self.aliases[year, row["stream"], token]
            was_named |= is_named
        return token, was_named


def a_ledger(measures: Iterable[Measure], *, seed: int, count: int = 3000) -> Drawn:
    """Entries of every kind of these measures, in its streams."""
    chance = random.Random(seed)
    measures = list(measures)
    pools = _pools(measures)
    tokens = {
        (year, stream): [UUID(int=chance.getrandbits(128), version=4) for _ in range(40)]
        for year in YEARS
        for stream in sorted({one.stream for one in measures})
    }
    rows = [
        _row(chance, measures[number % len(measures)], chance.choice(YEARS), pools, tokens)
        for number in range(count)
    ]
    drawn = Drawn(rows, _aliases(chance, tokens))
    Entry.objects.bulk_create([Entry(**row) for row in rows], batch_size=500)
    Alias.objects.bulk_create(
        Alias(year=year, stream=stream, absorbed=absorbed, kept=kept, is_named=is_named)
        for (year, stream, absorbed), (kept, is_named) in drawn.aliases.items()
    )
    return drawn


def _pools(measures: Iterable[Measure]) -> dict[str, list[str]]:
    """For each dimension some of the values the measures tell apart."""
    found: dict[str, set[str]] = {name: {"", STRANGE} for name in DIMENSIONS}
    for measure in measures:
        for split in measure.splits:
            if split.name in found:
                found[split.name] |= set(split.values())
        for name, values in measure.among.items():
            found[name] |= set(values)
    for name in ("outcome", "mode", "reason", "need"):
        found[name] |= {"open", "submitted", "served", "accepted", "favorable", "sent"}
    found["language"] = {code for code in found["language"] if len(code) <= LONGEST_LANGUAGE}
    found["origin"] = {"", "SO", "HT"}
    return {name: sorted(values) for name, values in found.items()}


def _row(
    chance: random.Random,
    measure: Measure,
    year: int,
    pools: Mapping[str, list[str]],
    tokens: Mapping[tuple[int, str], list[UUID]],
) -> dict[str, Any]:
    stream, kind = measure.stream, chance.choice(measure.kinds)
    first, _last = STREAMS[stream].span(year)
    grain = chance.choice(("month", "quarter") if stream == "legal" else ("day", "month"))
    month = first.month - 1 + chance.randrange(12)
    on = date(
        first.year + month // 12, month % 12 + 1, 1 if grain != "day" else chance.randint(1, 28)
    )
    if grain == "quarter":
        on = STREAMS[stream].quarter_of(on)
    token = chance.choice([None, *tokens[year, stream]]) if chance.random() < 0.8 else None
    said: dict[str, Any] = {
        "kind": kind,
        "stream": stream,
        "on": on,
        "grain": grain,
        "quantity": chance.choice((1, 1, 1, 1, 2, -1)),
        "token": token,
        "is_named": None if token is None else token.int % 3 != 0 and chance.random() < 0.8,
    }
    carries = STREAMS[stream].carries
    if kind in KINDS:
        carries &= KINDS[kind].dimensions
    for name in sorted(carries):
        said[name] = _value(chance, name, pools)
        if name in measure.among and chance.random() < 0.7:
            said[name] = chance.choice(measure.among[name])
    if "is_new" in measure.among and "is_new" in carries:
        said["is_new"] = True
    return said


def _value(chance: random.Random, name: str, pools: Mapping[str, list[str]]) -> Any:
    if name in IDS:
        return chance.choice((None, UUID(int=1, version=4), UUID(int=2, version=4)))
    if name == "is_new":
        return chance.choice((None, True, False))
    return chance.choice([code for code in pools[name] if len(code) <= LONGEST])


def _aliases(
    chance: random.Random, tokens: Mapping[tuple[int, str], list[UUID]]
) -> dict[tuple[int, str, UUID], tuple[UUID, bool]]:
    """In each year some who are somebody else, and one who is so by way of a third."""
    found = {}
    for (year, stream), known in tokens.items():
        for number in range(0, 12, 2):
            kept = known[number + 1]
            found[year, stream, known[number]] = (kept, chance.random() < 0.5)
        found[year, stream, known[1]] = (known[30], True)
    return found
