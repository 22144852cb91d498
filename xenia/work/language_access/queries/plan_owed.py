"""Which languages a law asks for today that a plan does not promise."""

from dataclasses import dataclass
from datetime import date

from xenia.ground.common.languages import is_known
from xenia.ground.reference.models import LegalBasis
from xenia.registers.population.groups import GROUPS
from xenia.registers.population.queries import NoEstimates, languages_owed
from xenia.registers.population.thresholds import Owed, Rule, Verdict
from xenia.work.language_access.models import AccessPlan, PlanLanguage

ENGLISH = "en"
Certainty = PlanLanguage.Certainty


@dataclass(frozen=True, slots=True)
class OwedLanguage:
    """One language that one law asks for, and how sure that is."""

    language: str
    basis: LegalBasis
    certainty: str


def laws_with_a_line(on: date) -> list[LegalBasis]:
    """The laws that bind us on a day and say from how many people on, or which languages."""
    return [one for one in LegalBasis.objects.binding_us().in_force(on) if one.has_a_line]


def owed_by(basis: LegalBasis) -> list[OwedLanguage]:
    """The languages a law asks for in the city: sure ones, and those too close to call. None without estimates.

    What is counted together with others is left out: no one of them can be promised by that number.
    """
    try:
        found = languages_owed(basis=basis).owed
    except NoEstimates:
        return []
    asked = [one for one in found if one.verdict in (Verdict.YES, Verdict.CLOSE)]
    return [OwedLanguage(one.language, basis, _certainty(one)) for one in asked if _is_one(one)]


def _is_one(owed: Owed) -> bool:
    return owed.language != ENGLISH and (is_known(owed.language) or owed.language in GROUPS)


def _certainty(owed: Owed) -> str:
    if owed.by == Rule.NAMED:
        return Certainty.NAMED
    return Certainty.SURE if owed.verdict == Verdict.YES else Certainty.CLOSE


def owed_and_not_promised(plan: AccessPlan, on: date) -> list[OwedLanguage]:
    """What a law asks for and the plan leaves out. Each language once, under the first law that asks."""
    promised = {one.language for one in plan.planlanguages.all()}
    found: dict[str, OwedLanguage] = {}
    for basis in laws_with_a_line(on):
        for one in owed_by(basis):
            if one.language not in promised:
                found.setdefault(one.language, one)
    return list(found.values())
