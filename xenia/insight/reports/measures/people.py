"""(B)(4)(c): people, each once, who were given a service. Enrolling, asking or being sent is not yet a service."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from xenia.ground.reference.vocabularies import vocabulary
from xenia.insight.reports.measures.measure import Measure, Unit
from xenia.insight.reports.measures.registry import register
from xenia.insight.reports.measures.rows import UNSAID, people, said, type_of_need
from xenia.insight.reports.measures.words import CHANNEL, LANGUAGE_OF_PEOPLE, LEGAL, SERVICE_TYPE

CLAUSE: Final = "(B)(4)(c)"
CONTACT: Final = "casework.contact"
ATTENDED: Final = "programs.served"
REFERRAL: Final = "referrals.closed"
DIRECT: Final = "casework.legal_direct"
BY_PARTNER: Final = "casework.legal_by_partner"
FOLLOWED: Final = "casework.legal_referral_followed"
INTAKE: Final = "casework.intake"
SERVED: Final = (CONTACT, ATTENDED, DIRECT, BY_PARTNER, FOLLOWED, REFERRAL)
# What a referral came to, where it helped.
HELPED: Final = ("served", "partly")
POPULATION: Final = "people served"
# What legal help counts as.
OF_LAW: Final = {"service_type": LEGAL}
INFORMATION: Final = "information-referral"
LEGAL_NEEDS: Final = tuple(one.code for one in vocabulary("needs") if one.category == LEGAL)


def was_given(rows: Any) -> Any:
    """Entries of a service that was given; of legal referrals the room of casework counts what came of them."""
    helped = rows.outcome.isin(HELPED)
    sent_elsewhere = (rows.kind == REFERRAL) & helped & rows.need.notin(LEGAL_NEEDS)
    taken_to_the_end = (rows.kind == FOLLOWED) & (rows.outcome == "served")
    return rows.kind.notin((REFERRAL, FOLLOWED)) | sent_elsewhere | taken_to_the_end


def type_given(rows: Any) -> Any:
    """The type of service that was given. At the desk that is information and a way to help, whatever it was about."""
    said_so = (rows.service_type == "").ifelse(UNSAID, rows.service_type)
    elsewhere = (rows.kind == REFERRAL).ifelse(type_of_need(rows), said_so)
    return (rows.kind == CONTACT).ifelse(INFORMATION, elsewhere)


EACH_ONCE: Final = _(
    "Each person counts once in each line and once in all, however often that person came. Whoever had two types of service"
    " stands in both lines, so the lines do not add up to the total. Members of the household count only if they were"
    " served themselves. Contacts without a name are told apart, because nobody knows whether two of them are one person."
)

register(
    Measure(
        code="people.served",
        clause=CLAUSE,
        title=_("People served"),
        definition=_(
            "People who were given at least one service in the year: they were helped at a desk or by phone, came to a"
            " program, were given legal help, or were helped by an organization we sent them to. Whoever only enrolled,"
            " asked or was sent is not counted."
        ),
        counting=EACH_ONCE,
        unit=Unit.PEOPLE,
        population=POPULATION,
        kinds=SERVED,
        splits=(SERVICE_TYPE,),
        expression=people(*SERVED, by={"service_type": type_given}, where=was_given),
    ),
    Measure(
        code="people.served_by_language",
        clause=CLAUSE,
        title=_("People served, by language"),
        definition=_(
            "The same people by the language they speak, as it was known when they were served."
        ),
        counting=EACH_ONCE,
        unit=Unit.PEOPLE,
        population=POPULATION,
        kinds=SERVED,
        splits=(LANGUAGE_OF_PEOPLE,),
        expression=people(*SERVED, by={"language": said("language")}, where=was_given),
    ),
    Measure(
        code="people.new",
        clause="",
        title=_("People who came to the office for the first time"),
        definition=_("People whose first intake ever was handed in during the year."),
        counting=_("Each person counts once. Who gave no name is not in it."),
        unit=Unit.PEOPLE,
        population="new people",
        kinds=(INTAKE,),
        splits=(CHANNEL,),
        among={"is_new": ("true",)},
        expression=people(
            INTAKE,
            by={"mode": said("mode")},
            among={"is_new": ("true",), "outcome": ("submitted",)},
        ),
    ),
)
