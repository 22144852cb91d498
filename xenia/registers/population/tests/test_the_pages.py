"""The pages of estimates: who speaks what, what is owed, bringing a file; without a script, also in Arabic."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, close_law
from xenia.registers.population.models import Dataset
from xenia.registers.population.operations import bring_in_dataset
from xenia.registers.population.queries import newest_dataset
from xenia.registers.population.tests.makers import (
    MONDAY,
    SURVEY,
    a_dataset,
    a_draft,
    a_safe_harbor,
    an_area,
)

pytestmark = pytest.mark.django_db
HOME = "/en/desk/population/"


@pytest.fixture(autouse=True)
def an_office_that_reads_arabic(db: None) -> Iterator[None]:
    """Pages can be opened in English and Arabic here."""
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def signed_in(role: str = Role.LANGUAGE_ACCESS_OFFICE) -> Client:
    client = Client()
    client.force_login(a_user(role))
    return client


def page(where: str, client: Client | None = None) -> str:
    answer = (client or signed_in()).get(where)
    assert answer.status_code == 200, where
    return " ".join(answer.content.decode().split())


def test_before_the_first_file_the_page_says_what_to_bring() -> None:
    assert "No estimates are here yet" in page(HOME)
    assert "No file has been brought in yet" in page(f"{HOME}files/")
    assert "No law with a number is entered yet" in page(f"{HOME}owed/")


def test_each_number_stands_with_its_margin_and_how_good_it_is() -> None:
    a_dataset()
    said = page(HOME)
    # 329 / 1.645 = 200; 200 / 2,300 = 8.7 %: good. 200 / 1,100 = 18 %: with care.
    assert "2,300" in said
    assert "±329" in said
    assert "1,971 to 2,629" in said
    assert ">Good<" in said
    assert ">Use with care<" in said
    assert "18%" in said
    assert "U.S. Census Bureau." in said
    assert "2020–2024" in said
    # 2,300 + 1,100 + 100; the root of 329² + 329² + 60² is 469.
    assert "3,500" in said
    assert "±469" in said


def test_one_neighborhood_is_shown_by_itself() -> None:
    an_area()
    a_dataset(
        ("", "limited_english", "es", 777, 90), ("Saltmarsh", "limited_english", "ht", 55, 20)
    )
    said = page(f"{HOME}?area=saltmarsh")
    assert "Haitian Creole" in said
    assert "777" not in said


def test_a_law_and_a_place_say_what_is_owed_and_how_sure() -> None:
    a_dataset()
    a_safe_harbor()
    said = page(f"{HOME}owed/")
    assert ">Owed<" in said
    assert ">Too close to call<" in said
    assert ">Not owed<" in said
    assert "over 99%" in said
    assert "69%" in said
    assert "under 1%" in said
    assert "the estimate itself reaches it" in said


def test_a_law_that_ended_is_reckoned_with_and_named_so() -> None:
    a_dataset()
    close_law(basis=a_safe_harbor(), ended_on=MONDAY.date(), how="Repealed", by=None, at=MONDAY)
    assert "This law is not in force today" in page(f"{HOME}owed/?law=safe-harbor")


def test_without_numbers_for_a_place_the_page_says_so() -> None:
    a_safe_harbor()
    a_dataset(("", "limited_english", "es", 9, 3))
    assert "There are no estimates for this place" in page(f"{HOME}owed/")


def test_what_is_owed_goes_onto_paper_and_into_a_spreadsheet() -> None:
    a_dataset()
    a_safe_harbor()
    client = signed_in()
    assert "Languages asked for in" in page(f"{HOME}owed/print/?law=safe-harbor", client)
    answer = client.get(f"{HOME}owed/owed.csv?law=safe-harbor")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["language"], row["verdict"], row["chance"]) for row in rows] == [
        ("es", "yes", "1.000"),
        ("ht", "close", "0.691"),
        ("km", "no", "0.000"),
    ]
    first = rows[0]
    assert (first["estimate"], first["margin_of_error_90"], first["law"]) == (
        "2300",
        "329",
        "safe-harbor",
    )
    assert (first["source"], first["table"], first["years"]) == (
        SURVEY.source,
        "C16001",
        "2020–2024",
    )


def said_in_the_form(text: str, name: str = "lep.csv") -> dict[str, object]:
    return {
        "file": SimpleUploadedFile(name, text.encode()),
        "source": "City survey",
        "table": "households",
        "first_year": 2025,
        "last_year": 2025,
        "citation": "City of Lindenport.",
    }


def test_a_file_is_shown_first_and_comes_in_by_a_second_step() -> None:
    client = signed_in()
    text = "language,estimate,moe\nes,2300,329\nKlingon,4,1\n"
    answer = client.post(f"{HOME}files/new/", said_in_the_form(text), follow=True)
    said = " ".join(answer.content.decode().split())
    assert "Nothing has changed yet" in said
    assert "1 number can come in." in said
    assert "row 3" in said
    assert "We do not know this language." in said
    assert newest_dataset() is None
    made = Dataset.objects.get()
    client.post(f"{HOME}files/{made.pk}/bring-in/")
    assert newest_dataset() == made
    client.post(f"{HOME}files/{made.pk}/take-back/")
    assert newest_dataset() is None


def test_what_was_typed_stays_when_a_file_cannot_be_read() -> None:
    answer = signed_in().post(f"{HOME}files/new/", said_in_the_form("shoe,size\nleft,38\n"))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "City survey" in said
    assert "We found no columns for language and estimate." in said


def test_years_the_wrong_way_round_are_asked_again() -> None:
    said = said_in_the_form("language,estimate\nes,1\n") | {"first_year": 2026}
    answer = signed_in().post(f"{HOME}files/new/", said)
    assert "The last year is before the first." in answer.content.decode()


def test_who_comes_second_is_told() -> None:
    client, draft = signed_in(), a_draft()
    bring_in_dataset(dataset=draft, by=None, at=MONDAY)
    answer = client.post(f"{HOME}files/{draft.pk}/throw-away/", follow=True)
    assert "Somebody was here a moment ago." in answer.content.decode()
    assert Dataset.objects.filter(pk=draft.pk).exists()


def test_a_department_reads_and_brings_nothing_in() -> None:
    client = signed_in(Role.DEPARTMENT_COORDINATOR)
    a_dataset()
    assert "Bring a file" not in page(f"{HOME}files/", client)
    assert client.get(f"{HOME}files/new/").status_code == 403


@pytest.mark.parametrize(
    "where", ["", "owed/", "owed/print/", "files/", "files/new/", "?file=nonsense&area=nowhere"]
)
def test_every_page_opens_from_right_to_left(where: str) -> None:
    an_area()
    a_dataset(("", "limited_english", "es", 9, 3), ("Saltmarsh", "limited_english", "es", 9, 3))
    a_safe_harbor(rule="count", share_percent=None, notice_below=None)
    assert '<html lang="ar" dir="rtl">' in page(f"/ar/desk/population/{where}")


def test_more_languages_ask_no_more_of_the_database(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    a_dataset(*[("", "limited_english", tag, 900, 90) for tag in ["es", "ht", "vi", "ru", "ar", "fr", "so", "km", "pl"]],
              ("", "people", "", 50_000, None))  # fmt: skip
    a_safe_harbor()
    client = signed_in()
    client.get(f"{HOME}owed/")
    with django_assert_max_num_queries(20):
        client.get(f"{HOME}owed/")
