"""The pages of translations in writing: who sees what, and that nothing typed is lost."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.translations.exchange.terms import Agreement
from xenia.ground.translations.operations.glossary import agree_on_term
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access.models import TranslationRequest
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.operations.set_phrases import keep_set_phrases
from xenia.work.language_access.operations.text_reading import document_mark
from xenia.work.language_access.operations.text_work import accept_text, take_back_text
from xenia.work.language_access.tests.makers import a_clinic
from xenia.work.language_access.tests.text_makers import (
    ASKED,
    KREYOL,
    MONDAY,
    SOURCE,
    ARoom,
    a_request,
    a_room,
    a_translator,
    approved,
    as_now,
    delivered,
    taken,
    the_work,
)

pytestmark = pytest.mark.django_db
HERE = "/en/desk/translations/requests/"


@pytest.fixture(name="room")
def the_room() -> Iterator[ARoom]:
    with a_room() as room:
        yield room


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, where: str = "", status: int = 200) -> str:
    answer = signed_in(user).get(f"{HERE}{where}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def filled(**said: Any) -> dict[str, Any]:
    usual = {
        "title": "Consent form",
        "purpose": "Parents sign it.",
        "from_language": "en",
        "text": SOURCE,
        "languages": ["ht"],
        "other": "",
        "wanted_on": "",
    }
    return {**usual, **said}


@pytest.fixture(name="offered")
def languages_of_the_office() -> Iterator[None]:
    from xenia.ground.reference.office import forget_office
    from xenia.ground.reference.operations import choose_languages

    choose_languages(codes=["en", "ht", "es"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


@pytest.mark.usefixtures("offered")
def test_a_clerk_counts_her_text_and_asks_for_it() -> None:
    clinic, clerk = a_clinic()
    client = signed_in(clerk)
    answer = client.post(f"{HERE}new/", filled(organization=clinic.pk, act="count"))
    content = answer.content.decode()
    assert "9 words" in content
    assert "usually there by" in content
    assert "Parents sign it." in content
    assert not TranslationRequest.objects.exists()
    answer = client.post(f"{HERE}new/", filled(organization=clinic.pk, act="ask"), follow=True)
    content = answer.content.decode()
    assert "Haitian Creole" in content
    assert "Next: a translator writes it." in content
    assert "Consent form" in page(clerk)


@pytest.mark.usefixtures("offered")
def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    clinic, clerk = a_clinic()
    answer = signed_in(clerk).post(
        f"{HERE}new/", filled(organization=clinic.pk, languages=[], title="Our form", text="")
    )
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one language" in content
    assert "Paste the text, or choose a file." in content
    assert "Our form" in content


def test_another_departments_clerk_sees_neither_the_request_nor_its_text() -> None:
    clinic, _clerk = a_clinic()
    schools = an_organization(name="School Department")
    stranger = a_user(Role.DEPARTMENT_MEMBER, schools.pk)
    work = approved(a_request(clinic), a_translator(), a_translator(name="Jean Pierre")[1])
    assert "Consent form" not in page(stranger)
    for end in ("", "source/", "ht/", "ht/text.txt"):
        answer = signed_in(stranger).get(f"{HERE}{work.request_id}/{end}")
        assert answer.status_code in (403, 404)
    assert signed_in(stranger).post(f"{HERE}{work.request_id}/cancel/").status_code in (403, 404)


def test_a_clerk_cannot_give_texts_out_nor_open_a_translators_page() -> None:
    _clinic, clerk = a_clinic()
    page(clerk, "office/", 403)
    page(clerk, "mine/", 403)


def test_source_and_translation_stand_side_by_side_with_what_is_new() -> None:
    from xenia.work.language_access.operations.document_texts import change_source

    clinic, clerk = a_clinic()
    request = a_request(clinic)
    approved(request, a_translator(), a_translator(name="Jean Pierre")[1])
    change_source(
        request=request,
        text=f"{SOURCE}\n\nCall us.",
        wanted_on=request.wanted_on,
        again=False,
        by=clerk,
        at=MONDAY,
    )
    content = page(clerk, f"{request.pk}/ht/")
    assert "Bring this form" in content
    assert "Pote fòm" in content
    assert content.count("New in the source") == 1
    assert "made from version 1" in content
    assert "do not have the same number of paragraphs" in content
    assert "Older than the source" in page(clerk, f"{request.pk}/")


def test_the_approved_text_is_a_file_and_a_draft_is_not() -> None:
    clinic, clerk = a_clinic()
    request = a_request(clinic)
    work = taken(request, *(translator := a_translator()))
    page(clerk, f"{request.pk}/ht/text.txt", 404)
    take_back_text(work=work, by=a_user(Role.LANGUAGE_ACCESS_OFFICE), at=MONDAY)
    approved(request, translator, a_translator(name="Jean Pierre")[1])
    assert page(clerk, f"{request.pk}/ht/text.txt") == KREYOL


def test_a_translator_says_yes_writes_keeps_and_delivers_on_her_page() -> None:
    translator, user = a_translator()
    request = a_request()
    office = a_user(Role.LANGUAGE_ACCESS_OFFICE)
    work = the_work(request)
    client = signed_in(office)
    assert "Ana Tavares" in page(office, f"office/document/{work.pk}/")
    client.post(f"{HERE}office/document/{work.pk}/ask/", {"person": str(translator.pk)})
    assert "Can you take these?" in page(user, "mine/")
    hers = signed_in(user)
    where = f"{HERE}mine/document/{work.pk}/"
    hers.post(f"{where}answer/", {"act": "yes"})
    mark = document_mark(the_work(request))
    hers.post(where, {"text": "Pote fòm", "mark": mark, "act": "save"})
    assert "Pote fòm" in page(user, f"mine/document/{work.pk}/")
    mark = document_mark(the_work(request))
    answer = hers.post(where, {"text": KREYOL, "mark": mark, "act": "deliver"}, follow=True)
    assert "Thank you" in answer.content.decode()
    assert the_work(request).status == TextStatus.DELIVERED


def test_the_glossarys_words_stand_beside_the_text_in_both_directions(room: ARoom) -> None:
    said = Agreement("ht", "clinic", "klinik", note="not dispansè", source="Translators, May 2026")
    agree_on_term(said=said, by=None, at=MONDAY)
    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    content = page(user, f"mine/document/{work.pk}/")
    assert "klinik" in content
    assert "not dispansè" in content
    assert "Translators, May 2026" in content
    letter = room.asked("Ki kote klinik la ye?")
    accept_text(work=letter, by=user, at=MONDAY)
    content = page(user, f"mine/message/{letter.pk}/")
    assert "Words we agreed on" in content
    assert "clinic" in content


def test_a_translator_sees_a_messages_words_and_nothing_else_once_she_said_yes(
    room: ARoom,
) -> None:
    _translator, user = a_translator()
    letter = room.asked()
    content = page(user, f"mine/message/{letter.pk}/")
    assert ASKED not in content
    assert "You do not see who it is." in content
    signed_in(user).post(f"{HERE}mine/message/{letter.pk}/answer/", {"act": "yes"})
    content = page(user, f"mine/message/{letter.pk}/")
    assert ASKED in content
    for fact in (room.subject, letter.about_id, letter.asked_by_id, letter.kind):
        assert str(fact) not in content
    assert AuditEvent.objects.filter(action="vault.looked", record_id=letter.pk).count() == 1


def test_another_translator_and_the_office_do_not_see_it(room: ARoom) -> None:
    _translator, user = a_translator(rank=2)
    _other, stranger = a_translator(rank=1, name="Second")
    letter = room.asked()
    accept_text(work=letter, by=user, at=MONDAY)
    page(stranger, f"mine/message/{letter.pk}/", 404)
    stranger_posts = signed_in(stranger).post(f"{HERE}mine/message/{letter.pk}/", {"act": "save"})
    assert stranger_posts.status_code == 404
    office = a_user(Role.LANGUAGE_ACCESS_OFFICE)
    for where in ("office/", "office/?view=running", f"office/message/{letter.pk}/"):
        assert ASKED not in page(office, where)
    page(stranger, f"mine/message/{uuid4()}/", 404)


def test_who_typed_while_it_was_taken_back_keeps_her_words(room: ARoom) -> None:
    _translator, user = a_translator()
    letter = room.asked()
    accept_text(work=letter, by=user, at=MONDAY)
    take_back_text(work=as_now(letter), by=a_user(Role.DIRECTOR), at=MONDAY)
    answer = signed_in(user).post(
        f"{HERE}mine/message/{letter.pk}/", {"text": "Where do I", "act": "deliver", "mark": ""}
    )
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "Where do I" in content
    assert ASKED not in content


def test_a_source_that_changed_is_shown_beside_what_she_typed() -> None:
    from xenia.work.language_access.operations.document_texts import change_source

    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    mark = document_mark(work)
    change_source(
        request=work.request,
        text=f"{SOURCE}\n\nCall us.",
        wanted_on=work.wanted_on,
        again=True,
        by=None,
        at=MONDAY,
    )
    answer = signed_in(user).post(
        f"{HERE}mine/document/{work.pk}/", {"text": KREYOL, "mark": mark, "act": "deliver"}
    )
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Call us." in content
    assert "Pote fòm" in content
    assert "changed while you wrote" in content


def test_a_second_reader_stands_behind_it_and_the_other_one_keeps_her_remarks() -> None:
    first, second = (a_translator(name=name)[1] for name in ("Jean Pierre", "Rose Louis"))
    work = delivered(a_request(), *a_translator(rank=2))
    where = f"{HERE}mine/read/{work.pk}/"
    assert "Pote fòm" in page(first, f"mine/read/{work.pk}/")
    assert "A second reader is wanted" in page(second, "mine/")
    empty = signed_in(second).post(where, {"number": 1, "remarks": "", "act": "back"})
    assert empty.status_code == 422
    signed_in(first).post(where, {"number": 1, "remarks": "", "act": "approve"})
    late = signed_in(second).post(where, {"number": 1, "remarks": "One word.", "act": "back"})
    assert late.status_code == 409
    assert "One word." in late.content.decode()
    assert the_work(work.request).status == TextStatus.APPROVED


def test_who_wrote_it_finds_no_page_to_read_it() -> None:
    translator, user = a_translator()
    work = delivered(a_request(), translator, user)
    page(user, f"mine/read/{work.pk}/", 404)


def test_a_set_phrase_that_nobody_reviewed_is_marked_so() -> None:
    keep_set_phrases(at=MONDAY)
    _clinic, clerk = a_clinic()
    content = page(clerk, "phrases/?language=ht")
    assert "Nou resevwa mesaj ou a." in content
    assert content.count("Draft: nobody has reviewed it") == 16
    assert "Draft" not in page(clerk, "phrases/?language=en")


def test_where_nobody_can_be_asked_the_page_says_only_what_can_be_done() -> None:
    content = page(
        a_user(Role.LANGUAGE_ACCESS_OFFICE), f"office/document/{the_work(a_request()).pk}/"
    )
    assert "in writing, to somebody on the roster who has an account" in content
    assert "vendor" not in content.split("<main", 1)[1].split("</main", 1)[0]


def test_empty_pages_say_what_comes_here() -> None:
    _clinic, clerk = a_clinic()
    _translator, user = a_translator()
    assert "Nothing is being translated" in page(clerk)
    assert "Nothing is done yet" in page(clerk, "?show=over")
    assert "Nothing to translate now" in page(user, "mine/")
    office = a_user(Role.LANGUAGE_ACCESS_OFFICE)
    assert "Nothing waits to be given out" in page(office, "office/")


def test_the_lists_ask_the_database_as_often_for_thirty_as_for_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    clinic, clerk = a_clinic()
    office = a_user(Role.LANGUAGE_ACCESS_OFFICE)
    for number in range(30):
        a_request(clinic, title=f"Form {number}", languages=["ht", "es"])
    for user, where in ((clerk, ""), (office, "office/")):
        client = signed_in(user)
        client.get(f"{HERE}{where}")
        with django_assert_max_num_queries(14):
            content = client.get(f"{HERE}{where}").content.decode()
        assert "page=2" in content


def test_a_text_file_is_read_and_another_kind_is_refused() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    clinic, clerk = a_clinic()
    client = signed_in(clerk)
    picture = SimpleUploadedFile("form.txt", b"\xff\xd8\xff\xe0")
    said = filled(organization=clinic.pk, text="", other="so", languages=[], file=picture)
    answer = client.post(f"{HERE}new/", said)
    assert "Save it as plain text" in answer.content.decode()
    said["file"] = SimpleUploadedFile("form.txt", "\ufeffBring this form.".encode())
    client.post(f"{HERE}new/", said)
    request = TranslationRequest.objects.get()
    assert request.source.text == "Bring this form."
    assert request.wanted_on > now().date()


def test_a_vital_document_is_offered_by_its_title_and_what_is_needed_is_not_optional() -> None:
    from xenia.work.language_access.tests.plan_makers import a_paper

    clinic, clerk = a_clinic()
    paper = a_paper(clinic, title="Flu shot consent")
    content = page(clerk, "new/")
    assert f"Flu shot consent ({clinic.name})" in content
    assert str(paper) not in content
    for label in ("The text", "Translate it into"):
        after = content.split(f">{label}", 1)[1]
        assert not after.lstrip().startswith('<span class="optional">')
    assert "Another language <span" in content
