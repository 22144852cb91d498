"""How well the search understands each language: `python -m benchmarks.search [sample] [dc] [ohana]`.

Each directory is brought into an office of its own, by the same commands a real office uses; then every question of
`questions/` is asked of it. Exit status 1 when a language misses its bar in a directory that has one.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.servers import ROOT
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.search.evaluate import Score, by_rules, evaluate
from xenia.registers.directory.search.index import OpenIndex, open_index, rebuild

HERE: Final = Path(__file__).parent
QUESTIONS: Final = HERE / "questions"
UNSEEN: Final = HERE / "unseen"
MEANINGS: Final = HERE / "meanings.csv"
TODAY: Final = date(2026, 11, 16)
BARS: Final = {
    **dict.fromkeys(("en", "es", "zh-hans", "zh-hant", "ar"), 0.90),
    **dict.fromkeys(("vi", "ht"), 0.85),
    **dict.fromkeys(("pt-br", "ru", "fr", "so"), 0.80),
}
MOST_EMPTY: Final = 0.02


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory to search. files: where another hand's files lie; without them it is the sample city."""

    name: str
    files: Path | None = None
    rules: Path | None = None


SHARED: Final = ROOT.parent / "shared" / "hsds"
DIRECTORIES: Final = {
    one.name: one
    for one in (
        Directory("sample"),
        Directory("dc", SHARED / "sample-dc-hsds2-csv", HERE / "dc.csv"),
        Directory("ohana", SHARED / "sample-ohana-csv", HERE / "ohana.csv"),
    )
}


def scores_of(
    directory: Directory, listings: Sequence[dict[str, Any]], index: OpenIndex, questions: Path
) -> list[Score]:
    """Ask a directory every question."""
    judge = None
    if directory.rules:
        judge = by_rules(rows(directory.rules), listings, load_taxonomy())
    meanings = {row["meaning"]: row["terms"] for row in rows(MEANINGS)}
    return evaluate(questions, index, today=TODAY, judge=judge, meanings=meanings)


def table(scores: Sequence[Score]) -> str:
    """One line a language, in plain text."""
    lines = ["language  questions  answered  precision@5   bar  understood  empty"]
    lines += [
        f"{one.language:8} {len(one.questions):10} {one.answered:9} {one.precision:12.2f}"
        f" {BARS.get(one.language, 0.0):5.2f} {one.understood:11.2f} {one.empty:6.3f}"
        for one in scores
    ]
    return "\n".join(lines)


def missed(scores: Sequence[Score]) -> Iterator[str]:
    """Each question that did not go well, with what it means and how it went."""
    for score in scores:
        for asked in score.questions:
            if asked.found == 0 or (asked.precision is not None and asked.precision < 1):
                how = "-" if asked.precision is None else f"{asked.precision:.2f}"
                said = f"{score.language}: {asked.words} ({', '.join(asked.terms)})"
                yield f"{said}: {how} of {asked.found}"


@contextmanager
def listings_of(directory: Directory, kept: Path | None) -> Iterator[list[dict[str, Any]]]:
    """The listings of a directory, brought into an office of its own, or read from a file of them."""
    if kept and (kept / f"{directory.name}.ndjson").is_file():
        yield read(kept / f"{directory.name}.ndjson")
        return
    with tempfile.TemporaryDirectory(prefix="xenia-search-") as data:
        said = _brought_in(directory, Path(data))
        if kept:
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{directory.name}.ndjson").write_text(said, encoding="utf-8")
        yield [json.loads(line) for line in said.splitlines()]


def _brought_in(directory: Directory, data: Path) -> str:
    environment = os.environ | {"XENIA_DATA": str(data), "XENIA_QUIET": "1"}

    def run(*words: str, is_enough: Sequence[int] = (0,)) -> str:
        asked = [sys.executable, "-m", *words]
        done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: PLW1510
        if done.returncode not in is_enough:
            raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    if directory.files is None:
        run("xenia", "prepare")
    else:
        run("xenia", "prepare", "--empty")
        # 1: some rows were listed and left out, as in every directory of some age.
        run("xenia", "import-directory", str(directory.files), is_enough=(0, 1))
    return run("benchmarks.search.listings")


def read(path: Path) -> list[dict[str, Any]]:
    """Listings from a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of rules."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _is_here(name: str, options: argparse.Namespace) -> bool:
    """Whether a directory can be asked: its files are there, or its listings were kept."""
    files = DIRECTORIES[name].files
    kept = options.kept and (options.kept / f"{name}.ndjson").is_file()
    return files is None or files.is_dir() or bool(kept)


def main() -> int:
    """Print a table for each directory; exit status 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directories", nargs="*", choices=[*DIRECTORIES, []], metavar="DIRECTORY")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--kept", type=Path, help="a folder to keep the listings in, for next time")
    parser.add_argument("--missed", action="store_true", help="also list what went wrong")
    options = parser.parse_args()
    is_missed = False
    for name in options.directories or [name for name in DIRECTORIES if _is_here(name, options)]:
        with (
            listings_of(DIRECTORIES[name], options.kept) as listings,
            tempfile.TemporaryDirectory() as folder,
        ):
            rebuild(listings, Path(folder))
            scores = scores_of(
                DIRECTORIES[name], listings, open_index(Path(folder)), options.questions
            )
        print(f"{name}: {len(listings)} services\n{table(scores)}\n")
        if options.missed:
            print("\n".join(missed(scores)) + "\n")
        is_missed |= any(
            (one.answered and one.precision < BARS.get(one.language, 0.0)) or one.empty > MOST_EMPTY
            for one in scores
        )
    return int(is_missed)


if __name__ == "__main__":
    raise SystemExit(main())
