"""One run of the reckoning: `make` writes the files of a made ledger, `read` measures and prints one line of figures."""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import django

YEAR: Final = 2026
ROUNDS: Final = 3
MOST_ROUNDS: Final = 40
# How much longer than by hand one measure may take.
PROMISED: Final = 1.3
# Ways to tell entries apart, and how many values each has in a middling city.
VALUES: Final = {
    "service_type": 12, "language": 14, "area": 24, "origin": 40, "case_type": 16, "need": 20,
    "reason": 9, "outcome": 6, "mode": 5, "fund": 4,
}  # fmt: skip
# Of each two splits a sum, of every third a count of people.
SPLITS: Final = (
    (), ("service_type",), ("language",), ("area",), ("need",), ("outcome",), ("need", "outcome"),
    ("service_type", "language"), ("mode", "reason"), ("language", "area"), ("case_type", "outcome"),
    ("origin",), ("fund", "service_type"), ("need", "reason", "outcome"), ("area", "mode"),
)  # fmt: skip
COUNT: Final = 45


@dataclass(frozen=True)
class Asked:
    """One measure: by an expression of ours, and by SQL as somebody would write it for this question."""

    measure: Any
    by_hand: str


def make(folder: Path, entries: int) -> dict[str, float]:
    """A file for each month: few kinds of much, many of little; a person comes eight times a year."""
    import duckdb

    con = duckdb.connect()
    con.execute("SELECT setseed(0.42)")
    columns = ", ".join(
        f"'{name}-' || CAST(floor({count} * pow(random(), 1.5)) AS INT) AS {name}"
        for name, count in VALUES.items()
    )
    others = ", ".join(
        f"'' AS {name}"
        for name in ("program", "provider", "department", "is_new", "dialect", "method", "service")
    )
    for month in range(12):
        rows = f"""SELECT {_kind("random()")} AS kind, 'service' AS stream,
            DATE '{YEAR}-{month + 1:02}-01' AS "on", 'month' AS grain,
            CAST(CASE WHEN random() < 0.02 THEN -1 ELSE 1 END AS BIGINT) AS quantity,
            random() < 0.9 AS is_named, {columns}, {others},
            unhex(md5(CAST(floor(random() * {entries} / 8) AS INT)::VARCHAR)) AS person
            FROM range({entries // 12})"""
        con.execute(
            f"COPY (SELECT * FROM ({rows}) ORDER BY kind, service_type, language)"
            f" TO '{folder}/{YEAR}-{month + 1:02}.parquet' (COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
        )
    return {}


def _kind(chance: str) -> str:
    """The kinds the report counts come first, so that its own measures have something to read too."""
    from xenia.insight.reports.measures import MEASURES

    names = sorted({kind for one in MEASURES.values() for kind in one.kinds})
    listed = ", ".join(f"'{name}'" for name in names)
    return f"([{listed}])[1 + CAST(floor({len(names)} * pow({chance}, 1.4)) AS INT)]"


def all_asked(folder: Path) -> Iterator[Asked]:
    """Forty-five questions about the kinds of the report, a third of them about people."""
    from xenia.insight.reports.measures import MEASURES, Measure, Split, Unit
    from xenia.insight.reports.measures.rows import added, people

    kinds = sorted({kind for one in MEASURES.values() for kind in one.kinds})
    for number in range(COUNT):
        names = SPLITS[number % len(SPLITS)]
        chosen = tuple(kinds[(number + 7 * more) % len(kinds)] for more in range(1 + number % 2))
        is_people = number % 3 == 0
        by = {name: (lambda rows, name=name: rows[name]) for name in names}
        measure = Measure(
            code=f"bench.{number}", clause="", title="", definition="", counting="",
            unit=Unit.PEOPLE if is_people else Unit.EVENTS, population="", kinds=chosen,
            expression=(people if is_people else added)(*chosen, by=by),
            splits=tuple(Split(name, "", dict) for name in names),
        )  # fmt: skip
        yield Asked(measure, (_people if is_people else _sums)(folder, chosen, names))


