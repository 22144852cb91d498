"""The engine's own sentences, apart from those of the rules: in data/words.toml, for translators."""

import tomllib
from functools import cache

from .strict import Part
from .tables import DATA


@cache
def words() -> dict[str, str]:
    """Every sentence by its name."""
    path = DATA / "words.toml"
    part = Part(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))
    return {name: part.take(name, str) for name in part.names()}


def word(name: str) -> str:
    """One sentence."""
    return words()[name]
