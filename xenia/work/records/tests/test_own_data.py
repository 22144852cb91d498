"""A person gets what we hold of her, and sees who looked."""

import io
import json
import re
import zipfile
from datetime import time, timedelta

import pytest
from django.template.loader import render_to_string

from tests.people.models import Person
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import HARBOR, MONDAY, a_user
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.operations import add_contact_point
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.operations.reading import MayNotOpen, note_look, read_sealed
from xenia.ground.vault.subjects import new_subject, shred
from xenia.work.records.inventory.kinds import kinds_held
from xenia.work.records.operations.own_data import own_data
from xenia.work.records.queries.looks import looks_shown
from xenia.work.records.tests.full_person import a_full_person

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def files_in(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_she_gets_every_word_of_hers_to_read_and_for_machines() -> None:
    by = a_user(Role.CASEWORKER)
    person = a_full_person(by=by, partner=HARBOR)
    files = files_in(own_data(person.subject, language="en", by=by, at=TUESDAY))
    assert sorted(files) == ["my-records.html", "my-records.json"]
    for content in files.values():
        assert {word for word in person.words if word not in content} == set()
        assert {word for word in person.partner_words if word in content} == set()
        assert {word for word in person.secrets if word in content} == set()
    assert json.loads(files["my-records.json"])[0]["subject"] == str(person.subject)
    assert "It is theirs: ask them for it." in files["my-records.html"]


def test_her_file_is_in_her_language_and_reads_from_the_right() -> None:
    by, subject = a_user(Role.CASEWORKER), new_subject()
    Person(subject_id=subject, name="<b>Amal</b>").save(force_insert=True)
    page = files_in(own_data(subject, language="ar", by=by, at=TUESDAY))["my-records.html"]
    assert '<html lang="ar" dir="rtl">' in page
    assert "&lt;b&gt;Amal" in page


def test_she_reads_words_not_our_codes() -> None:
    by = a_user(Role.CASEWORKER, name="Noor Haddad")
    subject = new_subject()
    contact = add_contact_point(
        subject=subject,
        kind="phone",
        address="+16175550101",
        safety=Safety(may_text=True, hours=Hours(time(9), time(17))),
        spoken="ht",
        written="fr",
        by=by,
        at=MONDAY,
    )
    note_look(contact, by=by, purpose="service", at=MONDAY)
    files = files_in(own_data(subject, language="en", by=by, at=TUESDAY))
    page = files["my-records.html"]
    for said in ("Text message: Yes", "Voicemail: No", "Speaks: Haitian Creole", "Reads: French"):
        assert said in page
    assert "Safe hours: 9:00" in page
    assert "<dt>Who</dt><dd>Caseworker</dd>" in page
    codes = [field.code for kind in kinds_held() for field in kind.fields if "_" in field.code]
    ours = {"True", "False", "None", "{", "[", "UUID(", "datetime", str(by.pk), "Noor", *codes}
    assert {one for one in ours if one in page} == set()
    assert not re.search(r"\d{4}-\d{2}-\d{2}", page), "days stand as she writes them"
    assert str(contact.stop_token) not in "".join(files.values())


def test_a_page_about_everything_has_none_of_our_values_as_the_machine_writes_them() -> None:
    by = a_user(Role.CASEWORKER)
    person = a_full_person(by=by, partner=HARBOR)
    page = files_in(own_data(person.subject, language="en", by=by, at=TUESDAY))["my-records.html"]
    assert {
        one for one in ("{&#x27;", "[&#x27;", ">True<", ">None<", "+00:00") if one in page
    } == set()


def test_giving_it_to_her_is_noted_as_such() -> None:
    by, subject = a_user(Role.CASEWORKER), new_subject()
    Person(subject_id=subject, name="Amal").save(force_insert=True)
    own_data(subject, language="en", by=by, at=TUESDAY)
    event = AuditEvent.objects.get(action="records.own_data_given")
    assert (event.actor_id, event.record_id, event.purpose) == (by.pk, subject, "own_data")


def test_somebody_who_may_not_open_notes_cannot_make_it() -> None:
    subject = new_subject()
    Person(subject_id=subject, name="Amal", note="in confidence").save(force_insert=True)
    with pytest.raises(MayNotOpen):
        own_data(subject, language="en", by=a_user(Role.LIBRARIAN), at=TUESDAY)
    assert not AuditEvent.objects.filter(action="records.own_data_given").exists()


def test_after_her_term_her_file_says_what_was_erased() -> None:
    by, subject = a_user(Role.CASEWORKER), new_subject()
    Person(subject_id=subject, name="Amal").save(force_insert=True)
    shred(subject, by=None, at=MONDAY, reason="asked")
    page = files_in(own_data(subject, language="en", by=by, at=TUESDAY))["my-records.html"]
    assert "Amal" not in page
    assert "Erased on schedule." in page


def test_she_sees_who_looked_by_role_and_why_but_no_name() -> None:
    colleague = a_user(Role.CASEWORKER, name="Noor Haddad")
    subject = new_subject()
    person = Person(subject_id=subject, name="Amal", note="in confidence")
    person.save(force_insert=True)
    note_look(person, by=colleague, purpose="service", at=MONDAY)
    read_sealed(person, "note", by=colleague, purpose="supervision", at=TUESDAY)
    latest, first = looks_shown(subject, reader="en")
    assert (first.who, first.why) == ("Caseworker", "To help this person")
    assert (latest.at, latest.why) == (TUESDAY, "To check our own work")
    shown = render_to_string("records/_who_looked.html", {"looks": [latest, first]})
    assert "Caseworker" in shown
    assert "Noor" not in shown
    assert "Nobody has looked." in render_to_string("records/_who_looked.html", {"looks": []})


def test_a_look_by_somebody_who_left_since_is_still_hers() -> None:
    colleague, subject = a_user(Role.CASEWORKER), new_subject()
    person = Person(subject_id=subject, name="Amal")
    person.save(force_insert=True)
    note_look(person, by=colleague, purpose="service", at=MONDAY - timedelta(days=400))
    (look,) = looks_shown(subject, reader="en")
    assert look.who == "Somebody who has left", "she held no role on that day"
