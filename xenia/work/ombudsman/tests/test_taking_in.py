"""Somebody stands at the desk, calls, or sent a paper: a colleague writes it down."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.codes import code_for, hash_of
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.tests.makers import MONDAY, SOMALI, an_officer

pytestmark = pytest.mark.django_db
WHERE = "/en/desk/complaints/take-in/"


def at_the_desk(role: Role = Role.FRONT_DESK) -> Client:
    client = Client()
    client.force_login(a_user(role))
    return client


def typed(**said: Any) -> dict[str, Any]:
    return {
        "channel": "visit",
        "language": "so",
        "words": SOMALI,
        "kind": "access",
        "level": "anonymous",
        "answer_by": "code",
        "token": "a page of its own",
    } | said


def test_what_she_says_is_kept_and_she_gets_a_code() -> None:
    client = at_the_desk()
    page = client.post(WHERE, typed(english="They said I cannot get the card."))
    complaint = Complaint.objects.get()
    assert code_for("a page of its own") in page.content.decode()
    assert complaint.code_hash == hash_of(code_for("a page of its own"))
    assert (complaint.channel, complaint.kind, complaint.level) == ("visit", "access", "anonymous")
    word = complaint.words.get()
    assert known_to_rules(word, "text") == SOMALI
    assert known_to_rules(word, "english") == "They said I cannot get the card."


def test_the_same_form_sent_twice_is_one_complaint_with_one_code() -> None:
    client = at_the_desk()
    pages = [client.post(WHERE, typed()).content.decode() for _time in range(2)]
    assert Complaint.objects.count() == 1
    assert all(code_for("a page of its own") in page for page in pages)


def test_the_front_desk_reads_no_complaints() -> None:
    client = at_the_desk()
    page = client.post(WHERE, typed()).content.decode()
    complaint = Complaint.objects.get()
    assert str(complaint.pk) not in page
    for closed in ("", f"{complaint.pk}/", "to-let-in/", f"{complaint.pk}/print/"):
        assert client.get(f"/en/desk/complaints/{closed}").status_code == 403
    assert str(complaint.pk) in signed_in_officer_page()


def signed_in_officer_page() -> str:
    client = Client()
    client.force_login(an_officer())
    return str(client.post(WHERE, typed()).content.decode())


def test_what_is_read_to_her_stands_in_her_language_and_nothing_typed_is_lost() -> None:
    choose_languages(codes=["en", "ar", "so"], by=None, at=MONDAY)
    forget_office()
    page = at_the_desk().post(WHERE, typed(language="ar", act="language"))
    assert page.status_code == 200
    text = page.content.decode()
    assert 'lang="ar" dir="rtl"' in text
    assert SOMALI in text
    assert not Complaint.objects.exists()
    forget_office()


def test_nobody_writes_to_somebody_who_stays_unknown() -> None:
    page = at_the_desk().post(WHERE, typed(answer_by="sms", phone="617-555-0101"))
    assert page.status_code == 422
    assert "only this office, or with the code only?" in page.content.decode()
    assert SOMALI in page.content.decode()


def test_something_must_be_written_down() -> None:
    page = at_the_desk().post(WHERE, typed(words=""))
    assert page.status_code == 422
    assert "Write down what happened" in page.content.decode()
    at_the_desk().post(WHERE, typed(words="", english="They sent me away."))
    assert known_to_rules(Complaint.objects.get().words.get(), "text") == ""


def test_the_code_is_on_a_paper_in_her_language() -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    client = at_the_desk()
    page = client.post(WHERE, typed(language="ar")).content.decode()
    where = "/ar/desk/complaints/take-in/code/"
    assert where in page
    sheet = client.post(where, {"token": "a page of its own"})
    assert '<html lang="ar" dir="rtl">' in sheet.content.decode()
    assert code_for("a page of its own") in sheet.content.decode()
    assert client.post(where, {"token": "nobody's"}).status_code == 404
    forget_office()
