"""One session: who came, and the sheet for the table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.programs import operations
from xenia.work.programs.forms.offering import attendance_marks
from xenia.work.programs.models import Attendance, Session
from xenia.work.programs.operations import NotYet
from xenia.work.programs.queries.shown import people_of_session
from xenia.work.programs.views.shown import (
    ENROL,
    READ,
    RUN,
    found_session,
    names_for,
    runs_session,
    year_is_closed,
)

EMPTY_LINES = 5


@never_cache
@staff(READ, organization_of=runs_session)
@require_safe
def session(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who came: one mark for each person, all sent at once."""
    return _page(request, found_session(pk))


def _page(
    request: StaffRequest, current: Session, *, status: int = 200, why: str = ""
) -> HttpResponse:
    people = people_of_session(current)
    noted = {one.enrolment_id: one.was for one in current.attendances.all()}
    rows = [
        {"one": one, "was": request.POST.get(f"was-{one.pk}", noted.get(one.pk, ""))}
        for one in people
    ]
    context = {
        "session": current,
        "offering": current.offering,
        "rows": rows,
        "names": names_for(request, people),
        "marks": Attendance.Was.choices,
        "may_note": request.user.may(RUN, organization=current.offering.program.organization_id),
        "may_see_names": request.user.may(ENROL),
        "is_to_come": local_day(current.starts_at) > local_day(now()),
        "in_the_way": why,
    }
    return render(request, "programs/session.html", context, status=status)


@never_cache
@staff(RUN, organization_of=runs_session)
@require_POST
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note who came, and who did not."""
    current = found_session(pk)
    known = [one.pk for one in people_of_session(current)]
    marks = attendance_marks(request.POST.dict(), known)
    try:
        operations.note_attendance(session=current, marks=marks, by=request.user, at=now())
    except NotYet:
        return _page(
            request, current, status=409, why=_("This session has not been yet, or was called off.")
        )
    except YearIsClosed:
        return _page(request, current, status=409, why=year_is_closed())
    messages.success(request, _("Noted who came."))
    return redirect("programs:session", pk=current.pk)


@never_cache
@staff(RUN, organization_of=runs_session)
@require_POST
def call_off_session(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One session does not take place."""
    current = found_session(pk)
    try:
        if operations.call_off_session(session=current, by=request.user, at=now()):
            messages.success(request, _("This session is called off."))
    except YearIsClosed:
        messages.error(request, year_is_closed())
    return redirect("programs:offering", pk=current.offering_id)


@never_cache
@staff(READ, organization_of=runs_session)
@require_safe
def sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A sheet for the table, by code; with names only for who may see them and asks for them."""
    current = found_session(pk)
    people = people_of_session(current)
    names = names_for(request, people)
    audit.record(request.user, "programs.sheet_printed", current, at=now())
    context = {
        "session": current,
        "offering": current.offering,
        "people": people,
        "names": names,
        "may_see_names": request.user.may(ENROL),
        "empty_lines": range(EMPTY_LINES),
    }
    return render(request, "programs/sheet.html", context)
