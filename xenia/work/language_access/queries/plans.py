"""What departments promise, what is missing, and who is late."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch

from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import (
    AccessPlan,
    FourFactor,
    Goal,
    PlanLanguage,
    PlanService,
    SelfReport,
    SpotCheck,
    VitalDocument,
)
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.queries.plan_papers import Cell, grid, written_languages

A_YEAR: Final = timedelta(days=365)
RENEW_SOON: Final = timedelta(days=180)
# The day by which last year's report is sent. Source: S.F. Admin. Code 91.11 (by 1 February).
REPORT_DUE: Final = (2, 1)
# How a document may stand that nobody can rely on yet, the worst first.
NOT_THERE: Final = (TranslationState.MISSING, TranslationState.STALE, TranslationState.DRAFT)
LINES: Final = (
    "fourfactors",
    "planservices",
    "staffskills",
    "signages",
    "planvendors",
    "planbudgets",
    "trainings",
    "goals",
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or late. code: what, as `views/plan_words.py` says it; about: of which one."""

    code: str
    about: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist."""

    code: str
    is_met: bool


def with_lines(plans: Any) -> list[AccessPlan]:
    """Plans with everything they say, in a number of queries that does not grow with them."""
    documents = VitalDocument.objects.standing().prefetch_related("languages")
    since = Prefetch("organization__vital_documents", documents, to_attr="standing_documents")
    laws = Prefetch("planlanguages", PlanLanguage.objects.select_related("basis"))
    services = Prefetch("planservices", PlanService.objects.select_related("service__listing"))
    kept = [one for one in LINES if one != "planservices"]
    more = (*kept, "organization__language_reports", "organization__spot_checks")
    rows = plans.select_related("organization", "coordinator")
    return list(rows.prefetch_related(since, laws, services, *more))


def cells_of(plan: AccessPlan) -> list[Cell]:
    """Every document of the department in every language the plan promises."""
    rows = grid(documents_of(plan), paper_languages(plan))
    return [cell for row in rows for cell in row]


def documents_of(plan: AccessPlan) -> list[VitalDocument]:
    """The department's documents, as `with_lines` found them."""
    found: list[VitalDocument] = plan.organization.standing_documents  # type: ignore[attr-defined]
    return found


def paper_languages(plan: AccessPlan) -> list[str]:
    """The written languages this plan needs."""
    return written_languages(one.language for one in plan.planlanguages.all())


def gaps(plan: AccessPlan, on: date) -> list[Gap]:
    """What a plan promises and does not have yet, the most pressing first."""
    return [*_standing(plan, on), *_promises(plan, on), *_papers(plan), *_work(plan, on)]


def _standing(plan: AccessPlan, on: date) -> Iterator[Gap]:
    if plan.status == PlanStatus.EXPIRED or plan.is_overdue(on):
        yield Gap("overdue")
    elif plan.status == PlanStatus.IN_FORCE and plan.renew_by - on <= RENEW_SOON:
        yield Gap("renew_soon")
    if not plan.has_coordinator:
        yield Gap("no_coordinator")
    if late := late_report(plan, on):
        yield Gap("report_late", str(late))


def _promises(plan: AccessPlan, on: date) -> Iterator[Gap]:
    answered = {one.factor for one in plan.fourfactors.all()}
    yield from (
        Gap("no_answer", str(one.label)) for one in FourFactor.Factor if one not in answered
    )
    languages, services = plan.planlanguages.all(), plan.planservices.all()
    if not languages:
        yield Gap("no_language")
    for one in languages:
        if one.basis and not one.basis.holds(on):
            yield Gap("law_ended", one.basis.title, (one.language,))
    if not services:
        yield Gap("no_service")
    yield from (Gap("no_way", one.name) for one in services if not has_a_way(one))


def has_a_way(service: PlanService) -> bool:
    """Whether somebody helps there in the person's language; a sign alone helps nobody."""
    return service.by_staff or service.on_call or service.by_phone_line


def _papers(plan: AccessPlan) -> Iterator[Gap]:
    if not documents_of(plan):
        yield Gap("no_document")
    for cells in grid(documents_of(plan), paper_languages(plan)):
        for state in NOT_THERE:
            tags = tuple(one.language for one in cells if one.state == state)
            if tags:
                yield Gap(f"paper_{state}", cells[0].document.title, tags)


def _work(plan: AccessPlan, on: date) -> Iterator[Gap]:
    for skill in plan.staffskills.all():
        if skill.tested < skill.speak:
            yield Gap("untested", str(skill.speak - skill.tested), (skill.language,))
    if not was_trained(plan, on):
        yield Gap("no_training")
    yield from (Gap("no_sign", one.where) for one in plan.signages.all() if not one.has_sign)
    if on.year not in {one.year for one in plan.planbudgets.all()}:
        yield Gap("no_budget", str(on.year))
    late = (one for one in plan.goals.all() if one.state == Goal.State.OPEN and one.by_on < on)
    yield from (Gap("goal_late", one.what) for one in late)


def was_trained(plan: AccessPlan, on: date) -> bool:
    """Whether staff were trained within a year."""
    return any(on - A_YEAR <= one.held_on <= on for one in plan.trainings.all())


def late_report(plan: AccessPlan, on: date) -> int | None:
    """The year whose report should have been sent, and was not; None where nothing is late.

    A department owes a year's report when its plan began within that year or before.
    """
    year = last_year_due(on)
    if plan.status not in (PlanStatus.IN_FORCE, PlanStatus.EXPIRED) or plan.begins_on.year > year:
        return None
    reports = plan.organization.language_reports.all()
    is_sent = any(one.year == year and one.status == SelfReport.Status.SENT for one in reports)
    return None if is_sent else year


