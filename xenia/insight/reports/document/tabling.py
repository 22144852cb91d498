"""Tables of figures from what may be shown of measures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xenia.ground.common.local_words import joined
from xenia.insight.reports.document.layout import MOST_BARS, Piece, Plan, codes_of
from xenia.insight.reports.document.leads import lead
from xenia.insight.reports.document.model import Chart, Column, Figure, Mark, Row, Table
from xenia.insight.reports.document.numbers import number
from xenia.insight.reports.document.shares import SHARE, with_shares
from xenia.insight.reports.document.words import (
    ALL,
    APART,
    DIFFERENCES,
    EVERYBODY,
    UNITS,
    UNNAMED,
    UNNAMED_WORDS,
)
from xenia.insight.reports.figures import TOTAL, Place, Shown
from xenia.insight.reports.measures import Measure, Split, Unit
from xenia.insight.reports.measures.rows import UNSAID

THIS_YEAR: Final = "year"
NOT_SAID: Final = ""
# More lines of zeros than this are counted, not named.
MOST_NAMED: Final = 8
# As many as can be told apart without colour.
MOST_PATTERNS: Final = 6


def table(plan: Plan, shown: Mapping[str, Shown], language: str) -> Table:
    """The table of a plan, with whatever measures of it there are, and why its numbers differ from others."""
    made = _made(plan, shown, language)
    why, other = DIFFERENCES.get(plan.measures[0], ("", ""))
    if other not in shown:
        return made
    note = str(why) % {"other": shown[other].measure.title}
    return replace(made, notes=(*made.notes, note))


def _made(plan: Plan, shown: Mapping[str, Shown], language: str) -> Table:
    found = [shown[code] for code in plan.measures if code in shown]
    if not plan.rows:
        return _listed(plan, found)
    if plan.kinds:
        return _by_kind(plan, shown, language)
    if plan.pieces or len(found) > 1:
        return _beside(plan, shown, language)
    return _crossed(plan, found[0], language)


def figure(shown: Shown, place: Place, *, unnamed: bool = False) -> Figure:
    """One number of a measure, or the mark that stands for it."""
    names = [split.name for split in shown.measure.splits]
    said = dict(zip(names, place, strict=True))
    if unnamed:
        said[UNNAMED] = "yes"
    numbers = shown.unnamed if unnamed else shown.numbers
    if not shown.has_data:
        mark: Mark | None = Mark.NO_DATA
    elif place not in numbers:
        mark = Mark.NOT_APPLICABLE
    else:
        mark = Mark.PROTECTED if numbers[place] is None else None
    value = None if mark else numbers[place]
    return Figure(value, mark, measure=shown.measure.code, place=said)


def total_of(shown: Shown) -> Figure:
    """The number of a measure, all taken together."""
    return figure(shown, (TOTAL,) * len(shown.measure.splits))


def unit_of(measure: Measure) -> str:
    """What one of it is, in words."""
    return str(UNITS[measure.unit])


def column_unit(measure: Measure) -> str:
    """The same above a column; how often something happened needs no word."""
    return "" if measure.unit in {Unit.EVENTS, Unit.ACTS} else unit_of(measure)


def _listed(plan: Plan, found: Sequence[Shown]) -> Table:
    """One number a row: measures without a split, or their totals."""
    rows = tuple(Row(one.measure.code, str(one.measure.title), (total_of(one),)) for one in found)
    units = {column_unit(one.measure) for one in found}
    return Table(
        code=plan.code,
        title=str(plan.title) or _("Counted in the year"),
        first=_("What"),
        columns=(Column(THIS_YEAR, _("Number"), units.pop() if len(units) == 1 else ""),),
        rows=rows,
        clause=found[0].measure.clause,
        measures=tuple(one.measure.code for one in found),
        adds_up=False,
        source=_source(),
    )


def _crossed(plan: Plan, one: Shown, language: str) -> Table:
    """One measure: a split down, and perhaps another across."""
    measure = one.measure
    names = [split.name for split in measure.splits]
    down = names.index(plan.rows)
    across = names.index(plan.columns) if plan.columns else None
    places = [*(codes_of(one, across) if across is not None else ()), TOTAL]
    columns = [
        Column(code, _column_title(measure, across, code), column_unit(measure)) for code in places
    ]
    has_unnamed = bool(one.unnamed)
    if has_unnamed:
        columns.append(Column(UNNAMED, str(UNNAMED_WORDS), column_unit(measure)))

    def figures(row: str) -> tuple[Figure, ...]:
        cells = [figure(one, _place(names, {down: row, across: code})) for code in places]
        if has_unnamed:
            cells.append(figure(one, _place(names, {down: row}), unnamed=True))
        return tuple(cells)

    split = measure.splits[down]
    rows = [
        Row(code, label(split, code, one, language), figures(code), _kind(split, code, one))
        for code in codes_of(one, down)
    ]
    rows.append(Row(TOTAL, total_words(measure, split), figures(TOTAL), "total"))
    made = Table(
        code=plan.code,
        title=str(plan.title) or str(measure.title),
        first=str(split.title),
        columns=tuple(columns),
        rows=tuple(rows),
        clause=measure.clause,
        measures=(measure.code,),
        adds_up=split.adds_up and (across is None or measure.splits[across].adds_up),
        source=_source(),
    )
    return _told(made, plan, [one], split, language)


def _beside(plan: Plan, shown: Mapping[str, Shown], language: str) -> Table:
    """Numbers of several measures that are told apart alike, one for each column. Those without data have none."""
    pieces = [
        one
        for one in plan.pieces or [Piece(code) for code in plan.measures]
        if one.measure in shown and shown[one.measure].has_data
    ]
    found = [shown[one.measure] for one in pieces]
    codes: dict[str, tuple[str, Literal["part", "group"]]] = {}
    for one in found:
        its = _split(one.measure, plan.rows)
        for code in codes_of(one, one.measure.splits.index(its)):
            if code not in plan.leaves_out:
                words = label(its, code, one, language), _kind(its, code, one)
                codes.setdefault(code, words)
    split = _split(found[0].measure, plan.rows)

    def cells(code: str) -> tuple[Figure, ...]:
        return tuple(piece_of(shown[one.measure], one, plan.rows, code) for one in pieces)

    rows = [Row(code, words, cells(code), kind) for code, (words, kind) in codes.items()]
    rows.append(Row(TOTAL, total_words(found[0].measure, split), cells(TOTAL), "total"))
    if plan.total and plan.total.measure in shown:
        whole = shown[plan.total.measure]
        names = [one.name for one in whole.measure.splits]
        place: dict[int | None, str] = {names.index(plan.rows): plan.total.value}
        last = figure(whole, _place(names, place))
        rows[-1] = replace(rows[-1], figures=(last, *rows[-1].figures[1:]))
    made = Table(
        code=plan.code,
        title=str(plan.title) or str(found[0].measure.title),
        first=str(split.title),
        columns=tuple(_column_of(one, shown[one.measure]) for one in pieces),
        rows=tuple(rows),
        notes=(str(plan.note),) if plan.note else (),
        clause=found[0].measure.clause,
        measures=tuple(dict.fromkeys((*plan.measures, *(one.measure.code for one in found)))),
        adds_up=all(_split(one.measure, plan.rows).adds_up for one in found),
        source=_source(),
    )
    return _told(with_shares(made, plan, language), plan, found, split, language)


def piece_of(one: Shown, piece: Piece, rows: str, code: str) -> Figure:
    """The number of a piece in a row: of a value of one split, and of its own value of the other."""
    names = [split.name for split in one.measure.splits]
    place = tuple(code if name == rows else piece.value for name in names)
    return figure(one, place)


def _column_of(piece: Piece, one: Shown) -> Column:
    words = str(piece.title)
    if not words:
        values = {
            code: label for split in one.measure.splits for code, label in split.values().items()
        }
        words = str(values.get(piece.value, one.measure.title))
    return Column(piece.code, words, column_unit(one.measure))


def _by_kind(plan: Plan, shown: Mapping[str, Shown], language: str) -> Table:
    """Pairs of measures below one another, each pair with a line for all of it and its parts. Pairs are never added."""
    pairs = zip(plan.kinds, plan.pieces[::2], plan.pieces[1::2], strict=True)
    rows: list[Row] = []
    found: list[Shown] = []
    said: list[str] = []
    heads: tuple[Column, ...] = ()
    for kind, *pair in pairs:
        both = [shown[one.measure] for one in pair if one.measure in shown]
        if len(both) < len(pair) or not all(one.has_data for one in both):
            continue
        found += both
        split = _split(both[0].measure, plan.rows)
        heads = tuple(
            Column(one.measure.rpartition(".")[2], str(one.title), column_unit(two.measure))
            for one, two in zip(pair, both, strict=True)
        )
        for code in (TOTAL, *codes_of(both[0], both[0].measure.splits.index(split))):
            cells = tuple(
                piece_of(two, one, plan.rows, code) for one, two in zip(pair, both, strict=True)
            )
            if code == TOTAL:
                rows.append(Row(both[0].measure.code, str(kind), cells, "group"))
                said += _given_of(str(kind), cells, language)
            elif any(cell.value != 0 for cell in cells):
                title = _("%(kind)s: %(who)s") % {
                    "kind": kind,
                    "who": label(split, code, both[0], language),
                }
                rows.append(Row(f"{both[0].measure.code}.{code}", title, cells))
    made = Table(
        code=plan.code,
        title=str(plan.title),
        first=_("Kind of place"),
        columns=heads,
        rows=tuple(rows),
        lead=_("Of the places that were planned, these were given: %(all)s.")
        % {"all": "; ".join(said)}
        if said
        else "",
        notes=(str(plan.note),),
        clause=found[0].measure.clause if found else "",
        measures=tuple(one.measure.code for one in found),
        adds_up=False,
        source=_source(),
    )
    return with_shares(made, plan, language)


def _given_of(kind: str, cells: Sequence[Figure], language: str) -> list[str]:
    """Of places of a kind how many were given, where both numbers are shown."""
    whole, part = (each.value for each in cells)
    if whole is None or part is None:
        return []
    facts = {"part": number(part, language), "whole": number(whole, language), "kind": kind}
    return [_("%(kind)s, %(part)s of %(whole)s") % facts]


def _place(names: Sequence[str], said: Mapping[int | None, str]) -> Place:
    return tuple(said.get(at, TOTAL) for at in range(len(names)))


def _split(measure: Measure, name: str) -> Split:
    return next(split for split in measure.splits if split.name == name)


def _kind(split: Split, code: str, one: Shown) -> Literal["part", "group"]:
    is_group = code in split.groups() or code in one.merged.get(split.name, {})
    return "group" if is_group else "part"


def label(split: Split, code: str, one: Shown, language: str) -> str:
    """What a value is called: its words, those of a group, or of all that was taken together."""
    known = split.values()
    if code in known:
        return str(known[code])
    if code in split.groups():
        return str(split.groups()[code][0])
    if parts := one.merged.get(split.name, {}).get(code):
        return joined([str(known.get(part, part)) for part in parts], language)
    return _("Not said") if code == NOT_SAID else code


def total_words(measure: Measure, split: Split) -> str:
    """What the last line is called."""
    return str(EVERYBODY if measure.counts_people and not split.adds_up else ALL)


def _column_title(measure: Measure, across: int | None, code: str) -> str:
    if across is None:
        return capfirst(unit_of(measure)) if measure.counts_people else _("Number")
    split = measure.splits[across]
    if code == TOTAL:
        return total_words(measure, split)
    return label(split, code, Shown(measure, 0, {}), "en")


def _source() -> str:
    return _("Source: the office’s own ledger of counts, without names.")


def _told(made: Table, plan: Plan, found: Sequence[Shown], split: Split, language: str) -> Table:
    """The table with its answer in a sentence, its notes and its chart; lines of zeros alone are left out."""
    about = {TOTAL, plan.tells} - {""}
    column = next((at for at, each in enumerate(made.columns) if each.code in about), 0)
    made = without_zeros(made, language)
    notes = [*made.notes, *_notes(made, found, split, language)]
    if any(each.code == UNNAMED for each in made.columns):
        notes.append(str(APART))
    bars = sum(row.kind != "total" for row in made.rows)
    is_drawn = plan.chart and 2 <= bars <= MOST_BARS
    return replace(
        made,
        lead=lead(made, plan.measures[0], column, language),
        notes=tuple(notes),
        chart=_chart(made, plan, column, language) if is_drawn else None,
    )


def without_zeros(made: Table, language: str) -> Table:
    """The table without lines that hold nothing but 0, which a note names, or counts where they are many."""
    empty = [row for row in made.rows if row.kind != "total" and _is_zero(row)]
    names = [row.title for row in empty if row.code != UNSAID]
    if not empty:
        return made
    notes = list(made.notes)
    if 0 < len(names) <= MOST_NAMED:
        notes.append(_("0 everywhere: %(names)s.") % {"names": joined(names, language)})
    elif names:
        facts = {"many": number(len(names), language)}
        notes.append(_("%(many)s more lines are 0 everywhere, and not printed.") % facts)
    rows = tuple(row for row in made.rows if row not in empty)
    return replace(made, rows=rows, notes=tuple(notes))


def _is_zero(row: Row) -> bool:
    counted = [one for one in row.figures if one.mark is not Mark.NOT_APPLICABLE]
    return bool(counted) and all(one.value == 0 for one in counted)


def _chart(made: Table, plan: Plan, column: int, language: str) -> Chart:
    """Parts of a whole where they add up and all are shown; else one bar a row."""
    parts = [at for at, each in enumerate(made.columns) if each.code not in {TOTAL, UNNAMED, SHARE}]
    lines = [row.figures for row in made.rows if row.kind != "total"]
    # A part that is nothing everywhere has no pattern.
    parts = [at for at in parts if any(line[at].value != 0 for line in lines)]
    drawn = [line[at] for line in lines for at in parts]
    is_whole = plan.chart == "stacked" and made.adds_up and 1 < len(parts) <= MOST_PATTERNS
    if is_whole and all(figure.value is not None for figure in drawn):
        codes = tuple(made.columns[at].code for at in parts)
        return Chart("stacked", codes, alt_of_parts(made, parts, language))
    return Chart("bars", (made.columns[column].code,), alt(made, column, language))


def _notes(made: Table, found: Sequence[Shown], split: Split, language: str) -> list[str]:
    notes: dict[str, None] = {}
    if not made.adds_up:
        who = _("Rows do not add up: a person can stand in more than one.")
        what = _("Rows do not add up: the same one can stand in more than one.")
        notes[who if found[0].measure.counts_people else what] = None
    for one in found:
        for code, parts in one.merged.get(split.name, {}).items():
            words = [str(split.values().get(part, part)) for part in parts]
            facts = {"group": label(split, code, one, language), "parts": joined(words, language)}
            notes[_("Taken together as “%(group)s”: %(parts)s.") % facts] = None
    return list(notes)


def alt(made: Table, column: int, language: str) -> str:
    """What a chart shows, in words and from shown numbers alone."""
    said = []
    for row in made.rows:
        one = row.figures[column]
        if row.kind == "total" or one.mark in {Mark.NO_DATA, Mark.NOT_APPLICABLE}:
            continue
        words = _("not shown") if one.value is None else number(one.value, language)
        said.append(_("%(name)s: %(number)s") % {"name": row.title, "number": words})
    facts = {"title": made.title, "rows": "; ".join(said)}
    return _("Bar chart. %(title)s. %(rows)s.") % facts


def alt_of_parts(made: Table, columns: Sequence[int], language: str) -> str:
    """The same of a picture whose bars have parts."""
    said = []
    for row in made.rows:
        if row.kind != "total":
            parts = [
                f"{made.columns[at].title} {number(value, language)}"
                for at in columns
                if (value := row.figures[at].value) is not None
            ]
            facts = {"name": row.title, "number": ", ".join(parts)}
            said.append(_("%(name)s: %(number)s") % facts)
    facts = {"title": made.title, "rows": "; ".join(said)}
    return _("Bar chart with parts. %(title)s. %(rows)s.") % facts
