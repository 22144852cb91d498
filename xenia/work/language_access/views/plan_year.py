"""The yearly report of a department, and spot checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.plan_papers import (
    FigureForm,
    ReportWordsForm,
    SpotCheckForm,
)
from xenia.work.language_access.models import AccessPlan, SelfReport
from xenia.work.language_access.operations import reports as operations
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.reports import (
    CountedThisWay,
    NothingToReport,
    YearNotOver,
)
from xenia.work.language_access.queries.plans import Check, checklist, helped
from xenia.work.language_access.views.plan_found import (
    ANSWER_FOR,
    EDIT,
    OFFICE,
    crossed_words,
    found,
    owner,
    with_everything,
)
from xenia.work.language_access.views.plan_sections import CROSSED
from xenia.work.language_access.views.plan_words import checks_shown

SHOWN_CHECKS = 50


def _reader() -> str:
    return get_language() or "en"


def _years(plan: AccessPlan) -> list[int]:
    """The years a department can report on, the newest first: this year is written as it goes."""
    today = local_day(now())
    return list(range(today.year, min(plan.begins_on.year, today.year - 1) - 1, -1))


def _year(request: StaffRequest, plan: AccessPlan) -> int:
    """The year asked for; without one the last year that is over."""
    said = request.POST.get("year") or request.GET.get("year") or str(local_day(now()).year - 1)
    if not said.isascii() or not said.isdecimal() or int(said) not in _years(plan):
        raise Http404
    return int(said)


def _report(plan: AccessPlan, year: int) -> SelfReport | None:
    rows = SelfReport.objects.filter(organization=plan.organization_id, year=year)
    found: SelfReport | None = rows.first()
    return found


def _opened(request: StaffRequest, plan: AccessPlan, year: int) -> SelfReport:
    return operations.open_report(
        organization=plan.organization, year=year, by=request.user, at=now()
    )


@never_cache
@staff(EDIT, organization_of=owner)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The numbers of a year, each with its way of counting; one more is added."""
    plan = with_everything(pk)
    year = _year(request, plan)
    if request.method != "POST":
        return _show(request, plan, year)
    form = FigureForm(request.POST, reader=_reader())
    if not form.is_valid():
        return _show(request, plan, year, figure=form, status=422)
    try:
        operations.keep_figure(
            report=_opened(request, plan, year), said=form.cleaned_data, by=request.user, at=now()
        )
    except CountedThisWay:
        form.add_error(None, _("This number stands already. Take it off first to change it."))
        return _show(request, plan, year, figure=form, status=CROSSED)
    except WrongState:
        form.add_error(None, _sent())
        return _show(request, plan, year, figure=form, status=CROSSED)
    messages.success(request, _("Kept."))
    return _back(plan, year)


def _sent() -> str:
    return _("This report was sent. Nothing in it changes any more.")


def _back(plan: AccessPlan, year: int) -> HttpResponse:
    return redirect(f"{reverse('plans:report', args=[plan.pk])}?year={year}")


def _show(
    request: StaffRequest,
    plan: AccessPlan,
    year: int,
    *,
    figure: FigureForm | None = None,
    words: ReportWordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    current = _report(plan, year)
    is_sent = bool(current and current.status == SelfReport.Status.SENT)
    first = {"words": current.words, "mark": mark_of(current)} if current else {}
    context = {
        "plan": plan,
        "year": year,
        "years": _years(plan),
        "report": current,
        "is_sent": is_sent,
        "figures": current.figures.all() if current else [],
        "form": figure or FigureForm(reader=_reader()),
        "words_form": words or ReportWordsForm(initial=first),
        "checks": checks_shown(_checks(plan, current if is_sent else None)),
        "may_send": not is_sent and request.user.may(ANSWER_FOR, organization=plan.organization_id),
        "is_over": year < local_day(now()).year,
    }
    return render(request, "language_access/plan_report.html", context, status=status)


def _checks(plan: AccessPlan, sent: SelfReport | None) -> list[Check]:
    """The checklist as it was sent, or as it stands today."""
    if sent is None:
        return checklist(plan, local_day(now()))
    return [Check(code, is_met) for code, is_met in sent.checks.items()]


@never_cache
@staff(EDIT, organization_of=owner)
@require_POST
def report_words(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the department says beside the numbers."""
    plan = with_everything(pk)
    year, form = _year(request, plan), ReportWordsForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, year, words=form, status=422)
    said: dict[str, Any] = {"by": request.user, "at": now(), **form.cleaned_data}
    try:
        operations.describe_report(report=_opened(request, plan, year), **said)
    except ChangedMeanwhile as crossed:
        form.add_error(None, crossed_words())
        sent_again(form, mark=mark_of(crossed.current))
        return _show(request, plan, year, words=form, status=CROSSED)
    except WrongState:
        form.add_error(None, _sent())
        return _show(request, plan, year, words=form, status=CROSSED)
    messages.success(request, _("Kept."))
    return _back(plan, year)


@staff(EDIT, organization_of=owner)
@require_POST
def report_take_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A number is taken off a report that is not sent; one that is gone stays gone."""
    plan = with_everything(pk)
    year = _year(request, plan)
    try:
        figure = UUID(request.POST.get("figure", ""))
    except ValueError:
        return _back(plan, year)
    try:
        operations.take_off_figure(
            report=_opened(request, plan, year), figure=figure, by=request.user, at=now()
        )
    except WrongState:
        messages.info(request, _sent())
    return _back(plan, year)


@staff(ANSWER_FOR, organization_of=owner)
@require_POST
def report_send(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The report is sent, and locked."""
    plan = with_everything(pk)
    year = _year(request, plan)
    current = _report(plan, year)
    try:
        if current is None:
            raise NothingToReport(f"no report of {year}")
        operations.send_report(report=current, by=request.user, at=now())
    except WrongState:
        messages.info(request, _sent())
    except YearNotOver:
        messages.info(request, _("The year is not over. Send the report in the next one."))
    except NothingToReport:
        messages.info(request, _("Write down at least one number first."))
    else:
        messages.success(request, _("Sent. The report is locked."))
    return _back(plan, year)


@never_cache
@staff(EDIT, organization_of=owner)
@require_safe
def spot_checks(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What happened when somebody asked this department in a language."""
    return _show_checks(request, with_everything(pk), SpotCheckForm(reader=_reader()))


def _show_checks(
    request: StaffRequest, plan: AccessPlan, form: SpotCheckForm, *, status: int = 200
) -> HttpResponse:
    checks = plan.organization.spot_checks.all()
    good, total = helped(checks, local_day(now()))
    context = {
        "plan": plan,
        "checks": list(checks)[:SHOWN_CHECKS],
        "good": good,
        "total": total,
        "form": form,
        "is_office": request.user.may(OFFICE),
    }
    return render(request, "language_access/plan_checks.html", context, status=status)


@never_cache
@staff(OFFICE)
@require_POST
def new_spot_check(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office writes down what happened."""
    form = SpotCheckForm(request.POST, reader=_reader())
    if not form.is_valid():
        return _show_checks(request, with_everything(pk), form, status=422)
    try:
        operations.record_spot_check(
            organization=found(pk).organization,
            said=form.cleaned_data,
            by=request.user,
            at=now(),
        )
    except YearIsClosed:
        form.add_error("held_on", _("The numbers of that year are sealed. Choose a later day."))
        return _show_checks(request, with_everything(pk), form, status=CROSSED)
    messages.success(request, _("Written down and counted."))
    return redirect("plans:spot_checks", pk=pk)
