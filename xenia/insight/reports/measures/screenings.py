"""(B)(4)(b): intakes, those looked at, drafts nobody finished, and screenings for what somebody may get."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import CHANNEL, NEED, split

INTAKE: Final = "casework.intake"
SCREENED: Final = "casework.screened"
SCREENING: Final = "casework.screening"
CLAUSE: Final = "(B)(4)(b)"
HOW: Final = {"mode": said("mode")}
HANDED_IN: Final = {"outcome": ("submitted",), "reason": ("",)}
ABANDONED: Final = {"outcome": ("withdrawn",), "reason": ("abandoned",)}

register(
    Measure(
        code="intakes.received",
        clause=CLAUSE,
        title=_("Intakes"),
        definition=_(
            "Requests for help that were handed in during the year, at a desk, by phone or online."
        ),
        counting=_(
            "Whoever asks again for the same within 30 days has one intake. Whoever gave no name cannot be known again:"
            " each such request is one. Drafts nobody finished are counted apart."
        ),
        unit=Unit.EVENTS,
        population="intakes",
        kinds=(INTAKE,),
        splits=(CHANNEL,),
        expression=added(INTAKE, by=HOW, among=HANDED_IN),
    ),
    Measure(
        code="intakes.screened",
        clause=CLAUSE,
        title=_("Intakes a colleague looked at"),
        definition=_("Intakes somebody at the office looked at for the first time in the year."),
        counting=_(
            "Each intake is looked at once, also when it was taken back and opened again. An intake may be handed in in"
            " one year and looked at in the next."
        ),
        unit=Unit.EVENTS,
        population="intakes looked at",
        kinds=(SCREENED,),
        splits=(CHANNEL,),
        expression=added(SCREENED, by=HOW),
    ),
    Measure(
        code="intakes.abandoned",
        clause=CLAUSE,
        title=_("Drafts nobody finished"),
        definition=_("Requests that were begun, never handed in, and closed in the year."),
        counting=_("They are neither intakes nor screenings."),
        unit=Unit.EVENTS,
        population="abandoned drafts",
        kinds=(INTAKE,),
        splits=(CHANNEL,),
        expression=added(INTAKE, by=HOW, among=ABANDONED),
    ),
    Measure(
        code="screenings.eligibility",
        clause=CLAUSE,
        title=_("Screenings for what somebody may get"),
        definition=_(
            "How often rules were looked up for somebody, by the need they are about: with a colleague, or alone on the"
            " office’s public page."
        ),
        counting=_(
            "The same person and the same rules within 30 days are one screening, as far as the person agreed that it is kept."
            " Whoever looks something up alone leaves no trace: each time counts once, as an event and not as a person."
        ),
        unit=Unit.EVENTS,
        population="screenings",
        kinds=(SCREENING,),
        splits=(
            NEED,
            split("mode", _("How"), {"desk": _("With a colleague"), "alone": _("Alone, online")}),
        ),
        expression=added(SCREENING, by={"need": said("need"), "mode": said("mode")}),
    ),
)
