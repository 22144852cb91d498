"""A merge as people write it: `origin: Chad, Niger = Sahel`."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from .cube import TOTAL, Cube, Dimension
from .microdata import NotReadable
from .policy import Policy
from .redesign import Merge, joined, merge_of

EXAMPLE: Final = '--merge "origin: Chad, Niger = Sahel"'
SHOWN_VALUES: Final = 10
# A value, and what stands behind it; one with a comma, an equals or a quotation mark in it stands in quotation marks.
PART: Final = re.compile(r'\s*(?:"((?:[^"]|"")+)"|([^",=]*[^",=\s]))\s*([,=]|$)')
NEEDS_QUOTES: Final = re.compile(r'[",=]')


def read_merge(words: str, cube: Cube, policy: Policy) -> Merge:
    """The merge these words ask for, in a table where its values stand apart. Raises NotReadable."""
    dimension, said = _dimension(words, cube.dimensions)
    values, name = _parts(words, said)
    for value in values:
        _refuse_unknown(words, dimension, value)
    if len(set(values)) < 2 or len(set(values)) < len(values):
        raise _wrong(words, f"name two or more values of {dimension.name}, each once")
    if name == TOTAL:
        raise _wrong(words, f"{TOTAL} means all together here, so nothing else is called so")
    if name in dimension.values and name not in values:
        raise _wrong(
            words,
            f"{name} is a value of {dimension.name} already: name it among the values too, or choose another name",
        )
    return merge_of(cube, policy, dimension.name, values, name)


def as_words(dimension: str, values: Sequence[str], name: str) -> str:
    """How a merge is written, for `read_merge` to read."""
    return f"{dimension}: {', '.join(map(_quoted, values))} = {_quoted(name)}"


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if NEEDS_QUOTES.search(value) else value


def _wrong(words: str, why: str) -> NotReadable:
    return NotReadable(f"--merge {words!r}: {why}{'' if why.endswith('?') else '.'}")


def _dimension(words: str, dimensions: Sequence[Dimension]) -> tuple[Dimension, str]:
    """The dimension these words begin with, and what follows."""
    for each in sorted(dimensions, key=lambda each: -len(each.name)):
        behind = words.strip().removeprefix(each.name).lstrip()
        if words.strip().startswith(each.name) and behind.startswith(":"):
            return each, behind[1:]
    if ":" not in words:
        raise _wrong(words, f"write the dimension, its values and a name, such as {EXAMPLE}")
    there = ", ".join(each.name for each in dimensions)
    named = words.partition(":")[0].strip()
    raise _wrong(words, f"the table is not counted by {named!r}, but by {there}")


def _parts(words: str, said: str) -> tuple[list[str], str]:
    parts: list[str] = []
    marks, at = "", 0
    while part := PART.match(said, at):
        parts.append(part[1].replace('""', '"') if part[1] else part[2])
        marks, at = marks + part[3], part.end()
        if not part[3] and "=" not in marks:
            return parts, joined(parts)
        if not part[3] and marks.find("=") == len(marks) - 1:
            return parts[:-1], parts[-1]
    raise _wrong(
        words,
        f"write it such as {EXAMPLE}; a value with a comma or = in it stands in quotation marks",
    )


def _refuse_unknown(words: str, dimension: Dimension, value: str) -> None:
    if value in dimension.values:
        return
    near = get_close_matches(value.casefold(), [each.casefold() for each in dimension.values], n=1)
    meant = [each for each in dimension.values if each.casefold() in near]
    if meant:
        raise _wrong(words, f"{dimension.name} has no value {value}. Did you mean {meant[0]}?")
    there = ", ".join(dimension.values[:SHOWN_VALUES])
    more = len(dimension.values) - SHOWN_VALUES
    raise _wrong(
        words,
        f"{dimension.name} has no value {value}. It has: {there}"
        + (f" and {more:,} more" if more > 0 else ""),
    )
