"""Calls and letters: a person does it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import language, name_in
from xenia.ground.common.local_words import clock
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.addresses import readable_phone
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import outbox as operations
from xenia.ground.notifications.operations.by_hand import CannotBeDone, open_task
from xenia.ground.notifications.wording import reason_in_words, title_of


@never_cache
@staff("notifications.handle")
@require_GET
def by_hand(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One call or letter: the address, what is safe, and what to say. Looking at it is noted."""
    message = get_object_or_404(OutboxMessage, pk=pk, status=OutboxMessage.Status.BY_HAND)
    try:
        task = open_task(message, by=request.user, at=now())
    except CannotBeDone as reason:
        context = {"message": message, "reason": reason_in_words(str(reason))}
        return render(request, "notifications/cannot_be_done.html", context)
    reader = get_language() or "en"
    context = {
        "message": message,
        "title": title_of(message.template),
        "task": task,
        "phone": readable_phone(task.address) if message.channel == "call" else "",
        "language": name_in(task.language, reader),
        "direction": language(task.language).direction,
        "hours": _hours(task.safety.hours, reader),
    }
    return render(request, "notifications/by_hand.html", context)


def _hours(hours: Hours | None, reader: str) -> str:
    if hours is None:
        return ""
    return _("%(start)s until %(end)s") % {
        "start": clock(hours.start, reader),
        "end": clock(hours.end, reader),
    }


@staff("notifications.handle")
@require_POST
def done(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The call was made, or the letter is in the post."""
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        operations.note_done_by_hand(message=message, by=request.user, at=now())
        messages.success(request, _("It is done. Nothing says any more whom it was for."))
    except WrongState:
        messages.info(request, _("Somebody was faster: this message has changed."))
    return redirect("notifications:outbox")


@staff("notifications.handle")
@require_POST
def not_reached(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nobody answered."""
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        operations.note_not_reached(message=message, by=request.user, at=now())
        messages.success(request, _("It is noted. You can try again later from the list."))
    except WrongState:
        messages.info(request, _("Somebody was faster: this message has changed."))
    return redirect("notifications:outbox")
