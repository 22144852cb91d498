"""What waits to leave, what left today, what did not leave and why."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.channels import way_of
from xenia.ground.notifications.channels.files import written_messages
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.models.contact import Channel
from xenia.ground.notifications.operations import outbox as operations
from xenia.ground.notifications.queries import (
    counts_by_status,
    messages_of_status,
    sent_on,
    unread_replies,
)
from xenia.ground.notifications.wording import reason_in_words, title_of

ON_A_PAGE = 25
SHOWN_FILES = 50
Status = OutboxMessage.Status
TABS = (Status.FAILED, Status.BY_HAND, Status.WAITING)


@staff("notifications.read")
@require_GET
def outbox(request: StaffRequest) -> HttpResponse:
    """One state at a time: what did not leave first, for somebody must look at it."""
    counts = counts_by_status()
    chosen = request.GET.get("state", "")
    state = chosen if chosen in TABS else next((tab for tab in TABS if counts[tab]), Status.WAITING)
    page = Paginator(messages_of_status(state), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [{"code": tab, "label": tab.label, "count": counts[tab]} for tab in TABS],
        "state": state,
        "page": page,
        "page_url": f"?state={state}&page=",
        "rows": [_row(one) for one in page.object_list],
        "sent": _sent_today(),
        "unread": unread_replies().count(),
        "may_handle": request.user.may("notifications.handle"),
        "not_set_up": [Channel(one).label for one in ("email", "sms") if not way_of(one)],
        "writes_files": settings.SAMPLE_CITY,
    }
    return render(request, "notifications/outbox.html", context)


def _row(message: OutboxMessage) -> dict[str, Any]:
    return {
        "message": message,
        "title": title_of(message.template),
        "channel": message.get_channel_display() if message.channel else "",
        "since": written_day(message.queued_on, get_language() or "en"),
        "reason": reason_in_words(message.reason) if message.reason else "",
    }


def _sent_today() -> list[tuple[str, int]]:
    sent = sent_on(local_day(now()))
    return [(str(channel.label), sent[channel]) for channel in Channel if sent.get(channel)]


@staff("notifications.handle")
@require_POST
def try_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A message that did not leave is tried again."""
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        operations.try_again(message=message, by=request.user, at=now())
        messages.success(request, _("It is tried again within a minute."))
    except WrongState:
        messages.info(request, _("Somebody was faster: this message has changed."))
    return redirect("notifications:outbox")


@staff("notifications.read")
@require_GET
def written(request: StaffRequest) -> HttpResponse:
    """The messages an invented city wrote instead of sending them; a real city has no such page."""
    if not settings.SAMPLE_CITY:
        raise Http404
    context = {"files": written_messages(SHOWN_FILES)}
    return render(request, "notifications/written.html", context)
