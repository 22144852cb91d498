"""Pictures of a complaint on the desk: what there is, one opened, covered for the department, destroyed."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.operations.reading import MayNotOpen
from xenia.ground.vault.subjects import UnderHold
from xenia.work.ombudsman.evidence import MOST_PICTURES, NotTaken
from xenia.work.ombudsman.forms.evidence import CaptionedForm, CoveredCopyForm, CoverForm
from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.operations import evidence as operations
from xenia.work.ombudsman.queries.asked import department_asked
from xenia.work.ombudsman.queries.evidence import (
    department_shown,
    evidence_of,
    shown_to_departments,
)

HANDLE, REPLY = "ombudsman.handle", "ombudsman.reply"
SERVICE = "service"
UNTRUE = 422


@never_cache
@staff(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was sent along with a complaint; a colleague takes in more. No picture is opened here."""
    complaint = get_object_or_404(Complaint, pk=pk)
    form = CaptionedForm(request.POST or None, request.FILES or None, needed=True)
    if request.method == "POST" and _is_added(request, complaint, form, Evidence.From.OFFICE):
        return redirect("complaint_pictures:pictures", pk=pk)
    rows = list(evidence_of(complaint))
    context = {
        "complaint": complaint,
        "rows": rows,
        "names": names_of_people(one.by_id for one in rows if one.by_id),
        "form": form,
    }
    return _page(request, "ombudsman/pictures.html", context, form)


def _is_added(
    request: StaffRequest, complaint: Complaint, form: CaptionedForm, source: str
) -> bool:
    if not form.is_valid() or not form.draw():
        return False
    try:
        operations.add_evidence(
            complaint=complaint,
            pictures=form.drawn,
            source=source,
            caption=form.cleaned_data["caption"],
            by=request.user,
            at=now(),
        )
    except operations.TooManyPictures:
        words = _("There is room for %(most)s pictures. Destroy what is not needed first.")
        form.add_error(None, words % {"most": MOST_PICTURES})
    except operations.NoMorePictures:
        form.add_error(None, _("This complaint is closed and takes nothing more."))
    else:
        messages.success(request, _("Kept, without anything the camera wrote beside it."))
    return not form.errors


@never_cache
@staff(HANDLE)
@require_safe
def picture(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One picture. Whoever opens this page opens the picture: it is noted who, when and why."""
    return _one(request, _found(pk), CoverForm(), CoveredCopyForm())


@never_cache
@staff(HANDLE)
@require_POST
def cover(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Boxes over a picture: shown first, or kept as a copy the department sees."""
    evidence, is_kept = _found(pk), request.POST.get("act") == "keep"
    form = CoverForm(request.POST, is_kept=is_kept)
    if not form.is_valid() or not is_kept:
        return _one(request, evidence, form, CoveredCopyForm())
    try:
        copy = operations.cover_picture(
            evidence=evidence,
            boxes=form.boxes,
            names_nobody=form.cleaned_data["names_nobody"],
            by=request.user,
            at=now(),
        )
    except (operations.NoSuchPicture, NotTaken):
        return _gone(request, evidence)
    return _covered(request, copy)


@never_cache
@staff(HANDLE)
@require_POST
def bring_covered(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A copy that was covered in another program."""
    evidence = _found(pk)
    form = CoveredCopyForm(request.POST, request.FILES)
    if not form.is_valid() or not form.draw():
        return _one(request, evidence, CoverForm(), form)
    try:
        copy = operations.keep_covered_copy(
            evidence=evidence,
            picture=form.drawn[0],
            names_nobody=form.cleaned_data["names_nobody"],
            by=request.user,
            at=now(),
        )
    except operations.NoSuchPicture:
        return _gone(request, evidence)
    return _covered(request, copy)


def _covered(request: StaffRequest, copy: Evidence) -> HttpResponse:
    messages.success(
        request, _("This copy is what the department sees, once you ask it. Look at it again.")
    )
    return redirect("complaint_pictures:picture", pk=copy.pk)


@staff(HANDLE)
@require_POST
def destroy(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A picture and its copies, or one copy, are destroyed."""
    evidence = _found(pk)
    if request.POST.get("sure") != "yes":
        messages.info(request, _("Tick that you are sure. What is destroyed does not come back."))
        return redirect("complaint_pictures:picture", pk=pk)
    try:
        operations.destroy_evidence(evidence=evidence, by=request.user, at=now())
    except operations.NoSuchPicture:
        return _gone(request, evidence)
    except UnderHold:
        messages.error(request, _("A legal hold covers it. Nothing was destroyed."))
        return redirect("complaint_pictures:picture", pk=pk)
    messages.success(request, _("Destroyed."))
    return redirect("complaint_pictures:pictures", pk=evidence.complaint_id)


@never_cache
@staff(HANDLE)
@require_safe
def picture_itself(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The picture as JPEG, for its page alone."""
    return _itself(request, _found(pk))


@never_cache
@staff(REPLY, organization_of=department_asked)
@require_http_methods(["GET", "HEAD", "POST"])
def asked_pictures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a department sees of the pictures, and what it sends along itself."""
    complaint = get_object_or_404(Complaint, pk=pk)
    form = CaptionedForm(request.POST or None, request.FILES or None, needed=True)
    if request.method == "POST" and _is_added(request, complaint, form, Evidence.From.DEPARTMENT):
        return redirect("asked_pictures:pictures", pk=pk)
    context = {
        "complaint": complaint,
        "rows": shown_to_departments(complaint),
        "may_send": not complaint.is_ended or complaint.closed_on == local_day(now()),
        "form": form,
    }
    return _page(request, "ombudsman/asked_pictures.html", context, form)


@never_cache
@staff(REPLY, organization_of=department_shown)
@require_safe
def asked_picture_itself(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A covered copy as JPEG. The vault opens no other for a department."""
    return _itself(request, _found(pk))


def _found(pk: UUID) -> Evidence:
    rows = Evidence.objects.defer("picture").select_related("complaint", "copy_of__complaint")
    evidence: Evidence = get_object_or_404(rows, pk=pk)
    return evidence


def _one(
    request: StaffRequest, evidence: Evidence, form: CoverForm, bring_form: CoveredCopyForm
) -> HttpResponse:
    try:
        caption = operations.open_caption(
            evidence=evidence, by=request.user, purpose=SERVICE, at=now()
        )
    except MayNotOpen:
        raise PermissionDenied from None
    context = {
        "one": evidence,
        "caption": caption,
        "complaint": evidence.complaint,
        "copies": evidence.copies.defer("picture"),
        "form": form,
        "bring_form": bring_form,
        "boxes": form.shapes(),
        "tens": range(0, 100, 10),
    }
    return _page(request, "ombudsman/picture.html", context, form, bring_form)


def _page(
    request: StaffRequest, template: str, context: dict[str, Any], *said: forms.Form
) -> HttpResponse:
    status = UNTRUE if any(form.errors for form in said) else 200
    return render(request, template, context, status=status)


def _itself(request: StaffRequest, evidence: Evidence) -> HttpResponse:
    try:
        shown = operations.open_picture(
            evidence=evidence, by=request.user, purpose=SERVICE, at=now()
        )
    except MayNotOpen:
        raise PermissionDenied from None
    if shown is None:
        raise Http404
    return HttpResponse(
        shown,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": 'inline; filename="picture.jpg"',
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _gone(request: StaffRequest, evidence: Evidence) -> HttpResponse:
    messages.info(request, _("This picture was destroyed meanwhile."))
    return redirect("complaint_pictures:pictures", pk=evidence.complaint_id)
