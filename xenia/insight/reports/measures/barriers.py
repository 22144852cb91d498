"""(B)(3): what stands between people and help, as every room hears of it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.ground.ledger.barriers import BARRIER
from xenia.insight.reports.measures.measure import Measure, Split, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import or_unsaid, words_of

CLAUSE: Final = "(B)(3)"
REASON: Final = Split("reason", _("Barrier"), lambda: or_unsaid(words_of("barriers")))

register(
    Measure(
        code="barriers.heard",
        clause=CLAUSE,
        title=_("Barriers people met"),
        definition=_(
            "How often people told the office what stood between them and help: when they asked for help, or in a"
            " complaint."
        ),
        counting=_(
            "Each barrier counts once for each request or complaint that names it. These are not people: the same person"
            " may name several barriers, and may come again."
        ),
        unit=Unit.EVENTS,
        population="barriers",
        kinds=(BARRIER,),
        splits=(REASON,),
        expression=added(BARRIER, by={"reason": said("reason")}),
    ),
)
