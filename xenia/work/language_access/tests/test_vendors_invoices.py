"""A vendor's invoice is counted as the vendor counts, beside what we counted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.ledger.queries.counting import quantities
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.invoice_files import read_bill
from xenia.work.language_access.ledger_kinds import MEETINGS, MINUTES
from xenia.work.language_access.models import Interpreter, VendorInvoice
from xenia.work.language_access.operations import (
    BilledAlready,
    MonthNotOver,
    NoVendorLine,
    TakenBackAlready,
)
from xenia.work.language_access.tests.makers import a_clinic, a_coordinator, an_interpreter

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/language-numbers/invoices/"
NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)
BILL = b"""Harbor Bell, October\r
\r
Language,Service Type,# of Calls,Minutes\r
Haitian Creole,OPI,12,"1,204.5"\r
Spanish,VRI,3,95\r
haitian creole,OPI,1,10\r
Total,,16,1310\r
"""


@pytest.fixture(autouse=True)
def on_a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are opened on the twentieth."""
    monkeypatch.setattr("xenia.work.language_access.views.invoices.now", lambda: NOW)


def a_line() -> Interpreter:
    """A vendor's line for Haitian Creole and Spanish."""
    return an_interpreter(
        "ht", "es", ways=("phone",), kind="vendor_line", organization=an_organization(name="Bell")
    )


def billed(line: Interpreter, month: date = OCTOBER, data: bytes = BILL) -> VendorInvoice:
    """The invoice came in."""
    return operations.bring_in_invoice(
        line=line, month=month, lines=read_bill(data).lines(), by=None, at=NOW
    )


def sums(kind: str) -> dict[tuple[str, ...], int]:
    """The ledger's sums by way of counting and language."""
    found = quantities(kind, 2026, by=["method", "language"])
    return {one.cell: int(one.quantity) for one in found if one.quantity}


def test_a_messy_file_is_read_and_rows_of_one_language_come_together() -> None:
    assert read_bill(BILL).lines() == [
        {"language": "es", "mode": "video", "calls": 3, "minutes": 95},
        {"language": "ht", "mode": "phone", "calls": 13, "minutes": 1215},
    ]


def test_what_cannot_be_read_is_said_row_by_row() -> None:
    bill = read_bill(
        b"language,mode,minutes\nKlingon,phone,4\nSpanish,pigeon,4\nSpanish,phone,-4\n"
    )
    assert [row for row, _why in bill.refused] == [2, 3, 4]
    for nothing in (b"a,b\n1,2\n", b"language,minutes\n"):
        with pytest.raises(NotReadable):
            read_bill(nothing)


def test_it_is_counted_by_its_own_method_and_month() -> None:
    billed(a_line())
    assert sums(MEETINGS) == {("invoice", "es"): 3, ("invoice", "ht"): 13}
    assert sums(MINUTES) == {("invoice", "es"): 95, ("invoice", "ht"): 1215}
    assert [one.cell for one in quantities(MEETINGS, 2026, by=["month"])] == [("2026-10",)]


def test_a_month_is_billed_once_until_it_is_taken_back() -> None:
    line = a_line()
    first = billed(line)
    with pytest.raises(BilledAlready):
        billed(line)
    operations.take_back_invoice(invoice=first, by=None, at=NOW)
    assert sums(MEETINGS) == {}
    with pytest.raises(TakenBackAlready):
        operations.take_back_invoice(invoice=first, by=None, at=NOW)
    billed(line, data=b"language,calls,minutes\nht,2,20\n")
    assert sums(MEETINGS) == {("invoice", "ht"): 2}


def test_a_month_that_goes_on_and_a_person_are_not_billed() -> None:
    with pytest.raises(MonthNotOver):
        billed(a_line(), date(2026, 11, 1))
    with pytest.raises(NoVendorLine):
        billed(an_interpreter("ht"))


def send(client: Client, line: Interpreter, data: bytes = BILL, **more: Any) -> Any:
    """A colleague sends the file."""
    said = {"line": str(line.pk), "month": "2026-10"} | more
    return client.post(PAGE, said | {"file": SimpleUploadedFile("october.csv", data)})


def test_a_colleague_brings_it_in_and_takes_it_back() -> None:
    line, client = a_line(), Client()
    client.force_login(a_coordinator())
    assert send(client, line).status_code == 302
    content = client.get(PAGE).content.decode()
    assert "October 2026" in content
    assert "1310" in content
    invoice = VendorInvoice.objects.get()
    assert client.post(f"{PAGE}{invoice.pk}/take-back/").status_code == 302
    assert "No invoice was brought in yet" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"data": b"language,minutes\nKlingon,4\n"}, "Row 2"),
        ({"data": b"nothing here"}, "file"),
        ({"month": "2026-11"}, "This month is not over"),
        ({"month": "soon"}, "This is no month"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_comes_in(said: dict[str, Any], words: str) -> None:
    line, client = a_line(), Client()
    client.force_login(a_coordinator())
    answer = send(client, line, **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not VendorInvoice.objects.exists()


def test_a_department_brings_no_invoice_in() -> None:
    _clinic, clerk = a_clinic()
    client = Client()
    for user in (clerk, a_user(Role.POLICY_ANALYST)):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403
        assert send(client, a_line()).status_code == 403
