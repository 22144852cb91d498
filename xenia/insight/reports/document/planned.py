"""The tables of the report that are put together by hand: several numbers side by side, read as one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xenia.insight.reports.document.layout import Piece, Plan, Share
from xenia.insight.reports.figures import TOTAL

PERCENT: Final = _("Given of planned, in percent")
KINDS: Final = {
    "seats": _("Seats"),
    "case_places": _("Case places"),
    "appointments": _("Appointments"),
    "hours": _("Hours of help"),
}
PLANNED: Final = pgettext_lazy("places", "Planned")
GIVEN: Final = pgettext_lazy("places", "Given")
DECIDED: Final = ("favorable", "partly", "unfavorable")


def _capacity() -> Plan:
    pieces = tuple(
        Piece(f"capacity.{kind}.{method}", title=title)
        for kind in KINDS
        for method, title in (("planned", PLANNED), ("delivered", GIVEN))
    )
    return Plan(
        "capacity",
        tuple(piece.measure for piece in pieces),
        "mode",
        title=_("Places in programs, planned and given"),
        pieces=pieces,
        share=Share("delivered", "planned", PERCENT),
        kinds=tuple(KINDS.values()),
        note=_("A seat, a case place, an appointment and an hour are never added together."),
    )


PLANS: Final[tuple[Plan, ...]] = (
    Plan(
        "needs",
        ("needs.said", "needs.ended"),
        "category",
        title=_("Needs people said, met and not met"),
        chart="bars",
        pieces=(
            Piece("needs.said", title=pgettext_lazy("needs", "Said")),
            Piece("needs.ended", "met"),
            Piece("needs.ended", "unmet"),
            Piece("needs.ended", title=pgettext_lazy("needs", "Ended")),
        ),
        share=Share("needs.ended.met", "needs.ended", _("Met of ended, in percent")),
        note=_(
            "A need counts as ended in the year in which it was met, or in which it became known that it stays unmet."
            " It may have been said in the year before."
        ),
    ),
    Plan(
        "needs",
        ("needs.unmet_reasons",),
        "outcome",
        title=_("Why needs stayed unmet"),
        chart="bars",
        pieces=(Piece("needs.unmet_reasons", title=_("Number")),),
        leaves_out=("met",),
        total=Piece("needs.ended", "unmet"),
    ),
    _capacity(),
    Plan(
        "intakes",
        ("intakes.received", "intakes.screened", "intakes.abandoned"),
        "mode",
        title=_("Intakes, by how people came"),
        chart="bars",
    ),
    Plan(
        "matters",
        ("matters.came", "matters.went"),
        "category",
        title=_("Matters from one year to the next"),
        pieces=(
            Piece("matters.came", "brought_forward"),
            Piece("matters.came", "opened"),
            Piece("matters.went", "closed"),
            Piece("matters.went", "carried_forward"),
            Piece("matters.came", TOTAL, _("Open at any time")),
        ),
        note=_(
            "Brought forward + opened − closed = carried forward. This was checked in each line, with the numbers that are"
            " not shown too."
        ),
    ),
    Plan(
        "matters",
        ("matters.outcomes", "matters.decided"),
        "went",
        title=_("How matters ended"),
        chart="bars",
        pieces=(Piece("matters.outcomes", title=_("Closed")),),
        total=Piece("matters.went", "closed"),
        leaves_out=("carried_forward",),
        parts_of=(DECIDED, _("Of those decided, in percent")),
    ),
    Plan("matters", ("legal_matters.outcomes",), "case_type", chart="bars"),
    Plan(
        "matters",
        ("legal_matters.outcomes",),
        "outcome",
        title=_("How legal matters ended"),
        chart="bars",
    ),
    Plan("matters", ("legal_matters.benefits",), "outcome", chart="bars"),
    Plan(
        "matters",
        ("legal_matters.benefits",),
        "case_type",
        title=_("What legal matters brought, by type"),
        chart="bars",
    ),
    Plan(
        "legal",
        ("legal.people_by_case_type", "legal_matters.opened"),
        "case_type",
        title=_("People with legal help, by kind of case"),
        chart="bars",
        pieces=(
            Piece("legal.people_by_case_type", "direct", _("Helped directly")),
            Piece("legal.people_by_case_type", "referred", pgettext_lazy("people", "Referred")),
            Piece("legal.people_by_case_type", TOTAL, _("People in all")),
            Piece("legal_matters.opened", title=_("Cases opened")),
            Piece("legal_matters.outcomes", title=_("Cases closed")),
        ),
        tells="legal.people_by_case_type",
    ),
    Plan(
        "legal",
        ("legal.referred_sent", "legal.referred_accepted", "legal.referred_served"),
        "need",
        title=_("People referred to other legal providers"),
    ),
    Plan(
        "office",
        ("complaints.filed", "complaints.found"),
        "reason",
        title=_("Complaints, by what they are about"),
        pieces=(
            Piece("complaints.filed", title=_("Came in")),
            Piece("complaints.found", title=_("We said what we found")),
        ),
    ),
    Plan(
        "office",
        ("complaints.in_time",),
        "mode",
        title=_("Complaints handled in time"),
        pieces=(
            Piece("complaints.in_time", "in_time"),
            Piece("complaints.in_time", "late"),
            Piece("complaints.in_time", TOTAL, pgettext_lazy("steps", "Due")),
        ),
        share=Share("complaints.in_time.in_time", "complaints.in_time", _("In time, in percent")),
        tells="complaints.in_time",
    ),
    Plan(
        "office",
        ("interpreters.requested",),
        "language",
        title=_("Interpreters"),
    ),
    Plan(
        "office",
        (
            "interpreters.meetings.invoice",
            "interpreters.meetings.reported.intake",
            "interpreters.meetings.reported.survey",
            "interpreters.meetings.reported.phone_line",
            "interpreters.meetings.reported.records",
            "interpreters.meetings.reported.estimate",
        ),
        "language",
        title=_("Meetings with an interpreter, by how they were counted"),
    ),
)


@dataclass(frozen=True, slots=True)
class Glance:
    """A line of the page for everybody: a number of a measure, and another one it is a part of, told in its words.

    title: the measure's own where it says nothing; with %(whole)s where there is another one.
    """

    measure: str
    place: tuple[str, ...] = ()
    title: str | Promise = ""
    whole: tuple[str, ...] = ()
    whole_title: str | Promise = ""


# Where they are shown; of a part without one of these, its first measure.
GLANCE: Final[tuple[Glance, ...]] = (
    Glance("people.served", title=_("People who were given help, each counted once")),
    Glance("people.new", title=_("People who came to the office for the first time")),
    Glance("legal.people", title=_("People with legal help, or referred to it")),
    Glance("intakes.received", title=_("Intakes: talks about what somebody needs")),
    Glance("screenings.eligibility"),
    Glance("needs.said"),
    Glance(
        "needs.ended",
        (TOTAL, "met"),
        _("Needs met"),
        (TOTAL, TOTAL),
        _("Needs met, of the %(whole)s that ended"),
    ),
    Glance("capacity.seats.delivered", title=_("Seats in programs that were given")),
    Glance("matters.came", (TOTAL, "opened"), _("Matters opened")),
    Glance("matters.went", (TOTAL, "closed"), _("Matters closed")),
    Glance("referrals.closed", ("served",), _("Referrals after which the person was helped")),
    Glance("complaints.filed"),
    Glance(
        "complaints.in_time",
        (TOTAL, "in_time"),
        _("Steps of complaints done in time"),
        (TOTAL, TOTAL),
        _("Steps of complaints done in time, of the %(whole)s that were due"),
    ),
    Glance("interpreters.requested"),
)
# What is compared with the year before of measures whose total says too little, or the same as another one's.
COMPARED: Final[Mapping[str, tuple[Glance, ...]]] = {
    "needs.ended": (Glance("needs.ended"), Glance("needs.ended", (TOTAL, "met"), _("Needs met"))),
    "needs.unmet_reasons": (),
    "people.served_by_language": (),
    "matters.came": (Glance("matters.came", (TOTAL, "opened"), _("Matters opened")),),
    "matters.went": (Glance("matters.went", (TOTAL, "closed"), _("Matters closed")),),
    "matters.outcomes": (),
    "matters.decided": (),
    "complaints.filed_in": (),
}
