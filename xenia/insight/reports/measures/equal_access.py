"""What the office adds: what city departments say about whom they serve, and whom they refused."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.complaints import COMPLAINTS
from xenia.insight.reports.measures.measure import Measure, Tie, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import or_unsaid, split

STATEMENT: Final = "departments.statement"
REFUSED: Final = "departments.refused"
# What a statement says; the codes of the room of departments.
RULE: Final = split(
    "reason",
    _("Who may use a service"),
    or_unsaid(
        {
            "open": _("Open to all"),
            "law": _("A law restricts it"),
            "papers": _("It asks for documents"),
        }
    ),
)

register(
    Measure(
        code="equal_access.confirmed",
        clause="",
        title=_("Statements on equal access that were confirmed"),
        definition=_(
            "How often a department confirmed in the year whom one of its services serves, by what it says."
        ),
        counting=_("A statement that is confirmed again counts again."),
        unit=Unit.ACTS,
        population="statements",
        kinds=(STATEMENT,),
        splits=(RULE,),
        expression=added(
            STATEMENT, by={"reason": said("reason")}, among={"outcome": ("confirmed",)}
        ),
    ),
    Measure(
        code="equal_access.refused",
        clause="",
        title=_("Refusals people told us of"),
        definition=_("Complaints of the year that a city service turned somebody away."),
        counting=_("These are complaints, not people: the same person may complain many times."),
        unit=Unit.EVENTS,
        population="refusals",
        ties=(Tie(COMPLAINTS, there={"reason": "access"}),),
        kinds=(REFUSED,),
        expression=added(REFUSED, by={}),
    ),
)
