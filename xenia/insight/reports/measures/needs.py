"""(B)(2): needs people said, met and not met, in the six categories of the ordinance."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, category, said
from xenia.insight.reports.measures.words import CATEGORY, split

CLAUSE: Final = "(B)(2)"
NEEDS: Final = "casework.need"
ENDED: Final = {"outcome": ("met", "unmet")}
ENDS: Final = split("outcome", _("What became of it"), {"met": _("Met"), "unmet": _("Not met")})
# Why a need stayed unmet; the codes of the room of casework.
REASON: Final = split(
    "outcome",
    _("Why"),
    {
        "met": _("Met"),
        "no_service": _("Nobody offers it here"),
        "no_capacity": _("Nothing is free"),
        "not_eligible": _("It is for others"),
        "language": _("Not in the person’s language"),
        "cost": _("It costs too much"),
        "too_far": _("Too far away"),
        "hours": _("Not at hours that fit"),
        "declined": _("The organization said no"),
        "her_wish": _("The person does not want it any more"),
        "not_reached": _("We could not reach the person"),
    },
    parts=lambda values: {"unmet": tuple(one for one in values if one != "met")},
)
ONE_NEED: Final = _(
    "A need is counted once for each request in which it was said. Who opens it again takes its end back, so it is met or"
    " not met at most once."
)


def _met_or_why(rows: Any) -> Any:
    """Met, or the reason why not: the same whole as of what became of needs, so that one protects the other."""
    return (rows.outcome == "met").ifelse("met", said("reason")(rows))


register(
    Measure(
        code="needs.said",
        clause=CLAUSE,
        title=_("Needs people said"),
        definition=_("Needs that people named when they asked the office for help in the year."),
        counting=ONE_NEED,
        unit=Unit.EVENTS,
        population="needs said",
        kinds=(NEEDS,),
        splits=(CATEGORY,),
        expression=added(NEEDS, by={"category": category}, among={"outcome": ("open",)}),
    ),
    Measure(
        code="needs.ended",
        clause=CLAUSE,
        title=_("Needs met and not met"),
        definition=_(
            "Needs of which it became known in the year that they were met, or that they stay unmet."
        ),
        counting=_(
            "A need counts in the year in which it ended, which may be later than the year in which it was said."
        ),
        unit=Unit.EVENTS,
        population="needs ended",
        kinds=(NEEDS,),
        splits=(CATEGORY, ENDS),
        expression=added(NEEDS, by={"category": category, "outcome": said("outcome")}, among=ENDED),
    ),
    Measure(
        code="needs.unmet_reasons",
        clause=CLAUSE,
        title=_("Why needs stayed unmet"),
        definition=_(
            "Needs that stay unmet, by the reason a colleague noted, beside those that were met."
        ),
        counting=_("Each unmet need has one reason."),
        unit=Unit.EVENTS,
        population="needs ended",
        kinds=(NEEDS,),
        splits=(REASON,),
        expression=added(NEEDS, by={"outcome": _met_or_why}, among=ENDED),
    ),
)
