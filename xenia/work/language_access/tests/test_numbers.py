"""The numbers of the room: from the ledger alone, each with its way of counting, small ones not shown."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.disclosure.columns import hidden_of
from xenia.ground.ledger.operations import Fact, record_all
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.ledger_kinds import (
    CONFIRM_HOURS,
    DIALECT,
    ENDED,
    FOUND,
    LEAD_DAYS,
    MEETINGS,
    MINUTES,
    REQUESTED,
)
from xenia.work.language_access.models.counting import CountMethod, method_words, reported
from xenia.work.language_access.plan_kinds import DOCUMENT
from xenia.work.language_access.queries.number_tables import tables_of
from xenia.work.language_access.queries.numbers import NotShown, Numbers, key_figures
from xenia.work.language_access.queries.periods import Span, period_named, periods
from xenia.work.language_access.tests.asking import THURSDAY, a_request
from xenia.work.language_access.tests.makers import (
    MONDAY,
    TUESDAY,
    a_clinic,
    a_coordinator,
    an_interpreter,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/language-numbers/"
TODAY = date(2026, 11, 20)
NOVEMBER = period_named("2026-11", TODAY)
RECORDS, INVOICE = CountMethod.RECORDS, CountMethod.INVOICE


@pytest.fixture(autouse=True)
def on_a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are opened on the twentieth."""
    noon = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    monkeypatch.setattr("xenia.work.language_access.views.numbers.now", lambda: noon)


def counted(kind: str, quantity: int, on: date = date(2026, 11, 9), **about: Any) -> None:
    """So much was counted."""
    record_all([Fact(kind, on, quantity, {"method": RECORDS} | about)])


def rows(numbers: Numbers, code: str, part: int = 0) -> dict[str, list[Any]]:
    """A table as the page has it: {value: the numbers of this period}."""
    table = tables_of(numbers)[code][part]
    assert table.total
    return {row.value: [cell.now for cell in row.cells] for row in (*table.rows, table.total)}


def read(user: User, where: str = PAGE, **chosen: str) -> str:
    """What she reads there."""
    client = Client()
    client.force_login(user)
    answer = client.get(where, chosen)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sheet(user: User, **chosen: str) -> list[dict[str, str]]:
    """The spreadsheet, read."""
    text = read(user, f"{PAGE}numbers.csv", **chosen).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def a_month_of_requests(clinic: Organization, other: Organization) -> None:
    """November: 20 in Spanish and 15 in Haitian Creole at the clinic, 12 in Kriolu elsewhere; October: 40."""
    for language, mode, count, organization in (
        ("es", "phone", 20, clinic),
        ("ht", "in_person", 15, clinic),
        ("kea", "video", 12, other),
    ):
        about: dict[str, Any] = {"language": language, "mode": mode, "department": organization.pk}
        counted(REQUESTED, count, **about)
        counted(LEAD_DAYS, count * 3, **about)
        counted(FOUND, count - 1, **about)
        counted(CONFIRM_HOURS, (count - 1) * 2, **about)
        counted(MEETINGS, count - 1, **about)
        counted(MINUTES, (count - 1) * 30, **about)
        counted(ENDED, count - 1, outcome="done", **about)
    counted(REQUESTED, 40, on=date(2026, 10, 1), language="es", department=clinic.pk)


def test_what_is_asked_for_stands_there_as_it_was_counted() -> None:
    clinic, _clerk = a_clinic()
    for _one in range(12):
        a_request(clinic)
    assert rows(Numbers(NOVEMBER), "language")["kea"][0] == 12
    figures = key_figures(Numbers(NOVEMBER))
    assert (figures["requests"].now, figures["lead"].now) == (12, 3.0)
    assert figures["wait"].now is None


def test_a_meeting_is_counted_once_with_its_minutes_and_the_way_it_was_held() -> None:
    request = a_request(mode="in_person", also=("phone",))
    operations.assign(
        request=request,
        interpreter=an_interpreter("kea"),
        start=THURSDAY,
        mode="phone",
        why="agreed",
        by=a_coordinator(),
        at=TUESDAY,
    )
    operations.record_outcome(request=request, minutes=50, by=a_coordinator(), at=THURSDAY)
    found = {(one.kind, one.cell["mode"]): one.quantity for one in Numbers(NOVEMBER)._now}
    assert found[MEETINGS, "phone"] == 1
    assert found[MINUTES, "phone"] == 50
    assert found[ENDED, "in_person"] == 1
    assert (MEETINGS, "in_person") not in found


