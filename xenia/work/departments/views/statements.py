"""Statements on the desk: a department's own, one service, writing, confirming; all departments side by side."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import Crossed
from xenia.registers.directory.models import Service
from xenia.work.departments.forms.filters import ServiceFilter
from xenia.work.departments.forms.statement import (
    PaperForms,
    RuleForm,
    StatementForm,
    has_papers,
    papers_of,
    said_in,
)
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Rule, Status
from xenia.work.departments.operations import statements as operations
from xenia.work.departments.operations.statements import NotTheirDepartment
from xenia.work.departments.queries.overview import refused_in, refused_shown, standings
from xenia.work.departments.queries.statements import (
    UNCONFIRMED,
    chosen,
    services_of,
    shown_for,
    state_shown,
)
from xenia.work.departments.views.shown import (
    CONFIRM,
    CROSSED,
    ON_A_PAGE,
    OVERVIEW,
    STATE,
    UNTRUE,
    crossed_words,
    department_of,
    done,
    found_service,
    reader,
    version_in,
)


@never_cache
@staff(STATE, somewhere=True)
@require_safe
def services(request: StaffRequest) -> HttpResponse:
    """The services of one's own department, or of all, and how far their statements may be relied on."""
    today, form = local_day(now()), ServiceFilter(request.GET)
    own = None if request.user.may(STATE) else request.user.organizations()
    rows = chosen(services_of(own), **form.said(), today=today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = form.kept()
    refused = refused_shown([one.pk for one in page.object_list], today.year) if own else {}
    context = {
        "form": form,
        "page": page,
        "page_url": f"?{urlencode(kept | {'page': ''})}",
        "is_filtered": bool(kept),
        "is_office": own is None,
        "rows": [
            {
                "service": one,
                "statement": (statement := getattr(one, "access_statement", None)),
                "state": state_shown(statement, today),
                "refused": refused.get(one.pk, 0),
            }
            for one in page.object_list
        ],
        "unconfirmed": chosen(services_of(own), show=UNCONFIRMED, today=today).count(),
        "year": today.year,
        "may_overview": request.user.may(OVERVIEW),
    }
    return render(request, "departments/services.html", context)


@never_cache
@staff(STATE, organization_of=department_of)
@require_safe
def service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One service: what residents read, who answers for it, what it said before."""
    current = found_service(pk)
    statement: Statement | None = getattr(current, "access_statement", None)
    versions = list(statement.versions.all()) if statement else []
    steps = list(statement.steps_taken.order_by("-at")) if statement else []
    people = [one.written_by_id for one in versions] + [one.by_id for one in steps]
    year = local_day(now()).year
    context = {
        "service": current,
        "statement": statement,
        "shown": shown_for(pk, reader(), local_day(now())),
        "versions": versions,
        "steps": [{"one": one, "words": _state_words(one.after)} for one in steps],
        "names": names_of_people(one for one in people if one),
        "may_confirm": request.user.may(CONFIRM, organization=current.organization_id),
        "year": year,
        "refused": refused_shown([pk], year)[pk],
    }
    return render(request, "departments/service.html", context)


def _state_words(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code


@never_cache
@staff(STATE, organization_of=department_of)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Choose the rule, then say what belongs to it; who belongs to the department may confirm it in the same breath."""
    current = found_service(pk)
    statement: Statement | None = getattr(current, "access_statement", None)
    typed = RuleForm(request.GET)
    first = StatementForm.of(statement) | ({"rule": typed.chosen} if typed.chosen else {})
    form = StatementForm(request.POST or None, initial=first)
    papers = PaperForms(request.POST or None, initial=papers_of(statement), prefix="papers")
    if request.method != "POST":
        return _write_page(request, current, form, papers)
    # Both are asked, so that everything that is wrong is said at once.
    if not all([form.is_valid(), papers.is_valid()]):
        return _write_page(request, current, form, papers, status=UNTRUE)
    said = said_in(form, papers)
    if said is None:
        return _write_page(request, current, form, papers, status=UNTRUE)
    try:
        written = operations.write_statement(
            service=current, said=said, version=version_in(request), by=request.user, at=now()
        )
    except Crossed:
        form.add_error(None, crossed_words())
        return _write_page(request, found_service(pk), form, papers, status=CROSSED)
    may_confirm = request.user.may(CONFIRM, organization=current.organization_id)
    if request.POST.get("act") == "confirm" and may_confirm:
        return _confirm(request, pk, written, written.state_version)
    messages.success(request, _("Kept. Residents read that the department has not confirmed it."))
    return redirect("departments:service", pk=pk)


def _write_page(
    request: StaffRequest, current: Service, form: Any, papers: Any, *, status: int = 200
) -> HttpResponse:
    statement: Statement | None = getattr(current, "access_statement", None)
    rule = form.chosen
    context = {
        "service": current,
        "form": form,
        "chooser": RuleForm(initial={"rule": rule}, auto_id="choose_%s"),
        "rule": rule,
        "is_mixed": "rule" in form.errors,
        "with_law": rule == Rule.LAW or form.has_law,
        "with_papers": rule == Rule.PAPERS or has_papers(papers),
        "papers": papers,
        "version": statement.state_version if statement else "",
        "may_confirm": request.user.may(CONFIRM, organization=current.organization_id),
        "shown": shown_for(current.pk, reader(), local_day(now())) if status == CROSSED else None,
    }
    return render(request, "departments/write.html", context, status=status)


@staff(CONFIRM, organization_of=department_of)
@require_POST
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The department answers for it, for a year."""
    statement = get_object_or_404(Statement.objects.select_related("service"), service=pk)
    version = version_in(request)
    return _confirm(request, pk, statement, -1 if version is None else version)


def _confirm(request: StaffRequest, pk: UUID, statement: Statement, version: int) -> HttpResponse:
    act = partial(
        operations.confirm_statement,
        statement=statement,
        version=version,
        by=request.user,
        at=now(),
    )
    try:
        done(request, act, _("Confirmed for a year. Residents read it with today’s date."))
    except NotTheirDepartment:
        raise PermissionDenied from None
    return redirect("departments:service", pk=pk)


@staff(STATE, organization_of=department_of)
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not said any more."""
    statement = get_object_or_404(Statement.objects.select_related("service"), service=pk)
    version = version_in(request)
    act = partial(
        operations.withdraw_statement,
        statement=statement,
        version=-1 if version is None else version,
        by=request.user,
        at=now(),
    )
    done(request, act, _("Withdrawn. Residents read that nothing is said."))
    return redirect("departments:service", pk=pk)


@never_cache
@staff(OVERVIEW)
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Which departments are late, and how often people were refused, by service and year."""
    today = local_day(now())
    years = [today.year - back for back in range(3)]
    typed = request.GET.get("year", "")
    year = int(typed) if typed in map(str, years) else today.year
    context = {
        "rows": standings(today),
        "years": years,
        "year": year,
        "refused": refused_in(year),
        "may_state": request.user.may(STATE),
    }
    return render(request, "departments/overview.html", context)
