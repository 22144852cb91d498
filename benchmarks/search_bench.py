"""How fast the search answers, in process, on a directory of invented services.

    .venv/bin/python -m benchmarks.search_bench --services 50000

Bar: 95 of 100 questions in 15 ms at 50,000 services with all counts, on a 2-core machine. The questions are
words of the taxonomy in every language, the evaluation's questions, misspelt ones, names, and filters without words.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, at_most
from benchmarks.search_scene import invented, questions
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.search.expand import phrase_book
from xenia.registers.directory.search.index import OpenIndex, open_index, rebuild, update
from xenia.registers.directory.search.kept_phrases import kept_book
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import SearchRequest

PART = "search"
SIZES = (5_000, 50_000)
MOST_MS = 15.0
MOST_SECONDS_TO_SEE = 2.0
MOST_SECONDS_READY = 0.3
# Of the larger directory.
MOST_SECONDS_TO_MAKE = 10.0
TODAY = date(2026, 3, 9)
# Milliseconds by the clock, and of processor time: the second is fair on a machine that others use.
Took = tuple[float, float]


def figures() -> Iterator[Figure]:
    """The figures of `./run bench`: a small city's directory, and one ten times as large as any."""
    with _folder() as folder:
        ready = partial(kept_book, load_taxonomy(), folder)
        yield Figure(PART, "phrases of the taxonomy made, once", _took(ready)[0] / 1000, "s")
        yield at_most(
            PART, "phrases of the taxonomy ready", _took(ready)[0] / 1000, "s", MOST_SECONDS_READY
        )
    phrase_book()
    for size in SIZES:
        yield from measure(size)


def measure(services: int) -> Iterator[Figure]:
    """Make an index of so many services, ask it everything, change it."""
    name = partial("{0} at {1:,} services".format)
    with _folder() as folder:
        made = _rebuild(services, folder)
        yield at_most(PART, name("whole index made", services), made, "s", MOST_SECONDS_TO_MAKE)
        before = resident_mb()
        index = open_index(folder)
        for kind, took in ask_everything(index).items():
            clock, cpu = (statistics.quantiles(each, n=20)[-1] for each in zip(*took, strict=True))
            if kind == "all":
                yield at_most(PART, name("p95", services), clock, "ms", MOST_MS)
                yield Figure(PART, name("p95, processor time", services), cpu, "ms")
            else:
                yield Figure(PART, name(f"p95, {kind}", services), clock, "ms")
        yield Figure(PART, name("memory of a reader", services), resident_mb() - before, "MB")
        seen = _took(partial(update, folder, [next(invented(1, index.book.taxonomy))]))[0]
        seen += _took(partial(open_index, folder))[0]
        yield at_most(
            PART, name("one change seen", services), seen / 1000, "s", MOST_SECONDS_TO_SEE
        )


def ask_everything(index: OpenIndex) -> dict[str, list[Took]]:
    """What each question took, by kind, and all together."""
    took: dict[str, list[Took]] = {}
    for kind, requests in questions(index.book.taxonomy).items():
        took[kind] = [_took(partial(_ask, index, request)) for request in requests]
    return took | {"all": [each for kind in took.values() for each in kind]}


def resident_mb() -> float:
    """Memory of this process now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _ask(index: OpenIndex, request: SearchRequest) -> object:
    return search(request, index, today=TODAY)


def _rebuild(services: int, folder: Path) -> float:
    """Seconds to make the whole index, without the seconds to invent the services."""
    taxonomy = load_taxonomy()
    inventing = _took(lambda: deque(invented(services, taxonomy), maxlen=0))[0]
    making = _took(lambda: rebuild(invented(services, taxonomy), folder))[0]
    return (making - inventing) / 1000


def _took(act: Callable[[], object]) -> Took:
    begun, cpu = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - cpu)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="xenia-search-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Print the figures of one size; exit status 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SIZES[-1])
    missed = 0
    for figure in measure(parser.parse_args().services):
        verdict = {True: "met", False: "MISSED", None: ""}[figure.is_met]
        print(f"{figure.name:52} {figure.shown:>9} {figure.unit:3} {figure.bar:7} {verdict}")
        missed += figure.is_met is False
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
