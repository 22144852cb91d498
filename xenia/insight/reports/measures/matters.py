"""(B)(4)(d): matters that came and went, how they ended, and what was decided."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Split, Tie, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import (
    Column,
    Expression,
    added,
    category,
    entries_among,
    said,
)
from xenia.insight.reports.measures.words import (
    CASE_TYPE,
    CATEGORY,
    DECIDED,
    LEGAL,
    OUTCOMES,
    benefits,
    or_unsaid,
    split,
)

if TYPE_CHECKING:
    from xenia.insight.reports.engine import Facts

CLAUSE: Final = "(B)(4)(d)"
MATTER: Final = "casework.matter"
LEGAL_MATTER: Final = "casework.legal_matter"
LATER: Final = "casework.legal_later_decision"
BENEFIT: Final = "casework.legal_benefit"
OPEN: Final = {"outcome": ("open",)}
# Whatever is not the opening of a matter is its end, or takes an end back.
ENDS: Final = {"outcome": tuple(OUTCOMES)}
ADJUDICATED: Final = {"outcome": tuple(DECIDED)}
CAME, WENT = "matters.came", "matters.went"
BROUGHT, OPENED, CLOSED, CARRIED = "brought_forward", "opened", "closed", "carried_forward"
# Matters that were open at any time in the year: one whole of all their tables, so that one protects the other.
ALL_OF_A_YEAR: Final = "matters"
BY_CASE: Final[Mapping[str, Column]] = {"case_type": said("case_type"), "outcome": said("outcome")}
Place = tuple[str, ...]


def _before(facts: "Facts") -> Any:
    return entries_among(facts.before, (MATTER,), {})


def _now(facts: "Facts") -> Any:
    return entries_among(facts.entries, (MATTER,), {})


def _lines(rows: Any, name: str, value: Any, sign: Any = 1) -> Any:
    """Entries as lines of a table by category; sign: 1, or -1 where an entry counts against."""
    columns = {"category": category(rows), name: value}
    return rows.select(**columns, number=(rows.quantity * sign).cast("int64"))


def _opened(rows: Any) -> Any:
    return rows.filter(rows.outcome == "open")


def _ended(rows: Any) -> Any:
    return rows.filter(rows.outcome.isin(tuple(OUTCOMES)))


def _still_open(rows: Any) -> Any:
    """Opened counts for, ended against."""
    known = rows.filter(rows.outcome.isin(("open", *OUTCOMES)))
    return known, (known.outcome == "open").ifelse(1, -1)


def came(facts: "Facts") -> Any:
    """What was open when the year began, and what was opened in it."""
    before, sign = _still_open(_before(facts))
    brought = _lines(before, "came", _text(before, BROUGHT), sign)
    opened = _opened(_now(facts))
    return brought.union(_lines(opened, "came", _text(opened, OPENED)))


def went(of_an_end: Column) -> Expression:
    """What ended in the year, and what is still open: counted by itself, so that the identity can fail."""

    def rows(facts: "Facts") -> Any:
        ended = _ended(_now(facts))
        ever, sign = _still_open(_before(facts).union(_now(facts)))
        still_open = _lines(ever, "went", _text(ever, CARRIED), sign)
        return _lines(ended, "went", of_an_end(ended)).union(still_open)

    return rows


def _text(rows: Any, value: str) -> Any:
    """The same text beside every row."""
    return rows.kind.cases((MATTER, value), else_=value)


def _decision(rows: Any) -> Any:
    return rows.outcome.isin(tuple(DECIDED)).ifelse(rows.outcome, "undecided")


def breaks_of_identity(came_in: Mapping[Place, int], went_out: Mapping[Place, int]) -> list[str]:
    """The categories where brought forward + opened - closed is not what is carried forward. Of `CAME` and `WENT`."""
    found = {place[0] for place in (*came_in, *went_out)}

    def is_broken(one: str) -> bool:
        came_to = came_in.get((one, BROUGHT), 0) + came_in.get((one, OPENED), 0)
        return came_to - went_out.get((one, CLOSED), 0) != went_out.get((one, CARRIED), 0)

    return sorted(one for one in found if is_broken(one))


ONE_MATTER: Final = _(
    "A matter is one issue of one person in one program, however often that person comes about it. Closed and opened"
    " again in the same year, it never was closed; opened again in a later year, it is opened once more."
)
IDENTITY: Final = _(
    "Checked each time: brought forward, plus opened, minus closed, is what is carried forward."
)
STILL_OPEN: Final = {CARRIED: _("Carried forward")}


def _of_the_year(
    code: str, title: Any, definition: Any, expression: Expression, **more: Any
) -> Measure:
    usual: dict[str, Any] = {"counting": ONE_MATTER, "splits": (CATEGORY,)}
    return Measure(
        code=code,
        clause=CLAUSE,
        title=title,
        definition=definition,
        unit=Unit.MATTERS,
        population=ALL_OF_A_YEAR,
        kinds=(MATTER,),
        expression=expression,
        reads_before=True,
        **(usual | more),
    )


def _undecided(values: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """All that ended without a decision; together with the others it is what was closed."""
    rest = tuple(one for one in values if one not in (*DECIDED, CARRIED))
    return {"undecided": rest, CLOSED: (*DECIDED, "undecided")}


def _closed(values: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {CLOSED: tuple(one for one in values if one != CARRIED)}


register(
    _of_the_year(
        CAME,
        _("Matters brought forward and opened"),
        _(
            "Matters that were open at any time in the year: those that were open when it began, and those that were opened"
            " in it, or opened again after an earlier year."
        ),
        came,
        # What one year carries forward, the next brings forward.
        ties=(
            Tie(
                ALL_OF_A_YEAR,
                here={"came": BROUGHT},
                there={"went": CARRIED},
                years=-1,
                is_same=True,
            ),
        ),
        splits=(
            CATEGORY,
            split("came", _("How they came"), {BROUGHT: _("Brought forward"), OPENED: _("Opened")}),
        ),
    ),
    _of_the_year(
        WENT,
        _("Matters closed and carried forward"),
        _(
            "The same matters: those that ended in the year and stayed closed, and those that were open when it ended, or"
            " are open now."
        ),
        went(lambda rows: _text(rows, CLOSED)),
        counting=IDENTITY,
        splits=(
            CATEGORY,
            split("went", _("How they went on"), {CLOSED: _("Closed"), **STILL_OPEN}),
        ),
    ),
    _of_the_year(
        "matters.outcomes",
        _("How matters ended"),
        _("The same matters by what came of those that were closed."),
        went(said("outcome")),
        counting=_(
            "Each closed matter has one outcome, on the day it was closed. A decision that comes later is no loss: it is"
            " counted when it is known."
        ),
        splits=(
            CATEGORY,
            split("went", _("How it ended"), {**OUTCOMES, **STILL_OPEN}, parts=_undecided),
        ),
    ),
    _of_the_year(
        "matters.decided",
        _("What was decided"),
        _(
            "The same matters by what was decided when they were closed. The share that was good for the person is taken"
            " of the first three lines together."
        ),
        lambda facts: went(_decision)(facts).drop("category"),
        counting=_(
            "What ended without a decision, or still waits for one, stands neither above nor below the line."
        ),
        splits=(
            split(
                "went",
                _("How it ended"),
                {**DECIDED, "undecided": _("Closed without a decision"), **STILL_OPEN},
                parts=_closed,
            ),
        ),
    ),
    Measure(
        code="matters.decided_later",
        clause=CLAUSE,
        title=_("Decisions after a matter was closed"),
        definition=_(
            "Legal matters that were closed and decided after all, in the year of the decision."
        ),
        counting=_(
            "Each decision counts in the year it was made, beside the outcome the matter was closed with."
        ),
        unit=Unit.MATTERS,
        population="decisions later",
        kinds=(LATER,),
        stream="legal",
        splits=(CASE_TYPE, split("outcome", _("How it ended"), DECIDED)),
        expression=added(LATER, by=BY_CASE, among=ADJUDICATED),
    ),
)


def _by_case(code: str, title: Any, definition: Any, counting: Any, **more: Any) -> Measure:
    return Measure(
        code=code,
        clause=CLAUSE,
        title=title,
        definition=definition,
        counting=counting,
        population=code,
        stream="legal",
        **({"unit": Unit.MATTERS} | more),
    )


def _of_law(name: str, value: str) -> Mapping[str, str]:
    """Legal matters stand among all matters too."""
    return {CATEGORY.name: LEGAL, name: value}


BENEFITS: Final = Split("outcome", _("What it brought"), lambda: or_unsaid(benefits()))

register(
    _by_case(
        "legal_matters.opened",
        _("Legal matters opened"),
        _(
            "Legal matters that were opened in the year, ours and those of providers that work here."
        ),
        ONE_MATTER,
        kinds=(LEGAL_MATTER,),
        ties=(Tie(ALL_OF_A_YEAR, there=_of_law("came", OPENED), is_same=True),),
        splits=(CASE_TYPE,),
        expression=added(LEGAL_MATTER, by={"case_type": said("case_type")}, among=OPEN),
    ),
    _by_case(
        "legal_matters.outcomes",
        _("Legal matters closed"),
        _("Legal matters closed in the year, by type and by what came of them."),
        ONE_MATTER,
        kinds=(LEGAL_MATTER,),
        ties=(
            Tie(ALL_OF_A_YEAR, there=_of_law("went", CLOSED), is_same=True),
            *(
                Tie(ALL_OF_A_YEAR, {"outcome": one}, _of_law("went", one), is_same=True)
                for one in OUTCOMES
            ),
        ),
        splits=(CASE_TYPE, split("outcome", _("How it ended"), OUTCOMES)),
        expression=added(LEGAL_MATTER, by=BY_CASE, among=ENDS),
    ),
    _by_case(
        "legal_matters.benefits",
        _("What legal matters brought"),
        _("What people got by legal matters that were closed in the year."),
        _("One matter may bring several things, and each counts once."),
        unit=Unit.EVENTS,
        kinds=(BENEFIT,),
        splits=(CASE_TYPE, BENEFITS),
        expression=added(BENEFIT, by=BY_CASE),
    ),
)
