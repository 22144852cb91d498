"""A vendor's invoice comes in, and is taken back when it was the wrong one."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import Fact, record_all
from xenia.work.language_access.ledger_kinds import MEETINGS, MINUTES
from xenia.work.language_access.models import Interpreter, VendorInvoice
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.operations.assigning import NoVendorLine


class BilledAlready(ValueError):
    """An invoice of this line and month counts already: take that one back first."""


class MonthNotOver(ValueError):
    """A month is billed when it is over."""


class TakenBackAlready(Exception):
    """Somebody took this invoice back before."""


@transaction.atomic
def bring_in_invoice(
    *,
    line: Interpreter,
    month: date,
    lines: Sequence[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> VendorInvoice:
    """What a vendor billed for a month is counted as the vendor counts it, beside what we counted.

    Raises NoVendorLine, MonthNotOver, BilledAlready, YearIsClosed; nothing is counted then.
    """
    first = month.replace(day=1)
    if not line.is_vendor_line:
        raise NoVendorLine(f"interpreter {line.pk} is no line")
    if first >= local_day(at).replace(day=1):
        raise MonthNotOver(f"{first:%Y-%m} is not over")
    invoice = VendorInvoice(line=line, month=first, lines=list(lines), brought_in_at=at)
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError:
        raise BilledAlready(f"interpreter {line.pk} is billed for {first:%Y-%m}") from None
    record_all(_facts(invoice, times=1))
    audit.record(by, "language_access.invoice_brought_in", invoice, at=at)
    return invoice


@transaction.atomic
def take_back_invoice(*, invoice: VendorInvoice, by: User | None, at: datetime) -> VendorInvoice:
    """It was the wrong one: what it counted is taken away. Raises TakenBackAlready, YearIsClosed."""
    current: VendorInvoice = VendorInvoice.objects.select_for_update().get(pk=invoice.pk)
    if current.taken_back_at is not None:
        raise TakenBackAlready(f"invoice {invoice.pk} was taken back")
    current.taken_back_at = at
    current.save(update_fields=["taken_back_at"])
    record_all(_facts(current, times=-1))
    audit.record(by, "language_access.invoice_taken_back", current, at=at)
    return current


def _facts(invoice: VendorInvoice, *, times: int) -> Iterator[Fact]:
    for one in invoice.lines:
        about = {
            "language": one["language"],
            "mode": one["mode"],
            "method": CountMethod.INVOICE,
        }
        yield Fact(MEETINGS, invoice.month, times * one["calls"], about)
        yield Fact(MINUTES, invoice.month, times * one["minutes"], about)
