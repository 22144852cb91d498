"""The sample city's files."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
Row = dict[str, Any]


@cache
def rows(name: str) -> list[Row]:
    """The records of one file, such as `organizations`."""
    loaded: list[Row] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def office() -> Row:
    """What the sample office says of itself."""
    loaded: Row = json.loads((DATA / "office.json").read_text(encoding="utf-8"))
    return loaded


@cache
def translations() -> dict[str, Row]:
    """Per language: {"services": {key: {field: text}}, "named": {key: name}, "office": {…}}."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((DATA / "translations").glob("*.json"))
    }
