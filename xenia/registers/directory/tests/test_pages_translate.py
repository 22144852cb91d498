"""Texts are translated side by side, saved as drafts, and answered for by somebody who reads the language."""

from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import send_back
from xenia.registers.directory.models import Listing, Service
from xenia.registers.directory.operations import change_service, translate_record
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
GRID = "/en/desk/directory/languages/"


@pytest.fixture(autouse=True)
def _an_office_of_three_languages() -> None:
    choose_languages(codes=["en", "ht", "ar"], by=None, at=MONDAY)
    forget_office()


def a_class(**fields: Any) -> Service:
    return a_service(name="English class", description="Learn English.", **fields)


def page_in(language: str, service: Service) -> str:
    return f"{GRID}{language}/service/{service.pk}/"


def states(page: Any) -> dict[str, str]:
    return {one["text"].field: one["text"].state for one in page.context["pairs"]}


def test_each_text_says_whether_it_is_missing_a_draft_or_too_old() -> None:
    service = a_class(translations={"name": {"ht": "Klas angle"}, "description": {"ht": "Aprann."}})
    change_service(
        service=service, fields={"description": "New.", "bring": "A pen."}, by=None, at=TUESDAY
    )
    page = desk_of(a_colleague()).get(page_in("ht", service))
    assert states(page) == {"name": "draft", "description": "stale", "bring": "missing"}


def test_saving_keeps_drafts_and_leaves_untouched_texts_as_they_were() -> None:
    service = a_class(translations={"description": {"ht": "Ansyen."}})
    change_service(service=service, fields={"description": "New."}, by=None, at=TUESDAY)
    desk = desk_of(a_colleague())
    seal = desk.get(page_in("ht", service)).context["seal"]
    sent = {"seen": seal, "name": "Klas angle", "description": "Ansyen.", "draft": "1"}
    page = desk.post(page_in("ht", service), sent, follow=True)
    assert states(page) == {"name": "draft", "description": "stale"}
    assert Listing.objects.get(service=service).document["name"]["ht"] == "Klas angle"


def test_somebody_who_reads_the_language_answers_for_the_wording_under_her_name() -> None:
    service = a_class(
        translations={"name": {"ht": "Klas angle"}, "alert": {"ht": "Fèmen"}}, alert="Closed"
    )
    assert "ht" not in Listing.objects.get(service=service).document["alert"]
    office = Role.LANGUAGE_ACCESS_OFFICE
    desks = [desk_of(a_colleague(role=office, name=name)) for name in ("Mirlande Jean", "Yvon")]
    seal = desks[0].get(page_in("ht", service)).context["seal"]
    sent = {"seen": seal, "name": "Klas anglè", "alert": "Fèmen", "review": "1"}
    page = desks[0].post(page_in("ht", service), sent, follow=True)
    # People act on an alert, and nobody we know wrote this one: a second person reads it too.
    assert states(page) == {"name": "reviewed", "description": "missing", "alert": "draft"}
    kept = TranslatedText.objects.get(field="name")
    assert (kept.text, kept.reviewed_by) == ("Klas anglè", "Mirlande Jean")
    sent["seen"] = desks[1].get(page_in("ht", service)).context["seal"]
    page = desks[1].post(page_in("ht", service), sent, follow=True)
    assert states(page)["alert"] == "reviewed"
    assert Listing.objects.get(service=service).document["alert"]["ht"] == "Fèmen"


def test_what_she_writes_and_answers_for_at_once_waits_for_somebody_else() -> None:
    service = a_class()
    desk = desk_of(a_colleague())
    seal = desk.get(page_in("ht", service)).context["seal"]
    sent = {"seen": seal, "name": "Klas angle", "review": "1"}
    page = desk.post(page_in("ht", service), sent, follow=True)
    assert states(page)["name"] == "draft"
    assert "1 text is in your own words." in page.content.decode()


def test_a_text_sent_back_says_why_and_is_written_anew() -> None:
    service = a_class(translations={"name": {"ht": "Klas"}})
    kept = TranslatedText.objects.get(field="name")
    send_back(text=kept, reason="Which class?", by=a_colleague(), at=TUESDAY)
    desk = desk_of(a_colleague())
    page = desk.get(page_in("ht", service))
    assert states(page)["name"] == "rejected"
    assert "Which class?" in page.content.decode()
    assert "ht" not in Listing.objects.get(service=service).document["name"]
    sent = {"seen": page.context["seal"], "name": "Klas angle", "draft": "1"}
    assert states(desk.post(page_in("ht", service), sent, follow=True))["name"] == "draft"


def test_nobody_answers_for_a_text_whose_english_changed_meanwhile() -> None:
    service = a_class(translations={"name": {"ht": "Klas angle"}})
    desk = desk_of(a_colleague())
    seal = desk.get(page_in("ht", service)).context["seal"]
    change_service(service=service, fields={"name": "Spanish class"}, by=None, at=TUESDAY)
    page = desk.post(page_in("ht", service), {"seen": seal, "name": "Klas angle", "review": "1"})
    assert page.status_code == 409
    assert page.context["crossings"] == ["Name"]
    assert TranslatedText.objects.get(field="name").status == "draft"


def test_two_translators_of_one_text_are_told_and_lose_nothing() -> None:
    service = a_class()
    desk = desk_of(a_colleague())
    seal = desk.get(page_in("ht", service)).context["seal"]
    translate_record(record=service, texts={"name": {"ht": "Klas"}}, by=None, at=WEDNESDAY)
    page = desk.post(page_in("ht", service), {"seen": seal, "name": "Kou angle", "draft": "1"})
    body = page.content.decode()
    assert page.status_code == 409
    assert "Kou angle" in body
    assert "Klas" in body
    assert TranslatedText.objects.get(field="name").text == "Klas"


def test_the_text_is_typed_in_its_own_direction() -> None:
    service = a_class()
    page = desk_of(a_colleague()).get(page_in("ar", service)).content.decode()
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page


def test_a_language_the_office_does_not_have_has_no_page() -> None:
    service = a_class()
    desk = desk_of(a_colleague())
    assert desk.get(page_in("fr", service)).status_code == 404
    assert desk.get(page_in("en", service)).status_code == 404
    assert desk.get(f"{GRID}ht/program/{service.pk}/").status_code == 404


def test_the_grid_counts_texts_and_finds_what_is_left_to_do() -> None:
    whole = a_class(translations={"name": {"ht": "Klas"}, "description": {"ht": "Aprann."}})
    old = a_service(name="Food", description="", translations={"name": {"ht": "Manje"}})
    change_service(service=old, fields={"name": "Food pantry"}, by=None, at=TUESDAY)
    desk = desk_of(a_colleague())

    def found(**filters: str) -> list[str]:
        return [row["service"].name for row in desk.get(GRID, filters).context["rows"]]

    row = desk.get(GRID).context["rows"][0]
    assert [(one.language, one.draft, one.missing) for one in row["counts"]] == [
        ("ht", 2, 0),
        ("ar", 0, 2),
    ]
    assert row["service"] == whole
    assert found(state="stale") == ["Food pantry"]
    assert found(state="missing", language="ht") == []
    assert found(state="draft", language="ht") == ["English class", "Food pantry"]
    assert found(q="pantry", language="ar", state="missing") == ["Food pantry"]


def test_the_grid_asks_the_same_few_questions_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    house = an_organization()
    for number in range(20):
        a_service(name=f"Class {number}", organization=house, translations={"name": {"ht": "Klas"}})
    desk = desk_of(a_colleague())
    desk.get(GRID)
    with django_assert_max_num_queries(6):
        desk.get(GRID)
