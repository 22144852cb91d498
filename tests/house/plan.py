"""The plan of the house, as `.importlinter` states it: which room stands above which."""

import re
from configparser import ConfigParser
from functools import cache
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
XENIA = ROOT / "xenia"
LONGEST_FILE = 600  # lines


@cache
def contracts() -> ConfigParser:
    """Every contract import-linter checks."""
    plan = ConfigParser()
    plan.read(ROOT / ".importlinter", encoding="utf-8")
    return plan


def layers(storey: str) -> list[list[str]]:
    """The layers inside a container such as `xenia.ground`, from top to bottom."""
    for name in contracts().sections():
        contract = contracts()[name]
        if contract.get("containers", "").split() == [storey]:
            return [re.findall(r"\w+", line) for line in contract["layers"].split("\n") if line]
    raise LookupError(f"no contract in .importlinter has the container {storey!r}")


@cache
def heights() -> dict[str, tuple[int, int]]:
    """How high each room stands: (storey, layer in it), counted from the ground."""
    found = {}
    for floor, storeys in zip(count(), reversed(layers("xenia")), strict=False):
        for storey in storeys:
            found[f"xenia.{storey}"] = (floor, 0)
            for layer, rooms in enumerate(reversed(rooms_of(storey))):
                found |= {f"xenia.{storey}.{room}": (floor, layer) for room in rooms}
    return found


def rooms_of(storey: str) -> list[list[str]]:
    """The layers of rooms in a storey; `config` has none."""
    return [] if storey == "config" else layers(f"xenia.{storey}")


def made_rooms() -> list[Path]:
    """The folder of every room that exists."""
    storeys = [storey for layer in layers("xenia") for storey in layer if storey != "config"]
    return [
        path.parent for storey in storeys for path in sorted((XENIA / storey).glob("*/__init__.py"))
    ]


def room_of(module: str) -> str:
    """The room a module belongs to: `xenia.ground.design.fonts` is in `xenia.ground.design`."""
    parts = module.split(".")
    return ".".join(parts[:2] if parts[1] == "config" else parts[:3])


def stands_above(upper: str, lower: str) -> bool:
    """Whether one room may import another: it stands higher, or it is the same room."""
    return upper == lower or heights()[upper] > heights()[lower]


def own_python() -> list[Path]:
    """Every Python file of the house, migrations left out."""
    return [
        path
        for path in sorted(XENIA.rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]
