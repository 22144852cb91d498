"""(B)(4)(e): people who had legal help from the office, and people referred to another legal provider."""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Measure, Tie, Unit
from xenia.insight.reports.measures.people import OF_LAW
from xenia.insight.reports.measures.people import POPULATION as SERVED
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import people, said
from xenia.insight.reports.measures.words import CASE_TYPE, NEED, WHO_HELPED

CLAUSE: Final = "(B)(4)(e)"
DIRECT: Final = "casework.legal_direct"
BY_PARTNER: Final = "casework.legal_by_partner"
REFERRED: Final = "casework.legal_referred"
FOLLOWED: Final = "casework.legal_referral_followed"
HELPED: Final = (DIRECT, BY_PARTNER)
HELPED_OR_SENT: Final = (*HELPED, REFERRED)
# Who is helped with two issues stands in both lines.
ISSUE: Final = replace(NEED, title=_("What it was about"), adds_up=False)
TYPE: Final = replace(CASE_TYPE, adds_up=False)
LEGAL_PEOPLE: Final = "legal people"
BY_US: Final = {"way": "direct"}


def who_helped(rows: Any) -> Any:
    """The office itself, or another legal provider."""
    return (rows.kind == DIRECT).ifelse("direct", "referred")


DIRECT_FIRST: Final = _(
    "Help from our office comes before a referral: who had both for the same issue counts as helped by us. Who was helped"
    " with one issue and referred for another stands in both lines, and in the total as helped by us, so the lines do not"
    " add up."
)

register(
    Measure(
        code="legal.people",
        clause=CLAUSE,
        title=_("People who had legal help, or were referred to it"),
        definition=_(
            "People our office gave legal help in the year, and people it referred to another legal provider or whom such"
            " a provider helped in a matter it holds here. General information is no legal help."
        ),
        counting=DIRECT_FIRST,
        unit=Unit.PEOPLE,
        population=LEGAL_PEOPLE,
        kinds=HELPED_OR_SENT,
        # Whoever we helped was served; of those who were sent it may not be known.
        ties=(Tie(SERVED, here=BY_US, there=OF_LAW),),
        splits=(WHO_HELPED, ISSUE),
        expression=people(*HELPED_OR_SENT, by={"way": who_helped, "need": said("need")}),
    ),
    Measure(
        code="legal.people_by_case_type",
        clause=CLAUSE,
        title=_("People who had legal help, by type of matter"),
        definition=_(
            "People with a legal matter in which somebody worked for them in the year, by the type of the matter. Of a"
            " referral alone the type is not known, so it stands in the table by issue only."
        ),
        counting=DIRECT_FIRST,
        unit=Unit.PEOPLE,
        population="legal people by case type",
        stream="legal",
        kinds=HELPED,
        ties=(
            Tie(SERVED, there=OF_LAW),
            Tie(LEGAL_PEOPLE),
            Tie(LEGAL_PEOPLE, here=BY_US, there=BY_US, is_same=True),
            Tie(LEGAL_PEOPLE, here={"way": "referred"}, there={"way": "referred"}),
        ),
        splits=(WHO_HELPED, TYPE),
        expression=people(*HELPED, by={"way": who_helped, "case_type": said("case_type")}),
    ),
)

STAGES: Final = (
    (
        "sent",
        REFERRED,
        _("People referred to another legal provider"),
        _("People for whom a referral to another legal provider was sent in the year."),
    ),
    (
        "accepted",
        FOLLOWED,
        _("People another legal provider took on"),
        _("People whose referral another legal provider accepted in the year."),
    ),
    (
        "served",
        FOLLOWED,
        _("People another legal provider helped"),
        _("People of whom it became known in the year that another legal provider helped them."),
    ),
)


def _stage(stage: str, kind: str, title: Any, definition: Any) -> Measure:
    among = {"outcome": (stage,)} if kind == FOLLOWED else {}
    # Who was sent this year may be taken on in the next.
    ties = {"sent": (Tie(LEGAL_PEOPLE),), "served": (Tie(SERVED, there=OF_LAW),)}
    return Measure(
        code=f"legal.referred_{stage}",
        clause=CLAUSE,
        title=title,
        definition=definition,
        counting=_(
            "Each person counts once at each stage, in the year of that stage: who was sent in December and accepted in"
            " January stands in two years."
        ),
        unit=Unit.PEOPLE,
        population=f"legal referrals {stage}",
        kinds=(kind,),
        ties=ties.get(stage, ()),
        splits=(ISSUE,),
        expression=people(kind, by={"need": said("need")}, among=among),
    )


register(*(_stage(*stage) for stage in STAGES))
