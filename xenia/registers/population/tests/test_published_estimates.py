"""What others published is entered with its range, method and source; it is the only way we speak of standing in law."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser

from tests.house.test_privacy import NEVER_ASKED, spoken_of
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import Crossed
from xenia.ground.imports.operations import undo_import
from xenia.ground.imports.tests.makers import brought_in
from xenia.registers.population import operations
from xenia.registers.population.models import Characteristic, PublishedEstimate
from xenia.registers.population.operations import Published
from xenia.registers.population.published_sheet import PUBLISHED
from xenia.registers.population.queries import published_estimates
from xenia.registers.population.tests.makers import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/population/published/"
SAID = Published(
    code="without-papers",
    what="People without permission to stay",
    place="Lindenport",
    as_of=date(2024, 7, 1),
    low=9_000,
    high=13_000,
    central=11_000,
    method="A survey less what offices counted.",
    publisher="University of Lindenport",
    citation="Working paper 12, 2025, page 3.",
)


def entered(**more: Any) -> PublishedEstimate:
    return operations.add_published(published=replace(SAID, **more), by=None, at=MONDAY)


def typed(**more: Any) -> dict[str, Any]:
    said = {name: getattr(SAID, name) for name in SAID.__dataclass_fields__}
    return {k: v for k, v in (said | more).items() if v is not None and k != "is_invented"}


def test_an_estimate_is_a_range_with_a_method_and_a_source() -> None:
    entered()
    with pytest.raises(operations.StandsAlready):
        entered()
    with pytest.raises(operations.NoRange):
        entered(central=20_000, code="other")
    for broken in ({"high": 1}, {"method": ""}, {"citation": ""}):
        said = {**typed(), "code": "other", **broken}
        with pytest.raises(IntegrityError), transaction.atomic():
            PublishedEstimate.objects.create(**said, changed_at=MONDAY)
    assert list(published_estimates(date(2024, 1, 1))) == []
    assert published_estimates(date(2025, 1, 1)).count() == 1


def test_two_correct_and_one_is_told() -> None:
    one, by = entered(), a_user(Role.POLICY_ANALYST)
    better = replace(SAID, high=14_000)
    operations.correct_published(estimate=one, published=better, version=0, by=by, at=TUESDAY)
    with pytest.raises(Crossed):
        operations.correct_published(estimate=one, published=SAID, version=0, by=by, at=TUESDAY)
    operations.take_published_back(estimate=one, version=1, by=by, at=TUESDAY)
    assert not published_estimates().exists()
    again = entered()
    with pytest.raises(operations.StandsAlready):
        operations.use_published_again(estimate=one, version=2, by=by, at=TUESDAY)
    operations.take_published_back(estimate=again, version=0, by=by, at=TUESDAY)
    one.refresh_from_db()
    operations.use_published_again(estimate=one, version=2, by=by, at=TUESDAY)
    assert published_estimates().get().high == 14_000


@pytest.mark.parametrize("model", [PublishedEstimate, Characteristic])
def test_no_field_and_no_choice_names_papers(model: Any) -> None:
    """As strict as for a record about a person, though these are about none."""
    words = [word.casefold() for words in NEVER_ASKED.values() for word in words]
    assert not [text for text in spoken_of(model) if any(w in text.casefold() for w in words)]


def test_the_page_enters_corrects_and_takes_back() -> None:
    browser = Browser()
    browser.force_login(a_user(Role.POLICY_ANALYST))
    assert "Nothing is entered yet" in browser.get(PAGE).content.decode()
    answer = browser.post(f"{PAGE}add/", typed(method="", high=5))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say in plain words how it was estimated." in page
    assert "These numbers are not in order" in page
    assert browser.post(f"{PAGE}add/", typed()).status_code == 302
    assert browser.post(f"{PAGE}add/", typed()).status_code == 422
    one = PublishedEstimate.objects.get()
    assert "9,000 to 13,000" in browser.get(PAGE).content.decode()
    assert "Working paper 12" in browser.get(f"{PAGE}{one.pk}/").content.decode()
    browser.post(f"{PAGE}{one.pk}/", typed(high=15_000) | {"version": 0})
    answer = browser.post(f"{PAGE}{one.pk}/", typed(high=16_000) | {"version": 0})
    assert answer.status_code == 409
    assert 'value="16000"' in answer.content.decode()
    browser.post(f"{PAGE}{one.pk}/take-back/", {"version": 1})
    answer = browser.post(f"{PAGE}{one.pk}/take-back/", {"version": 1}, follow=True)
    assert "Somebody was here before you." in answer.content.decode()
    browser.post(f"{PAGE}{one.pk}/use-again/", {"version": 2})
    assert published_estimates().get().high == 15_000


def test_a_department_reads_and_changes_nothing() -> None:
    one = entered()
    browser = Browser()
    browser.force_login(a_user(Role.DEPARTMENT_COORDINATOR))
    page = browser.get(PAGE).content.decode()
    assert "University of Lindenport" in page
    assert "take-back" not in page
    assert browser.post(f"{PAGE}{one.pk}/take-back/", {"version": 0}).status_code == 403


def test_a_spreadsheet_brings_them_in_and_an_undo_takes_them_back() -> None:
    headings = [str(column.code) for column in PUBLISHED.columns]
    rows = [[typed().get(name, "") for name in headings]]
    rows.append(
        [
            ("cheap" if name == "code" else 1 if name == "high" else one)
            for name, one in zip(headings, rows[0], strict=True)
        ]
    )
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [headings, *rows])
    run = brought_in(text.encode(), sheet="published-estimates")
    assert published_estimates().get().central == 11_000
    undo_import(run=run, by=run_owner(), at=TUESDAY)
    assert not published_estimates().exists()


def run_owner() -> Any:
    return a_user(Role.DIRECTOR)
