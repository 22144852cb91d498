"""Records that were opened in an emergency: a supervisor looks at why."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.vault.models import BrokenGlass
from xenia.ground.vault.operations.glass import AlreadySeen, note_seen
from xenia.ground.vault.operations.reading import note_look
from xenia.work.records.views.shown import names, page_of


@never_cache
@staff("records.read")
@require_safe
def broken(request: StaffRequest) -> HttpResponse:
    """Every opening in an emergency, those nobody has looked at first. The look is noted."""
    found = BrokenGlass.objects.order_by(F("seen_at").desc(nulls_first=True), "-broken_at")
    context = page_of(request, found)
    shown = list(context["page"])
    for glass in shown:
        note_look(glass, by=request.user, purpose="supervision", at=now())
    context |= {
        "names": names(one for glass in shown for one in (glass.by_id, glass.seen_by_id)),
        "own": request.user.pk,
    }
    return render(request, "records/glass.html", context)


@staff("records.read")
@require_POST
def seen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A supervisor looked at why."""
    glass = get_object_or_404(BrokenGlass.objects.all(), pk=pk)
    try:
        note_seen(glass=glass, by=request.user, at=now())
        messages.success(request, _("Noted: you looked at it."))
    except AlreadySeen:
        messages.info(request, _("Somebody looked at it before."))
    except PermissionDenied:
        messages.error(request, _("Another person looks at what you opened yourself."))
    return redirect("records:broken_glass")
