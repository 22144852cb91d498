"""All programs, one program, a new one, and patterns."""

import csv
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.imports.cells import safe_cell
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.registers.directory.models import Organization
from xenia.work.programs import operations
from xenia.work.programs.forms.program import (
    DescribeForm,
    KeepTemplateForm,
    LookFor,
    NewProgramForm,
)
from xenia.work.programs.models import CapacityLine, Program
from xenia.work.programs.operations import NameTaken, NothingToKeep, StillRuns
from xenia.work.programs.queries.shown import offerings_of, programs_of
from xenia.work.programs.views.shown import (
    READ,
    RUN,
    client_in,
    found_program,
    runs_program,
    year_is_closed,
)

ON_A_PAGE = 25
HEADINGS = (
    "program", "offering", "run_by", "organization", "kind_of_place", "month", "planned", "given", "whose_figure",
)  # fmt: skip


@never_cache
@staff(READ, somewhere=True)
@require_safe
def all_offerings(request: StaffRequest) -> HttpResponse:
    """What is offered, with its free places and who waits. Whoever runs programs elsewhere sees her own."""
    today, form = local_day(now()), LookFor(request.GET)
    said = form.said()
    rows = offerings_of(request.user, today=today, **said)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    her = client_in(request)
    kept = {name: value for name, value in said.items() if value}
    if her:
        kept["for"] = str(her.pk)
    context = {
        "form": form,
        "page": page,
        "page_url": f"?{urlencode(kept)}&page=" if kept else "?page=",
        "is_filtered": any(said.values()),
        "her": her,
        "today": today,
        "may_run": request.user.may_somewhere(RUN),
        "idle": programs_of(request.user).filter(ended_on__isnull=True, offerings__isnull=True)[
            :ON_A_PAGE
        ],
    }
    return render(request, "programs/all.html", context)


@never_cache
@staff(RUN, somewhere=True)
def new_program(request: StaffRequest) -> HttpResponse:
    """A new program: from a template all at once, or blank."""
    form = NewProgramForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return _new_page(request, form)
    said = dict(form.cleaned_data)
    template, begins_on = said.pop("template"), said.pop("begins_on")
    try:
        if template:
            del said["about"]
            program = operations.begin_from_template(
                template=template, begins_on=begins_on, by=request.user, at=now(), **said
            )
        else:
            program = operations.begin_program(by=request.user, at=now(), **said)
    except NameTaken:
        form.add_error("name", _("This organization has a program of this name."))
        return _new_page(request, form)
    except YearIsClosed:
        form.add_error("begins_on", year_is_closed())
        return _new_page(request, form)
    messages.success(request, _("The program stands. Look at its offerings, then open them."))
    return redirect("programs:program", pk=program.pk)


def _new_page(request: StaffRequest, form: NewProgramForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "programs/new.html", {"form": form}, status=status)


@never_cache
@staff(READ, organization_of=runs_program)
@require_safe
def program(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One program with everything it offered and offers."""
    return _program_page(request, found_program(pk))


def _program_page(
    request: StaffRequest, current: Program, *, status: int = 200, **more: Any
) -> HttpResponse:
    may_run = request.user.may(RUN, organization=current.organization_id)
    initial = {name: getattr(current, name) for name in ("name", "about", "service")}
    rows = current.offerings.order_by("-begins_on", "name")
    context = {
        "program": current,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_run": may_run and current.ended_on is None,
        "describe_form": describe_form(current, initial=initial),
        "keep_form": keep_form(request, current),
    }
    return render(request, "programs/program.html", context | more, status=status)


def describe_form(current: Program, data: Any = None, **kwargs: Any) -> DescribeForm:
    """What the program is, as it stands or as it was typed."""
    own = Organization.objects.filter(pk=current.organization_id)
    return DescribeForm(data, organizations=own, prefix="about", **kwargs)


def keep_form(request: StaffRequest, current: Program, data: Any = None) -> KeepTemplateForm:
    """How the template is called."""
    return KeepTemplateForm(
        data, program=current, may_share=request.user.may(RUN), prefix="template"
    )


@never_cache
@staff(RUN, organization_of=runs_program)
@require_POST
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say anew what it is."""
    current = found_program(pk)
    form = describe_form(current, request.POST)
    if not form.is_valid():
        return _program_page(request, current, describe_form=form, status=422)
    try:
        operations.describe_program(program=current, by=request.user, at=now(), **form.cleaned_data)
    except NameTaken:
        form.add_error("name", _("This organization has a program of this name."))
        return _program_page(request, found_program(pk), describe_form=form, status=422)
    messages.success(request, _("Kept."))
    return redirect("programs:program", pk=pk)


@never_cache
@staff(RUN, organization_of=runs_program)
@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not offered any more."""
    try:
        operations.end_program(program=found_program(pk), by=request.user, at=now())
        messages.success(request, _("The program has ended. Its figures stay."))
    except StillRuns:
        messages.error(
            request, _("Something is still planned or open. End it or call it off first.")
        )
    return redirect("programs:program", pk=pk)


@never_cache
@staff(RUN, organization_of=runs_program)
@require_POST
def keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep what it looks like as a template."""
    current = found_program(pk)
    form = keep_form(request, current, request.POST)
    if not form.is_valid():
        return _program_page(request, current, keep_form=form, status=422)
    act = partial(operations.keep_as_template, program=current, by=request.user, at=now())
    try:
        act(**form.said())
        messages.success(request, _("The template is kept. You find it when you begin a program."))
    except NothingToKeep:
        messages.error(request, _("Plan an offering first. The template is made from it."))
    return redirect("programs:program", pk=pk)


@never_cache
@staff(READ, somewhere=True)
@require_safe
def figures_csv(request: StaffRequest) -> HttpResponse:
    """Places planned and given, month by month, for a spreadsheet. Numbers alone."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="program-places.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    lines = CapacityLine.objects.filter(offering__program__in=programs_of(request.user))
    order = ("offering__program__name", "offering__begins_on", "offering_id", "month")
    for line in lines.select_related("offering__program__organization").order_by(*order):
        sheet.writerow([safe_cell(str(cell)) for cell in _cells(line)])
    audit.record(request.user, "programs.figures_taken_out", None, at=now())
    return response


def _cells(line: CapacityLine) -> list[Any]:
    offering, runs = line.offering, line.offering.program
    given = "" if line.delivered is None else line.delivered
    whose = "own" if line.is_own_figure else "office"
    return [
        runs.name, offering.name, runs.run_by, runs.organization, offering.capacity_type,
        f"{line.month:%Y-%m}", line.planned, given, whose,
    ]  # fmt: skip
