"""What is said when a number is pressed: what it counts, how, by which clause and rule, and when it was computed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.insight.reports.document.beside import Beside
from xenia.insight.reports.document.numbers import day
from xenia.insight.reports.document.tabling import unit_of
from xenia.insight.reports.document.words import UNITS
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.measures import Unit

# What a definition may say, in the order in which it is read.
DEFINED: Final[Mapping[str, Promise]] = {
    "definition": gettext_lazy("What it counts"),
    "counting": gettext_lazy("How nothing is counted twice"),
    "clause": gettext_lazy("Clause"),
    "unit": gettext_lazy("Counted in"),
    "window": gettext_lazy("From when to when"),
    "source": gettext_lazy("Source"),
    "kinds": gettext_lazy("Entries of the ledger"),
    "rules": gettext_lazy("Rule version"),
    "computed": gettext_lazy("Computed"),
    "expression": gettext_lazy("Query"),
}


def definitions(
    shown: Mapping[str, Shown], beside: Beside, year: int, computed_at: datetime, language: str
) -> dict[str, dict[str, str]]:
    """The definition of every measure in the report, of its estimates, and of what others report."""
    found = {
        code: _measured(one, beside.expressions.get(code, ""), year, computed_at, language)
        for code, one in shown.items()
    }
    return {
        code: {name: words for name, words in said.items() if words}
        for code, said in (*found.items(), *_estimated(beside), *_reported(beside))
    }


def _measured(
    one: Shown, expression: str, year: int, computed_at: datetime, language: str
) -> dict[str, str]:
    measure = one.measure
    first, last = measure.window(year)
    computed = {"day": day(one.computed_at or computed_at, language)}
    sealed = _("%(day)s, from the sealed year") if one.state == "sealed" else "%(day)s"
    return {
        "title": str(measure.title),
        "definition": str(measure.definition),
        "counting": str(measure.counting),
        "clause": measure.clause,
        "unit": unit_of(measure),
        "window": f"{first} – {last}",
        "source": _("The office’s own ledger of counts, without names."),
        "kinds": ", ".join(measure.kinds),
        "rules": str(measure.rules),
        "computed": sealed % computed,
        "expression": expression,
    }


def _estimated(beside: Beside) -> Iterator[tuple[str, dict[str, str]]]:
    for one in beside.estimates:
        yield (
            f"population.{one.code}",
            {
                "title": one.title,
                "definition": _("An estimate from a survey, with its margin of error at 90 %."),
                "clause": "(B)(1)",
                "unit": one.unit,
                "window": one.years,
                "source": one.source,
            },
        )
    if beside.published:
        yield (
            "population.published",
            {
                "title": _("Estimates published by others"),
                "definition": _("A range somebody else published. This office did not count it."),
                "clause": "(B)(1)",
                "unit": str(UNITS[Unit.PEOPLE]),
                "source": " ".join(one.citation for one in beside.published),
            },
        )


def _reported(beside: Beside) -> Iterator[tuple[str, dict[str, str]]]:
    for one in {one.part: one for one in beside.reported}.values():
        yield (
            f"reported.{one.part}",
            {
                "title": one.part_title,
                "definition": _(
                    "Reported by partners and departments, not deduplicated, and never added to our numbers."
                ),
                "clause": "(B)(4)",
                "source": _("The yearly call for counts."),
            },
        )
