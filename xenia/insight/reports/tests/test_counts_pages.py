"""Pages of the call: the office opens it and sees who answered; an organization types, brings a spreadsheet, corrects."""

import io
import re
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.operations import choose_languages
from xenia.insight.reports.count_sheets import read_counts
from xenia.insight.reports.messages import COUNTS_ASKED, COUNTS_DUE_SOON
from xenia.insight.reports.models import DataCall, DataRequest
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.queries.call import who_to_ask
from xenia.insight.reports.tests.call_makers import MONDAY, NUMBERS, a_partner
from xenia.registers.directory.models import Organization

pytestmark = pytest.mark.django_db
Status = DataRequest.Status
BUDGET = 60_000


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def read(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def a_call_now(*organizations: Organization) -> DataCall:
    at = timezone.now()
    return operations.open_call(
        year=2025,
        council_on=local_day(at) + timedelta(days=150),
        organizations=organizations,
        by=a_user(Role.DIRECTOR),
        at=at,
    )


@pytest.fixture
def asked() -> tuple[DataRequest, User]:
    partner, manager = a_partner()
    return a_call_now(partner).requests.get(), manager


def test_the_office_opens_a_call_and_everybody_is_told_once() -> None:
    partner, _manager = a_partner()
    browser = signed_in(a_user(Role.DIRECTOR))
    page = read(browser, "/en/desk/reports/call/")
    # Whoever has somebody who answers is ticked already.
    assert re.search(rf'value="{partner.pk}"[^>]*checked', page)
    said = {"year": 2025, "council_on": "2020-01-01", "organizations": [str(partner.pk)]}
    answer = browser.post("/en/desk/reports/call/", said)
    assert answer.status_code == 422
    assert "leaves nobody the time" in answer.content.decode()
    said["council_on"] = (local_day(timezone.now()) + timedelta(days=150)).isoformat()
    assert browser.post("/en/desk/reports/call/", said).status_code == 302
    assert OutboxMessage.objects.filter(template=COUNTS_ASKED).count() == 1
    assert browser.post("/en/desk/reports/call/", said).status_code == 422
    page = read(browser, "/en/desk/reports/call/2025/")
    assert "1 of 1 has not answered" in page
    assert "Everybody has answered" in page  # by a day of the plan


def test_the_office_does_not_ask_itself(asked: Any) -> None:
    name = office_facts().text("name", "en")
    own, _head = a_partner(name)
    other, _manager = a_partner("Saltmarsh House")
    browser = signed_in(a_user(Role.DIRECTOR))
    for address in ("/en/desk/reports/call/", "/en/desk/reports/call/2025/"):
        page = read(browser, address)
        assert f'value="{other.pk}"' in page
        assert str(own.pk) not in page
    answer = browser.post("/en/desk/reports/call/2025/ask/", {"organization": own.pk})
    assert answer.status_code == 422
    DataCall.objects.all().delete()
    assert own not in who_to_ask()
    assert other in who_to_ask()


def test_the_office_reminds_adds_and_leaves_out(asked: Any) -> None:
    request, _manager = asked
    browser = signed_in(a_user(Role.DIRECTOR))
    browser.post(f"/en/desk/reports/call/asked/{request.pk}/remind/")
    browser.post(f"/en/desk/reports/call/asked/{request.pk}/remind/")
    assert OutboxMessage.objects.filter(template=COUNTS_DUE_SOON).count() == 1
    other, _other = a_partner("Saltmarsh House")
    browser.post("/en/desk/reports/call/2025/ask/", {"organization": other.pk})
    more = DataRequest.objects.get(organization=other)
    assert "Saltmarsh House" in read(browser, "/en/desk/reports/call/2025/")
    out = f"/en/desk/reports/call/asked/{more.pk}/leave-out/"
    browser.post(out, {"version": "0"})
    assert not DataRequest.objects.filter(pk=more.pk).exists()
    answer = browser.post(out, {"version": "0"}, follow=True)
    assert "Somebody was here before you." in answer.content.decode()
    assert browser.post("/en/desk/reports/call/2025/ask/", {}).status_code == 422


def test_an_organization_types_keeps_and_sends(asked: Any) -> None:
    request, manager = asked
    browser, address = signed_in(manager), f"/en/desk/counts/{request.pk}/"
    assert "Harbor Legal Aid" in read(browser, "/en/desk/counts/")
    page = read(browser, address)
    assert "The office asks for your counts of 2025 by" in page
    typed = {"people/all": "1,200", "people/education": "0", "version": 0, "act": "keep"}
    assert browser.post(address, typed).status_code == 302
    request.refresh_from_db()
    assert (request.status, request.figures.count()) == (Status.BEGUN, 2)
    # Without words on how it is counted nothing is sent, and nothing typed is lost.
    answer = browser.post(
        address, typed | {"version": 1, "act": "send", "legal_direct/asylum": "7"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say how you count" in page
    assert 'value="7"' in page
    sent = typed | {"version": 1, "act": "send", "method": "Each person once."}
    assert browser.post(address, sent).status_code == 302
    page = read(browser, address)
    assert "The office has your counts" in page
    assert "Each person once." in page
    browser.post(f"{address}again/", {"version": 2})
    assert 'value="1200"' in read(browser, address)


def test_what_cannot_be_read_is_named_cell_by_cell(asked: Any) -> None:
    request, manager = asked
    address = f"/en/desk/counts/{request.pk}/"
    typed = {"people/all": "many", "opened/all": "3", "opened/legal": "4", "version": 0}
    answer = signed_in(manager).post(address, typed | {"act": "keep"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is no whole number." in page
    assert "All together is less than one of the rows below it." in page
    assert 'value="many"' in page


def test_a_spreadsheet_goes_out_and_comes_back_with_a_preview(asked: Any) -> None:
    from openpyxl import load_workbook

    request, manager = asked
    browser, address = signed_in(manager), f"/en/desk/counts/{request.pk}/"
    book = load_workbook(io.BytesIO(browser.get(f"{address}counts.xlsx").content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "people/education":
            row[3].value = 80
        if row[0].value == "people/all":
            row[3].value = "some"
    sheet.append(["dancing", "", "", 3])
    out = io.BytesIO()
    book.save(out)
    answer = browser.post(
        f"{address}bring/", {"file": SimpleUploadedFile("c.xlsx", out.getvalue())}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 number was read from your file" in page
    assert "We do not know this code." in page
    assert "This is no whole number." in page
    assert 'value="80"' in page
    # Nothing is kept before she says so.
    assert not request.figures.exists()
    answered_by_file = {"people/education": "80", "from": "file", "act": "keep", "version": 0}
    browser.post(address, answered_by_file)
    assert request.figures.get().value == 80
    assert "Take the last spreadsheet back" in read(browser, address)
    browser.post(f"{address}file-back/", {"version": 1})
    assert not request.figures.exists()


def test_a_csv_of_another_language_is_read_too(asked: Any) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    request, manager = asked
    browser, address = signed_in(manager), f"/ar/desk/counts/{request.pk}/"
    text = browser.get(f"{address}counts.csv").content.decode()
    filled = re.sub(r"(?m)^(people/housing,.*),\r?$", r"\1,41", text)
    answer = browser.post(
        f"/en/desk/counts/{request.pk}/bring/",
        {"file": SimpleUploadedFile("c.csv", filled.encode())},
    )
    assert 'value="41"' in answer.content.decode()
    answer = browser.post(f"{address}bring/", {"file": SimpleUploadedFile("c.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("c.json", b'{"people/all": 3, "people/food": 2}', "This is no spreadsheet."),
        ("c.json", b'[\n  {"code": "people/all", "number": 3}\n]', "This is no spreadsheet."),
        ("c.xlsx", b"Dear office, here, as you asked, they are.", "This is no spreadsheet."),
        ("c.txt", b"We served many people.\nThank you.", "This is no spreadsheet."),
        ("c.csv", b"name,city\nAna,Lindenport\n", "We found no columns named code and number."),
    ],
)
def test_what_is_no_spreadsheet_is_told_which_file_is_wanted(
    asked: Any, name: str, content: bytes, words: str
) -> None:
    request, manager = asked
    answer = signed_in(manager).post(
        f"/en/desk/counts/{request.pk}/bring/", {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_formulas_nobody_reckoned_and_numbers_too_large_are_named() -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ("Code", "Number"),
        ("people/all", "=10+10"),
        ("people/education", 12345678901234567890),
        ("people/housing", "12345678901234567890"),
        ("people/food", None),
        ("people/legal", 40),
    ):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_counts(out.getvalue(), "c.xlsx")
    assert [one.value for one in found.numbers] == [40]
    assert [(number, str(why)) for number, why in found.refused] == [
        (2, "This is no whole number. Write it such as 120, or leave it empty."),
        (3, "Write 10,000,000 or less."),
        (4, "Write 10,000,000 or less."),
    ]


def test_a_number_too_large_is_typed_to_its_end_and_told(asked: Any) -> None:
    request, manager = asked
    typed = {"people/all": "12345678901234567890", "version": 0, "act": "keep"}
    answer = signed_in(manager).post(f"/en/desk/counts/{request.pk}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write 10,000,000 or less." in page
    assert 'value="12345678901234567890"' in page
    assert 'maxlength="14"' not in page


def test_the_second_keeps_her_words_and_is_told(asked: Any) -> None:
    request, manager = asked
    browser, address = signed_in(manager), f"/en/desk/counts/{request.pk}/"
    said = {"version": 0, "act": "keep"}
    assert browser.post(address, said | {"people/all": "300"}).status_code == 302
    late = browser.post(address, said | {"people/all": "99"})
    assert late.status_code == 409
    assert "Somebody else changed this while you wrote." in late.content.decode()
    assert 'value="99"' in late.content.decode()


def test_the_office_types_what_somebody_said_on_the_phone(asked: Any) -> None:
    request, _manager = asked
    browser, address = signed_in(a_user(Role.SUPERVISOR)), f"/en/desk/counts/{request.pk}/"
    assert "You type for another organization" in read(browser, address)
    browser.post(address, {"people/all": "5", "method": "By phone.", "version": 0, "act": "send"})
    request.refresh_from_db()
    assert request.status == Status.ANSWERED


def test_a_partner_sees_its_own_counts_alone(asked: Any) -> None:
    request, manager = asked
    _other, stranger = a_partner("Saltmarsh House")
    address = f"/en/desk/counts/{request.pk}/"
    read(signed_in(stranger), address, 403)
    assert signed_in(stranger).post(address, {"version": 0}).status_code == 403
    assert "Harbor Legal Aid" not in read(signed_in(stranger), "/en/desk/counts/")
    read(signed_in(a_user(Role.CASEWORKER)), address, 403)
    read(signed_in(manager), "/en/desk/reports/call/", 403)


def test_nothing_to_report_and_a_closed_call(asked: Any) -> None:
    request, manager = asked
    browser, address = signed_in(manager), f"/en/desk/counts/{request.pk}/"
    browser.post(f"{address}nothing/", {"version": 0})
    assert "Nothing to report" in read(browser, address)
    office = signed_in(a_user(Role.DIRECTOR))
    assert "Everybody has answered for 2025" in read(office, "/en/desk/reports/call/2025/")
    office.post("/en/desk/reports/call/2025/close/")
    assert "The call was closed on" in read(browser, address)
    answer = browser.post(f"{address}again/", {"version": 1}, follow=True)
    assert "The call is closed." in answer.content.decode()
    office.post("/en/desk/reports/call/2025/open-again/")
    browser.post(f"{address}again/", {"version": 1})
    request.refresh_from_db()
    assert request.status == Status.BEGUN


def test_the_pages_stay_light_and_ask_little(
    asked: Any, django_assert_max_num_queries: Any
) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    request, manager = asked
    operations.save_begun(
        request=request, numbers=NUMBERS, method="", version=0, by=manager, at=timezone.now()
    )
    browser, address = signed_in(manager), f"/ar/desk/counts/{request.pk}/"
    browser.get(address)
    with django_assert_max_num_queries(16):
        page = browser.get(address)
    assert 'dir="rtl"' in page.content.decode()
    assert len(zlib.compress(page.content)) < BUDGET
    for number in range(8):
        other, _other = a_partner(f"Partner {number}")
        operations.ask_too(call=request.call, organization=other, by=manager, at=timezone.now())
    office = signed_in(a_user(Role.DIRECTOR))
    office.get("/ar/desk/reports/call/2025/")
    with django_assert_max_num_queries(24):
        assert office.get("/ar/desk/reports/call/2025/").status_code == 200


def test_whoever_sends_second_sees_what_was_sent_and_what_she_typed(asked: Any) -> None:
    request, manager = asked
    browser, address = signed_in(manager), f"/en/desk/counts/{request.pk}/"
    said = {"version": "0", "act": "send", "method": "Each once."}
    assert browser.post(address, said | {"people/all": "300"}).status_code == 302
    late = browser.post(address, said | {"people/all": "777"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Somebody sent these counts while you wrote." in page
    sent, typed = page[page.index("What you sent") :].split("What you typed")
    assert "300" in sent
    assert "777" not in sent
    assert "777" in typed
    assert "Open and correct" in typed
