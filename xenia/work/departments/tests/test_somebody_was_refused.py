"""Somebody who was refused tells us: no name, no cookie, a code shown once; the department never reads her words."""

from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client as Browser
from django.utils import timezone

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common import gate
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.fields import SealedField, is_shredded
from xenia.registers.directory.tests.makers import a_service
from xenia.work.departments.models import Refusal, RefusalWord
from xenia.work.departments.models.refusal import Status
from xenia.work.departments.operations import refusals, working
from xenia.work.departments.operations.statements import NotACityService, NotTheirDepartment
from xenia.work.departments.operations.working import NamesSomebody
from xenia.work.departments.queries.refusals import read_by_department
from xenia.work.departments.tests.makers import (
    KREYOL,
    MONDAY,
    TUESDAY,
    a_city_service,
    a_department,
    a_refusal,
    asked,
    with_its_code,
)

pytestmark = pytest.mark.django_db
ANSWER = "/en/equal-access/answer/"


@pytest.fixture(autouse=True)
def nobody_is_too_fast() -> Any:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict.PASSES):
        yield


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def typed(**said: Any) -> dict[str, Any]:
    return {
        "told": "papers",
        "words": KREYOL,
        "language": "ht",
        "answer_by": "code",
        "token": gate.open_form("departments.refused"),
    } | said


def code_in(page: str) -> str:
    return page.split('class="number">')[1].split("<", maxsplit=1)[0]


def sent(answer: Any) -> str:
    return str(answer.content.decode())


def test_she_tells_us_reads_what_became_of_it_and_writes_again() -> None:
    service, stranger = a_city_service(), Browser()
    address = f"/en/equal-access/refused/{service.pk}/"
    assert stranger.get(address).status_code == 200
    page = stranger.post(address, typed())
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")
    assert not stranger.cookies
    code = code_in(sent(page))
    refusal = Refusal.objects.get()
    assert KREYOL in sent(stranger.post(ANSWER, {"code": code}))
    by = a_user(Role.FRONT_DESK)
    working.answer_her(
        refusal=refusal,
        words="Nou pale ak biwo a.",
        version=refusal.state_version,
        by=by,
        at=TUESDAY,
    )
    assert "Nou pale ak biwo a." in sent(stranger.post(ANSWER, {"code": code}))
    again = {"code": code, "act": "again", "words": "Yo refize m ankò.", "token": "another"}
    assert "Yo refize m ankò." in sent(stranger.post(ANSWER, again))
    refusal.refresh_from_db()
    assert refusal.status == Status.WAITING


def test_nothing_she_typed_lies_open_in_any_column_nor_in_the_cache() -> None:
    service = a_city_service()
    page = Browser().post(
        f"/en/equal-access/refused/{service.pk}/",
        typed(
            words="Rosemarie Quill 617-555-0188", answer_by="email", email="rosemarie@quill.example"
        ),
    )
    assert page.status_code == 200
    for model in apps.get_models():
        plain = [
            one.attname for one in model._meta.concrete_fields if not isinstance(one, SealedField)
        ]
        for row in model._default_manager.values_list(*plain):
            assert "rosemarie" not in repr(row).lower(), model
            assert "quill" not in repr(row).lower(), model
    assert "Quill" not in repr(getattr(cache, "_cache", ""))


def test_a_form_sent_twice_is_one_report_under_one_code() -> None:
    service, stranger = a_city_service(), Browser()
    address, form = f"/en/equal-access/refused/{service.pk}/", typed()
    first, second = (stranger.post(address, form) for _number in range(2))
    assert code_in(sent(first)) == code_in(sent(second))
    assert Refusal.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    service = a_city_service()
    page = Browser().post(
        f"/en/equal-access/refused/{service.pk}/", typed(answer_by="sms", phone="12", told="")
    )
    assert page.status_code == 422
    assert KREYOL in sent(page)
    assert "Choose what fits best." in sent(page)
    assert not Refusal.objects.exists()


def test_it_is_counted_as_a_refusal_of_the_service_and_as_a_barrier_in_her_language() -> None:
    service = a_city_service()
    a_refusal(service, told="papers")
    refused = Entry.objects.get(kind="departments.refused")
    assert (refused.department, refused.service) == (service.organization_id, service.pk)
    assert (refused.reason, refused.language) == ("papers", "")
    barrier = Entry.objects.get(kind="casework.barrier")
    assert (barrier.reason, barrier.language) == ("documents-asked", "ht")
    assert (barrier.department, barrier.service) == (None, None)


def test_only_services_of_the_city_are_reported() -> None:
    service = a_service()
    assert Browser().get(f"/en/equal-access/refused/{service.pk}/").status_code == 404
    with pytest.raises(NotACityService):
        a_refusal(service)


def test_who_chose_a_way_hears_that_there_is_something_and_never_what() -> None:
    service = a_city_service()
    Browser().post(
        f"/en/equal-access/refused/{service.pk}/",
        typed(answer_by="sms", phone="617-555-0142", hours="morning"),
    )
    refusal = Refusal.objects.get()
    assert ContactPoint.objects.get().pk == refusal.contact_id
    by = a_user(Role.SUPERVISOR)
    working.close_refusal(
        refusal=refusal,
        closing="corrected",
        version=refusal.state_version,
        by=by,
        at=timezone.now(),
    )
    message = OutboxMessage.objects.get()
    assert (message.template, message.recipient_id) == ("departments.report_moved", refusal.pk)


