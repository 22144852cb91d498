"""The parts of the report, one function each."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xenia.ground.common.local_words import joined
from xenia.insight.reports.document.beside import Barrier, Earlier, Estimates
from xenia.insight.reports.document.given import Given
from xenia.insight.reports.document.layout import part_of
from xenia.insight.reports.document.model import (
    Block,
    Certified,
    Chart,
    Column,
    Figure,
    Listing,
    Mark,
    Note,
    Number,
    Paragraph,
    Row,
    Table,
)
from xenia.insight.reports.document.numbers import day, number
from xenia.insight.reports.document.planned import COMPARED, GLANCE, Glance
from xenia.insight.reports.document.reported import reported
from xenia.insight.reports.document.tabling import alt, figure, total_of, unit_of
from xenia.insight.reports.document.words import METHODS, TWO_COUNTS, UNITS
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.measures import Unit

# Where a total of an earlier report stands: its place has this name.
PUBLISHED: Final = "published"
# More estimates than this are a list, no picture.
MOST_BARS: Final = 24
# Units that a line of the comparison names; of the others its words say what was counted.
SAID_BESIDE: Final = (Unit.DAYS, Unit.MINUTES, Unit.AMOUNT)
ON_PAGE_ONE: Final = ("needs", "capacity", "intakes", "people", "matters", "legal", "office")


def made(code: str, given: Given) -> tuple[Block, ...]:
    """What a part holds beside its words."""
    own: tuple[Block, ...] = (*given.tables.get(code, ()), *_silent(code, given))
    return (*own, *MAKERS[code](given)) if code in MAKERS else own


def _silent(code: str, given: Given) -> Iterator[Block]:
    """What was asked and nobody wrote down anything about, together."""
    if titles := given.silent.get(code):
        words = _("Nothing was written down in this year about: %(names)s.")
        yield Note(_("No data in this year"), words % {"names": "; ".join(titles)})


def nothing() -> Block:
    """What stands where the ordinance asks for numbers and there is none."""
    return Paragraph(_("No data: nothing was measured for this part in this year."))


def summary(given: Given) -> Iterator[Block]:
    """How many numbers are not shown, and the numbers everybody reads first."""
    yield Paragraph(not_shown(given))
    rows = list(_glance(given))
    if rows:
        yield Table(
            code="at-a-glance",
            title=_("The year at a glance"),
            first=_("What"),
            columns=(Column("year", str(given.year)),),
            rows=tuple(rows),
            measures=tuple(dict.fromkeys(row.figures[0].measure for row in rows)),
            adds_up=False,
        )


def _glance(given: Given) -> list[Row]:
    """What everybody reads first: numbers that are shown, in the order of the report."""
    rows = [row for one in GLANCE if (row := _glanced(one, given))]
    told = {part_of(given.shown[row.figures[0].measure].measure) for row in rows}
    for code, one in given.shown.items():
        part = part_of(one.measure)
        if part in ON_PAGE_ONE and part not in told and total_of(one).value is not None:
            told.add(part)
            rows.append(Row(code, str(one.measure.title), (total_of(one),)))
    return rows


def _glanced(one: Glance, given: Given) -> Row | None:
    """A line of it; None where its number is not shown or no such measure is there."""
    shown = given.shown.get(one.measure)
    if shown is None or len(one.place) not in {0, len(shown.measure.splits)}:
        return None
    said = figure(shown, one.place) if one.place else total_of(shown)
    whole = figure(shown, one.whole).value if one.whole else None
    if said.value is None:
        return None
    title = str(one.title or shown.measure.title)
    if whole is not None:
        title = str(one.whole_title) % {"whole": number(whole, given.language)}
    return Row(".".join((one.measure, *one.place)), title, (said,))


def not_shown(given: Given) -> str:
    """How many of the numbers are protected, and how that differs from what the certificate says."""
    facts = {
        "blank": number(given.blank, given.language),
        "all": number(given.numbers, given.language),
    }
    if not given.blank:
        return _("All %(all)s numbers of this report are shown.") % facts
    said = (
        _(
            "%(blank)s of the %(all)s numbers in this report are not shown, so that nobody can be recognized. "
            "A hatched box stands for each of them."
        )
        % facts
    )
    return f"{said} {TWO_COUNTS}" if given.beside.certificate else said


def population(given: Given) -> Iterator[Block]:
    """Estimates with their margins; people without status as published estimates alone."""
    for one in given.beside.estimates:
        yield _estimates(one, given.language)
    if given.beside.published:
        yield _published(given)


def _estimates(one: Estimates, language: str) -> Table:
    code = f"population.{one.code}"

    def row(each: Any, kind: Literal["part", "total"] = "part") -> Row:
        place = {"row": each.code}
        figure = Figure(each.value, measure=code, place=place, margin=each.margin)
        return Row(each.code, each.title, (figure,), kind)

    rows = [row(each) for each in one.rows]
    if one.total:
        rows.append(row(one.total, "total"))
    facts = {"source": one.source.rstrip("."), "years": one.years}
    made = Table(
        code=code.replace(".", "-").replace("_", "-"),
        title=one.title,
        first=one.first,
        columns=(Column("estimate", _("Estimate"), one.unit),),
        rows=tuple(rows),
        lead=_estimates_lead(one, language),
        notes=(_("The margin is at 90 %: the true number most likely lies inside it."),),
        source=_("Source: %(source)s, %(years)s.") % facts,
        clause="(B)(1)",
        measures=(code,),
        adds_up=False,
    )
    if not is_list(one):
        return made
    from dataclasses import replace

    return replace(made, chart=Chart("bars", ("estimate",), alt(made, 0, language)))


def is_list(one: Estimates) -> bool:
    """Whether it is drawn."""
    return one.is_list and 2 <= len(one.rows) <= MOST_BARS


def _estimates_lead(one: Estimates, language: str) -> str:
    if len(one.rows) < 3 or not is_list(one):
        return ""
    names = joined([row.title for row in one.rows[:3]], language)
    return _("The largest: %(names)s.") % {"names": names}


def _published(given: Given) -> Table:
    """What others estimated, each as a range with its method. A figure without a middle has none here either."""
    code = "population.published"

    def figure(value: Number | None, of: str) -> Figure:
        mark = Mark.NOT_APPLICABLE if value is None else None
        return Figure(value, mark, measure=code, place={"row": of})

    found = given.beside.published
    people = str(UNITS[Unit.PEOPLE])
    return Table(
        code="population-published",
        title=_("Estimates published by others"),
        first=_("What was estimated"),
        columns=(
            Column("low", pgettext("range", "From"), people),
            Column("middle", _("Estimate"), people),
            Column("high", pgettext("range", "To"), people),
        ),
        rows=tuple(
            Row(
                one.code,
                f"{one.title}, {one.years}",
                tuple(figure(value, one.code) for value in (one.low, one.value, one.high)),
            )
            for one in found
        ),
        lead=_("We did not count this, and we ask nobody. Others published these ranges."),
        notes=tuple(
            _("%(title)s: %(citation)s Method: %(method)s")
            % {"title": one.title, "citation": one.citation, "method": one.method}
            for one in found
        ),
        clause="(B)(1)",
        measures=(code,),
        adds_up=False,
    )


def barriers(given: Given) -> Iterator[Block]:
    """Each barrier with what is recommended, who acts and how far it is. One without says so."""
    # Those with something to do come first, each part in the office's order.
    if found := sorted(given.beside.barriers, key=lambda one: not one.advice):
        yield Listing(
            code="recommended",
            title=_("What is recommended against each barrier"),
            heads=(_("Barrier"), _("Recommendation"), _("Who acts"), _("Status")),
            rows=tuple(row for barrier in found for row in _barrier_rows(barrier, given.language)),
        )


def _barrier_rows(barrier: Barrier, language: str) -> Iterator[tuple[Paragraph, ...]]:
    name = Paragraph(barrier.title)
    if not barrier.advice:
        yield (name, Paragraph(_("Nothing is recommended yet.")), Paragraph("–"), Paragraph("–"))
    for one in barrier.advice:
        status = one.status
        if one.due_on:
            facts = {"status": one.status, "day": day(one.due_on, language)}
            status = _("%(status)s, by %(day)s") % facts
        owner = one.owner or _("Nobody yet")
        yield (name, one.text, Paragraph(owner), Paragraph(status))


def recommendations(given: Given) -> Iterator[Block]:
    """How many are made, and how many barriers have none."""
    found = given.beside.barriers
    if not found:
        return
    without = [one.title for one in found if not one.advice]
    many = sum(len(one.advice) for one in found)
    words = ngettext(
        "One recommendation is made. It stands beside its barrier, in part (3).",
        "%(many)s recommendations are made. They stand beside their barriers, in part (3).",
        many,
    )
    yield Paragraph(words % {"many": number(many, given.language)})
    if without:
        facts = {"names": joined(without, given.language)}
        said = _("Nothing is recommended yet against these barriers: %(names)s.") % facts
        yield Note(_("Barriers without a recommendation"), said)


def comparison(given: Given) -> Iterator[Block]:
    """Each measure's total beside the year before. A change is told where both numbers are shown."""
    rows = [_compared(one, given) for one in _in_both_years(given)]
    rows = [row for row in rows if row.figures[0].mark is not Mark.NO_DATA]
    # Only totals that stand here are cited: where Xenia measured the year before, they do not.
    entered = {row.figures[0].measure for row in rows if PUBLISHED in row.figures[0].place}
    cited = {one.citation for one in _entered(given) if one.measure in entered}
    if rows:
        yield Table(
            code="compared",
            title=_("Totals of both years"),
            first=_("What"),
            columns=(
                Column("before", str(given.year - 1)),
                Column("year", str(given.year)),
                Column("change", pgettext("between two years", "Change")),
            ),
            rows=tuple(rows),
            notes=tuple(sorted(cited)),
            measures=tuple(dict.fromkeys(row.figures[1].measure for row in rows)),
            adds_up=False,
        )


