"""Reports on the desk: every version, one draft, its words, remarks, numbers, signatures, and posting."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.long_work import SAMPLE_REPORTS, progress_of, say_progress
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.design.shell import PathStep
from xenia.insight.reports.document.html import page
from xenia.insight.reports.document.words import PARTS
from xenia.insight.reports.files import are_there, pictures_of
from xenia.insight.reports.forms.draft import BeginForm, RemarkForm, WordsForm
from xenia.insight.reports.models import DataCall, Remark, Report
from xenia.insight.reports.operations import drafting, filing, posting, signing
from xenia.insight.reports.operations.computing import STEPS, work_of
from xenia.insight.reports.operations.drafting import AlreadyBegun, SaysNothing, WrittenMeanwhile
from xenia.insight.reports.operations.filing import AlreadyAsked
from xenia.insight.reports.operations.laying import Problem
from xenia.insight.reports.operations.signing import ChangedSince, NotReady, SamePerson
from xenia.insight.reports.parts import HINTS
from xenia.insight.reports.queries.documents import document_of
from xenia.insight.reports.queries.drafts import parts_of, remarks_of, reports, years_to_report
from xenia.insight.reports.tasks import make_numbers

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNTRUE, CROSSED = 422, 409
Status = Report.Status
PATH = (Status.DRAFT, Status.SIGNED_ONCE, Status.SIGNED, Status.POSTED)


@never_cache
@staff("reports.read")
@require_safe
def all_reports(request: StaffRequest) -> HttpResponse:
    """Every version of every year's report."""
    context = {
        "reports": reports(),
        "may_prepare": request.user.may("reports.prepare"),
        "are_coming": progress_of(SAMPLE_REPORTS) is not None,
    }
    return render(request, "reports/reports.html", context)


