"""Somebody complains on the page: her words first, no name, no cookie, a code shown once; nobody is turned away."""

from io import BytesIO
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from xenia.ground.common import gate
from xenia.ground.common.work_proof import LEAST, bits_of
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.fields import SealedField
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.tests.makers import MONDAY, SOMALI, a_city_service

pytestmark = pytest.mark.django_db
PAGE = "/en/complaint/"


@pytest.fixture(autouse=True)
def nobody_is_too_fast() -> Any:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict.PASSES):
        cache.clear()
        yield
        cache.clear()


def typed(*, is_worked_for: bool = True, **said: Any) -> dict[str, Any]:
    token = gate.open_form("ombudsman.file")
    form = {
        "act": "send",
        "words": SOMALI,
        "language": "so",
        "kind": "access",
        "level": "anonymous",
        "token": token,
    }
    if is_worked_for:
        form["proof"] = next(str(one) for one in count() if bits_of(token, str(one)) >= LEAST)
    return form | said


def sent(answer: Any) -> str:
    return str(answer.content.decode())


def code_in(page: str) -> str:
    return page.split('class="code">')[1].split("<", maxsplit=1)[0]


def test_she_complains_in_somali_and_holds_a_code() -> None:
    stranger = Browser()
    assert stranger.get(PAGE).status_code == 200
    page = stranger.post(PAGE, typed())
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert not stranger.cookies
    complaint = Complaint.objects.get()
    assert complaint.status == Status.RECEIVED
    assert str(complaint.language) == "so"
    assert complaint.kind == "access"
    assert len(code_in(sent(page)).replace("-", "")) == 18


def test_her_words_alone_are_enough() -> None:
    token = gate.open_form("ombudsman.file")
    page = Browser().post(
        PAGE, {"words": SOMALI, "language": "so", "level": "anonymous", "token": token}
    )
    assert page.status_code == 200
    complaint = Complaint.objects.get()
    assert complaint.kind == "other"
    assert complaint.answer_by == "code"


def test_without_a_script_she_is_heard_after_a_colleagues_look() -> None:
    page = sent(Browser().post(PAGE, typed(is_worked_for=False)))
    assert Complaint.objects.get().status == Status.HELD
    assert "a colleague reads yours first" in page
    assert code_in(page)


@pytest.mark.parametrize("doubtful", [{"website": "https://buy"}, {"proof": "1"}, {"proof": "no"}])
def test_what_a_machine_writes_is_held_and_never_refused(doubtful: dict[str, str]) -> None:
    assert Browser().post(PAGE, typed() | doubtful).status_code == 200
    assert Complaint.objects.get().status == Status.HELD


@pytest.mark.parametrize("verdict", ["too_fast", "too_old", "forged"])
def test_haste_an_old_page_and_a_token_nobody_gave_are_held_too(verdict: str) -> None:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict(verdict)):
        page = Browser().post(PAGE, typed())
    assert page.status_code == 200
    assert code_in(sent(page))
    assert Complaint.objects.get().status == Status.HELD


def test_two_forms_without_a_token_are_two_complaints_under_two_codes() -> None:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict.FORGED):
        pages = [Browser().post(PAGE, typed(token="")) for _number in range(2)]
    assert len({code_in(sent(page)) for page in pages}) == 2
    assert Complaint.objects.count() == 2


def test_a_form_sent_twice_is_one_complaint_under_one_code() -> None:
    stranger, form = Browser(), typed()
    first, second = (stranger.post(PAGE, form) for _number in range(2))
    assert code_in(sent(first)) == code_in(sent(second))
    assert Complaint.objects.count() == 1


def test_who_stays_unknown_leaves_no_way_to_be_reached_even_when_she_typed_one() -> None:
    page = Browser().post(
        PAGE, typed(answer_by="email", email="ana@quill.example", phone="not a number")
    )
    assert page.status_code == 200
    assert Complaint.objects.get().answer_by == "code"
    assert not ContactPoint.objects.exists()


