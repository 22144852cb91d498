"""What another organization sees: the questions that were forwarded to it, and nothing else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms.working import OrganizationReplyForm
from xenia.work.enquiries.queries import threads
from xenia.work.enquiries.views.shown import found, reader, too_late


@never_cache
@staff("enquiries.reply", somewhere=True)
@require_safe
def forwarded(request: StaffRequest) -> HttpResponse:
    """The questions that wait for one's own organization."""
    rows = threads.forwarded_to(request.user.organizations())
    today = local_day(now())
    context = {
        "rows": [
            {
                "one": one,
                "language": threads.tongue_name(one, reader()),
                "is_late": one.is_overdue(today),
            }
            for one in rows
        ]
    }
    return render(request, "enquiries/forwarded.html", context)


@never_cache
@staff("enquiries.reply", organization_of=threads.organization_of)
def forwarded_one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One question: read it, answer it. Who asks is not on the page."""
    current = found(pk)
    form = OrganizationReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reply_for_organization(
                enquiry=current, text=form.cleaned_data["text"], by=request.user, at=now()
            )
            messages.success(request, _("Thank you. The office passes your answer on."))
        except (WrongState, operations.NotYours):
            messages.info(request, too_late())
        return redirect("enquiries:forwarded")
    if request.method != "POST":
        note_look(current, by=request.user, purpose="service", at=now())
    context = {
        "enquiry": current,
        "thread": threads.read_by_other(current),
        "language": threads.tongue_name(current, reader()),
        "form": form,
    }
    return render(
        request, "enquiries/forwarded_one.html", context, status=422 if form.errors else 200
    )
