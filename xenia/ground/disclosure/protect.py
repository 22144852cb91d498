"""From a table to what may leave the office of it: hide, attack, and only then let it go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .attack import Finding, attack
from .certificate import Certificate, certify
from .cube import TOTAL, Cell, Cube
from .mending import CannotBeProtected
from .policy import Need, Policy
from .publications import Place, Publications, Table, place_of
from .redesign import Merge, with_parts
from .solver import NoAnswer
from .suppress import SECONDS, Suppression, suppress

THIS_TABLE: Final = "this table"
NOTHING: Final = Publications(())
# Hears which step begins: "hide", "attack" or "write".
Told = Callable[[str], None]


def nobody(_step: str) -> None:
    """Nobody listens."""


class Refused(Exception):
    """The attack learnt more than the policy allows, or did not end: nothing is released."""

    def __init__(self, why: Finding | str) -> None:
        """why: which cells, and what is known of them; or a sentence where nothing is certain."""
        said = [why] if isinstance(why, str) else why.sentences()
        super().__init__("; ".join(said))
        self.sentences = said
        self.breaches = () if isinstance(why, str) else why.breaches


@dataclass(frozen=True, slots=True)
class Protected:
    """A table that stood the attack: None where a count is hidden. What was small is not to leave the office."""

    cells: Mapping[Cell, int | None]
    certificate: Certificate
    suppression: Suppression


def protect_cube(
    cube: Cube,
    policy: Policy,
    *,
    population: str = THIS_TABLE,
    shown: Iterable[Cell] = (),
    published: Publications = NOTHING,
    needs: Mapping[Place, Need | None] | None = None,
    merges: Sequence[Merge] = (),
    seconds: float = SECONDS,
    told: Told = nobody,
) -> Protected:
    """Hide what must be hidden, and attack the outcome together with everything published before.

    population: who is counted, as other publications name them. shown: cells that must be shown unless they are small;
    the total of all is shown wherever that is possible. published, needs: what is out already, and how well its hidden
    counts must stay protected, as `attack` reads them. merges:
    what was taken together before it was counted. told: hears what is done next. Raises Refused when the attack finds
    too much or does not end, CannotBeProtected when nothing left to hide protects a cell.
    """
    told("hide")
    suppression = _with_grand_total(cube, policy, frozenset(shown), seconds)
    table = Table(
        population,
        with_parts(cube.dimensions, merges) if published.tables else cube.dimensions,
        {cell: None if cell in suppression.hidden else n for cell, n in cube.counts.items()},
    )
    everything = replace(published, tables=(*published.tables, table))
    own_needs = {
        place_of(population, cube.dimensions, cell): policy.need(
            cube.counts[cell], cube.from_one.get(cell, 0)
        )
        for cell in suppression.hidden
    }
    told("attack")
    places = {cell: place_of(population, cube.dimensions, cell) for cell in cube.counts}
    others = [{places[cell]: n for cell, n in other.items()} for other in suppression.others]
    try:
        finding = attack(everything, {**(needs or {}), **own_needs}, policy, others=others)
    except NoAnswer as unsure:
        raise Refused(f"nothing is certain: {unsure}") from None
    if finding.breaches:
        raise Refused(finding)
    certificate = certify(
        table.cells,
        finding,
        policy=policy,
        dimensions=tuple(dimension.name for dimension in cube.dimensions),
        method=suppression.method.value,
        spare=suppression.spare,
        merged=tuple(merge.words for merge in merges),
    )
    return Protected(table.cells, certificate, suppression)


def _with_grand_total(
    cube: Cube, policy: Policy, shown: frozenset[Cell], seconds: float
) -> Suppression:
    everybody = tuple(TOTAL for _ in cube.dimensions)
    try:
        return suppress(cube, policy, shown=shown | {everybody}, seconds=seconds)
    except CannotBeProtected:
        return suppress(cube, policy, shown=shown - {everybody}, seconds=seconds)