def _in_both_years(given: Given) -> Iterator[Glance]:
    """The lines of the comparison: the total of each measure, or those of its numbers that say more."""
    for code, one in given.shown.items():
        lines = COMPARED.get(code, (Glance(code),))
        yield from (line for line in lines if len(line.place) in {0, len(one.measure.splits)})


def _compared(line: Glance, given: Given) -> Row:
    one = given.shown[line.measure]
    code = one.measure.code
    now, then = _of_line(line, one), _the_year_before(line, given)
    if now.value is None or then.value is None:
        change = Figure(None, Mark.NOT_APPLICABLE, measure=code)
    else:
        place = {**now.place, "change": "yes"}
        change = Figure(now.value - then.value, measure=code, place=place)
    facts = {"title": line.title or one.measure.title, "unit": unit_of(one.measure)}
    title = _("%(title)s (%(unit)s)") % facts if one.measure.unit in SAID_BESIDE else facts["title"]
    return Row(".".join((code, *line.place)), str(title), (then, now, change))


def _of_line(line: Glance, one: Shown) -> Figure:
    return figure(one, line.place) if line.place else total_of(one)


def _the_year_before(line: Glance, given: Given) -> Figure:
    """What Xenia measured then; else what an earlier report published."""
    code = line.measure
    if (before := given.beside.before.get(code)) and before.has_data:
        return _of_line(line, before)
    if line.place:
        return Figure(None, Mark.NO_DATA, measure=code)
    for one in _entered(given):
        if one.measure == code:
            return Figure(one.value, measure=code, place={PUBLISHED: str(one.year)})
    return Figure(None, Mark.NO_DATA, measure=code)


