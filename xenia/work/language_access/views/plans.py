"""Plans on the desk: all side by side, one being begun, one with its next steps."""

import csv
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.cells import safe_cell
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.plan import AboutForm, SendBackForm, StartForm, first_days
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.operations import plans as operations
from xenia.work.language_access.operations.plans import (
    ChangedMeanwhile,
    PlanUnderWay,
    SameHand,
    SignedBefore,
    mark_of,
)
from xenia.work.language_access.queries.plan_owed import owed_and_not_promised
from xenia.work.language_access.queries.plans import (
    Compared,
    checklist,
    compared,
    documents_of,
    gaps,
    leading_plans,
    missed_by,
    next_of,
    without_a_plan,
)
from xenia.work.language_access.views.plan_found import (
    ANSWER_FOR,
    EDIT,
    OFFICE,
    crossed_words,
    found,
    owner,
    too_late,
    with_everything,
)
from xenia.work.language_access.views.plan_sections import CROSSED, SECTIONS
from xenia.work.language_access.views.plan_words import (
    CHECKS,
    checks_shown,
    gaps_shown,
    steps_shown,
)

ON_A_PAGE: Final = 25
OFFICE_STEPS: Final[Mapping[str, Callable[..., AccessPlan]]] = {
    "consult": operations.consult,
    "sign": partial(operations.sign_plan, side="office"),
}


def _own(request: StaffRequest) -> set[UUID] | None:
    """The organizations whose plans somebody sees; None for every one."""
    return None if request.user.may(EDIT) else request.user.organizations()


