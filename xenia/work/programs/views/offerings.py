"""One offering: its places, its people, its line, its sessions and its figures."""

import csv
from functools import partial
from typing import Any
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
from xenia.work.programs import operations
from xenia.work.programs.forms.offering import (
    ChangeForm,
    FigureForm,
    PlanForm,
    RepeatForm,
    SessionsForm,
)
from xenia.work.programs.forms.people import EnrolForm
from xenia.work.programs.models import Offering
from xenia.work.programs.operations import (
    FewerThanTaken,
    FigureCrossed,
    MeetsAlready,
    NotItsMonth,
)
from xenia.work.programs.queries.shown import line_of, months_shown, people_in, to_tell
from xenia.work.programs.views.shown import (
    ENROL,
    READ,
    RUN,
    answered,
    client_in,
    found_offering,
    found_program,
    names_for,
    runs_offering,
    runs_program,
    too_late,
    version_in,
    year_is_closed,
)

ON_A_PAGE = 50
HEADINGS = ("code", "status", "number", "place_in_line", "places", "asked_on", "since", "sessions")


@never_cache
@staff(RUN, organization_of=runs_program)
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Plan an offering, with its sessions on the same page if they are known."""
    program = found_program(pk)
    form = PlanForm(request.POST or None, program=program)
    knows_sessions = bool(request.POST.get("first_on"))
    sessions = SessionsForm(request.POST if knows_sessions else None)
    shown = {"program": program, "form": form, "sessions_form": sessions}
    if request.method != "POST":
        return render(request, "programs/plan.html", shown)
    is_valid = form.is_valid() and (not knows_sessions or sessions.is_valid())
    if not is_valid:
        return render(request, "programs/plan.html", shown, status=422)
    planned = form.planned()
    meets = sessions.meets(planned.ends_on) if knows_sessions else []
    try:
        offering = operations.plan_offering(
            program=program, planned=planned, meets=meets, by=request.user, at=now()
        )
    except YearIsClosed:
        form.add_error("begins_on", year_is_closed())
        return render(request, "programs/plan.html", shown, status=422)
    messages.success(request, _("Planned. Open it when people can be brought in."))
    return redirect("programs:offering", pk=offering.pk)


@never_cache
@staff(READ, organization_of=runs_offering)
@require_safe
def offering(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One offering as it stands now. People are codes; their names open on request, and each look is noted."""
    return offering_page(request, found_offering(pk))


