"""The published file alone, read by a model that shares no line with ours: it learns nothing."""

import csv
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.stranger import Stranger
from xenia.ground.disclosure.cube import TOTAL, Cell
from xenia.ground.disclosure.files import protect
from xenia.ground.disclosure.people import COUNT, count_people
from xenia.ground.disclosure.policy import Policy

from .makers import a_random_cube


@given(
    seed=st.integers(0, 10_000),
    sizes=st.sampled_from([(3, 4), (6, 5), (3, 3, 3), (4, 3, 2), (2, 2, 2, 2)]),
    people=st.integers(1, 600),
    threshold=st.sampled_from([5, 11]),
)
def test_a_stranger_with_the_file_learns_no_small_number(
    tmp_path: Path, seed: int, sizes: tuple[int, ...], people: int, threshold: int
) -> None:
    """Sixty random tables; three thousand with `./run test --all`."""
    cube = a_random_cube(seed, sizes, people)
    names = [dimension.name for dimension in cube.dimensions]
    rows = [cell for cell in cube.inner() for _ in range(cube.counts[cell])]
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])
    policy = Policy(threshold=threshold)
    protect(
        count_people(tmp_path / "people.csv", names, policy),
        policy,
        out=tmp_path / "out.csv",
        certificate=tmp_path / "certificate.json",
        seconds=0.5,
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        out = list(csv.DictReader(file))
    stranger = Stranger([[_as_read(names, out)]])
    for row in out:
        cell: Cell = tuple(row[name] for name in names)
        if 0 < cube.counts[cell] < threshold:
            assert row[COUNT] == ""
            values = frozenset((n, v) for n, v in zip(names, cell, strict=True) if v != TOTAL)
            low, high = stranger.guess(0, values)
            assert low <= 1, cell
            assert high >= threshold, cell
        elif row[COUNT]:
            assert int(row[COUNT]) == cube.counts[cell]
    assert json.loads((tmp_path / "certificate.json").read_text())["breaches"] == 0


def _as_read(
    names: list[str], out: list[dict[str, str]]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    values = {name: sorted({row[name] for row in out} - {TOTAL}) for name in names}
    dimensions: list[dict[str, object]] = [
        {"name": name, "values": its, "adds": "exactly"} for name, its in values.items()
    ]
    cells: list[dict[str, object]] = [
        {
            "cell": {name: row[name] for name in names if row[name] != TOTAL},
            "value": int(row[COUNT]) if row[COUNT] else "suppressed",
        }
        for row in out
    ]
    return dimensions, cells