def test_she_takes_it_back_and_the_counts_stay() -> None:
    refusal, code = with_its_code()
    browser = Browser()
    assert "Erase everything?" in sent(browser.post(ANSWER, {"code": code, "act": "erase"}))
    browser.post(ANSWER, {"code": code, "act": "erase", "sure": "yes"})
    word = RefusalWord.objects.filter(refusal=refusal.pk).first()
    assert word is None or is_shredded(word.text)
    assert "We find nothing under this code" in sent(browser.post(ANSWER, {"code": code}))
    assert Entry.objects.filter(kind="departments.refused").count() == 1


def test_the_department_reads_the_offices_question_and_nothing_of_hers() -> None:
    department, head = a_department()
    office = a_user(Role.FRONT_DESK)
    refusal = asked(a_city_service(department), office)
    assert OutboxMessage.objects.get().recipient_id == head.pk
    assert [one.kind for one in read_by_department(refusal)] == ["question"]
    browser = signed_in(head)
    page = sent(browser.get(f"/en/desk/departments/asked/{refusal.pk}/"))
    assert "Which paper do you ask for at counter 3?" in page
    assert KREYOL not in page
    for address in (f"refusals/{refusal.pk}/", "refusals/"):
        assert browser.get(f"/en/desk/departments/{address}").status_code == 403
    said = {"words": "We put it right.", "version": refusal.state_version}
    assert browser.post(f"/en/desk/departments/asked/{refusal.pk}/", said).status_code == 302
    refusal.refresh_from_db()
    assert refusal.status == Status.WAITING
    # Once answered, it is not the department's any more.
    assert browser.get(f"/en/desk/departments/asked/{refusal.pk}/").status_code == 403


def test_another_department_neither_reads_nor_answers() -> None:
    office, (_parks, stranger) = a_user(Role.FRONT_DESK), a_department("Parks")
    refusal = asked(a_city_service(), office)
    address = f"/en/desk/departments/asked/{refusal.pk}/"
    assert signed_in(stranger).get(address).status_code == 403
    with pytest.raises(NotTheirDepartment):
        working.reply_for_department(
            refusal=refusal, words="No.", version=refusal.state_version, by=stranger, at=TUESDAY
        )


def test_a_question_to_the_department_names_nobody() -> None:
    refusal, by = a_refusal(), a_user(Role.FRONT_DESK)
    said: dict[str, Any] = {"refusal": refusal, "words": "Why?", "by": by, "at": TUESDAY}
    with pytest.raises(NamesSomebody):
        working.ask_department(names_nobody=False, version=refusal.state_version, **said)
    page = signed_in(by).post(
        f"/en/desk/departments/refusals/{refusal.pk}/ask/",
        {"words": "Why was Ana refused?", "version": refusal.state_version},
    )
    assert page.status_code == 422
    assert "Why was Ana refused?" in sent(page)


def test_the_office_answers_closes_and_opens_again_and_the_counts_follow() -> None:
    refusal, by = a_refusal(), a_user(Role.CASEWORKER)
    browser = signed_in(by)
    base = f"/en/desk/departments/refusals/{refusal.pk}/"
    assert KREYOL in sent(browser.get(base))
    closing = {"closing": "law", "version": refusal.state_version}
    assert browser.post(f"{base}close/", closing).status_code == 302
    crossed = browser.post(f"{base}close/", closing)
    assert crossed.status_code == 409
    current = Refusal.objects.get()
    assert (current.status, current.closing) == (Status.CLOSED, "law")
    browser.post(f"{base}reopen/", {"version": current.state_version})
    counted = Entry.objects.filter(kind="departments.refusal_closed")
    assert sorted(counted.values_list("quantity", flat=True)) == [-1, 1]


def test_what_a_colleague_wrote_too_late_stays_on_her_page() -> None:
    refusal, by = a_refusal(), a_user(Role.CASEWORKER)
    seen = refusal.state_version
    working.answer_her(refusal=refusal, words="Wi.", version=seen, by=by, at=TUESDAY)
    page = signed_in(by).post(
        f"/en/desk/departments/refusals/{refusal.pk}/answer/",
        {"words": "Another answer.", "version": seen},
    )
    assert page.status_code == 409
    assert "Another answer." in sent(page)
    with pytest.raises(Crossed):
        working.close_refusal(refusal=refusal, closing="law", version=seen, by=by, at=TUESDAY)


def test_only_what_was_asked_is_answered() -> None:
    department, head = a_department()
    refusal = a_refusal(a_city_service(department))
    with pytest.raises(WrongState):
        working.reply_for_department(
            refusal=refusal, words="Well.", version=refusal.state_version, by=head, at=TUESDAY
        )


def test_the_pages_open_in_arabic_and_need_no_script() -> None:
    choose_languages(codes=["en", "ar", "ht"], by=None, at=MONDAY)
    forget_office()
    refusal, code = with_its_code(language="ar")
    page = sent(Browser().get(f"/ar/equal-access/refused/{refusal.service_id}/"))
    assert 'dir="rtl"' in page
    assert "onclick" not in page
    assert KREYOL in sent(Browser().post("/ar/equal-access/answer/", {"code": code}))


def test_her_code_leads_to_the_right_page_from_another_one() -> None:
    _refusal, code = with_its_code()
    answer = Browser().post("/en/ask/answer/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (307, ANSWER)


def test_what_she_adds_brings_a_closed_report_back() -> None:
    refusal, by = a_refusal(), a_user(Role.CASEWORKER)
    working.close_refusal(
        refusal=refusal, closing="unknown", version=refusal.state_version, by=by, at=TUESDAY
    )
    refusals.write_again(refusal=refusal, words="Ankò.", at=TUESDAY)
    refusal.refresh_from_db()
    assert (refusal.status, refusal.closing, refusal.closed_on) == (Status.WAITING, "", None)