def offering_page(
    request: StaffRequest, current: Offering, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of an offering; `more` takes a form with its errors, or what was in the way."""
    may_run = request.user.may(RUN, organization=current.program.organization_id)
    may_enrol, today = request.user.may(ENROL), local_day(now())
    page = Paginator(people_in(current), ON_A_PAGE).get_page(request.GET.get("page"))
    line, untold = line_of(current), to_tell(current) if may_enrol else []
    shown = [*page.object_list, *(one.enrolment for one in line), *untold]
    context = {
        "offering": current,
        "program": current.program,
        "today": today,
        "page": page,
        "line": line,
        "untold": untold,
        "names": names_for(request, shown),
        "sessions": current.sessions.all(),
        "months": months_shown(current),
        "may_run": may_run,
        "may_enrol": may_enrol,
        "takes_people": current.takes_people(today),
        "enrol_form": enrol_form(request, current),
        "change_form": ChangeForm(offering=current, prefix="change"),
        "repeat_form": RepeatForm(prefix="again"),
        "sessions_form": SessionsForm(),
        "is_over": current.status in (Offering.Status.CLOSED, Offering.Status.CANCELLED),
    }
    return render(request, "programs/offering.html", context | more, status=status)


def enrol_form(request: StaffRequest, current: Offering, data: Any = None) -> EnrolForm:
    """Whom to bring in; her code is there already when the page was opened from hers."""
    her = client_in(request)
    return EnrolForm(data, offering=current, initial={"code": her.code} if her else None)


def again(request: StaffRequest, pk: UUID, why: str, **more: Any) -> HttpResponse:
    """The offering as it is now, and what was in the way; what was typed stays."""
    return offering_page(request, found_offering(pk), status=409, in_the_way=why, **more)


def _step(request: StaffRequest, pk: UUID, act: Any, well: str) -> HttpResponse:
    step = partial(
        act, offering=found_offering(pk), by=request.user, at=now(), version=version_in(request)
    )
    return answered(
        request,
        step,
        well=well,
        then=lambda: redirect("programs:offering", pk=pk),
        again=partial(again, request, pk),
    )


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def open_it(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From now on people can be brought in."""
    return _step(request, pk, operations.open_offering, _("Open. People can be brought in now."))


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is over."""
    well = _("It has ended. Who took part was there to the end.")
    return _step(request, pk, operations.close_offering, well)


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def call_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It does not take place."""
    return _step(request, pk, operations.call_off, _("Called off. Tell the people who were in it."))


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say anew how many places there are, where, and until when."""
    current = found_offering(pk)
    form = ChangeForm(request.POST, offering=current, prefix="change")
    if not form.is_valid():
        return offering_page(request, current, change_form=form, status=422)
    act = partial(
        operations.change_offering,
        offering=current,
        said=form.said(),
        version=form.cleaned_data.get("state_version") or 0,
        by=request.user,
        at=now(),
    )
    try:
        return answered(
            request,
            act,
            well=_("Changed. New places went to who waits."),
            then=lambda: redirect("programs:offering", pk=pk),
            again=lambda why: again(request, pk, why, change_form=_typed_again(form, pk)),
        )
    except FewerThanTaken as fewer:
        words = _("People hold or wait for %(taken)s places. Write that many or more.")
        form.add_error("places", words % {"taken": fewer.taken})
        return offering_page(request, current, change_form=form, status=422)


def _typed_again(form: ChangeForm, pk: UUID) -> ChangeForm:
    """What was typed, upon the offering as it is now."""
    current = found_offering(pk)
    data: Any = dict(form.data.items())
    data[form.add_prefix("state_version")] = str(current.state_version)
    return ChangeForm(data, offering=current, prefix="change")


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def repeat(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Like last time, from another day."""
    current = found_offering(pk)
    form = RepeatForm(request.POST, prefix="again")
    if not form.is_valid():
        return offering_page(request, current, repeat_form=form, status=422)
    try:
        made = operations.repeat_offering(
            offering=current, by=request.user, at=now(), **form.cleaned_data
        )
    except YearIsClosed:
        form.add_error("begins_on", year_is_closed())
        return offering_page(request, current, repeat_form=form, status=422)
    messages.success(request, _("Planned like last time. Look at the sessions, then open it."))
    return redirect("programs:offering", pk=made.pk)


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def add_sessions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It meets once, or every week."""
    current, form = found_offering(pk), SessionsForm(request.POST)
    if not form.is_valid():
        return offering_page(request, current, sessions_form=form, status=422)
    try:
        meets = form.meets(current.ends_on)
        operations.add_sessions(offering=current, meets=meets, by=request.user, at=now())
    except MeetsAlready:
        form.add_error("first_on", _("It meets at one of these times already."))
        return offering_page(request, current, sessions_form=form, status=422)
    messages.success(request, _("The sessions stand."))
    return redirect("programs:offering", pk=pk)


@never_cache
@staff(RUN, organization_of=runs_offering)
@require_POST
def say_figures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was planned for a month, and what was given."""
    current, form = found_offering(pk), FigureForm(request.POST)
    if not form.is_valid():
        return offering_page(request, current, figure_form=form, status=422)
    act = partial(operations.say_capacity, offering=current, by=request.user, at=now())
    try:
        return answered(
            request,
            lambda: act(**form.said()),
            well=_("The figures of the month are kept."),
            then=lambda: redirect("programs:offering", pk=pk),
            again=lambda why: again(request, pk, why, figure_form=form),
        )
    except FigureCrossed:
        return again(request, pk, too_late(), figure_form=form)
    except NotItsMonth:
        form.add_error(
            "delivered", _("This month has not begun. Leave what was given empty until it has.")
        )
        return offering_page(request, current, figure_form=form, status=422)


@never_cache
@staff(READ, organization_of=runs_offering)
@require_safe
def people_csv(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who takes part and who waits, by code, for a spreadsheet. No names."""
    current = found_offering(pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people-by-code.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    line = {one.enrolment.pk: one.place for one in line_of(current)}
    rows = current.enrolments.select_related("client").prefetch_related("attendances")
    for one in rows.order_by("number"):
        came = sum(noted.was == "attended" for noted in one.attendances.all())
        cells = [one.client.code, one.status, one.number, line.get(one.pk, ""), one.takes]
        cells += [one.asked_on, one.enrolled_on or "", came]
        sheet.writerow([safe_cell(str(cell)) for cell in cells])
    audit.record(request.user, "programs.codes_taken_out", current, at=now())
    return response
