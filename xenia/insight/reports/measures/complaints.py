"""What the office adds: complaints about city departments, what was found, and whether it was in time."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Tie, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import added, said
from xenia.insight.reports.measures.words import LANGUAGE, or_unsaid, split

FILED: Final = "ombudsman.filed"
FILED_IN: Final = "ombudsman.filed_in"
FOUND: Final = "ombudsman.found"
CLOCK: Final = "ombudsman.clock"
RECOMMENDED: Final = "ombudsman.recommended"
# The codes of the room of complaints, in the words people choose from.
KIND: Final = split(
    "reason",
    _("What it is about"),
    or_unsaid(
        {
            "access": _("I was turned away"),
            "language": _("Nobody spoke with me in my language"),
            "treatment": _("I was treated badly"),
            "delay": _("It takes too long"),
            "mistake": _("They made a mistake"),
            "privacy": _("They told others about me"),
            "scam": _("Somebody cheated me, or gave legal help without a license"),
            "retaliation": _("I was punished because I complained"),
            "other": _("Something else"),
        }
    ),
)
FINDING: Final = split(
    "outcome",
    _("What was found"),
    {
        "upheld": _("The person was right"),
        "partly": _("The person was right in part"),
        "not_upheld": _("We did not find a fault"),
        "not_determined": _("It could not be found out"),
    },
)
WHICH: Final = split(
    "mode",
    _("What was due"),
    {
        "acknowledge": _("Say that we have it"),
        "answer": _("Say what we found"),
        "department": _("The department answers"),
        "review": _("Say what the second look found"),
        "follow_up": _("Ask the person how it is now"),
    },
)
IN_TIME: Final = split("outcome", _("In time"), {"in_time": _("In time"), "late": _("Late")})
# The public page of complaints repeats what was posted under these names (`work/ombudsman/queries/posted.py`).
COMPLAINTS: Final = "complaints filed"
# A complaint is counted as a barrier too, as the room of complaints has it.
BARRIER_OF: Final = {
    "access": "not-eligible",
    "language": "language",
    "treatment": "unfair-treatment",
    "delay": "no-capacity",
    "privacy": "fear",
    "retaliation": "fear",
}
NOT_PEOPLE: Final = _("These are complaints, not people: the same person may complain many times.")


def _measure(code: str, title: Any, definition: Any, **more: Any) -> Measure:
    usual: dict[str, Any] = {"counting": NOT_PEOPLE, "unit": Unit.EVENTS}
    return Measure(
        code=f"complaints.{code}",
        clause="",
        title=title,
        definition=definition,
        **(usual | more),
    )


register(
    _measure(
        "filed",
        _("Complaints"),
        _("Complaints that came in during the year, by what they are about."),
        population=COMPLAINTS,
        ties=tuple(
            Tie("barriers", here={"reason": kind}, there={"reason": barrier})
            for kind, barrier in BARRIER_OF.items()
        ),
        kinds=(FILED,),
        splits=(KIND,),
        expression=added(FILED, by={"reason": said("reason")}),
    ),
    _measure(
        "filed_in",
        _("Complaints by language"),
        _("Complaints that came in during the year, by the language they were told in."),
        population="complaints filed by language",
        ties=(Tie(COMPLAINTS),),
        kinds=(FILED_IN,),
        splits=(LANGUAGE,),
        expression=added(FILED_IN, by={"language": said("language")}),
    ),
    _measure(
        "found",
        _("What was found about complaints"),
        _("Findings of the year; where a second look found otherwise, only the last one counts."),
        population="complaints found",
        kinds=(FOUND,),
        splits=(KIND, FINDING),
        expression=added(FOUND, by={"reason": said("reason"), "outcome": said("outcome")}),
    ),
    _measure(
        "in_time",
        _("Complaints handled in time"),
        _("Steps of complaints that were due, by whether they were done by their day."),
        population="steps of complaints",
        kinds=(CLOCK,),
        splits=(WHICH, IN_TIME),
        expression=added(CLOCK, by={"mode": said("mode"), "outcome": said("outcome")}),
    ),
    *(
        _measure(
            f"recommendations_{outcome}",
            title,
            definition,
            kinds=(RECOMMENDED,),
            counting=_("Each recommendation counts in the year of each step."),
            unit=Unit.ACTS,
            population=f"recommendations {outcome}",
            expression=added(RECOMMENDED, by={}, among={"outcome": (outcome,)}),
        )
        for outcome, title, definition in (
            (
                "made",
                _("Changes recommended to departments"),
                _("Changes the office recommended to a department after a complaint."),
            ),
            (
                "implemented",
                _("Recommended changes that were made"),
                _("Recommended changes that departments carried out in the year."),
            ),
        )
    ),
)
