"""Vendors' invoices: brought in month by month, each counted as the vendor counts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.imports.sentences import NotReadable, Sentence
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.language_access import operations
from xenia.work.language_access.forms.invoice import InvoiceForm
from xenia.work.language_access.invoice_files import Bill, read_bill
from xenia.work.language_access.models import VendorInvoice
from xenia.work.language_access.operations import BilledAlready, MonthNotOver, TakenBackAlready

MANAGE = "language_access.manage"
ON_A_PAGE, REFUSED_SHOWN = 25, 20


@never_cache
@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invoices(request: StaffRequest) -> HttpResponse:
    """What vendors billed, the newest month first; one more is brought in as a file."""
    form = InvoiceForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    try:
        bill = read_bill(form.cleaned_data["file"].read())
    except NotReadable as wrong:
        form.add_error("file", str(wrong.sentence))
        return _show(request, form)
    if bill.refused:
        return _show(request, form, bill)
    return _bring_in(request, form, bill)


def _bring_in(request: StaffRequest, form: InvoiceForm, bill: Bill) -> HttpResponse:
    try:
        made = operations.bring_in_invoice(
            line=form.cleaned_data["line"],
            month=form.cleaned_data["month"],
            lines=bill.lines(),
            by=request.user,
            at=now(),
        )
    except MonthNotOver:
        form.add_error("month", _("This month is not over. Choose one before it."))
    except BilledAlready:
        form.add_error(
            "month", _("This vendor has an invoice for this month. Take that one back first.")
        )
    except YearIsClosed:
        form.add_error("month", _("This year is locked in the ledger. Nothing is added any more."))
    else:
        said = {"calls": made.calls, "minutes": made.minutes}
        messages.success(request, _("Brought in: %(calls)s calls, %(minutes)s minutes.") % said)
        return redirect("language_numbers:invoices")
    return _show(request, form)


def _show(request: StaffRequest, form: InvoiceForm, bill: Bill | None = None) -> HttpResponse:
    found = VendorInvoice.objects.standing().select_related("line")
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "refused": _refused(bill),
    }
    status = 422 if form.is_bound else 200
    return render(request, "language_access/number_invoices.html", context, status=status)


def _refused(bill: Bill | None) -> list[dict[str, Any]]:
    lines: list[tuple[int, Sentence]] = bill.refused[:REFUSED_SHOWN] if bill else []
    return [{"row": row, "words": str(one)} for row, one in lines]


@staff(MANAGE)
@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was the wrong file."""
    invoice = get_object_or_404(VendorInvoice, pk=pk)
    try:
        operations.take_back_invoice(invoice=invoice, by=request.user, at=now())
    except TakenBackAlready:
        messages.info(request, _("Somebody took this invoice back before."))
    except YearIsClosed:
        messages.info(request, _("This year is locked in the ledger. It stays as it is."))
    else:
        messages.success(request, _("Taken back. It is not counted any more."))
    return redirect("language_numbers:invoices")
