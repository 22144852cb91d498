"""An organization's own numbers: a quarter on the desk, as a spreadsheet, and handed in to its funder."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.face.desk.handing_in import NotOver, Refused, SameAsBefore, hand_in_quarter
from xenia.face.desk.number_words import PARTNER, kind_of_place, name_of_number
from xenia.face.desk.queries.partner_numbers import (
    MEASURES,
    PLANNED,
    Change,
    HandedIn,
    Numbers,
    changes_since,
    handed_in,
    numbers_of,
    quarter_named,
    quarters,
)
from xenia.face.desk.views.partner_work import chosen_organization, own_organizations
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.disclosure import is_small
from xenia.ground.imports.cells import safe_cell
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.registers.directory.models import Organization
from xenia.work.language_access.period_words import period_words
from xenia.work.language_access.queries.periods import Period

VIEW, HAND_IN = "desk.partner", "desk.hand_in"


def _reader() -> str:
    return get_language() or "en"


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def our_numbers(request: StaffRequest) -> HttpResponse:
    """A quarter: new and served, target and actual, outcomes, and what changed in quarters handed in before."""
    own, today, reader = own_organizations(request), local_day(now()), _reader()
    organization = chosen_organization(request, own)
    period = quarter_named(request.GET.get("period", ""), today)
    numbers = numbers_of(organization.pk, period)
    out = handed_in(organization.pk).get(period.code)
    may_hand_in = request.user.may(HAND_IN, organization=organization.pk)
    context = {
        "organization": organization,
        "choices": own,
        "period": period,
        "period_words": period_words(period, reader, whole=True),
        "numbers": numbers,
        "rows": _rows(numbers, out),
        "places": [(kind_of_place(one.kind), one) for one in numbers.places],
        "changes": [_shown(one) for one in changes_since(organization.pk, period, today)],
        "handed_in_on": written_day(out.on, reader) if out else "",
        "may_hand_in": may_hand_in and period.last < today,
        "may_later": may_hand_in and period.last >= today,
        "periods": [(one.code, period_words(one, reader, whole=True)) for one in quarters(today)],
    }
    return render(request, "desk/our_numbers.html", context)


def _rows(numbers: Numbers, out: HandedIn | None) -> list[dict[str, Any]]:
    return [
        {
            "words": PARTNER[one.code][0],
            "means": PARTNER[one.code][1],
            "number": numbers.counts[one.code],
            "handed_in": out.numbers.get(one.code) if out else None,
        }
        for one in MEASURES
    ]


def _shown(change: Change) -> dict[str, Any]:
    return {
        "period": period_words(change.period, _reader(), whole=True),
        "words": name_of_number(change.code),
        "handed_in": change.handed_in,
        "now": change.now,
        "on": written_day(change.handed_in_on, _reader()),
    }


HEADINGS: Final = (
    "organization", "quarter", "first_day", "last_day", "part", "measure", "measure_in_words", "number",
    "handed_in", "handed_in_on", "definition",
)  # fmt: skip


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def our_numbers_csv(request: StaffRequest) -> HttpResponse:
    """The funder's quarter: every number with its definition, then what changed in quarters before.

    A quarter that was handed in says what was handed in; of one that was not, small numbers stay here.
    """
    today = local_day(now())
    organization = chosen_organization(request, own_organizations(request))
    period = quarter_named(request.GET.get("period", ""), today)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="our-numbers-{period.code}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for cells in _lines(organization, period, today):
        sheet.writerow([safe_cell(str(cell)) for cell in cells])
    return response


def _lines(organization: Organization, period: Period, today: date) -> Iterator[list[Any]]:
    out = handed_in(organization.pk).get(period.code)
    on = out.on if out else ""
    own = numbers_of(organization.pk, period).cells()
    numbers = out.numbers if out else {code: _if_many(code, number) for code, number in own}
    for code, number in numbers.items():
        means = PARTNER[code][1] if code in PARTNER else ""
        yield [
            *_place(organization, period), "quarter", code, name_of_number(code),
            _said(number), "", on, means,
        ]  # fmt: skip
    for one in changes_since(organization.pk, period, today):
        yield [
            *_place(organization, one.period), "correction", one.code, name_of_number(one.code),
            _said(_told(one)), _said(one.handed_in), one.handed_in_on, "",
        ]  # fmt: skip


def _told(change: Change) -> int | None:
    """The number of today, unless it is small or few people make the difference."""
    now, before = _if_many(change.code, change.now), change.handed_in
    is_plan = change.code.startswith(PLANNED)
    if now is None or before is None or (is_small(now - before) and not is_plan):
        return None
    return now


def _place(organization: Organization, period: Period) -> list[Any]:
    return [organization.name, period.code, period.first, period.last]


def _if_many(code: str, number: int | None) -> int | None:
    """A plan is about nobody; any other small number is."""
    is_of_few = number is not None and is_small(number) and not code.startswith(PLANNED)
    return None if is_of_few else number


def _said(number: int | None) -> str:
    return _("not shown") if number is None else str(number)


@staff(HAND_IN, somewhere=True)
@require_POST
def hand_in(request: StaffRequest) -> HttpResponse:
    """The quarter is kept as it is now; what changes later is shown as a correction."""
    at, user = now(), request.user
    organization = chosen_organization(request, own_organizations(request))
    if not user.may(HAND_IN, organization=organization.pk):
        raise PermissionDenied
    period = quarter_named(request.POST.get("period", ""), local_day(at))
    try:
        hand_in_quarter(organization=organization, period=period, by=user, at=at)
        messages.success(
            request, _("The quarter is kept as handed in. Later changes stand beside it.")
        )
    except Refused:
        sentence = _(
            "This quarter was not handed in. Beside what is out already, it would tell of a few people. Talk with the office."
        )
        messages.error(request, sentence)
    except ReportSetMissing as missing:
        messages.error(request, str(missing))
    except NotOver:
        messages.info(request, _("This quarter still runs. Hand it in when it is over."))
    except SameAsBefore:
        messages.info(
            request, _("These numbers were handed in already. Nothing has changed since.")
        )
    asked = urlencode({"organization": organization.pk, "period": period.code})
    return redirect(f"{reverse('desk:our_numbers')}?{asked}")
