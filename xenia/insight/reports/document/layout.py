"""Which measures stand in which table of the report. A measure nobody placed finds its table by its clause and splits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.utils.functional import Promise

from xenia.insight.reports.document.words import PARTS
from xenia.insight.reports.figures import TOTAL, Shown
from xenia.insight.reports.measures import Measure

# More columns than this are not read on a page; then the split is told in rows.
MOST_COLUMNS: Final = 6
# More bars than this are no picture.
MOST_BARS: Final = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """One number of a measure: of a value of its other split, of all of them where nobody says. title: where it is not the value's."""

    measure: str
    value: str = TOTAL
    title: str | Promise = ""

    @property
    def code(self) -> str:
        """What a column of it is called."""
        return self.measure if self.value == TOTAL else f"{self.measure}.{self.value}"


@dataclass(frozen=True, slots=True)
class Share:
    """What part one column is of another, in percent. words: what that is called."""

    part: str
    whole: str
    words: Promise


@dataclass(frozen=True, slots=True)
class Plan:
    """One table. measures: those that stand nowhere else; one for each column, unless there are `pieces`.

    rows, columns: names of splits; "" without one. title: where it is not the measure's own. tells: the column its
    sentence and its picture are about; the first one where nobody says. share: see `Share`. pieces: one for each column.
    total: what stands in the last line instead of all values together. leaves_out: values that are no row here.
    parts_of: values whose share of their sum is told, and what that is called. kinds: what each pair of `pieces` is,
    where the pairs stand below one another. note: a sentence below the table.
    """

    part: str
    measures: tuple[str, ...]
    rows: str = ""
    columns: str = ""
    title: str | Promise = ""
    chart: Literal["", "bars", "stacked"] = ""
    tells: str = ""
    share: Share | None = None
    pieces: tuple[Piece, ...] = ()
    total: Piece | None = None
    leaves_out: tuple[str, ...] = ()
    parts_of: tuple[tuple[str, ...], Promise] | None = None
    kinds: tuple[Promise, ...] = ()
    note: str | Promise = ""

    @property
    def code(self) -> str:
        """A name for its place in an address and in a file."""
        by = "-by-".join(filter(None, (self.rows, self.columns)))
        return "-".join(filter(None, (self.measures[0].replace(".", "-"), by))).replace("_", "-")


def part_of(measure: Measure) -> str:
    """The part of the report that answers a measure's clause; "office" for what the office adds."""
    found = [code for code, (_title, own) in PARTS.items() if own and own == measure.clause]
    return found[0] if found else _nearest(measure.clause)


def _nearest(clause: str) -> str:
    """The part with the longest clause this one begins with: (B)(4)(e)(i) stands under (B)(4)(e)."""
    begins = [
        (len(own), code) for code, (_title, own) in PARTS.items() if own and clause.startswith(own)
    ]
    return max(begins, key=lambda pair: pair[0])[1] if begins else "office"


def plans(shown: Mapping[str, Shown], own: Iterable[Plan]) -> list[Plan]:
    """Every table that the measures there are can fill, in the order of the report."""
    placed = [plan for one in own if (plan := _there(one, shown)).measures]
    named = {code for plan in placed for code in plan.measures}
    rest = [one.measure for code, one in shown.items() if code not in named]
    found = [*placed, *_without_splits(rest)]
    for measure in rest:
        found += _by_split(measure, shown[measure.code])
    parts, codes = list(PARTS), list(shown)

    def place(plan: Plan) -> tuple[int, int]:
        first = min(codes.index(code) for code in plan.measures if code in shown)
        return parts.index(plan.part), first

    return sorted(found, key=place)


def _there(plan: Plan, shown: Mapping[str, Shown]) -> Plan:
    """A plan with those of its measures that there are, and that are told apart as it says."""
    there = (
        code
        for code in plan.measures
        if code in shown and plan.rows in {"", *(one.name for one in shown[code].measure.splits)}
    )
    return replace(plan, measures=tuple(there))


def _without_splits(measures: Iterable[Measure]) -> Iterator[Plan]:
    """Measures that are one number each, listed together where they answer the same part."""
    together: dict[str, list[str]] = {}
    for measure in measures:
        if not measure.splits:
            together.setdefault(part_of(measure), []).append(measure.code)
    for part, codes in together.items():
        yield Plan(part, tuple(codes))


def _by_split(measure: Measure, shown: Shown) -> Iterator[Plan]:
    """One table for each split, with the shortest other one across."""
    sizes = {split.name: len(codes_of(shown, at)) for at, split in enumerate(measure.splits)}
    across = min(sizes, key=lambda name: sizes[name]) if len(sizes) > 1 else ""
    if across and sizes[across] > MOST_COLUMNS:
        across = ""
    told = [split for split in measure.splits if split.name != across]
    for split in told:
        # Two tables of one measure are told apart by what their rows are.
        title = f"{measure.title}: {split.title}" if len(told) > 1 else ""
        part = part_of(measure)
        # What the office adds is told in tables alone; parts of a whole are drawn where it is told apart twice.
        chart: Literal["", "bars", "stacked"] = "stacked" if across else "bars"
        drawn = "" if part == "office" else chart
        yield Plan(part, (measure.code,), split.name, across, title=title, chart=drawn)


def codes_of(shown: Shown, at: int) -> list[str]:
    """The values of a split that its numbers have, in the measure's order; what the ledger says beside, last."""
    there = {place[at] for place in (*shown.numbers, *shown.unnamed)} - {TOTAL}
    known = [*shown.measure.splits[at].values(), *shown.measure.splits[at].groups()]
    return [code for code in known if code in there] + sorted(there - set(known))
