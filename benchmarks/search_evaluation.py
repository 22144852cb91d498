"""How well the search understands each language, on the questions of `search_eval/` and an office's own index.

    .venv/bin/python -m benchmarks.search_evaluation --index data/index

The bar for each language is the share of right answers among the first five.
"""

import argparse
from datetime import date
from pathlib import Path

from xenia.registers.directory.search.evaluate import Score, evaluate
from xenia.registers.directory.search.index import open_index

QUESTIONS = Path(__file__).parent / "search_eval"
BARS = {
    **dict.fromkeys(("en", "es", "zh-hans", "zh-hant", "ar"), 0.90),
    **dict.fromkeys(("vi", "ht"), 0.85),
    **dict.fromkeys(("pt-br", "ru", "fr", "so"), 0.80),
}


def table(scores: list[Score]) -> str:
    """One line a language, in plain text."""
    lines = ["language  questions  answered  precision@5   bar  understood  empty"]
    lines += [
        f"{one.language:8} {len(one.questions):10} {one.answered:9} {one.precision:12.2f}"
        f" {BARS.get(one.language, 0.0):5.2f} {one.understood:11.2f} {one.empty:6.2f}"
        for one in scores
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the table; exit status 1 when a language misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Path("data/index"))
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument(
        "--missed", action="store_true", help="also list the questions that went wrong"
    )
    options = parser.parse_args()
    scores = evaluate(options.questions, open_index(options.index), today=date.today())  # noqa: DTZ011 - a local day
    print(table(scores))
    if options.missed:
        for score in scores:
            for asked in score.questions:
                if asked.precision is not None and asked.precision < 1:
                    print(
                        f"{score.language}: {asked.words} ({', '.join(asked.terms)}): {asked.precision:.2f}"
                    )
    return int(any(one.answered and one.precision < BARS.get(one.language, 0.0) for one in scores))


if __name__ == "__main__":
    raise SystemExit(main())