def _from(folder: Path, kinds: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"FROM read_parquet('{folder}/*.parquet') WHERE stream = 'service' AND kind IN ({listed})"
        f""" AND "on" BETWEEN DATE '{YEAR}-01-01' AND DATE '{YEAR}-12-31'"""
    )


def _sums(folder: Path, kinds: tuple[str, ...], names: tuple[str, ...]) -> str:
    columns = ", ".join([*_totals(names), "SUM(quantity)"])
    grouped = f"GROUP BY CUBE ({', '.join(names)})" if names else ""
    return f"SELECT {columns} {_from(folder, kinds)} {grouped}"


def _people(folder: Path, kinds: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Each person once in each place, where she was not taken back; with a name, or without one."""
    columns = ", ".join([*_totals(names), "person", "BOOL_OR(is_named) AS named"])
    grouped = ", ".join([f"CUBE ({', '.join(names)})"] if names else [])
    inner = f"""SELECT {columns} {_from(folder, kinds)} AND person IS NOT NULL
        GROUP BY {", ".join([*([grouped] if grouped else []), "person"])} HAVING SUM(quantity) > 0"""
    out = ", ".join([*names, "COUNT(*)", "COUNT(*) FILTER (NOT named)"])
    return f"SELECT {out} FROM ({inner}) {'GROUP BY ALL' if names else ''}"


def _totals(names: tuple[str, ...]) -> list[str]:
    return [f"CASE WHEN GROUPING({n}) = 1 THEN 'TOTAL' ELSE {n} END AS {n}" for n in names]


def read(folder: Path, entries: int) -> dict[str, float]:
    """All questions by us from the start, then each by us and by hand in turn."""
    from xenia.insight.reports.engine import Facts, measured
    from xenia.insight.reports.measures import MEASURES

    asked = list(all_asked(folder))
    # The packages are there before the clock runs: a page that is asked twice loads them once.
    source = _files(folder)
    source.close()
    began = time.perf_counter()
    source = _files(folder)
    facts = Facts(YEAR, source)
    used = time.process_time()
    for one in asked:
        measured(one.measure, facts)
    together, processor = time.perf_counter() - began, time.process_time() - used
    compared = {one.measure.code: _compared(one, facts) for one in asked}
    ours, by_hand = zip(*compared.values(), strict=True)
    began = time.perf_counter()
    for measure in MEASURES.values():
        measured(measure, facts)
    return {
        "measures": len(asked),
        "registered": len(MEASURES),
        "entries": entries,
        "ours": together,
        "processor": processor,
        "by_hand": sum(by_hand),
        "worst": max(one / other for one, other in compared.values()),
        "ratio": sum(ours) / sum(by_hand),
        "slowest": max(ours),
        "all": time.perf_counter() - began,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _compared(one: Asked, facts: Any) -> tuple[float, float]:
    """The best of some rounds by us and by hand, in turn: more where the machine was busy with something else."""
    from xenia.insight.reports.engine import measured

    ours = by_hand = float("inf")
    for number in range(MOST_ROUNDS):
        if number >= ROUNDS and ours <= by_hand * PROMISED:
            break
        began = time.perf_counter()
        found = facts.source.reckoner.execute(one.by_hand).fetchall()
        by_hand = min(by_hand, time.perf_counter() - began)
        began = time.perf_counter()
        said = measured(one.measure, facts)
        ours = min(ours, time.perf_counter() - began)
        _refuse_different(said, found)
    return ours, by_hand


def _refuse_different(said: Any, found: list[tuple[Any, ...]]) -> None:
    width = len(said.measure.splits)
    by_hand = {tuple(row[:width]): int(row[width] or 0) for row in found}
    assert said.numbers == by_hand, said.measure.code


def _files(folder: Path) -> Any:
    """The files of the made ledger, without the database beside them."""
    from xenia.insight.reports.engine.sources.base import Span
    from xenia.insight.reports.engine.sources.duck import DuckSource

    class Files(DuckSource):
        def select(self, span: Span) -> str:
            return self.select_files(sorted(str(path) for path in folder.glob("*.parquet")), span)

        def corrections(self, span: Span) -> None:
            return None

    return Files()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    print(
        json.dumps({"make": make, "read": read}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3])))
    )
