"""Files of estimates: bringing one, looking at it first, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.sentences import NotReadable, said_again
from xenia.registers.population import operations
from xenia.registers.population.files import read_file
from xenia.registers.population.forms import DatasetForm
from xenia.registers.population.models import Dataset
from xenia.registers.population.queries import counted, dataset_in_its_place
from xenia.registers.population.views.estimates import table_of
from xenia.registers.population.views.people import topics_of
from xenia.registers.population.views.shown import area_names, dataset_facts, reader

ON_A_PAGE = 25
REFUSED_SHOWN = 100
TAGS = {"current": "met", "draft": "waiting"}


@staff("population.read")
@require_safe
def datasets(request: StaffRequest) -> HttpResponse:
    """Every file that was brought, newest first."""
    found = Dataset.objects.annotate(
        numbers=Count("estimates", distinct=True) + Count("characteristics", distinct=True)
    ).order_by("-entered_at", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {
                "one": one,
                "status": one.get_status_display(),
                "tag": TAGS.get(one.status, "draft"),
                "when": written_day(local_day(one.entered_at), reader()),
            }
            for one in page.object_list
        ],
        "may_bring_in": request.user.may("population.bring_in"),
    }
    return render(request, "population/datasets.html", context)


@staff("population.bring_in")
def new_dataset(request: StaffRequest) -> HttpResponse:
    """Bring a file: it is read and shown first, and nothing else changes."""
    form = DatasetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = _laid_down(request, form)
        if made is not None:
            return redirect("population:dataset", pk=made.pk)
    status = 422 if form.errors else 200
    return render(request, "population/new_dataset.html", {"form": form}, status=status)


def _laid_down(request: StaffRequest, form: DatasetForm) -> Dataset | None:
    said = form.cleaned_data
    labels = said["labels"].read() if said["labels"] else None
    try:
        reading = read_file(said["file"].read(), last_year=said["last_year"], labels=labels)
        described = form.described(table=reading.table, name=said["file"].name)
        if not described.table:
            form.add_error("table", _("Write the table, such as C16001."))
            return None
        return operations.lay_down_dataset(
            described=described,
            reading=reading,
            whole_city=said["whole_city"],
            by=request.user,
            at=now(),
        )
    except NotReadable as reason:
        form.add_error("file", str(reason.sentence))
    except operations.NothingRead as nothing:
        form.add_error("file", _("No number in this file can come in."))
        for one in nothing.refused[:3]:
            form.add_error("file", f"{one.where}: {one.reason}")
    return None


@staff("population.read")
@require_safe
def dataset(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One file: its numbers, what did not come in, what it replaces."""
    one = get_object_or_404(Dataset, pk=pk)
    in_place = dataset_in_its_place(one)
    context: dict[str, Any] = {
        "one": one,
        "status": one.get_status_display(),
        "is_draft": one.status == Dataset.Status.DRAFT,
        "is_current": one.status == Dataset.Status.CURRENT,
        "in_place": in_place,
        "before": one.replaces.first(),
        "numbers": one.estimates.count() + one.characteristics.count(),
        "refused": [(row["where"], said_again(row)) for row in one.refused[:REFUSED_SHOWN]],
        "refused_count": len(one.refused),
        "may_bring_in": request.user.may("population.bring_in"),
        "source": dataset_facts(one),
        "place": area_names([]),
    }
    if one.geography != Dataset.Geography.AREAS and one.estimates.exists():
        context |= table_of(counted(dataset=one))
    context["topics"] = topics_of(one.characteristics.filter(area=None))
    return render(request, "population/dataset.html", context)


@staff("population.bring_in")
@require_POST
def bring_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Pages read this file from now on."""
    one = get_object_or_404(Dataset, pk=pk)
    try:
        operations.bring_in_dataset(dataset=one, by=request.user, at=now())
    except (WrongState, operations.BroughtInMeanwhile):
        return _somebody_was_first(request, pk)
    messages.success(request, _("These estimates are in use now."))
    return redirect("population:dataset", pk=pk)


@staff("population.bring_in")
@require_POST
def throw_away(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A draft is not wanted."""
    one = get_object_or_404(Dataset, pk=pk)
    try:
        operations.throw_dataset_away(dataset=one, by=request.user, at=now())
    except WrongState:
        return _somebody_was_first(request, pk)
    messages.success(request, _("The draft is thrown away. Nothing was changed."))
    return redirect("population:datasets")


@staff("population.bring_in")
@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Pages do not read this file any more."""
    one = get_object_or_404(Dataset, pk=pk)
    try:
        before = operations.take_dataset_back(dataset=one, by=request.user, at=now())
    except WrongState:
        return _somebody_was_first(request, pk)
    if before is not None:
        messages.success(request, _("Taken back. The file before it is in use again."))
    else:
        messages.success(request, _("Taken back. No page reads these estimates any more."))
    return redirect("population:dataset", pk=pk)


def _somebody_was_first(request: HttpRequest, pk: UUID) -> HttpResponse:
    words = _("Somebody was here a moment ago. Look at the file as it is now.")
    messages.info(request, words)
    return redirect("population:dataset", pk=pk)