def last_year_due(on: date) -> int:
    """The newest year whose report is due by a day."""
    return on.year - 1 if on >= date(on.year, *REPORT_DUE) else on.year - 2


def checklist(plan: AccessPlan, on: date) -> list[Check]:
    """What every plan needs, point by point. The same points go with the yearly report."""
    missing = {one.code for one in gaps(plan, on)}
    points = {
        "coordinator": {"no_coordinator"},
        "four_factors": {"no_answer"},
        "languages": {"no_language", "law_ended"},
        "services": {"no_service", "no_way"},
        "documents": {"no_document", "paper_missing", "paper_stale", "paper_draft"},
        "training": {"no_training"},
        "budget": {"no_budget"},
        "goals": {"goal_late"},
        "in_time": {"overdue", "report_late"},
    }
    met = {code: not (against & missing) for code, against in points.items()}
    met["tested"] = bool(plan.staffskills.all()) and "untested" not in missing
    met["signs"] = bool(plan.signages.all()) and "no_sign" not in missing
    met["goals"] = bool(plan.goals.all()) and met["goals"]
    met["signed"] = plan.status not in (PlanStatus.DRAFT, PlanStatus.CONSULTED)
    return [Check(code, is_met) for code, is_met in met.items()]


@dataclass(frozen=True, slots=True)
class Compared:
    """One department beside the others. papers: documents × languages by state; checks: (helped, all) in a year.

    unmet: the points of the checklist that are not met.
    """

    plan: AccessPlan
    languages: int
    owed: int
    papers: Counter[str]
    speak: int
    tested: int
    checks: tuple[int, int]
    points: int
    unmet: tuple[str, ...]
    gaps: int
    is_late: bool

    @property
    def met(self) -> int:
        """Points of the checklist that are met."""
        return self.points - len(self.unmet)

    @property
    def paper_count(self) -> int:
        """Documents times languages."""
        return sum(self.papers.values())


def compared(plans: Iterable[AccessPlan], on: date) -> list[Compared]:
    """Departments side by side: each plan with what it promises, what it has, and how much is missing."""
    rows = with_lines(AccessPlan.objects.filter(pk__in=[one.pk for one in plans]))
    return [_compared(one, on) for one in rows]


def missed_by(rows: Iterable[Compared]) -> dict[str, list[Organization]]:
    """Each point of the checklist that some do not meet, with those departments; what most miss first."""
    found: dict[str, list[Organization]] = {}
    for row in rows:
        for code in row.unmet:
            found.setdefault(code, []).append(row.plan.organization)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def next_of(plan: AccessPlan) -> AccessPlan | None:
    """The plan that is being written to take this one's place."""
    rows = AccessPlan.objects.under_way().filter(organization=plan.organization_id)
    found: AccessPlan | None = rows.exclude(pk=plan.pk).first()
    return found


def leading_plans(organizations: set[UUID] | None = None) -> list[AccessPlan]:
    """One plan for each department, or for each of some, by the department's name."""
    rows = AccessPlan.objects.select_related("organization")
    return leading(rows if organizations is None else rows.of(organizations))


def leading(plans: Iterable[AccessPlan]) -> list[AccessPlan]:
    """One plan for each department: in force before under way, and that before ended."""
    first: dict[UUID, AccessPlan] = {}
    for one in sorted(plans, key=_turn):
        first.setdefault(one.organization_id, one)
    return sorted(first.values(), key=lambda one: one.organization.name)


def _turn(plan: AccessPlan) -> tuple[int, float]:
    order = (PlanStatus.IN_FORCE, PlanStatus.SIGNED, PlanStatus.CONSULTED, PlanStatus.DRAFT)
    place = order.index(PlanStatus(plan.status)) if plan.status in order else len(order)
    return place, -plan.begins_on.toordinal()


def _compared(plan: AccessPlan, on: date) -> Compared:
    found, points = gaps(plan, on), checklist(plan, on)
    languages, skills = plan.planlanguages.all(), plan.staffskills.all()
    return Compared(
        plan=plan,
        languages=len(languages),
        owed=sum(one.why == PlanLanguage.Why.OWED for one in languages),
        papers=Counter(str(cell.state) for cell in cells_of(plan)),
        speak=sum(one.speak for one in skills),
        tested=sum(one.tested for one in skills),
        checks=helped(plan.organization.spot_checks.all(), on),
        points=len(points),
        unmet=tuple(one.code for one in points if not one.is_met),
        gaps=len(found),
        is_late=bool({"overdue", "report_late"} & {one.code for one in found}),
    )


def helped(checks: Iterable[SpotCheck], on: date) -> tuple[int, int]:
    """Of the spot checks within a year before a day: how many ended with help, and how many there were."""
    recent = [one for one in checks if on - A_YEAR <= one.held_on <= on]
    return sum(one.is_good for one in recent), len(recent)


def without_a_plan() -> list[Organization]:
    """City departments and libraries that have no plan at all. Who has departments of its own is none."""
    kinds = (Organization.Kind.CITY, Organization.Kind.LIBRARY)
    rows = Organization.objects.filter(kind__in=kinds, status=Organization.Status.ACTIVE)
    return list(rows.filter(access_plans=None, parts=None))