@never_cache
@staff("reports.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a year's report, or its next version."""
    years = years_to_report(local_day(now()))
    form = BeginForm(request.POST or None, years=years, initial={"year": request.GET.get("year")})
    if request.method != "POST":
        return render(request, "reports/begin.html", {"form": form, "years": years})
    if form.is_valid():
        try:
            begun = drafting.begin_report(by=request.user, at=now(), **form.cleaned_data)
        except AlreadyBegun as there:
            messages.info(request, _("This version is not posted yet. Finish it first."))
            return redirect("reports:report", there.report.pk)
        except SaysNothing:
            form.add_error("what_changed", _("This year was posted before. Say what changes."))
        else:
            return redirect("reports:report", begun.pk)
    return render(request, "reports/begin.html", {"form": form, "years": years}, status=UNTRUE)


@never_cache
@staff("reports.read")
@require_safe
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One version: how far it is, its parts, its numbers, and the next step."""
    found = get_object_or_404(Report, pk=pk)
    steps = list(found.steps_taken.order_by("-at", "-pk"))
    people = (found.prepared_by_id, found.first_by_id, found.second_by_id)
    names = names_of_people(one for one in (*people, *(step.by_id for step in steps)) if one)
    missing = signing.reasons_against_signing(found) if found.status == Status.DRAFT else []
    may_sign = request.user.may("reports.sign") and request.user.pk != found.first_by_id
    context = {
        "report": found,
        "path": _path(found),
        "parts": parts_of(found),
        "progress": progress_of(work_of(found.pk)),
        "missing": [(one, WHY[one]) for one in missing],
        "may_lock": request.user.may("ledger.lock"),
        "is_draft": found.status == Status.DRAFT,
        "may_prepare": request.user.may("reports.prepare"),
        "may_sign": may_sign and not missing and found.status in (Status.DRAFT, Status.SIGNED_ONCE),
        "may_open_again": request.user.may("reports.prepare")
        and found.status in (Status.SIGNED_ONCE, Status.SIGNED),
        "problem": NOT_WRITTEN.get(found.problem, found.problem),
        "open_call": _open_call(found),
        "waits_for_a_signer": not missing
        and not may_sign
        and found.status in (Status.DRAFT, Status.SIGNED_ONCE)
        and request.user.pk != found.first_by_id,
        "waits_for_posting": found.status == Status.SIGNED
        and not request.user.may("reports.prepare"),
        "newer": _newer(found),
        "may_post": request.user.may("reports.prepare") and found.status == Status.SIGNED,
        "waits_for_another": found.status == Status.SIGNED_ONCE
        and request.user.pk == found.first_by_id,
        "prepared_by": names.get(found.prepared_by_id, "") if found.prepared_by_id else "",
        "first_by": names.get(found.first_by_id, "") if found.first_by_id else "",
        "second_by": names.get(found.second_by_id, "") if found.second_by_id else "",
        "files": _files(found),
        "steps": [
            (Status(one.after).label, one.at, names.get(one.by_id, "") if one.by_id else "")
            for one in steps
        ],
    }
    return render(request, "reports/report.html", context)


WHY: "Final[dict[str, _StrPromise]]" = {
    "open_year": gettext_lazy(
        "The year is not locked: entries may still come. Lock it in the ledger."
    ),
    "no_numbers": gettext_lazy("The numbers were not made yet."),
    "remarks": gettext_lazy("Some remarks are not seen to."),
}


NOT_WRITTEN: "Final[dict[str, _StrPromise]]" = {
    Problem.PACKAGES: gettext_lazy(
        "A package for reports is missing. ./run brings it by itself once the office is open; on a server, start it once"
        " with ./run --full."
    ),
    Problem.FOLDER: gettext_lazy("Their folder holds other files. Move those away first."),
    Problem.FULL: gettext_lazy("The disk of the server is full. Make room on it first."),
    Problem.DISK: gettext_lazy("Their folder cannot be written to. See on the server who owns it."),
    Problem.PAPER: gettext_lazy(
        "The PDF lacks what people who listen to it need. The log of the server says what."
    ),
    Problem.OTHER: gettext_lazy(
        "Something went wrong that nobody foresaw. The log of the server says what."
    ),
}


def _files(found: Report) -> dict[str, Any]:
    """How far the files of a posted report are; nothing of another."""
    if found.status != Status.POSTED:
        return {}
    is_there = found.files == Report.Files.THERE and are_there(found)
    is_failed = found.files == Report.Files.FAILED
    return {
        "is_there": is_there,
        "is_failed": is_failed,
        "are_coming": not is_there and not is_failed,
        "why": NOT_WRITTEN.get(found.files_problem, ""),
    }


def _open_call(found: Report) -> DataCall | None:
    """The call for its counts, while somebody may still answer it and the draft would hear."""
    if found.status != Status.DRAFT:
        return None
    return DataCall.objects.filter(year=found.year, closed_on=None).first()


def _newer(found: Report) -> Report | None:
    """The version that took the place of one that was posted."""
    later = Report.objects.defer("content").filter(year=found.year, version__gt=found.version)
    return later.order_by("-version").first() if found.status == Status.REPLACED else None


def _path(found: Report) -> list[PathStep]:
    status = Status.POSTED if found.status == Status.REPLACED else Status(found.status)
    here = PATH.index(status)
    return [
        PathStep(str(one.label), "done" if place < here else "here" if place == here else "ahead")
        for place, one in enumerate(PATH)
    ]


@never_cache
@staff("reports.read")
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """One part of a draft: its words and the remarks on it. Posting the form writes the words."""
    found = get_object_or_404(Report, pk=pk)
    if code not in HINTS:
        raise Http404
    current = next(one for one in parts_of(found) if one.code == code)
    form = WordsForm(request.POST or None, initial={"text": current.text, "seen": current.text})
    if request.method != "POST":
        return _part_page(request, found, code, form)
    if not (request.user.may("reports.prepare") and form.is_valid()):
        return _part_page(request, found, code, form, status=UNTRUE)
    said = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}
    try:
        drafting.write_words(report=found, part=code, by=request.user, at=now(), **said)
    except WrittenMeanwhile as other:
        form.add_error("text", _("A colleague changed these words meanwhile. Hers stand below."))
        return _part_page(request, found, code, form, status=CROSSED, theirs=other.now)
    except WrongState:
        form.add_error(None, _("The report is signed. Open it again before you change it."))
        return _part_page(request, found, code, form, status=CROSSED)
    messages.success(request, _("Kept."))
    return redirect("reports:report", pk)


def _part_page(
    request: StaffRequest,
    found: Report,
    code: str,
    form: WordsForm,
    *,
    status: int = 200,
    theirs: str = "",
    remark: RemarkForm | None = None,
) -> HttpResponse:
    said = list(remarks_of(found, code))
    names = names_of_people(one.by_id for one in said)
    context: dict[str, Any] = {
        "report": found,
        "code": code,
        "title": PARTS[code][0],
        "hint": HINTS[code],
        "form": form,
        "theirs": theirs,
        "remarks": [(one, names.get(one.by_id, "")) for one in said],
        "remark": remark or RemarkForm(),
        "may_write": request.user.may("reports.prepare") and found.status == Status.DRAFT,
        "is_signed": found.status in (Status.SIGNED_ONCE, Status.SIGNED),
        "may_remark": found.status in drafting.OPEN,
    }
    return render(request, "reports/part.html", context, status=status)


@never_cache
@staff("reports.read")
@require_safe
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The draft as it stands, with its numbers protected; in the reader's language."""
    found = get_object_or_404(Report, pk=pk)
    if not found.content.get("protected"):
        messages.info(request, str(WHY["no_numbers"]))
        return redirect("reports:report", pk)
    document = document_of(found, get_language() or "en")
    paper = page(document, pictures_of(found, document.language))
    return render(request, "reports/preview.html", {"report": found, "paper": paper})


@staff("reports.read")
@require_POST
def say(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """Remark on a part."""
    found = get_object_or_404(Report, pk=pk)
    if code not in HINTS:
        raise Http404
    form = RemarkForm(request.POST)
    if not form.is_valid():
        words = next(one.text for one in parts_of(found) if one.code == code)
        shown = WordsForm(initial={"text": words, "seen": words})
        return _part_page(request, found, code, shown, status=UNTRUE, remark=form)
    try:
        text = form.cleaned_data["text"]
        drafting.remark(report=found, part=code, text=text, by=request.user, at=now())
    except WrongState:
        messages.warning(request, _("The report is posted. Remarks go into its next version."))
    return redirect("reports:part", pk, code)


@staff("reports.read")
@require_POST
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A remark is seen to, or open again."""
    found = get_object_or_404(Remark, pk=pk)
    act = drafting.open_remark_again if found.settled_at else drafting.settle_remark
    act(remark=found, by=request.user, at=now())
    return redirect("reports:part", found.report_id, found.part)


@staff("reports.prepare")
@require_POST
def compute(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Have the numbers made by the worker."""
    found = get_object_or_404(Report, pk=pk)
    if found.status != Status.DRAFT:
        messages.warning(request, _("The report is signed. Open it again before you change it."))
    else:
        make_numbers.enqueue(str(found.pk), str(request.user.pk))
        # So that nobody asks again before the worker turns to it.
        say_progress(work_of(found.pk), 0, STEPS)
        messages.info(request, _("The numbers are being made. It takes a minute or two."))
    return redirect("reports:report", pk)


@staff("reports.sign")
@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign, as the first person or the second."""
    return _act(request, pk, signing.sign, _("Signed."))


@staff("reports.prepare")
@require_POST
def open_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the signatures back."""
    return _act(request, pk, signing.open_again, _("It is a draft again. Both sign anew."))


@staff("reports.prepare")
@require_POST
def post(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Post a signed report on the site."""
    return _act(request, pk, posting.post_report, _("Posted. Everybody can read it now."))


@staff("reports.prepare")
@require_POST
def write_files_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Have the files of a posted report written again."""
    found = get_object_or_404(Report.objects.defer("content"), pk=pk)
    try:
        filing.ask_for_files(report=found, by=request.user, at=now())
    except AlreadyAsked:
        messages.info(request, _("They are being written already. It takes a minute or two."))
    except WrongState:
        messages.warning(request, _("A report has files once it is posted."))
    else:
        messages.info(request, _("The files are being written. It takes a minute or two."))
    return redirect("reports:report", pk)


def _act(request: StaffRequest, pk: UUID, act: Callable[..., Report], done: str) -> HttpResponse:
    from xenia.insight.reports.release import Refused

    found = get_object_or_404(Report, pk=pk)
    version = request.POST.get("version", "")
    try:
        act(
            report=found,
            version=int(version) if version.isdecimal() else -1,
            by=request.user,
            at=now(),
        )
    except NotReady as missing:
        messages.warning(request, " ".join(str(WHY[one]) for one in missing.reasons))
    except SamePerson:
        messages.warning(request, _("You signed first, so a second person signs now."))
    except (Crossed, WrongState):
        messages.warning(request, _("Somebody was first. Look at the report as it is now."))
    except ChangedSince:
        messages.warning(request, _("It is not what was signed. Open it again and sign anew."))
    except Refused as refused:
        messages.warning(
            request,
            _("Not posted: with what is out already, it would tell too much. %(cells)s")
            % {"cells": str(refused)[:400]},
        )
    else:
        messages.success(request, done)
    return redirect("reports:report", pk)
