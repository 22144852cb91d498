"""The days the office is closed, and the versions of the calendar."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.face.desk.forms.closures import ClosureForm
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.calendar import current_version
from xenia.ground.reference.models import CalendarVersion, Closure, Office
from xenia.ground.reference.operations import close_office, open_office_again, seed_closures

YEARS_SHOWN = (-1, 2)  # from last year to the one after next


@staff("reference.manage")
def closures(request: StaffRequest) -> HttpResponse:
    """The closures of one year."""
    return _page(request, ClosureForm(), _year(request.GET.get("year", "")))


def _year(said: str) -> int:
    return int(said) if said.isdecimal() and 1900 <= int(said) <= 2200 else local_day(now()).year


def _page(request: StaffRequest, form: ClosureForm, year: int) -> HttpResponse:
    this_year = local_day(now()).year
    rows = list(
        Closure.objects.filter(first_day__lte=date(year, 12, 31), last_day__gte=date(year, 1, 1))
    )
    version = CalendarVersion.objects.order_by("number").last()
    reader = get_language() or "en"
    context = {
        "form": form,
        "year": year,
        "years": range(this_year + YEARS_SHOWN[0], this_year + YEARS_SHOWN[1] + 1),
        "closed": [_shown(row, reader) for row in rows if row.until_version is None],
        "taken_back": [_shown(row, reader) for row in rows if row.until_version is not None],
        "version": version.number if version else 0,
        "made_on": written_day(local_day(version.made_at), reader) if version else "",
        "state": Office.objects.values_list("state", flat=True).first() or "",
    }
    return render(
        request, "desk/settings_closures.html", context, status=422 if form.errors else 200
    )


def _shown(row: Closure, reader: str) -> dict[str, object]:
    first = written_day(row.first_day, reader)
    days = first
    if row.last_day != row.first_day:
        days = _("%(first)s to %(last)s") % {
            "first": first,
            "last": written_day(row.last_day, reader),
        }
    return {"row": row, "days": days}


def _to_year(year: int) -> HttpResponse:
    return redirect(f"{reverse('desk:settings_closures')}?year={year}")


@staff("reference.manage")
@require_POST
def closure_add(request: StaffRequest) -> HttpResponse:
    """The office will be closed."""
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return _page(request, form, _year(request.POST.get("year", "")))
    closure = close_office(**form.cleaned_data, by=request.user, at=now())
    messages.success(
        request,
        _("Saved as version %(version)s of the calendar. Earlier deadlines keep their day.")
        % {"version": closure.since_version},
    )
    return _to_year(closure.first_day.year)


@staff("reference.manage")
@require_POST
def closure_take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office is open on these days after all."""
    closure = get_object_or_404(Closure, pk=pk)
    if closure.until_version is not None:
        messages.info(request, _("Somebody took this closure back before."))
    else:
        open_office_again(closure=closure, by=request.user, at=now())
        messages.success(
            request,
            _(
                "Taken back in version %(version)s of the calendar. Earlier deadlines keep their day."
            )
            % {"version": current_version()},
        )
    return _to_year(closure.first_day.year)


@staff("reference.manage")
@require_POST
def closures_seed(request: StaffRequest) -> HttpResponse:
    """Enter a year's public holidays as a first draft."""
    year = _year(request.POST.get("year", ""))
    state = Office.objects.values_list("state", flat=True).first() or ""
    added = seed_closures(years=[year], state=state, by=request.user, at=now())
    if added:
        words = ngettext(
            "%(count)s public holiday is added. Check it: the office may be open.",
            "%(count)s public holidays are added. Check them: the office may be open on some.",
            added,
        )
        messages.success(request, words % {"count": added})
    else:
        messages.info(
            request, _("Every public holiday of %(year)s was there already.") % {"year": year}
        )
    return _to_year(year)
