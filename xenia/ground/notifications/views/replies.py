"""What people answer, and what they say on the phone about messages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import written_day
from xenia.ground.notifications.forms import OralStopForm
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.operations.consent import note_oral_stop
from xenia.ground.notifications.operations.replies import AlreadyDealtWith, read_reply
from xenia.ground.notifications.queries import unread_replies
from xenia.ground.vault.operations.reading import note_look

ON_A_PAGE = 10


@never_cache
@staff("notifications.handle")
@require_GET
def replies(request: StaffRequest) -> HttpResponse:
    """The replies nobody has dealt with; looking at them is noted."""
    page = Paginator(unread_replies(), ON_A_PAGE).get_page(request.GET.get("page"))
    reader, rows = get_language() or "en", []
    contacts = ContactPoint.objects.in_bulk([reply.contact_id for reply in page.object_list])
    for reply in page.object_list:
        note_look(reply, by=request.user, purpose="service", at=now())
        rows.append(
            {
                "reply": reply,
                "received": written_day(reply.received_on, reader),
                "language": name_in(contacts[reply.contact_id].language("written"), reader),
            }
        )
    return render(request, "notifications/replies.html", {"page": page, "rows": rows})


@staff("notifications.handle")
@require_POST
def read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A reply is dealt with, and its text erased."""
    means_stop = "stop" in request.POST
    try:
        read_reply(pk=pk, means_stop=means_stop, by=request.user, at=now())
        said = _("Messages stop.") if means_stop else _("It is dealt with.")
        messages.success(request, said)
    except AlreadyDealtWith:
        messages.info(request, _("Somebody was faster: this reply was dealt with."))
    return redirect("notifications:replies")


@never_cache
@staff("notifications.handle")
def oral_stop(request: StaffRequest) -> HttpResponse:
    """Somebody said, in person or on the phone: no more messages. The page never says whether we hold the number."""
    form = OralStopForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "notifications/oral_stop.html", {"form": form}, status=status)
    note_oral_stop(
        kind=form.kind,
        address=form.address_in_own_form,
        purposes=form.purposes,
        by=request.user,
        at=now(),
    )
    messages.success(
        request, _("It is noted. If we hold this number or e-mail, it gets no more of that.")
    )
    return redirect("notifications:oral_stop")
