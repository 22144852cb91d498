"""What earlier reports printed is entered with its source, corrected, and taken out."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.insight.reports.models import EarlierTotal
from xenia.insight.reports.operations import earlier as operations
from xenia.insight.reports.operations.earlier import Quoted
from xenia.insight.reports.queries.earlier import earlier_by_measure, earlier_totals
from xenia.insight.reports.tests.call_makers import MONDAY

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/reports/earlier/"
SERVED = Quoted(2023, "People served", 1412, "Annual report 2023, page 9.")


def entered(quoted: Quoted = SERVED) -> EarlierTotal:
    return operations.enter_earlier(quoted=quoted, by=None, at=MONDAY)


def test_a_total_stands_once_and_names_its_source() -> None:
    entered()
    with pytest.raises(operations.StandsAlready):
        entered()
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierTotal.objects.create(year=2022, measure="People served", value=3, citation="")


def test_totals_stand_by_measure_the_newest_year_first() -> None:
    entered()
    entered(Quoted(2022, "People served", 1300, "Annual report 2022, page 7."))
    entered(Quoted(2025, "People served", 1, "Ours."))
    found = earlier_by_measure(before=2025)
    assert [one.year for one in found["People served"]] == [2023, 2022]
    assert [one.value for one in earlier_totals(2022)] == [1300]


def test_whoever_corrects_what_she_did_not_see_is_told() -> None:
    total, by = entered(), a_user(Role.DIRECTOR)
    better = Quoted(2023, "People served", 1421, "Annual report 2023, page 9.")
    operations.correct_earlier(total=total, quoted=better, seen=SERVED, by=by, at=MONDAY)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.correct_earlier(total=total, quoted=SERVED, seen=SERVED, by=by, at=MONDAY)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.take_earlier_out(total=total, seen=SERVED, by=by, at=MONDAY)
    operations.take_earlier_out(total=total, seen=better, by=by, at=MONDAY)
    with pytest.raises(operations.Gone):
        operations.take_earlier_out(total=total, seen=better, by=by, at=MONDAY)


def hidden_in(page: str) -> dict[str, str]:
    """What the page sends along of what it saw."""
    found = {}
    for tag in re.findall(r"<input[^>]*seen-[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name
        found[name[1]] = value[1] if value else ""
    return found


def test_the_page_enters_corrects_and_takes_out() -> None:
    browser = Browser()
    browser.force_login(a_user(Role.DIRECTOR))
    said = {"year": 2023, "measure": "People served", "value": 1412, "citation": ""}
    answer = browser.post(PAGE, said)
    assert answer.status_code == 422
    assert "Say where it stands" in answer.content.decode()
    said["citation"] = "Annual report 2023, page 9."
    assert browser.post(PAGE, said).status_code == 302
    assert browser.post(PAGE, said).status_code == 422
    total = EarlierTotal.objects.get()
    seen = hidden_in(browser.get(f"{PAGE}{total.pk}/").content.decode())
    assert browser.post(f"{PAGE}{total.pk}/", said | seen | {"value": 1500}).status_code == 302
    answer = browser.post(f"{PAGE}{total.pk}/", said | seen | {"value": 1600})
    assert answer.status_code == 409
    assert 'value="1600"' in answer.content.decode()
    page = browser.get(PAGE).content.decode()
    assert "1,500" in page
    browser.post(f"{PAGE}{total.pk}/take-out/", hidden_in(page))
    assert not EarlierTotal.objects.exists()


def test_what_was_taken_out_stands_in_the_form_and_is_put_back() -> None:
    total, browser = entered(), Browser()
    browser.force_login(a_user(Role.DIRECTOR))
    page = browser.get(PAGE).content.decode()
    told = browser.post(f"{PAGE}{total.pk}/take-out/", hidden_in(page))
    assert not EarlierTotal.objects.exists()
    again = browser.get(told.headers["Location"])
    assert "To put it back, keep it again in the form below." in again.content.decode()
    form = again.context["form"]
    assert {name: str(form[name].value()) for name in form.fields} == {
        "year": "2023",
        "measure": "People served",
        "row": "",
        "value": "1412",
        "citation": "Annual report 2023, page 9.",
    }
    browser.post(PAGE, form.initial)
    assert EarlierTotal.objects.get().value == SERVED.value
