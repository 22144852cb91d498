"""Gaps, checks, papers and steps in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.local_words import joined
from xenia.ground.design.shell import PathStep
from xenia.registers.population.groups import name_of
from xenia.work.language_access.models import AccessPlan, VitalDocument
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.queries.plan_papers import Cell, grid
from xenia.work.language_access.queries.plans import NOT_THERE, Check, Gap

GAPS: Final[Mapping[str, str | Promise]] = {
    "overdue": _("The plan has ended. Renew it."),
    "renew_soon": _("The plan ends within six months. Start the next one."),
    "no_coordinator": _("Nobody coordinates the plan."),
    "report_late": _("The report of %(about)s was not sent."),
    "no_answer": _("No answer yet: %(about)s."),
    "no_language": _("No language is promised."),
    "law_ended": _("%(language)s rests on a law that is not in force: %(about)s."),
    "no_service": _("No service is written down."),
    "no_way": _("Nobody helps in another language here: %(about)s."),
    "no_document": _("No vital document is named."),
    "paper_missing": _("%(about)s is missing in: %(language)s."),
    "paper_draft": _("%(about)s is only a draft in: %(language)s."),
    "paper_stale": _("%(about)s is older than the English text in: %(language)s."),
    "untested": _("Of the staff who speak %(language)s, this many took no test: %(about)s."),
    "no_training": _("Staff were not trained within a year."),
    "no_sign": _("No sign here: %(about)s."),
    "no_budget": _("No budget for %(about)s."),
    "goal_late": _("A goal is past its day: %(about)s."),
}
# Where a gap is filled: the page of the desk.
WHERE: Final[Mapping[str, str]] = {
    "no_coordinator": "about",
    "report_late": "report",
    "no_answer": "factors",
    "no_language": "languages",
    "law_ended": "languages",
    "no_service": "services",
    "no_way": "services",
    "no_document": "documents",
    "paper_missing": "documents",
    "paper_draft": "documents",
    "paper_stale": "documents",
    "untested": "staff",
    "no_training": "trainings",
    "no_sign": "signs",
    "no_budget": "money",
    "goal_late": "goals",
}
CHECKS: Final[Mapping[str, str | Promise]] = {
    "coordinator": _("Somebody coordinates the plan"),
    "four_factors": _("The four questions are answered with sources"),
    "languages": _("Languages are promised, on laws in force"),
    "services": _("Each service says who helps"),
    "documents": _("Every vital document is reviewed in every promised language"),
    "training": _("Staff were trained within a year"),
    "budget": _("There is a budget for this year"),
    "goals": _("Goals are set, and none is past its day"),
    "in_time": _("Plan and report are in time"),
    "tested": _("Staff who speak a language passed a test"),
    "signs": _("Signs say that help is free"),
    "signed": _("The department and the office signed"),
}
URGENT: Final = frozenset({"overdue", "report_late", "no_coordinator"})
TAGS: Final[Mapping[str, str]] = {
    TranslationState.MISSING: "late",
    TranslationState.STALE: "waiting",
    TranslationState.DRAFT: "draft",
    TranslationState.REVIEWED: "met",
}
STEPS: Final[Mapping[str, str | Promise]] = {
    PlanStatus.DRAFT: _("Written"),
    PlanStatus.CONSULTED: _("Read by the office"),
    PlanStatus.SIGNED: _("Signed by two"),
    PlanStatus.IN_FORCE: _("In force"),
}


def _reader() -> str:
    return get_language() or "en"


def gaps_shown(found: Iterable[Gap]) -> list[dict[str, Any]]:
    """Each gap as one sentence, and the page on which it is filled."""
    return [
        {
            "words": gap_words(one, _reader()),
            "is_urgent": one.code in URGENT,
            "where": WHERE.get(one.code, ""),
        }
        for one in found
    ]


def gap_words(gap: Gap, reader: str) -> str:
    """One gap as a sentence."""
    return str(GAPS[gap.code]) % {
        "about": gap.about,
        "language": joined(sorted(name_of(one, reader) for one in gap.languages), reader),
    }


def checks_shown(found: Iterable[Check]) -> list[dict[str, Any]]:
    """Each point of the checklist."""
    return [{"words": CHECKS[one.code], "is_met": one.is_met} for one in found]


def papers_shown(
    papers: Sequence[VitalDocument], languages: Sequence[str], *, published: bool = False
) -> list[dict[str, Any]]:
    """Each document with its languages by how they stand, what is missing first.

    published: drafts have no link.
    """
    return [
        {
            "document": document,
            "groups": _groups(cells, published),
            "is_incomplete": any(one.state != TranslationState.REVIEWED for one in cells),
        }
        for document, cells in zip(papers, grid(papers, languages), strict=True)
    ]


def _groups(cells: list[Cell], published: bool) -> list[dict[str, Any]]:
    found = []
    for state in (*NOT_THERE, TranslationState.REVIEWED):
        these = [_language(one, published) for one in cells if one.state == state]
        if these:
            these.sort(key=lambda one: one["name"])
            found.append({"label": state.label, "tag": TAGS[state], "languages": these})
    return found


def _language(cell: Cell, published: bool) -> dict[str, str]:
    is_hidden = published and cell.state != TranslationState.REVIEWED
    url = cell.row.url if cell.row and not is_hidden else ""
    return {"name": name_of(cell.language, _reader()), "url": url}


def steps_shown(plan: AccessPlan) -> list[PathStep]:
    """How far a plan is, from written to in force."""
    order = list(STEPS)
    # An ended plan went all the way.
    here = order.index(PlanStatus(plan.status)) if plan.status in STEPS else len(order)
    return [PathStep(str(STEPS[one]), _step_state(place, here)) for place, one in enumerate(order)]


def _step_state(place: int, here: int) -> Literal["done", "here", "ahead"]:
    if place < here:
        return "done"
    return "here" if place == here else "ahead"
