"""The grid shows what is left, and the queue hands a reviewer one text after the other."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.translations.catalogues import compile_catalogues
from xenia.ground.translations.exchange.terms import Agreement
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import review_translation, send_back
from xenia.ground.translations.operations.glossary import agree_on_term
from xenia.ground.translations.queries.differences import differences
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry
from xenia.ground.translations.tests.content import (
    KIND,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_page,
    a_text,
    a_translator,
    renamed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_with_pages")]
GRID = "/en/desk/translations/"
QUEUE = f"{GRID}review/ht/"


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def answer(desk: Client, page: Any, act: str = "accept", **said: str) -> Any:
    """Send what the page shows, with what she typed."""
    sent = {
        name: str(page.context["form"][name].value() or "") for name in page.context["form"].fields
    }
    return desk.post(page.context["answer_url"], sent | {"act": act} | said, follow=True)


def shown(page: Any) -> str:
    found: TranslatedText = page.context["text"]
    return found.text


def test_the_grid_counts_each_page_in_each_language() -> None:
    page = a_page("Page 1", "Call first.")
    review_translation(text=a_text(page, "Paj"), by=a_translator(), at=TUESDAY)
    send_back(
        text=a_text(page, "Llame", field="note", code="es"),
        reason="No.",
        by=a_translator(),
        at=TUESDAY,
    )
    old = a_page("Page 2")
    a_text(old, "Paj 2")
    renamed(old, "Page 2b")
    lines = desk_of(a_translator()).get(GRID).context["lines"]
    assert [line.name for line in lines] == ["Page 1", "Page 2b"]
    cells = {(line.name, cell.language): cell.counts for line in lines for cell in line.cells}
    empty = {"missing": 0, "draft": 0, "reviewed": 0, "stale": 0, "rejected": 0}
    assert cells["Page 1", "ht"] == empty | {"missing": 1, "reviewed": 1}
    assert cells["Page 1", "es"] == empty | {"missing": 1, "rejected": 1}
    assert cells["Page 1", "ar"] == empty | {"missing": 2}
    assert cells["Page 2b", "ht"] == empty | {"stale": 1}


def test_the_grid_shows_one_language_one_kind_or_only_what_people_act_on() -> None:
    a_page("Page 1", "Call first.")
    a_page("Page 2")
    desk = desk_of(a_translator())

    def found(**filters: str) -> list[tuple[str, list[str]]]:
        lines = desk.get(GRID, filters).context["lines"]
        return [(line.name, [cell.language for cell in line.cells]) for line in lines]

    assert found(language="ht") == [("Page 1", ["ht"]), ("Page 2", ["ht"])]
    assert found(vital="on", language="es") == [("Page 1", ["es"])]
    assert found(kind="interface") == []
    assert len(found(kind=KIND)) == 2
    assert len(found(kind="nonsense", language="xx", page="99")) == 2


def test_the_grid_says_how_far_the_interface_is_by_room(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_SOURCES, settings.LOCALE_PATHS = tmp_path / "po", [tmp_path / "mo"]
    settings.LOCALE_SOURCES.mkdir()
    entries = [an_entry("Help", "Èd", is_draft=False), an_entry("Save", "Sove"), an_entry("Go", "")]
    for entry, place in zip(entries, ("home", "home", "desk"), strict=True):
        entry.occurrences = [(f"xenia/face/{place}/views.py", "")]
    a_catalogue("ht", *entries).save(str(settings.LOCALE_SOURCES / "ht.po"))
    compile_catalogues(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
    desk = desk_of(a_translator())
    lines = desk.get(GRID, {"language": "ht"}).context["interface"]
    assert [
        (line.name, line.cells[0].counts["missing"], line.cells[0].total) for line in lines
    ] == [
        ("desk", 1, 1),
        ("home", 0, 2),
    ]
    sheet = desk.get(f"{GRID}interface/ht.csv")
    assert "Sove" in sheet.content.decode()
    assert desk.get(f"{GRID}interface/es.csv").status_code == 404


def test_the_grid_asks_the_same_few_questions_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(60):
        a_text(a_page(f"Page {number}"))
    desk = desk_of(a_translator())
    assert len(desk.get(GRID).context["lines"]) == 50
    assert len(desk.get(GRID, {"page": "2"}).context["lines"]) == 10
    with django_assert_max_num_queries(8):
        desk.get(GRID)


def test_vital_words_come_first_then_what_waits_longest_and_never_her_own() -> None:
    ana = a_translator("Ana")
    a_text(a_page("Page 1"), "Dezyèm", at=TUESDAY)
    a_text(a_page("Page 2"), "Premye", at=MONDAY)
    a_text(a_page("Page 3", "Call."), "Rele", field="note", at=WEDNESDAY)
    a_text(a_page("Page 4"), "Pa m", by=ana)
    a_text(a_page("Hidden", is_shown=False), "Kache")
    a_text(a_page("Page 5"), "Español", code="es")
    desk = desk_of(ana)
    pages = [desk.get(QUEUE, {"later": str(place)}) for place in range(3)]
    assert [shown(page) for page in pages] == ["Rele", "Premye", "Dezyèm"]
    assert pages[0].context["waiting"] == 3
    assert "Nothing waits for you here" in desk.get(QUEUE, {"later": "3"}).content.decode()
    assert shown(desk.get(QUEUE, {"later": "nonsense", "vital": "on"})) == "Rele"


def test_accepting_leads_to_the_next_text_and_can_be_taken_back() -> None:
    a_text(a_page("Page 1"), "Youn", at=MONDAY)
    a_text(a_page("Page 2"), "De", at=TUESDAY)
    desk = desk_of(a_translator("Ana"))
    following = answer(desk, desk.get(QUEUE))
    assert shown(following) == "De"
    assert TranslatedText.objects.get(text="Youn").reviewed_by == "Ana"
    undo = following.context["undo"]
    back = desk.post(f"{GRID}answers/{undo.pk}/undo/", follow=True)
    assert shown(back) == "Youn"
    assert TranslatedText.objects.get(text="Youn").status == "draft"


def test_an_answer_of_somebody_else_is_not_hers_to_take_back() -> None:
    step = review_translation(text=a_text(), by=a_translator(), at=TUESDAY)
    assert desk_of(a_translator()).post(f"{GRID}answers/{step.pk}/undo/").status_code == 404


def test_a_text_is_put_right_and_accepted_in_one_step() -> None:
    a_text(text="Klas angle")
    desk = desk_of(a_translator("Ana"))
    answer(desk, desk.get(QUEUE), text="Klas anglè")
    kept = TranslatedText.objects.get()
    assert (kept.text, kept.status) == ("Klas anglè", "reviewed")


def test_a_text_sent_back_needs_a_reason_and_keeps_what_was_typed() -> None:
    a_text(text="Klas angle")
    desk = desk_of(a_translator())
    page = desk.get(QUEUE)
    refused = answer(desk, page, "send_back", text="Klas anglè")
    assert refused.status_code == 422
    assert "Klas anglè" in refused.content.decode()
    assert "Write what is wrong" in refused.content.decode()
    answer(desk, page, "send_back", reason="Ki klas?")
    assert TranslatedText.objects.get().reason == "Ki klas?"


def test_what_changed_in_the_english_is_shown_when_a_text_grew_old() -> None:
    page = a_page("English class on Monday")
    review_translation(text=a_text(page, "Klas"), by=a_translator(), at=MONDAY)
    renamed(page, "English class on Friday")
    desk = desk_of(a_translator())
    shown_now = desk.get(QUEUE)
    changes = [(piece.what, piece.text) for piece in shown_now.context["changes"]]
    assert changes == [("same", "English class on "), ("gone", "Monday"), ("new", "Friday")]
    answer(desk, shown_now)
    kept = TranslatedText.objects.get()
    assert (kept.status, kept.source) == ("reviewed", "English class on Friday")


def test_she_is_told_when_somebody_changed_it_while_she_was_reading() -> None:
    page = a_page("English class")
    a_text(page, "Klas")
    desk = desk_of(a_translator())
    opened = desk.get(QUEUE)
    a_text(page, "Kou", at=TUESDAY)
    told = answer(desk, opened, text="Klas anglè")
    assert told.status_code == 409
    assert "Klas anglè" in told.content.decode()
    assert TranslatedText.objects.get().status == "draft"
    opened = desk.get(QUEUE)
    renamed(page, "Spanish class")
    assert answer(desk, opened).status_code == 409
    page.delete()
    assert "no longer there" in answer(desk, opened).content.decode()


def test_of_two_who_answer_the_second_is_told() -> None:
    text = a_text()
    desk = desk_of(a_translator())
    opened = desk.get(QUEUE)
    review_translation(text=text, by=a_translator(), at=TUESDAY)
    assert "Somebody was first" in answer(desk, opened).content.decode()


def test_her_own_words_say_that_somebody_else_answers() -> None:
    ana = a_translator("Ana")
    text = a_text(by=ana)
    desk = desk_of(ana)
    page = desk.get(f"{QUEUE}{text.pk}/")
    assert "Somebody else answers for this one" in page.content.decode()
    assert "You wrote this text yourself" in answer(desk, page).content.decode()
    assert TranslatedText.objects.get().status == "draft"


def test_a_machines_vital_words_say_that_one_more_person_reads_them() -> None:
    a_text(field="note", origin="machine")
    ana, ben = desk_of(a_translator("Ana")), desk_of(a_translator("Ben"))
    page = ana.get(QUEUE)
    assert "Written by a machine" in page.content.decode()
    assert "one more person reads them" in answer(ana, page).content.decode()
    assert "Nothing waits for you here" in ana.get(QUEUE).content.decode()
    answer(ben, ben.get(QUEUE))
    assert TranslatedText.objects.get().status == "reviewed"


def test_the_glossary_stands_beside_the_text_and_warns_once() -> None:
    agree_on_term(said=Agreement("", "Harbor House", do_not_translate=True), by=None, at=MONDAY)
    a_text(a_page("Class at Harbor House {day}"), "Klas nan Harbor House {day}")
    desk = desk_of(a_translator())
    page = desk.get(QUEUE)
    assert [met.is_kept for met in page.context["terms"]] == [True]
    warned = answer(desk, page, text="Klas nan Kay Pò a")
    assert warned.status_code == 422
    assert "“Harbor House” stays in English." in warned.content.decode()
    assert warned.context["warnings"]["holes"] == ["{day}"]
    answer(desk, warned)
    kept = TranslatedText.objects.get()
    assert (kept.text, kept.status) == ("Klas nan Kay Pò a", "reviewed")


def test_the_text_is_typed_in_its_own_direction() -> None:
    a_text(text="صف", code="ar")
    body = desk_of(a_translator()).get(f"{GRID}review/ar/").content.decode()
    assert 'lang="ar" dir="rtl"' in body


def test_a_language_the_office_does_not_have_has_no_queue() -> None:
    desk = desk_of(a_translator())
    for code in ("fr", "en", "nonsense"):
        assert desk.get(f"{GRID}review/{code}/").status_code == 404


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PARTNER_MANAGER, Role.INTERPRETER])
def test_who_does_not_translate_for_the_office_sees_none_of_this(role: Role) -> None:
    desk = desk_of(a_translator(role=role))
    for where in (GRID, QUEUE, f"{GRID}glossary/", f"{GRID}exchange/"):
        assert desk.get(where).status_code == 403


def test_a_file_goes_out_and_comes_back_on_the_page(settings: Any) -> None:
    settings.TRANSLATION_MACHINE = "off"
    a_page("English class")
    desk = desk_of(a_translator())
    sent = desk.get(f"{GRID}exchange/file/", {"language": "ht", "format": "csv"})
    assert sent.headers["Content-Disposition"] == 'attachment; filename="texts-ht.csv"'
    lines = sent.content.decode().replace('"English class",""', '"English class","Klas angle"')
    file = a_file("ht.csv", lines.encode())
    page = desk.post(f"{GRID}exchange/", {"file": file}, follow=True)
    assert "1 text came in" in page.content.decode()
    assert [row["outcome"] for row in page.context["rows"]] == ["Imported as a draft"]
    assert (
        "Imported as a draft"
        in desk.get(page.request["PATH_INFO"] + "?outcome=newer").content.decode()
    )
    undone = desk.post(page.request["PATH_INFO"] + "undo/", follow=True)
    assert "1 text is as it was before." in undone.content.decode()
    assert not TranslatedText.objects.exists()
    again = desk.post(page.request["PATH_INFO"] + "undo/", follow=True)
    assert "taken back before" in again.content.decode()


def a_file(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_a_file_that_is_not_one_says_what_to_do() -> None:
    desk = desk_of(a_translator())
    page = desk.post(f"{GRID}exchange/", {"file": a_file("a.xlf", b"<!DOCTYPE a><a/>")})
    assert page.status_code == 422
    assert "we do not open those" in page.content.decode()
    page = desk.post(f"{GRID}exchange/", {})
    assert "Choose the file to bring in." in page.content.decode()
    assert desk.get(f"{GRID}exchange/file/").status_code == 302


def test_the_machine_is_offered_only_where_the_office_turned_it_on(settings: Any) -> None:
    a_page("English class")
    desk = desk_of(a_translator())
    settings.TRANSLATION_MACHINE = "off"
    assert "Drafts by a machine" not in desk.get(f"{GRID}exchange/").content.decode()
    asked = {"kind": KIND, "language": "ht"}
    assert (
        "no machine" in desk.post(f"{GRID}exchange/machine/", asked, follow=True).content.decode()
    )
    settings.TRANSLATION_MACHINE = "dummy"
    assert "Drafts by a machine" in desk.get(f"{GRID}exchange/").content.decode()
    page = desk.post(f"{GRID}exchange/machine/", asked, follow=True)
    assert "The machine wrote 1 draft." in page.content.decode()


def test_the_glossary_is_kept_on_its_page() -> None:
    desk = desk_of(a_translator())
    where = f"{GRID}glossary/"
    wrong = desk.post(f"{where}add/", {"term": "school", "language": "ht"})
    assert wrong.status_code == 422
    assert "say that it stays in English" in wrong.content.decode()
    said = {"term": "school", "language": "ht", "translation": "lekòl"}
    page = desk.post(f"{where}add/", said, follow=True)
    assert [row["term"].translation for row in page.context["rows"]] == ["lekòl"]
    assert "in this language already" in desk.post(f"{where}add/", said).content.decode()
    term = page.context["rows"][0]["term"]
    desk.post(f"{where}{term.pk}/", said | {"translation": "lekòl la"})
    sheet = desk.get(f"{where}glossary.csv").content
    assert "lekòl la" in sheet.decode()
    desk.post(f"{where}{term.pk}/remove/")
    assert desk.get(where).context["rows"] == []
    page = desk.post(f"{where}bring-in/", {"file": a_file("g.csv", sheet)}, follow=True)
    assert len(page.context["rows"]) == 1
    page = desk.post(f"{where}bring-in/", {"file": a_file("g.csv", b"a,b")}, follow=True)
    assert "columns" in page.content.decode()


def test_differences_lose_no_letter() -> None:
    pieces = differences("Bring a pen, please.", "Bring two pens.")
    assert "".join(one.text for one in pieces if one.what != "new") == "Bring a pen, please."
    assert "".join(one.text for one in pieces if one.what != "gone") == "Bring two pens."
