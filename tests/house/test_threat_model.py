"""The threat model names a test for each measure, and each of those tests is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ROOT / "docs" / "threat-model.md"
NAMED = re.compile(r"`([\w/]+\.py)(?:::(test_\w+))?`")


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of a file's tests, those of its state machines too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    return frozenset(name for name in functions if name.startswith("test_"))


def measures() -> list[tuple[str, str]]:
    """The rows of the tables of measures: (what it is against, the line)."""
    text = MODEL.read_text(encoding="utf-8").split("## Measures", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    return [(line.split("|")[1].strip(), line) for line in lines[2:]]


@pytest.mark.parametrize(("threat", "line"), measures(), ids=[threat for threat, _ in measures()])
def test_each_measure_names_its_tests(threat: str, line: str) -> None:
    named = NAMED.findall(line)
    assert named, f"{threat}: no test is named"
    for path, test in named:
        place = ROOT / path
        assert place.is_file(), f"{threat}: there is no {path}"
        if test:
            assert test in names_in(place), f"{threat}: {path} has no {test}"


def test_what_a_theft_opens_is_said_for_every_theft() -> None:
    text = MODEL.read_text(encoding="utf-8")
    for theft in (
        "The data",
        "The data and `keys`",
        "master key",
        "printed shares",
        "running machine",
    ):
        assert theft in text, f"nothing is said of {theft}"
