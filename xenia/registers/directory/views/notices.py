"""Closures and alerts of a service, a place or an organisation: posted at once, taken away, put back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.forms.notice import NoticeForm
from xenia.registers.directory.models import Location, Notice
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.notices import (
    OfConfidentialPlace,
    is_confidential,
    post_notice,
    put_notice_back,
    take_away_notice,
)
from xenia.registers.directory.operations.translation import about_of
from xenia.registers.directory.queries.notices import notices_of
from xenia.registers.directory.queries.owner import owner_of_notice, owner_of_record
from xenia.registers.directory.queries.translation import translation_counts
from xenia.registers.directory.views.history import record_of
from xenia.registers.directory.views.lists import page_of


@staff("directory.edit", organization_of=owner_of_record)
def notices(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Everything posted about one entry, and a form for something new. It stands at once."""
    about = record_of(kind, pk)
    if isinstance(about, Notice):
        return redirect("directory:notice", pk=pk)
    today = local_day(now())
    form = NoticeForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        return _post(request, kind, about, form)
    return render(
        request,
        "directory/notices.html",
        {
            "record": about,
            "kind": kind,
            "address": f"directory:{kind}",
            "form": form,
            "is_hidden": isinstance(about, Location) and is_confidential(about),
            "page": page_of(request, notices_of(about)),
            "today": today,
        },
    )


def _post(request: StaffRequest, kind: str, about: Record, form: NoticeForm) -> HttpResponse:
    try:
        made = post_notice(about=about, by=request.user, at=now(), **form.cleaned_data)
    except OfConfidentialPlace:
        messages.warning(
            request, _("Nothing is published of a confidential place. Post it on the service.")
        )
        return redirect("directory:notices", kind=kind, pk=about.pk)
    messages.success(request, _("Posted. Residents read it on its days."))
    return redirect("directory:notice", pk=made.pk)


@staff("directory.edit", organization_of=owner_of_notice)
def notice(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One closure or alert: its days, its words, and how to take it away."""
    found = _found(pk)
    about = about_of(found)
    return render(
        request,
        "directory/notice.html",
        {
            "notice": found,
            "record": found,
            "about": about,
            "kind": str(about._meta.model_name),
            "is_posted": found.status == Notice.Status.POSTED,
            "is_over": found.ends_on is not None and found.ends_on < local_day(now()),
            "counts": translation_counts(found),
            "may_translate": request.user.may(
                "directory.translate", organization=owner_of_notice(pk)
            ),
        },
    )


def _found(pk: UUID) -> Notice:
    found = Notice.objects.select_related("service", "location", "organization", "posted_by")
    return get_object_or_404(found, pk=pk)


@require_POST
@staff("directory.edit", organization_of=owner_of_notice)
def take_notice_away(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It holds no longer."""
    try:
        take_away_notice(notice=_found(pk), by=request.user, at=now())
        messages.success(request, _("Taken away. “Put back” takes that back."))
    except WrongState:
        messages.info(request, _("It was taken away before."))
    return redirect("directory:notice", pk=pk)


@require_POST
@staff("directory.edit", organization_of=owner_of_notice)
def put_back_notice(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was taken away by mistake."""
    try:
        put_notice_back(notice=_found(pk), by=request.user, at=now())
        messages.success(request, _("Posted again."))
    except WrongState:
        messages.info(request, _("It is posted already."))
    return redirect("directory:notice", pk=pk)