@never_cache
@staff(EDIT, somewhere=True)
@require_safe
def plans(request: StaffRequest) -> HttpResponse:
    """Departments side by side: what is promised, what is missing, who is late."""
    today, own = local_day(now()), _own(request)
    page = Paginator(leading_plans(own), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = compared(list(page.object_list), today)
    missed = missed_by(rows)
    context = {
        "page": page,
        "rows": rows,
        "is_office": own is None,
        "missed": [{"words": CHECKS[code], "who": who} for code, who in missed.items()],
        "late": [one for one in rows if one.is_late],
        "without": without_a_plan() if own is None else [],
        "others": _others(own, page.object_list),
    }
    return render(request, "language_access/plans.html", context)


def _others(own: set[UUID] | None, leading: Any) -> list[AccessPlan]:
    """Plans under way beside one in force."""
    rows = AccessPlan.objects.under_way().exclude(pk__in=[one.pk for one in leading])
    rows = rows.select_related("organization")
    return list(rows if own is None else rows.of(own))


HEADINGS: Final = (
    "department", "state", "begins_on", "renew_by", "languages", "languages_owed", "documents_x_languages",
    "reviewed", "draft", "stale", "missing", "staff_speak", "staff_tested", "spot_checks_a_year",
    "spot_checks_helped", "checklist_met", "checklist_points", "things_missing", "is_late", "is_invented",
)  # fmt: skip


@never_cache
@staff(OFFICE)
@require_safe
def plans_csv(request: StaffRequest) -> HttpResponse:
    """The comparison for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="language-access-plans.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for one in compared(leading_plans(), local_day(now())):
        sheet.writerow([safe_cell(str(cell)) for cell in _cells(one)])
    return response


def _cells(one: Compared) -> list[Any]:
    plan, papers = one.plan, one.papers
    return [
        plan.organization.name, plan.status, plan.begins_on, plan.renew_by, one.languages, one.owed,
        one.paper_count, papers["reviewed"], papers["draft"], papers["stale"], papers["missing"],
        one.speak, one.tested, one.checks[1], one.checks[0], one.met, one.points, one.gaps,
        one.is_late, plan.is_invented,
    ]  # fmt: skip


@never_cache
@staff(EDIT, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: StaffRequest) -> HttpResponse:
    """A plan is begun, empty or from the last one."""
    choices = _may_begin(_own(request))
    first = first_days(local_day(now())) | {
        "organization": request.GET.get("organization"),
        "from_last": True,
    }
    form = StartForm(request.POST or None, initial=first, organizations=choices)
    if request.method == "POST" and form.is_valid():
        plan = _begun(request, form)
        if plan:
            messages.success(request, _("Begun. Fill in one section after the other."))
            return redirect("plans:plan", pk=plan.pk)
    status = 422 if form.is_bound else 200
    return render(request, "language_access/plan_new.html", {"form": form}, status=status)


def _may_begin(own: set[UUID] | None) -> Any:
    """Who may have a plan: active organizations, or one's own."""
    rows = Organization.objects.filter(status=Organization.Status.ACTIVE)
    return rows if own is None else rows.filter(pk__in=own)


def _begun(request: StaffRequest, form: StartForm) -> AccessPlan | None:
    said = dict(form.cleaned_data)
    last = None
    if said.pop("from_last"):
        rows = AccessPlan.objects.filter(organization=said["organization"])
        last = rows.exclude(status__in=("draft", "consulted")).order_by("-begins_on").first()
    try:
        return operations.start_plan(**said, previous=last, by=request.user, at=now())
    except PlanUnderWay:
        form.add_error("organization", _("A plan is being written here. Open it in the list."))
    return None


@never_cache
@staff(EDIT, organization_of=owner)
@require_safe
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One plan: its sections, what is missing, and what comes next."""
    return _show(request, with_everything(pk), SendBackForm())


def _show(
    request: StaffRequest, current: AccessPlan, form: SendBackForm, *, status: int = 200
) -> HttpResponse:
    today = local_day(now())
    context = {
        "plan": current,
        "steps": steps_shown(current),
        "sections": [_section(current, code) for code in SECTIONS],
        "documents": len(documents_of(current)),
        "gaps": gaps_shown(gaps(current, today)),
        "checks": checks_shown(checklist(current, today)),
        "owed": owed_and_not_promised(current, today) if current.is_living else [],
        "form": form,
        **_who(request, current),
    }
    return render(request, "language_access/plan.html", context, status=status)


def _who(request: StaffRequest, plan: AccessPlan) -> dict[str, Any]:
    """What the reader may do next."""
    is_done = plan.status in (PlanStatus.IN_FORCE, PlanStatus.EXPIRED)
    return {
        "may_sign": request.user.may(ANSWER_FOR, organization=plan.organization_id),
        "is_office": request.user.may(OFFICE),
        "is_public": is_done,
        "next_plan": next_of(plan) if is_done else None,
    }


def _section(plan: AccessPlan, code: str) -> dict[str, Any]:
    part = SECTIONS[code]
    return {"code": code, "title": part.title, "count": len(getattr(plan, part.rows).all())}


@never_cache
@staff(EDIT, organization_of=owner)
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The days, the coordinator, the words on top."""
    current = found(pk)
    initial = AboutForm.of(current) | {"mark": mark_of(current)}
    form = AboutForm(request.POST or None, initial=initial, plan=current)
    if request.method != "POST":
        return _about(request, current, form)
    if not form.is_valid():
        return _about(request, current, form, status=422)
    try:
        operations.describe_plan(
            plan=current,
            said=form.said(),
            mark=form.cleaned_data["mark"],
            by=request.user,
            at=now(),
        )
    except ChangedMeanwhile as crossed:
        form.add_error(None, crossed_words())
        sent_again(form, mark=mark_of(crossed.current))
        return _about(request, crossed.current, form, status=CROSSED)
    except WrongState:
        form.add_error(None, too_late())
        return _about(request, found(pk), form, status=CROSSED)
    messages.success(request, _("Kept."))
    return redirect("plans:plan", pk=pk)


def _about(
    request: StaffRequest, current: AccessPlan, form: AboutForm, *, status: int = 200
) -> HttpResponse:
    context = {"plan": current, "form": form, "is_open": current.is_draft}
    return render(request, "language_access/plan_about.html", context, status=status)


def _step(request: StaffRequest, pk: UUID, act: Callable[..., Any], words: str) -> HttpResponse:
    """Do it, say so, and go back to the plan; whoever comes second is told."""
    try:
        act(plan=found(pk), by=request.user, at=now())
    except SameHand:
        messages.info(request, _("Two people sign: somebody else has to sign for this side."))
    except (WrongState, SignedBefore):
        messages.info(request, too_late())
    else:
        messages.success(request, words)
    return redirect("plans:plan", pk=pk)


@staff(EDIT, organization_of=owner)
@require_POST
def ask_office(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The department asks the office to read its plan."""
    return _step(request, pk, operations.ask_to_read, _("The language access office is told."))


@staff(ANSWER_FOR, organization_of=owner)
@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The department signs."""
    act = partial(operations.sign_plan, side="department")
    return _step(request, pk, act, _("Signed for the department."))


@never_cache
@staff(OFFICE)
@require_POST
def send_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office asks for a change, in words."""
    current, form = with_everything(pk), SendBackForm(request.POST)
    if not form.is_valid():
        return _show(request, current, form, status=422)
    words = form.cleaned_data["words"]
    try:
        operations.send_back(plan=found(pk), words=words, by=request.user, at=now())
    except WrongState:
        form.add_error(None, too_late())
        return _show(request, with_everything(pk), form, status=CROSSED)
    messages.success(request, _("Sent back. The coordinator is told."))
    return redirect("plans:plan", pk=pk)


@staff(OFFICE)
@require_POST
def office_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office has read it, or signs."""
    act = OFFICE_STEPS.get(request.POST.get("step", ""))
    if act is None:
        raise Http404
    return _step(request, pk, act, _("Noted."))
