"""What the director, a supervisor and counsel see of the ledger, and do with it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.measures import BEFORE_SEALING, TOGETHER
from xenia.ground.ledger.models import Correction, Entry, SealedFigure, Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.correction import correct_figure
from xenia.ground.ledger.tests.makers import (
    COUNTED,
    NEW_YEAR,
    a_locked_year,
    a_sealed_year,
    help_somebody,
    keepers,
)
from xenia.ground.ledger.tests.test_publications import a_publication

pytestmark = pytest.mark.django_db
DESK = "/en/desk/ledger/"


@pytest.fixture(autouse=True)
def nothing_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """No upper room has a say."""
    for asked in (BEFORE_SEALING, TOGETHER):
        for name in list(asked):
            monkeypatch.delitem(asked, name)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, path: str = "") -> str:
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def a_year_that_is_over() -> None:
    help_somebody(on=date(2025, 3, 16))
    record(kind=COUNTED, on=date(2025, 3, 16), quantity=42)


def a_closed_year(by: User) -> Year:
    a_year_that_is_over()
    return a_locked_year(by, 2025, NEW_YEAR)


@pytest.mark.parametrize("path", ["", "kinds/", "publications/", "corrections/", "2025/"])
def test_only_keepers_of_the_ledger_open_it(path: str) -> None:
    a_year_that_is_over()
    for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.COUNSEL):
        assert signed_in(a_user(role)).get(f"{DESK}{path}").status_code == 200
    for role in (Role.CASEWORKER, Role.PARTNER_MANAGER, Role.FRONT_DESK):
        assert signed_in(a_user(role)).get(f"{DESK}{path}").status_code == 403


def test_an_empty_ledger_says_so() -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    assert "Nothing has been counted yet" in page(client)
    assert "Nothing has been published yet" in page(client, "publications/")
    assert "No figure has been corrected" in page(client, "corrections/")


def test_the_kinds_say_what_they_mean_and_whether_they_count_people() -> None:
    said = page(signed_in(a_user(Role.COUNSEL)), "kinds/")
    assert "casework.test_helped" in said
    assert "A person a test helps." in said
    assert "Legal help by type of case" in said


def test_a_year_goes_from_open_to_sealed_by_two_people() -> None:
    a_year_that_is_over()
    one, other = (signed_in(person) for person in keepers())
    assert "late entries still come in" in page(one, "2025/")
    assert "cannot be opened again" in page(one, "2025/lock/")
    assert "The year is locked." in one.post(f"{DESK}2025/lock/", follow=True).content.decode()
    one.post(f"{DESK}2025/propose/")
    assert "You proposed to seal this year" in page(one, "2025/")
    assert "ledger/2025/seal/" not in page(one, "2025/")
    refused = one.post(f"{DESK}2025/seal/", follow=True).content.decode()
    assert "a second person seals it" in refused
    assert "This cannot be undone by anybody." in page(other, "2025/seal/")
    assert "The year is sealed." in other.post(f"{DESK}2025/seal/", follow=True).content.decode()
    assert "Figures of the year" in page(other, "2025/")
    assert not Entry.objects.filter(token__isnull=False).exists()


def test_whoever_comes_second_is_told() -> None:
    one, other = keepers()
    a_closed_year(one)
    answer = signed_in(other).post(f"{DESK}2025/lock/", follow=True)
    assert "Somebody was first" in answer.content.decode()


def test_a_year_that_is_not_over_offers_no_step() -> None:
    today = local_day(now())
    help_somebody(on=today)
    client = signed_in(a_user(Role.DIRECTOR))
    assert "/lock/" not in page(client, f"{today.year}/")
    answer = client.post(f"{DESK}{today.year}/lock/", follow=True)
    assert "The year is not over." in answer.content.decode()


def test_a_legal_hold_is_shown_where_the_year_would_be_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, _other = keepers()
    a_closed_year(one)
    monkeypatch.setitem(BEFORE_SEALING, "test", lambda _year: "A court asked us to wait.")
    client = signed_in(one)
    assert "A court asked us to wait." in page(client, "2025/")
    answer = client.post(f"{DESK}2025/propose/", follow=True)
    assert "A court asked us to wait." in answer.content.decode()
    assert Year.objects.get().status == "locked"


def a_sum() -> SealedFigure:
    a_year_that_is_over()
    a_sealed_year(2025)
    return SealedFigure.objects.get(measure__startswith=f"quantities {COUNTED}")


def test_a_sum_is_corrected_with_a_reason() -> None:
    figure = a_sum()
    client = signed_in(a_user(Role.SUPERVISOR))
    said: dict[str, Any] = {"change": "-2", "reason": "Two were counted twice."}
    answer = client.post(f"{DESK}figures/{figure.pk}/correct/", said, follow=True)
    assert "The figure is corrected." in answer.content.decode()
    assert Correction.objects.get().version == 2
    assert "Two were counted twice." in page(client, "corrections/")
    # The measures of the yearly report stand there too, so it is on one of several pages.
    pages = (page(client, f"2025/figures/?page={number}") for number in range(1, 20))
    assert any("sealed as 42" in shown for shown in pages)


@pytest.mark.parametrize(
    ("change", "reason", "told"),
    [
        ("0", "A list was found.", "Zero changes nothing"),
        ("many", "A list was found.", "Type a number"),
        ("3", " ", "Say why"),
        ("-43", "A list was found.", "more than there is"),
    ],
)
def test_nothing_typed_is_lost_when_a_correction_is_wrong(
    change: str, reason: str, told: str
) -> None:
    figure = a_sum()
    client = signed_in(a_user(Role.SUPERVISOR))
    answer = client.post(
        f"{DESK}figures/{figure.pk}/correct/", {"change": change, "reason": reason}
    ).content.decode()
    assert told in answer
    assert change in answer
    assert reason in answer
    assert not Correction.objects.exists()


def test_people_who_were_counted_once_are_not_corrected() -> None:
    a_sum()
    figure = SealedFigure.objects.filter(is_additive=False).earliest("pk")
    client = signed_in(a_user(Role.SUPERVISOR))
    assert "cannot be corrected" in page(client, f"figures/{figure.pk}/correct/")
    said = {"change": "1", "reason": "One more."}
    answer = client.post(f"{DESK}figures/{figure.pk}/correct/", said, follow=True)
    assert "It stays as it is." in answer.content.decode()


def test_a_published_table_is_shown_as_it_was_released() -> None:
    publication = a_publication()
    client = signed_in(a_user(Role.DIRECTOR))
    assert "People helped" in page(client, "publications/")
    said = page(client, f"publications/{publication.pk}/")
    assert "language: ht" in said
    assert "120" in said
    assert "not shown" in said
    assert publication.digest in said


def test_the_pages_ask_few_questions(django_assert_max_num_queries: Any) -> None:
    figure = a_sum()
    director = a_user(Role.DIRECTOR)
    for number in range(1, 40):
        correct_figure(figure=figure, change=number, reason="Again.", by=director, at=NEW_YEAR)
    client = signed_in(director)
    page(client)
    for path in ("", "kinds/", "corrections/", "2025/", "2025/figures/"):
        with django_assert_max_num_queries(14):
            page(client, path)
