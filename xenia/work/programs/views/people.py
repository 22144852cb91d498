"""Somebody is brought in, stands in line, is told, and leaves."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.clients.operations import ClientGone
from xenia.work.programs import operations
from xenia.work.programs.forms.people import AheadForm, LeaveForm
from xenia.work.programs.models import Enrolment, OfferingClosed
from xenia.work.programs.models.enrolment import Status
from xenia.work.programs.operations import AlreadyIn, HeldNoLonger, TooMany
from xenia.work.programs.queries.shown import line_of, place_in_line
from xenia.work.programs.views.offerings import enrol_form, offering_page
from xenia.work.programs.views.shown import (
    ENROL,
    answered,
    found_enrolment,
    found_offering,
    names_for,
    version_in,
)

STANDS = (Status.WAITING, Status.OFFERED, Status.ENROLLED)


@never_cache
@staff(ENROL)
@require_POST
def enrol(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Bring a person in by her code."""
    current = found_offering(pk)
    form = enrol_form(request, current, request.POST)
    if not form.is_valid():
        return offering_page(request, current, enrol_form=form, status=422)
    act = partial(operations.enrol, offering=current, by=request.user, at=now())
    try:
        made = act(**form.said())
    except AlreadyIn:
        form.add_error("code", _("She takes part or waits here already."))
    except ClientGone:
        form.add_error("code", _("Her record was joined with another. Use the code of that one."))
    except TooMany:
        form.add_error("takes", _("There are not that many."))
    except OfferingClosed:
        form.add_error(None, _("Nobody can be brought in any more."))
    else:
        messages.success(request, _welcome(made))
        return redirect("programs:offering", pk=pk)
    return offering_page(request, found_offering(pk), enrol_form=form, status=422)


def _welcome(made: Enrolment) -> str:
    if place := place_in_line(made):
        return _("All places are taken. She waits as number %(place)s.") % {"place": place}
    return _("She has a place.")


@never_cache
@staff(ENROL)
@require_safe
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One person in one offering: where she stands and why, and what can be done."""
    return person_page(request, found_enrolment(pk))


def person_page(
    request: StaffRequest, current: Enrolment, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one enrolment; `more` takes a form with its errors, or what was in the way."""
    line = line_of(current.offering) if current.status == Status.WAITING else []
    seen = {"state_version": current.state_version}
    context = {
        "enrolment": current,
        "offering": current.offering,
        "client": current.client,
        "names": names_for(request, [current]),
        "place": next((one.place for one in line if one.enrolment.pk == current.pk), None),
        "in_line": len(line),
        "steps": current.steps_taken.all(),
        "attendances": current.attendances.select_related("session").order_by("session__starts_at"),
        "stands": current.status in STANDS,
        "leave_form": LeaveForm(initial=seen),
        "ahead_form": AheadForm(initial={**seen, "ahead": current.ahead}),
        "statuses": dict(Status.choices),
    }
    return render(request, "programs/person.html", context | more, status=status)


def _again(request: StaffRequest, pk: UUID, why: str, **more: Any) -> HttpResponse:
    return person_page(request, found_enrolment(pk), status=409, in_the_way=why, **more)


@never_cache
@staff(ENROL)
@require_POST
def leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She gives her place back, or stops waiting."""
    current, form = found_enrolment(pk), LeaveForm(request.POST)
    if not form.is_valid():
        return person_page(request, current, leave_form=form, status=422)
    act = partial(
        operations.leave,
        enrolment=current,
        why=form.cleaned_data["why"],
        version=form.cleaned_data.get("state_version") or 0,
        by=request.user,
        at=now(),
    )
    return answered(
        request,
        act,
        well=_("Noted. Whoever is next has moved up."),
        then=lambda: redirect("programs:offering", pk=current.offering_id),
        again=lambda why: _again(
            request, pk, why, leave_form=LeaveForm(_as_now(form.data, pk), label_suffix="")
        ),
    )


def _as_now(data: Any, pk: UUID) -> Any:
    """What was typed, upon the record as it is now."""
    typed = data.copy()
    typed["state_version"] = str(found_enrolment(pk).state_version)
    return typed


@never_cache
@staff(ENROL)
@require_POST
def ahead(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She goes before others who wait, or stands in the usual order again."""
    current, form = found_enrolment(pk), AheadForm(request.POST)
    if not form.is_valid():
        return person_page(request, current, ahead_form=form, status=422)
    act = partial(
        operations.put_ahead,
        enrolment=current,
        ahead=form.cleaned_data["ahead"],
        version=form.cleaned_data.get("state_version") or 0,
        by=request.user,
        at=now(),
    )
    return answered(
        request,
        act,
        well=_("The line is in its new order."),
        then=lambda: redirect("programs:person", pk=pk),
        again=lambda why: _again(request, pk, why, ahead_form=AheadForm(_as_now(form.data, pk))),
    )


@never_cache
@staff(ENROL)
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She says yes to the place that was held for her."""
    act = partial(
        operations.take_held_place,
        enrolment=found_enrolment(pk),
        version=version_in(request),
        by=request.user,
        at=now(),
    )
    try:
        return answered(
            request,
            act,
            well=_("The place is hers."),
            then=lambda: redirect("programs:person", pk=pk),
            again=partial(_again, request, pk),
        )
    except HeldNoLonger:
        return _again(
            request,
            pk,
            _("The place was held until yesterday or longer ago. It goes to who is next."),
        )
    except OfferingClosed:
        return _again(request, pk, _("Nobody can be brought in any more."))


@never_cache
@staff(ENROL)
@require_POST
def told(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She knows what became of her waiting."""
    current = found_enrolment(pk)
    if operations.say_told(enrolment=current, by=request.user, at=now()):
        messages.success(request, _("Noted that she knows."))
    else:
        messages.info(request, _("A colleague told her before you."))
    return redirect("programs:offering", pk=current.offering_id)
