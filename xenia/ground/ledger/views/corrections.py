"""The figures of sealed years, and corrections to them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import now
from xenia.ground.ledger.forms.correction import CorrectionForm
from xenia.ground.ledger.models import Correction, SealedFigure, Year
from xenia.ground.ledger.operations.correction import BelowZero, NotAdditive, correct_figure
from xenia.ground.ledger.queries.sealed import figures
from xenia.ground.ledger.views.shown import cell_words, day, page_of, plain_number


@staff("ledger.read")
def figures_of_year(request: StaffRequest, number: int) -> HttpResponse:
    """Every stored figure of a sealed year."""
    year = get_object_or_404(Year, year=number)
    page = page_of(request, figures(number))
    context = {
        "year": year,
        "page": page,
        "lines": [_line(figure) for figure in page],
        "may_correct": request.user.may("ledger.correct"),
    }
    return render(request, "ledger/figures.html", context)


def _line(figure: Any) -> dict[str, Any]:
    return {
        "figure": figure,
        "about": cell_words(figure.cell),
        "sealed": plain_number(figure.value),
        "now": plain_number(figure.now),
        "version": figure.version,
    }


@staff("ledger.correct")
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Correct a sum of a sealed year."""
    figure = get_object_or_404(SealedFigure, pk=pk)
    form = CorrectionForm(request.POST) if request.method == "POST" else CorrectionForm()
    if not form.is_valid():
        return _asked(request, figure, form)
    try:
        correct_figure(figure=figure, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("The figure is corrected. The sealed one stays readable."))
    except BelowZero:
        form.add_error("change", _("That is more than there is. Type a smaller number."))
        return _asked(request, figure, form)
    except NotAdditive:
        messages.warning(
            request,
            _("People were counted once here, and who they were is gone. It stays as it is."),
        )
    return redirect("ledger:figures", figure.year)


def _asked(request: StaffRequest, figure: SealedFigure, form: CorrectionForm) -> HttpResponse:
    line = _line(figures(figure.year).get(pk=figure.pk))
    return render(request, "ledger/correct.html", {"form": form, **line})


@staff("ledger.read")
def corrections(request: StaffRequest) -> HttpResponse:
    """Every correction, the newest first."""
    page = page_of(request, Correction.objects.select_related("figure"))
    names = names_of_people(one.corrected_by for one in page)
    lines = [
        {
            "correction": one,
            "about": cell_words(one.figure.cell),
            "change": f"{plain_number(one.change):+}",
            "who": names.get(one.corrected_by, "") if one.corrected_by else "",
            "when": day(one.corrected_at),
        }
        for one in page
    ]
    return render(request, "ledger/corrections.html", {"page": page, "lines": lines})
