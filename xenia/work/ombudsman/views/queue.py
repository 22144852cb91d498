"""The list of complaints."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.work.ombudsman.forms.filters import QueueFilter
from xenia.work.ombudsman.queries import queue
from xenia.work.ombudsman.views.queue_rows import queue_rows
from xenia.work.ombudsman.views.shown import HANDLE, ON_A_PAGE, rooms


@never_cache
@staff(HANDLE)
@require_safe
def complaints(request: StaffRequest) -> HttpResponse:
    """The queue: about whom and what, in which language, by when. Nobody's words."""
    today, form = local_day(now()), QueueFilter(request.GET)
    rows = queue.queue(form.chosen(), mine=request.user.pk, today=today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = form.kept()
    context = {
        "form": form,
        "page": page,
        "page_url": f"?{urlencode(kept)}&page=" if kept else "?page=",
        "is_filtered": bool(kept),
        "rows": queue_rows(list(page.object_list), today=today, token=get_token(request)),
        **rooms(request),
    }
    return render(request, "ombudsman/complaints.html", context)