def test_a_period_stands_beside_the_one_before() -> None:
    a_month_of_requests(an_organization(name="Public Health"), an_organization(name="Schools"))
    requests = key_figures(Numbers(NOVEMBER))["requests"]
    assert (requests.now, requests.before, requests.change) == (47, 40, 18)
    assert key_figures(Numbers(NOVEMBER))["lead"].now == 3.0
    assert key_figures(Numbers(NOVEMBER))["wait"].now == 2.0


def test_a_year_that_is_not_over_stands_beside_the_same_months() -> None:
    year = period_named("2026", TODAY)
    assert (year.first, year.until, year.is_over) == (date(2026, 1, 1), date(2026, 11, 30), False)
    before = year.before()
    assert (before.first, before.until) == (date(2025, 1, 1), date(2025, 11, 30))
    assert period_named("2025", TODAY).is_over


def test_quarters_and_fiscal_years_are_whole_months(settings: Any) -> None:
    settings.FISCAL_YEAR_MONTH = 7
    quarter, fiscal = period_named("2026-q3", TODAY), period_named("fy2027", TODAY)
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (fiscal.first, fiscal.last, fiscal.span) == (
        date(2026, 7, 1),
        date(2027, 6, 30),
        Span.FISCAL,
    )
    codes = [one.code for one in periods(TODAY)]
    assert len(codes) == len(set(codes))
    assert period_named("2019", TODAY).code == period_named("nonsense", TODAY).code == "2026"
    settings.FISCAL_YEAR_MONTH = 1
    assert not [one for one in periods(TODAY) if one.span == Span.FISCAL]


@pytest.mark.parametrize(
    ("counts", "hidden", "total"),
    [
        ({"es": 40, "ht": 30}, set(), False),
        ({"es": 40, "ht": 30, "so": 0}, set(), False),
        # One small number alone would be what the others leave of the sum.
        ({"es": 40, "ht": 30, "so": 4}, {"so", "ht"}, False),
        # Two small ones of 11 or more together are enough.
        ({"es": 40, "ht": 6, "so": 5}, {"so", "ht"}, False),
        # 3 and 4 leave at most 10: a third one goes too.
        ({"es": 40, "ht": 3, "so": 4, "vi": 12}, {"ht", "so", "vi"}, False),
        # Nothing is left to hide it behind: the sum goes.
        ({"so": 4}, {"so"}, True),
        ({"so": 4, "ht": 3}, {"so", "ht"}, True),
        ({"es": 40, "so": -1}, {"so", "es"}, False),
    ],
)
def test_small_numbers_are_hidden_so_that_nobody_can_work_them_out(
    counts: dict[str, int], hidden: set[str], total: bool
) -> None:
    found = hidden_of(counts)
    assert (set(found.rows), found.total) == (hidden, total)


def test_a_small_number_is_on_no_page_and_in_no_spreadsheet() -> None:
    clinic = an_organization(name="Public Health")
    for language, count in (("es", 400), ("ht", 317), ("so", 7)):
        counted(REQUESTED, count, language=language, mode="phone", department=clinic.pk)
    found = rows(Numbers(NOVEMBER), "language")
    assert found["so"][0] is found["ht"][0] is NotShown.SMALL
    by = a_coordinator()
    content = read(by, period="2026-11")
    assert "317" not in content
    assert ">7<" not in content
    assert 'aria-label="not shown"' in content
    lines = [one for one in sheet(by, period="2026-11") if one["dimension"] == "language"]
    said = {one["value"]: one["number"] for one in lines if one["measure"] == "Requests"}
    assert said == {"es": "400", "ht": "not shown", "so": "not shown", "": "724"}


