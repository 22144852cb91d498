"""The list of complaints."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.forms.filters import QueueFilter
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.queries import queue
from xenia.work.ombudsman.queries.due import days_left
from xenia.work.ombudsman.views.shown import HANDLE, ON_A_PAGE, reader, rooms, tongue_name


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
        "rows": _rows(list(page.object_list), today),
        **rooms(request),
    }
    return render(request, "ombudsman/complaints.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint as the list shows it: every word is ready."""

    label: str
    title: str
    url: str
    when: str
    department: str
    status: str
    language: str
    who: str
    version: int
    is_late: bool
    is_urgent: bool
    is_ours: bool
    may_take: bool


def _rows(shown: list[Complaint], today: date) -> list[Row]:
    left = days_left((getattr(one, "next_due", None) for one in shown), today)
    names = names_of_people(one.handler_id for one in shown if one.handler_id)
    every, kinds = reverse("complaints:every"), {code: str(word) for code, word in Kind.choices}
    states, unknown = (
        {code: str(word) for code, word in Status.choices},
        _("Department not known yet"),
    )
    return [
        Row(
            label=one.label,
            title=f"{one.label} {kinds[one.kind]}",
            url=f"{every}{one.pk}/",
            when=_when(one, days := left.get(one.next_due)),  # type: ignore[attr-defined]
            department=one.department.name if one.department else unknown,
            status=states[one.status],
            language=tongue_name(one),
            who=names.get(one.handler_id, "") if one.handler_id else "",
            version=one.state_version,
            is_late=days is not None and days < 0,
            is_urgent=one.is_urgent,
            is_ours=one.status in queue.NEXT_IS_OURS,
            may_take=one.handler_id is None and one.stage == 1 and not one.is_ended,
        )
        for one in shown
    ]


def _when(one: Complaint, days: int | None) -> str:
    """What is due next, in words; of what is closed, its day."""
    if one.closed_on:
        return written_day(one.closed_on, reader())
    if days is None:
        return ""
    if days == 0:
        return _("Due today")
    if days < 0:
        return ngettext("%(days)s working day late", "%(days)s working days late", -days) % {
            "days": -days
        }
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % {
        "days": days
    }
