"""The list of imports, and bringing a new file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.imports.forms import StartForm
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import lay_down_sheet
from xenia.ground.imports.plug import SHEETS, doors_of, sheets_of
from xenia.ground.imports.queries import runs_seen_by, tallies
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.views.shown import moment, outcome_counts

ON_A_PAGE = 25
TAGS = {"applied": "met", "undone": "draft", "left": "draft"}


@staff("imports.run")
def runs(request: StaffRequest) -> HttpResponse:
    """Every spreadsheet brought in, with what became of its rows."""
    page = Paginator(runs_seen_by(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    shown = list(page.object_list)
    title = ngettext("%(count)s spreadsheet", "%(count)s spreadsheets", count) % {"count": count}
    context = {
        "title": title if count else _("Imports"),
        "page": page,
        "lines": _lines(shown),
        "may_start": bool(sheets_of(request.user)),
        "doors": doors_of(request.user),
    }
    return render(request, "imports/runs.html", context)


def _lines(shown: list[SheetRun]) -> list[dict[str, Any]]:
    tallied = tallies(shown)
    return [
        {
            "run": run,
            "sheet": SHEETS[run.sheet].title,
            "status": run.get_status_display(),
            "tag": TAGS.get(run.status, "waiting"),
            "when": moment(run.laid_down_at),
            "counts": outcome_counts(tallied[run.pk]),
        }
        for run in shown
    ]


@staff("imports.run")
def start(request: StaffRequest) -> HttpResponse:
    """Choose what to bring in, and the file."""
    sheets = sheets_of(request.user)
    said = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StartForm(*said, sheets=sheets, initial={"sheet": request.GET.get("sheet", "")})
    if said and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = lay_down_sheet(
                sheet=SHEETS[form.cleaned_data["sheet"]],
                name=file.name,
                data=file.read(),
                by=request.user,
                at=now(),
            )
        except NotReadable as reason:
            form.add_error("file", str(reason.sentence))
        else:
            return redirect("imports:columns", run.pk)
    context = {"form": form, "sheets": sheets}
    return render(request, "imports/start.html", context, status=422 if form.errors else 200)
