"""What the office adds: who asked for its records, and what was given."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import or_unsaid, split

RECEIVED: Final = "records.received"
ANSWERED: Final = "records.answered"
# The codes of the room of records.
KIND: Final = split(
    "reason",
    _("Kind of request"),
    or_unsaid(
        {
            "subpoena": _("Subpoena"),
            "administrative": _("Administrative subpoena or warrant"),
            "judicial_warrant": _("Judicial warrant"),
            "court_order": _("Court order"),
            "public_records": _("Public records request"),
            "other_agency": _("Request from another agency"),
            "own_data": _("A person asks for their own records"),
            "hold_notice": _("Notice to keep records for a lawsuit"),
        }
    ),
)
ENDING: Final = split(
    "outcome",
    _("How it ended"),
    or_unsaid(
        {
            "released": _("Released"),
            "released_in_part": _("Released in part"),
            "refused": _("Refused"),
            "nothing_held": _("We hold nothing of it"),
            "kept": _("Nothing to give: we keep what it names"),
            "withdrawn": _("Taken back by who asked"),
        }
    ),
)

register(
    Measure(
        code="records.received",
        clause="",
        title=_("Requests for our records"),
        definition=_("Papers that came in during the year and ask for records of the office."),
        counting=_("Each paper is one request, whoever sends it."),
        unit=Unit.EVENTS,
        population="requests for records",
        kinds=(RECEIVED,),
        splits=(KIND,),
        expression=added(RECEIVED, by={"reason": said("reason")}),
    ),
    Measure(
        code="records.answered",
        clause="",
        title=_("Answers to requests for our records"),
        definition=_("Requests that ended in the year, by what was given."),
        counting=_("Each request ends once."),
        unit=Unit.EVENTS,
        population="answers to requests for records",
        kinds=(ANSWERED,),
        splits=(ENDING,),
        expression=added(ANSWERED, by={"outcome": said("outcome")}),
    ),
)
