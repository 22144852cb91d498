"""Who looked at what somebody wrote and sent."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day
from xenia.ground.vault.purposes import PURPOSES
from xenia.ground.vault.queries import Look, who_looked
from xenia.work.ombudsman.views.shown import HANDLE, found

ON_A_PAGE = 50
WHAT = {
    "ombudsman.complaint": gettext_lazy("The page"),
    "ombudsman.complaintword": gettext_lazy("What was written"),
    "ombudsman.departmentword": gettext_lazy("What was said with the department"),
    "ombudsman.evidence": gettext_lazy("A picture"),
    "ombudsman.release": gettext_lazy("What she released"),
}


@never_cache
@staff(HANDLE)
@require_safe
def looks(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who looked at what on which day, also a department, the latest first."""
    current = found(pk)
    times = Counter(_alike(one) for one in who_looked(current.subject_id))
    page = Paginator(list(times.items()), ON_A_PAGE).get_page(request.GET.get("page"))
    names = names_of_people(one.actor_id for one, _times in page.object_list if one.actor_id)
    rows = [_row(one, times, names) for one, times in page.object_list]
    context = {"complaint": current, "page": page, "rows": rows}
    return render(request, "ombudsman/looks.html", context)


class Alike(NamedTuple):
    """What several looks of one day have in common."""

    on: date
    actor_id: UUID | None
    record_type: str
    purpose: str


def _alike(look: Look) -> Alike:
    return Alike(local_day(look.at), look.actor_id, look.record_type, look.purpose)


def _row(look: Alike, times: int, names: dict[UUID, str]) -> dict[str, Any]:
    machine, gone = _("The office’s own machine"), _("Somebody who left")
    return {
        "on": look.on,
        "times": times,
        "who": names.get(look.actor_id, gone) if look.actor_id else machine,
        "what": WHAT.get(look.record_type, _("Something else")),
        "why": PURPOSES.get(look.purpose, ""),
    }
