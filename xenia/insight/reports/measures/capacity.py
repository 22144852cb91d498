"""(B)(4)(a): places of programs that were planned and given, each kind of place by itself."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xenia.insight.reports.measures.measure import Measure, Unit, Words
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import or_unsaid, split

CAPACITY: Final = "programs.capacity"
PLANNED, DELIVERED = "planned", "delivered"
# What is counted of each kind of place. Whoever has a seat keeps it, so it stands in every month anew.
KINDS: Final[dict[str, tuple[Words, Words, Words]]] = {
    "seats": (
        _("Seats planned"),
        _("Seats given"),
        _(
            "A seat is counted once for each month it stands: ten seats from January to March are thirty."
        ),
    ),
    "case_places": (
        _("Case places planned"),
        _("Case places given"),
        _(
            "A case place is counted once for each month it stands: ten places from January to March are thirty."
        ),
    ),
    "appointments": (
        _("Appointments planned"),
        _("Appointments given"),
        _("An appointment is counted once, in the month it falls in by the days of its offering."),
    ),
    "hours": (
        _("Hours of help planned"),
        _("Hours of help given"),
        _("An hour is counted once, in the month it falls in by the days of its offering."),
    ),
}
WHO_COUNTED: Final = split(
    "mode",
    _("Who counted"),
    or_unsaid(
        {
            "office": pgettext_lazy("who counted", "Our office"),
            "partner": _("A partner, of its own programs"),
        }
    ),
)
DEFINITIONS: Final[dict[str, Words]] = {
    PLANNED: _("Places of this kind that programs planned for the months of the year."),
    DELIVERED: _(
        "Places of this kind that programs gave in the months of the year, as far as they said so."
    ),
}


def _measure(kind: str, method: str) -> Measure:
    planned, delivered, counting = KINDS[kind]
    among = {"service_type": (kind,), "method": (method,)}
    return Measure(
        code=f"capacity.{kind}.{method}",
        clause="(B)(4)(a)",
        title=planned if method == PLANNED else delivered,
        definition=DEFINITIONS[method],
        counting=counting,
        unit=Unit.PLACES,
        population=f"{kind} {method}",
        kinds=(CAPACITY,),
        among=among,
        splits=(WHO_COUNTED,),
        expression=added(CAPACITY, by={"mode": said("mode")}, among=among),
    )


register(*(_measure(kind, method) for kind in KINDS for method in (PLANNED, DELIVERED)))
