"""“I speak …”, said in the language itself."""

import csv
from functools import cache

from xenia.ground.reference.taxonomy import DATA


@cache
def _sentences() -> dict[str, str]:
    with (DATA / "i_speak.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["sentence"].strip() for row in csv.DictReader(file)}


def sentence_in(code: str) -> str:
    """The sentence in a language, or empty where nobody who speaks it has said it for us yet."""
    return _sentences().get(code, "")
