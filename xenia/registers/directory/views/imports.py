"""Files that were brought in: the list of runs, what became of every row, and bringing in a new file."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.forms.upload import RunFilter, UploadForm
from xenia.registers.directory.importers.report import in_csv, in_json
from xenia.registers.directory.models import WaitingListing
from xenia.registers.directory.operations.upload import (
    bring_in_tried_file,
    is_kept,
    lay_down_file,
)
from xenia.registers.directory.queries.imports import files_of, listed_rows, notes, runs
from xenia.registers.directory.views.lists import address_with, page_of

STATUS_WORDS: Final = {
    ImportRun.Status.STAGING: gettext_lazy("Reading"),
    ImportRun.Status.STAGED: gettext_lazy("Matching"),
    ImportRun.Status.APPLIED: gettext_lazy("Brought in"),
    ImportRun.Status.TRIED: gettext_lazy("Tried, nothing changed"),
    ImportRun.Status.FAILED: gettext_lazy("Did not work, nothing changed"),
}


@staff("directory.import")
def import_runs(request: StaffRequest) -> HttpResponse:
    """Every file brought in or tried, with its totals."""
    page = page_of(request, runs())
    count = page.paginator.count
    title = ngettext("%(count)s import", "%(count)s imports", count) % {"count": count}
    lines = [{"run": run, "status": STATUS_WORDS[ImportRun.Status(run.status)]} for run in page]
    context = {"title": title, "page": page, "lines": lines}
    return render(request, "directory/imports.html", context)


@staff("directory.import")
def import_run(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of every row of one file: imported, merged, or listed with its reason."""
    run = get_object_or_404(runs(), pk=pk)
    files = files_of(run)
    form = RunFilter(request.GET, files=[file.name for file in files])
    said = form.said()
    read = notes if said["what"] == "notes" else listed_rows
    lines = read(run, file=said["file"], words=said["q"])
    query = address_with(request)
    return render(
        request,
        "directory/import_run.html",
        {
            "run": run,
            "title": _run_title(run),
            "status": STATUS_WORDS[ImportRun.Status(run.status)],
            "problem": run.report.get("problem", ""),
            "found_nothing": _found_nothing(run),
            "waiting": WaitingListing.objects.count(),
            "is_kept": is_kept(run),
            "not_shown": run.report.get("not_shown", 0),
            "files": files,
            "totals": run.totals,
            "form": form,
            "shows_notes": read is notes,
            "note_count": len(notes(run)),
            "page": page_of(request, lines),
            "page_url": query + ("&page=" if query != "?" else "page="),
        },
    )


def _run_title(run: ImportRun) -> str:
    totals = run.totals
    if _found_nothing(run):
        return _("Nothing was found to bring in")
    if run.status == ImportRun.Status.FAILED:
        return _("This file did not come in")
    if not run.finished_at:
        return _("This file is being read")
    words = ngettext(
        "%(rows)s row: %(listed)s to look at",
        "%(rows)s rows: %(listed)s to look at",
        totals["rows"],
    )
    return words % totals


def _found_nothing(run: ImportRun) -> bool:
    """Whether the files of a run that ended hold no row of any table of the directory."""
    return run.report.get("recognized") is False


@staff("directory.import")
@require_POST
def bring_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Bring in a file that was tried."""
    tried = get_object_or_404(ImportRun, pk=pk)
    run = bring_in_tried_file(tried, by=request.user, at=now())
    if run is None:
        messages.error(request, _("We do not have this file any more. Send it again."))
        return redirect("directory:import_run", pk)
    messages.success(
        request, _("We have your file. Its report is here in a moment: open this page again.")
    )
    return redirect("directory:import_run", run.pk)


@staff("directory.import")
def import_report(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """The whole report of a run, as CSV or JSON."""
    run = get_object_or_404(ImportRun, pk=pk)
    report = {"source": run.source, "format": "", "files": {}, **run.report}
    if kind == "csv":
        response = HttpResponse(in_csv(report), content_type="text/csv; charset=utf-8")
    elif kind == "json":
        response = HttpResponse(in_json(report), content_type="application/json")
    else:
        raise Http404(kind)
    response["Content-Disposition"] = (
        f'attachment; filename="import-{run.started_at:%Y-%m-%d}.{kind}"'
    )
    return response


@staff("directory.import")
def import_file(request: StaffRequest) -> HttpResponse:
    """Bring in a file, or try it first."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        context = {"form": form, "is_sample": settings.SAMPLE_CITY}
        return render(request, "directory/import_file.html", context)
    file = form.cleaned_data["file"]
    run = lay_down_file(
        name=file.name,
        chunks=file.chunks(),
        source=form.cleaned_data["source"],
        is_dry_run=form.cleaned_data["is_dry_run"],
        by=request.user,
        at=now(),
    )
    messages.success(
        request, _("We have your file. Its report is here in a moment: open this page again.")
    )
    return redirect("directory:import_run", run.pk)
