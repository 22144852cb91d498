"""What the office adds: requests for interpreters. What is counted in different ways is never added together."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import LANGUAGE, split

REQUESTED: Final = "language_access.requested"
ENDED: Final = "language_access.ended"
MEETINGS: Final = "language_access.meetings"
MINUTES: Final = "language_access.minutes"
# Ways of counting, as the room of language access names them.
OWN_RECORDS: Final = "records"
WAYS: Final = {
    "invoice": _("Taken from a vendor’s invoice"),
    "reported.intake": _("Reported by departments: asked of everybody at intake"),
    "reported.survey": _("Reported by departments: counted for two weeks or longer"),
    "reported.phone_line": _("Reported by departments: total of the phone line"),
    "reported.records": _("Reported by departments: counted from their own records"),
    "reported.estimate": _("Reported by departments: an estimate"),
}
ENDING: Final = split(
    "outcome",
    _("How it ended"),
    {
        "done": _("Done"),
        "cancelled_early": _("Cancelled in time"),
        "cancelled_late": _("Cancelled late"),
        "no_show": _("Somebody did not come"),
        "unfilled": _("Nobody was found"),
    },
)
APART: Final = _(
    "Only what was counted in this one way. Figures counted in another way stand apart and are never added: the same call"
    " could be in both."
)


def _measure(
    code: str, kind: str, title: Any, definition: Any, *, method: str, **more: Any
) -> Measure:
    # One meeting makes many minutes: by language they would tell of one person what her request hides.
    split_by = {ENDED: (ENDING,), MINUTES: ()}.get(kind, (LANGUAGE,))
    among = {"method": (method,)}
    return Measure(
        code=f"interpreters.{code}",
        clause="",
        title=title,
        definition=definition,
        counting=APART,
        population=f"{kind} {method}",
        kinds=(kind,),
        among=among,
        splits=split_by,
        expression=added(kind, by={one.name: said(one.name) for one in split_by}, among=among),
        unit=more.get("unit", Unit.EVENTS),
    )


register(
    _measure(
        "requested",
        REQUESTED,
        _("Requests for interpreters"),
        _(
            "Requests for an interpreter that came in during the year, counted from our own records."
        ),
        method=OWN_RECORDS,
    ),
    _measure(
        "ended",
        ENDED,
        _("How requests for interpreters ended"),
        _("Requests that ended in the year, counted from our own records."),
        method=OWN_RECORDS,
    ),
    _measure(
        "minutes",
        MINUTES,
        _("Minutes of interpreting"),
        _("Minutes of meetings and calls that took place, counted from our own records."),
        method=OWN_RECORDS,
        unit=Unit.MINUTES,
    ),
    *(
        _measure(
            f"meetings.{method}",
            MEETINGS,
            title,
            _("Meetings and calls with an interpreter, counted in this way and in no other."),
            method=method,
        )
        for method, title in WAYS.items()
    ),
)