def test_ways_of_counting_stand_side_by_side_and_are_never_added() -> None:
    clinic = an_organization(name="Public Health")
    counted(MEETINGS, 120, language="ht", mode="phone", department=clinic.pk)
    counted(MEETINGS, 150, language="ht", mode="phone", method=INVOICE)
    counted(MEETINGS, 31, language="ht", mode="phone", method=reported("intake"))
    numbers = Numbers(NOVEMBER)
    assert key_figures(numbers)["meetings"].now == 120
    parts = tables_of(numbers)["methods"]
    assert [(part.method, part.rows[0].cells[0].now) for part in parts] == [
        ("records", 120),
        ("invoice", 150),
        ("reported.intake", 31),
    ]
    content = read(a_coordinator(), period="2026-11")
    for method in ("records", "invoice", "reported.intake"):
        assert method_words(method) in content
    for number in (270, 301, 151, 181):
        assert str(number) not in content


def test_a_dialect_is_counted_beside_its_language_alone() -> None:
    an_interpreter("kea", dialect="Santiago")
    clinic, _clerk = a_clinic()
    for _one in range(12):
        a_request(clinic, dialect="santiago ")
    for _one in range(11):
        a_request(clinic, dialect="what Maria Lopes of the second floor speaks")
    assert rows(Numbers(NOVEMBER), "dialect") == {
        "santiago": [12],
        "other": [11],
        "\x00total": [23],
    }
    facts = [one for one in Numbers(NOVEMBER)._now if one.kind == DIALECT]
    assert {one.cell["department"] for one in facts} == {""}
    content = read(a_coordinator(), period="2026-11")
    assert "Santiago" in content
    assert "Maria" not in content


def test_vital_documents_are_papers_and_shown_however_few() -> None:
    counted(DOCUMENT, 2, language="so", department=an_organization().pk)
    assert rows(Numbers(NOVEMBER), "documents")["so"] == [2]


def test_the_office_reads_everything_and_a_department_its_own() -> None:
    clinic, clerk = a_clinic()
    other = an_organization(name="Public Schools")
    a_month_of_requests(clinic, other)
    everything, own = read(a_coordinator(), period="2026-11"), read(clerk, period="2026-11")
    assert "Public Schools" in everything
    assert "Public Health" in own
    assert "Public Schools" not in own
    requests = [one for one in sheet(clerk, period="2026-11") if one["measure"] == "Requests"]
    assert {one["value"] for one in requests if one["dimension"] == "language"} == {"es", "ht", ""}


@pytest.mark.parametrize("role", [Role.INTERPRETER, Role.FRONT_DESK, Role.LIBRARIAN])
def test_others_do_not_open_the_numbers(role: Role) -> None:
    organization = an_organization().pk if role == Role.LIBRARIAN else None
    client = Client()
    client.force_login(a_user(role, organization))
    for part in ("", "print/", "numbers.csv", "invoices/"):
        assert client.get(f"{PAGE}{part}").status_code == 403


def test_the_spreadsheet_says_how_each_number_was_counted_and_what_it_means() -> None:
    a_month_of_requests(an_organization(name="=Public Health"), an_organization(name="Schools"))
    lines = sheet(a_coordinator(), period="2026-11")
    assert {one["method_in_words"] for one in lines} == {"Counted from our own records"}
    assert all(one["definition"] and one["first_day"] == "2026-11-01" for one in lines)
    departments = {one["value_in_words"] for one in lines if one["dimension"] == "department"}
    assert "'=Public Health" in departments


def test_the_page_needs_few_questions_however_much_was_counted(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(13):
        clinic = an_organization(name=f"Department {number}")
        a_month_of_requests(clinic, clinic)
    client = Client()
    client.force_login(a_coordinator())
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE, {"period": "2026"}).status_code == 200


def test_an_empty_period_says_what_to_do() -> None:
    assert "Choose another period" in read(a_coordinator(), period="2026-10")
    assert "Nothing was counted" in read(a_coordinator(), f"{PAGE}print/", period="2026-10")


def test_the_pages_open_in_a_language_that_is_written_from_the_right() -> None:
    a_month_of_requests(an_organization(name="Public Health"), an_organization(name="Schools"))
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    client = Client()
    client.force_login(a_coordinator())
    for part in ("", "print/"):
        content = client.get(f"/ar/desk/language-numbers/{part}?period=2026-11").content.decode()
        assert 'dir="rtl"' in content


def test_every_count_method_has_words() -> None:
    for method in CountMethod.values:
        assert method_words(method)
        assert method_words(method) in method_words(reported(method))
