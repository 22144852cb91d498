"""The checklist: what the office has settled about itself, and what is still open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.queries.checklist import checklist
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office


@staff("reference.manage")
def checklist_page(request: StaffRequest) -> HttpResponse:
    """Every setting, why it matters, and whether it is done."""
    forget_office()
    items = checklist(local_day(now()))
    left = sum(item.is_open for item in items)
    title = ngettext("%(count)s setting is still open", "%(count)s settings are still open", left)
    return render(
        request,
        "desk/settings.html",
        {
            "items": items,
            "title": title % {"count": left} if left else _("Every setting is done"),
        },
    )