def _entered(given: Given) -> list[Earlier]:
    """Totals that an earlier report published of the year before."""
    before = given.year - 1
    return [one for one in given.beside.earlier if (one.year, one.row) == (before, "")]


def methods(given: Given) -> Iterator[Block]:
    """The rules a reader should know, and which version of them counted."""
    for title, words in METHODS:
        yield Note(str(title), str(words))
    rules = sorted({one.measure.rules for one in given.shown.values()})
    if rules:
        facts = {"versions": ", ".join(map(str, rules))}
        yield Note(_("Rule versions"), _("Counted by version %(versions)s of our rules.") % facts)


def certificate(given: Given) -> Iterator[Block]:
    """What was tried against the tables, and what it could learn."""
    data = cast(Mapping[str, Any], given.beside.certificate)
    if not data:
        return
    lines = [
        (_("Numbers checked"), number(data["cells"], given.language)),
        (_("Not shown"), number(data["protected"], given.language)),
        (_("Lowest count shown"), str(data["policy"]["threshold"])),
        (_("Zeros"), _("may be shown") if data["policy"]["zeros_are_shown"] else _("hidden")),
        (_("Most one organization may have brought"), _share(data["policy"].get("most_from_one"))),
        (_("Found out by the attack"), number(data["breaches"], given.language)),
        (_("Narrowest guess at a hidden number"), _narrowest(data["narrowest_interval"])),
        (_("Groups taken together"), number(len(data["merged"]), given.language)),
        (_("All tables attacked together"), _yes(data.get("tables_read_together"))),
        (_("The narrowest guess is exact"), _yes(data.get("narrowest_is_exact"))),
        (_("Method"), str(data["method"])),
        (_("Solver"), str(data["solver"])),
        ("SHA-256", str(data["sha256"])),
    ]
    attacked = _(
        "Before this report left the office, a program attacked it with everything the office ever published. "
        "It could not work out any number that is not shown closer than our rule allows."
    )
    yield Certified(
        title=_("Certificate"),
        lead=f"{attacked} {TWO_COUNTS}",
        lines=tuple((name, words) for name, words in lines if words),
        data=data,
    )


def _share(most: float | None) -> str:
    return "" if most is None else f"{most:.0%}"


def _yes(said: bool | None) -> str:
    return "" if said is None else _("yes") if said else _("no, time was short")


def _narrowest(interval: Mapping[str, Any] | None) -> str:
    if interval is None:
        return _("nothing is hidden")
    if interval["whole_high"] is None:
        return _("%(low)s or more") % {"low": interval["whole_low"]}
    return _("%(low)s to %(high)s") % {
        "low": interval["whole_low"],
        "high": interval["whole_high"],
    }


MAKERS: Final[Mapping[str, Callable[[Given], Iterator[Block]]]] = {
    "summary": summary,
    "population": population,
    "barriers": barriers,
    "reported": reported,
    "recommendations": recommendations,
    "comparison": comparison,
    "methods": methods,
    "certificate": certificate,
}