def test_who_trusts_the_office_is_told_the_way_she_chose() -> None:
    known = typed(level="confidential", answer_by="email", email="ana@quill.example")
    assert "We tell you each time" in sent(Browser().post(PAGE, known))
    complaint = Complaint.objects.get()
    assert (complaint.level, complaint.answer_by) == ("confidential", "email")
    assert complaint.contact_id


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    page = Browser().post(PAGE, typed(level="open", answer_by="sms", phone="12", look="clerk"))
    assert page.status_code == 422
    assert SOMALI in sent(page)
    assert 'value="clerk"' in sent(page)
    assert "Type your phone number" in sent(page)
    assert not Complaint.objects.exists()


def test_nothing_she_typed_lies_open_in_any_column_nor_in_the_cache() -> None:
    words = "Rosemarie Quill 617-555-0188"
    form = typed(
        words=words, level="confidential", answer_by="email", email="rosemarie@quill.example"
    )
    assert Browser().post(PAGE, form).status_code == 200
    for model in apps.get_models():
        plain = [
            one.attname for one in model._meta.concrete_fields if not isinstance(one, SealedField)
        ]
        for row in model._default_manager.values_list(*plain):
            assert "rosemarie" not in repr(row).lower(), model
            assert "quill" not in repr(row).lower(), model
    assert "Quill" not in repr(getattr(cache, "_cache", ""))


def test_a_picture_she_sends_along_is_kept_with_it_and_one_we_cannot_take_is_told() -> None:
    said = typed()
    wrong = SimpleUploadedFile("a.exe", b"MZ not a picture")
    answer = Browser().post(PAGE, {**said, "pictures": wrong})
    assert answer.status_code == 422
    assert SOMALI in sent(answer)
    assert not Complaint.objects.exists()
    drawn = BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "PNG")
    page = Browser().post(PAGE, {**said, "pictures": SimpleUploadedFile("a.png", drawn.getvalue())})
    assert page.status_code == 200
    assert Complaint.objects.get().evidence.count() == 1
    assert "Picture 1, sent on" in sent(
        Browser().post(f"{PAGE}answer/", {"code": code_in(sent(page))})
    )


def test_looking_for_a_service_sends_nothing_and_loses_nothing() -> None:
    service = a_city_service(name="City ID card")
    page = sent(Browser().post(PAGE, typed(act="look", look="id card", level="open")))
    assert f'value="service:{service.pk}"' in page
    assert SOMALI in page
    assert "One thing is missing" not in page
    assert not Complaint.objects.exists()
    Browser().post(PAGE, typed(look="id card", about=f"service:{service.pk}"))
    complaint = Complaint.objects.get()
    assert complaint.service == service
    assert complaint.department == service.organization


def test_nothing_found_says_that_it_may_stay_open() -> None:
    page = sent(Browser().post(PAGE, typed(act="look", look="xyzzy")))
    assert "We find nothing by these words." in page


def test_an_equal_access_page_leads_here_with_its_service_chosen() -> None:
    service = a_city_service()
    page = sent(Browser().get(PAGE, {"service": str(service.pk), "kind": "access"}))
    chosen = page.split(f'value="service:{service.pk}"')[1].split(">", maxsplit=1)[0]
    assert "checked" in chosen
    assert "checked" in page.split('value="access"')[1].split(">", maxsplit=1)[0]


@pytest.mark.parametrize("about", ["service:1", "place:", "department:x", "machine:7", "'"])
def test_an_address_that_names_nothing_is_the_plain_form(about: str) -> None:
    kind, _mark, value = about.partition(":")
    assert Browser().get(PAGE, {kind: value}).status_code == 200
    assert Browser().post(PAGE, typed(about=about)).status_code == 422


@pytest.mark.parametrize("language", ["ar", "so"])
def test_the_page_opens_in_her_language_and_needs_no_script(language: str) -> None:
    choose_languages(codes=["en", "ar", "so"], by=None, at=MONDAY)
    forget_office()
    page = sent(Browser().get(f"/{language}/complaint/"))
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert f'value="{language}" selected' in page
    assert "onclick" not in page


def test_the_form_is_light_enough_for_an_old_phone() -> None:
    answer = Browser().get(PAGE, headers={"accept-encoding": "gzip"})
    assert len(answer.content) < 20_000
