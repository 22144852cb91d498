"""What the office adds: visits, questions, searches without an answer, and referrals to other organizations."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Tie, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import CHANNEL, NEED, or_unsaid, split

VISIT: Final = "casework.contact"
CONTACT: Final = "enquiries.contact"
RECEIVED: Final = "enquiries.received"
ANSWERED: Final = "enquiries.answered"
SEARCHED: Final = "directory.unmet_need"
SENT: Final = "referrals.sent"
REFERRAL_ANSWERED: Final = "referrals.answered"
CLOSED: Final = "referrals.closed"
NOT_PEOPLE: Final = _("These are not people: the same person may come many times.")
ASKER: Final = split(
    "reason",
    _("Who asked"),
    {
        "resident": _("Somebody who lives here"),
        "department": _("A city department or a colleague"),
        "press": _("Press"),
        "partner": _("A partner organization"),
        "unsaid": _("Not said"),
    },
)
IN_TIME: Final = split("outcome", _("In time"), {"in_time": _("In time"), "late": _("Late")})
WAY: Final = split(
    "mode",
    _("How people came"),
    or_unsaid(
        {
            "walk_in": _("Came in"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "text": _("Text message"),
            "out": _("At an event or a branch"),
        }
    ),
)
ANSWER: Final = split(
    "outcome", _("Answer"), {"accepted": _("Accepted"), "declined": _("Declined")}
)
DECLINED: Final = {"outcome": "declined"}
CAME_OF_IT: Final = split(
    "outcome",
    _("What came of it"),
    {
        "served": _("The person was helped"),
        "partly": _("The person was helped in part"),
        "not_served": _("The person was not helped"),
        "unknown": _("Nobody knows"),
        "declined": _("Declined"),
        "cancelled": _("Ended by us"),
    },
)


def _measure(
    code: str, kind: str, title: Any, definition: Any, *splits: Any, ties: tuple[Tie, ...] = ()
) -> Measure:
    return Measure(
        code=code,
        clause="",
        title=title,
        definition=definition,
        counting=NOT_PEOPLE,
        unit=Unit.EVENTS,
        population=kind,
        ties=ties,
        kinds=(kind,),
        splits=splits,
        expression=added(kind, by={one.name: said(one.name) for one in splits}),
    )


register(
    _measure(
        "contacts.visits",
        VISIT,
        _("Visits and calls"),
        _("How often somebody was here or called, and was helped."),
        CHANNEL,
    ),
    _measure(
        "contacts.unnamed",
        CONTACT,
        _("Contacts for information, without a name"),
        _("How often somebody got in touch for information and nobody asked for a name."),
        WAY,
    ),
    _measure(
        "enquiries.received",
        RECEIVED,
        _("Questions to the office"),
        _("Questions that came in during the year."),
        ASKER,
    ),
    _measure(
        "enquiries.answered",
        ANSWERED,
        _("Answers, in time and late"),
        _("Answers the office gave in the year, by whether they came by the day they were due."),
        ASKER,
        IN_TIME,
    ),
    _measure(
        "directory.unmet",
        SEARCHED,
        _("Searches the directory has no help for"),
        _(
            "How often somebody looked in the directory for help that is not in it; each need at most once a day in each"
            " language."
        ),
        NEED,
    ),
    _measure(
        "referrals.sent",
        SENT,
        _("Referrals"),
        _("Referrals of people to other organizations that were sent in the year."),
        NEED,
    ),
    _measure(
        "referrals.answered",
        REFERRAL_ANSWERED,
        _("First answers to referrals"),
        _("What organizations answered in the year, the first time."),
        ANSWER,
        # What an organization declines ends with that.
        ties=(Tie(CLOSED, here=DECLINED, there=DECLINED, is_same=True),),
    ),
    _measure(
        "referrals.closed",
        CLOSED,
        _("What came of referrals"),
        _("Referrals that ended in the year, by what came of them for the person."),
        CAME_OF_IT,
    ),
)
