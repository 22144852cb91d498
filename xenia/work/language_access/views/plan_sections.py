"""The sections of a plan: each a list of lines and one short form, kept as soon as it is sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access.forms import plan_lines as forms
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.plan_lines import LineForm
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models import plan_line as lines
from xenia.work.language_access.models.plan_line import PlanLine
from xenia.work.language_access.operations.plan_lines import (
    WORK,
    LineGone,
    NotKept,
    keep_line,
    promise_owed_languages,
    take_off_line,
)
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.queries.plan_owed import owed_and_not_promised
from xenia.work.language_access.views import plan_lines_shown as shown
from xenia.work.language_access.views.plan_estimates import answer_from_estimates
from xenia.work.language_access.views.plan_found import (
    EDIT,
    crossed_words,
    found,
    owner,
    too_late,
    with_everything,
)

Words = str | Promise
CROSSED: Final = 409


@dataclass(frozen=True, slots=True)
class Section:
    """One section. rows: the plan's relation. shown: a line's title and what stands below it."""

    title: Words
    lead: Words
    empty: Words
    kind: type[PlanLine]
    rows: str
    form: type[LineForm]
    shown: Callable[[Any], Iterator[Words]]


SECTIONS: Final[Mapping[str, Section]] = {
    "factors": Section(
        gettext_lazy("Four questions"),
        gettext_lazy("How many, how often, how important, with what. Each with its source."),
        gettext_lazy("None of the four questions is answered yet."),
        lines.FourFactor,
        "fourfactors",
        forms.FactorForm,
        shown.factor,
    ),
    "languages": Section(
        gettext_lazy("Languages"),
        gettext_lazy("In which languages you promise help, and why."),
        gettext_lazy("No language is promised yet."),
        lines.PlanLanguage,
        "planlanguages",
        forms.LanguageForm,
        shown.language,
    ),
    "services": Section(
        gettext_lazy("Services"),
        gettext_lazy("Where people come to you, and who helps them there in their language."),
        gettext_lazy("No service is written down yet."),
        lines.PlanService,
        "planservices",
        forms.ServiceForm,
        shown.service,
    ),
    "staff": Section(
        gettext_lazy("Staff who speak languages"),
        gettext_lazy("How many, and how many passed a test. Counts only, no names."),
        gettext_lazy("Nobody is counted yet."),
        lines.StaffSkill,
        "staffskills",
        forms.SkillForm,
        shown.skill,
    ),
    "signs": Section(
        gettext_lazy("Signs"),
        gettext_lazy("Where a sign says that language help is free."),
        gettext_lazy("No place is written down yet."),
        lines.Signage,
        "signages",
        forms.SignForm,
        shown.sign,
    ),
    "vendors": Section(
        gettext_lazy("Vendors"),
        gettext_lazy("Who interprets and translates for you under contract."),
        gettext_lazy("No vendor is written down yet."),
        lines.PlanVendor,
        "planvendors",
        forms.VendorForm,
        shown.vendor,
    ),
    "money": Section(
        gettext_lazy("Money"),
        gettext_lazy("What you set aside for language help, year by year."),
        gettext_lazy("No budget is written down yet."),
        lines.PlanBudget,
        "planbudgets",
        forms.BudgetForm,
        shown.budget,
    ),
    "trainings": Section(
        gettext_lazy("Trainings"),
        gettext_lazy("When staff learned to work with interpreters, and how many came."),
        gettext_lazy("No training is written down yet."),
        lines.Training,
        "trainings",
        forms.TrainingForm,
        shown.training,
    ),
    "goals": Section(
        gettext_lazy("Goals"),
        gettext_lazy("What you want to reach, and by when."),
        gettext_lazy("No goal is set yet."),
        lines.Goal,
        "goals",
        forms.GoalForm,
        shown.goal,
    ),
}


def may_write(plan: AccessPlan, kind: type[PlanLine]) -> bool:
    """Whether lines of this kind may still be changed."""
    goes_on = plan.is_living and not plan.is_half_signed
    return goes_on if kind in WORK else plan.is_draft


@never_cache
@staff(EDIT, organization_of=owner)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """What the plan says there, and a form for one more line, or for one that is set right."""
    plan, part = with_everything(pk), SECTIONS[code]
    chosen = _chosen(part, plan, request.GET.get("line", ""))
    if request.method != "POST":
        taken = answer_from_estimates() if code == "factors" and "from" in request.GET else None
        return _show(request, plan, code, _fresh(part, plan, chosen, taken))
    form = part.form(request.POST, plan=plan, reader=_reader())
    if not form.is_valid():
        return _show(request, plan, code, form, status=422)
    return _keep(request, plan, code, form)


def _reader() -> str:
    return get_language() or "en"


def _chosen(part: Section, plan: AccessPlan, line: str) -> PlanLine | None:
    return next((one for one in getattr(plan, part.rows).all() if str(one.pk) == line), None)


def _fresh(
    part: Section, plan: AccessPlan, line: PlanLine | None, taken: dict[str, Any] | None
) -> LineForm:
    """An empty form, or one that shows a line as it stands, or what the estimates say."""
    if line is None:
        return part.form(initial=taken, plan=plan, reader=_reader())
    initial = part.form.of(line) | {"line": line.pk, "mark": mark_of(line)}
    return part.form(initial=initial, plan=plan, reader=_reader())


def _keep(request: StaffRequest, plan: AccessPlan, code: str, form: LineForm) -> HttpResponse:
    """Write it down; whatever stands in the way, what was typed stays in the form."""
    part = SECTIONS[code]
    try:
        keep_line(
            plan=plan,
            kind=part.kind,
            said=form.said(),
            line=form.cleaned_data["line"],
            mark=form.cleaned_data["mark"],
            by=request.user,
            at=now(),
        )
    except ChangedMeanwhile as crossed:
        return _beside(request, plan, code, form, crossed.current)
    except NotKept:
        form.add_error(None, _("This stands in the plan already. Change the line that stands."))
    except LineGone:
        form.add_error(None, _("Somebody took this line off. Send it again to add it anew."))
        sent_again(form, line="", mark="")
    except WrongState:
        form.add_error(None, too_late())
    else:
        messages.success(request, _("Kept."))
        return redirect(f"plans:{code}", pk=plan.pk)
    return _show(request, with_everything(plan.pk), code, form, status=CROSSED)


def _beside(
    request: StaffRequest, plan: AccessPlan, code: str, form: LineForm, current: Any
) -> HttpResponse:
    """Two wrote at once: her words stay in the form, and how the line stands now is above it."""
    form.add_error(None, crossed_words())
    sent_again(form, mark=mark_of(current))
    return _show(request, with_everything(plan.pk), code, form, status=CROSSED)


def _show(
    request: StaffRequest, plan: AccessPlan, code: str, form: LineForm, *, status: int = 200
) -> HttpResponse:
    part, today = SECTIONS[code], local_day(now())
    is_open = may_write(plan, part.kind)
    context = {
        "plan": plan,
        "code": code,
        "part": part,
        "rows": [_row(part, one) for one in getattr(plan, part.rows).all()],
        "form": form,
        "is_open": is_open,
        "is_change": bool(form["line"].value()),
        "estimate": _offered(plan) if code == "factors" and is_open else None,
        "owed": owed_and_not_promised(plan, today) if code == "languages" and is_open else [],
    }
    return render(request, "language_access/plan_section.html", context, status=status)


def _offered(plan: AccessPlan) -> dict[str, Any] | None:
    """What the estimates say, as long as the first question has no answer."""
    answered = {one.factor for one in plan.fourfactors.all()}
    return None if lines.FourFactor.Factor.NUMBER in answered else answer_from_estimates()


def _row(part: Section, line: PlanLine) -> dict[str, Any]:
    title, *facts = part.shown(line)
    return {"pk": line.pk, "title": title, "facts": facts}


@staff(EDIT, organization_of=owner)
@require_POST
def take_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A line is taken off."""
    plan, part = found(pk), SECTIONS.get(code := request.POST.get("section", ""))
    if part is None:
        return redirect("plans:plan", pk=pk)
    try:
        line = _uuid(request.POST.get("line", ""))
        take_off_line(plan=plan, kind=part.kind, line=line, by=request.user, at=now())
    except (LineGone, WrongState):
        messages.info(request, too_late())
    else:
        messages.success(request, _("Taken off."))
    return redirect(f"plans:{code}", pk=pk)


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise LineGone(said) from None


@staff(EDIT, organization_of=owner)
@require_POST
def promise_owed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the law asks for comes into the plan."""
    try:
        made = promise_owed_languages(plan=found(pk), by=request.user, at=now())
    except WrongState:
        messages.info(request, too_late())
    else:
        said = _("Languages that came into the plan: %(count)s.") % {"count": len(made)}
        messages.success(request, said)
    return redirect("plans:languages", pk=pk)
