"""Which rules a colleague may look things up with, what they are about, and how many screenings a year had."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.eligibility import RuleSet, StatusMatters, all_rule_sets, published
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.work.casework.ledger_kinds import SCREENING
from xenia.work.casework.models import Screening


@dataclass(frozen=True, slots=True)
class Screened:
    """Screenings of a year about one need: with a colleague, and alone on the public page."""

    need: str
    at_the_desk: int
    alone: int


def rule_sets_in_use(on: date) -> tuple[RuleSet, ...]:
    """The rules this office may use on a day."""
    office = office_facts()
    return published(on, office.is_sample, office.region)


def rule_set_of(code: str) -> RuleSet | None:
    """A set of rules by its code, as it is now; None where it is gone."""
    return next((one for one in all_rule_sets() if one.id == code), None)


def asks_status(code: str) -> bool:
    """Whether status may change its result, so that a result set in its place could tell it. Of rules that are gone it is not known."""
    rules = rule_set_of(code)
    return rules is None or rules.status.matters is not StatusMatters.NO


def needs_of(rule_set: RuleSet) -> tuple[str, ...]:
    """The needs it is about, by the terms of the directory it leads to; the first is what it counts under."""
    terms = load_taxonomy().terms
    return tuple(dict.fromkeys(terms[one].need for one in rule_set.leads.terms if one in terms))


def need_of(rule_set: RuleSet) -> str:
    """The need it counts under; "" where it leads nowhere in the directory."""
    return next(iter(needs_of(rule_set)), "")


def fitting(rule_sets: Collection[RuleSet], needs: Collection[str]) -> list[str]:
    """The codes of those that are about something she needs."""
    return [one.id for one in rule_sets if set(needs_of(one)) & set(needs)]


def newest_first(kept: Iterable[Screening]) -> list[Screening]:
    """Results that were kept; of those of one day the audit knows which came last."""
    rows = list(kept)
    acts = AuditEvent.objects.filter(
        record_type=Screening._meta.label_lower,
        record_id__in=[one.pk for one in rows],
        action="casework.screening_kept",
    )
    moments = dict(acts.values_list("record_id", "at")) if len(rows) > 1 else {}
    begin = datetime.min.replace(tzinfo=UTC)
    return sorted(rows, key=lambda one: (one.on, moments.get(one.pk, begin)), reverse=True)


def screenings_of_a_year(year: int) -> list[Screened]:
    """Eligibility screenings of a year by need, from the ledger; abandoned ones are in no count.

    Source: City of Boston, Ord. 2023 c. 10, annual report (B)(4)(b).
    """
    found: dict[str, dict[str, int]] = {}
    for one in quantities(SCREENING, year, by=("need", "mode")):
        need, mode = one.cell
        found.setdefault(need, {})[mode] = int(one.quantity)
    return [
        Screened(need, modes.get("desk", 0), modes.get("alone", 0))
        for need, modes in sorted(found.items())
    ]
