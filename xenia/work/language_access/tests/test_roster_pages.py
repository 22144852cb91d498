"""The roster on the desk: what departments see, what the office sees, and what it does there."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.queries.ranks import rank_of
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    a_clinic,
    a_coordinator,
    an_interpreter,
    recorded,
)

pytestmark = pytest.mark.django_db
LIST, PAPER = "/en/desk/interpreters/", "/en/desk/interpreters/print/"
PRIVATE = ("Ana Tavares", "617-555-0142", "ana@interpreters.example", "Saltmarsh ferry")


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def page(user: User, where: str, **chosen: Any) -> str:
    """What she reads there."""
    answer = signed_in(user).get(where, chosen)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("where", [LIST, PAPER])
def test_a_department_reads_languages_and_how_to_book_and_nothing_private(where: str) -> None:
    _clinic, clerk = a_clinic()
    somebody = an_interpreter("kea", rank=2)
    content = page(clerk, where)
    assert somebody.label in content
    assert "Kriolu" in content or "Cape Verdean" in content
    assert "Certified" in content
    assert "Ask the language access office" in content
    assert not [word for word in PRIVATE if word in content]


def test_a_department_opens_no_page_of_an_interpreter() -> None:
    _clinic, clerk = a_clinic()
    somebody = an_interpreter("kea")
    client = signed_in(clerk)
    for part in ("", "change/"):
        assert client.get(f"{LIST}{somebody.pk}/{part}").status_code == 403
    assert client.get(f"{LIST}new/").status_code == 403
    assert "/new/" not in page(clerk, LIST)


def test_a_department_does_not_see_whom_it_asked_not_to_be_sent() -> None:
    clinic, clerk = a_clinic()
    unwanted, fits = an_interpreter("kea"), an_interpreter("kea")
    operations.do_not_send(
        interpreter=unwanted, organization=clinic, reason="conduct", by=None, at=MONDAY
    )
    content = page(clerk, LIST)
    assert unwanted.label not in content
    assert fits.label in content
    assert unwanted.label in page(a_user(Role.CASEWORKER), LIST)


def test_the_office_reads_names_and_its_look_is_noted() -> None:
    somebody, by = an_interpreter("kea"), a_coordinator()
    assert "Ana Tavares" in page(by, LIST)
    assert AuditEvent.objects.filter(action="language_access.roster_read", actor_id=by.pk).exists()
    content = page(by, f"{LIST}{somebody.pk}/")
    assert not [word for word in PRIVATE if word not in content]
    assert AuditEvent.objects.filter(action="vault.looked", record_id=somebody.pk).count() == 1


@pytest.mark.parametrize(
    ("chosen", "stands"),
    [
        ({"language": "kea"}, True),
        ({"language": "kea", "way": "phone", "least": "2", "gender": "female"}, True),
        ({"language": "so"}, False),
        ({"least": "3"}, False),
        ({"way": "written"}, False),
        ({"gender": "male"}, False),
        ({"language": "no such thing", "least": "many"}, True),
    ],
)
def test_the_list_is_filtered_and_what_is_unknown_counts_as_not_chosen(
    chosen: dict[str, str], stands: bool
) -> None:
    somebody = an_interpreter("kea", rank=2, gender="female")
    an_interpreter("so")
    _clinic, clerk = a_clinic()
    assert (somebody.label in page(clerk, LIST, **chosen)) is stands
    assert (somebody.label in page(clerk, PAPER, **chosen)) is stands


def test_an_empty_list_says_what_to_do() -> None:
    _clinic, clerk = a_clinic()
    assert "Nobody is on the roster yet." in page(clerk, LIST)
    an_interpreter("so")
    content = page(clerk, LIST, language="so", way="written")
    assert "Nobody on the roster fits." in content


def test_a_long_list_comes_in_pages_with_few_questions_to_the_database(
    django_assert_max_num_queries: Any,
) -> None:
    somebody = [an_interpreter("kea", "pt-br", hours=()) for _one in range(27)]
    client = signed_in(a_coordinator())
    with django_assert_max_num_queries(22):
        first = client.get(LIST, {"language": "kea"}).content.decode()
    second = client.get(LIST, {"language": "kea", "page": "2"}).content.decode()
    shown = [sum(str(one.pk) in content for one in somebody) for content in (first, second)]
    assert shown == [25, 2]
    assert "language=kea&amp;page=2" in first


def typed(**said: Any) -> dict[str, Any]:
    """The form of an interpreter, filled in."""
    return {"name": "Beto Lima", "kind": "contractor", "phone": "617-555-0177"} | said


def test_the_office_brings_somebody_in_up_to_the_first_credential() -> None:
    client = signed_in(a_coordinator())
    assert client.post(f"{LIST}new/", typed()).status_code == 302
    somebody = Interpreter.objects.get()
    own = f"{LIST}{somebody.pk}/"
    languages = {"from_language": "kea", "to_language": "en", "both_ways": "on"}
    client.post(f"{own}languages/", languages | {"ways": ["phone", "video"]})
    paper = {
        "level": "national_body",
        "evidence": "certificate",
        "modality": "interpreting",
        "issuer": "Invented Board",
    }
    client.post(f"{own}credentials/", languages | paper)
    client.post(f"{own}step/", {"step": "begin"})
    pair, credential = somebody.pairs.get(from_language="kea"), somebody.credentials.get()
    assert rank_of(pair, ON) == 0
    client.post(f"{LIST}credentials/{credential.pk}/check/")
    credential.refresh_from_db()
    today = credential.checked_on
    assert today
    assert rank_of(pair, today) == 2
    client.post(f"{LIST}languages/{pair.pk}/withdraw/")
    assert somebody.pairs.standing().count() == 1
    client.post(f"{LIST}credentials/{credential.pk}/take-back/")
    assert rank_of(somebody.pairs.standing().get(), today) == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": ""}, "This field is required"),
        ({"rate": "40"}, "Write the rate, and what it is paid for."),
        ({"kind": "vendor_line"}, "Choose the vendor this line belongs to."),
        ({"kind": "vendor_line", "gender": "female"}, "A vendor line is no person."),
        ({"email": "nobody"}, "e-mail"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(said: dict[str, Any], told: str) -> None:
    answer = signed_in(a_coordinator()).post(f"{LIST}new/", typed(**said))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert told.casefold() in content.casefold()
    assert "617-555-0177" in content
    assert not Interpreter.objects.exists()


def test_wrong_languages_and_papers_are_refused_on_her_own_page() -> None:
    client, somebody = signed_in(a_coordinator()), an_interpreter("kea")
    own = f"{LIST}{somebody.pk}/"
    same = client.post(f"{own}languages/", {"from_language": "so", "to_language": "so"})
    assert same.status_code == 422
    assert "Choose another language than the first." in same.content.decode()
    paper = client.post(
        f"{own}credentials/",
        {
            "from_language": "kea",
            "to_language": "en",
            "level": "best_available",
            "evidence": "certificate",
            "modality": "interpreting",
            "issuer": "A school typed here",
            "issued_on": "2026-05-01",
            "expires_on": "2026-04-01",
        },
    )
    content = paper.content.decode()
    assert paper.status_code == 422
    assert "Best available evidence is a test" in content
    assert "The end is before the beginning." in content
    assert "A school typed here" in content
    assert not somebody.credentials.exists()


def test_a_change_keeps_what_was_not_touched_and_names_what_was() -> None:
    client, somebody = signed_in(a_coordinator()), an_interpreter("kea", weekly_cap_minutes=600)
    before = client.get(f"{LIST}{somebody.pk}/change/").content.decode()
    assert "Ana Tavares" in before
    assert "617-555-0142" in before
    client.post(f"{LIST}{somebody.pk}/change/", typed(name="Ana Tavares", phone="617-555-0100"))
    changed = AuditEvent.objects.get(action="language_access.interpreter_changed")
    assert changed.fields == ["email", "home_note", "phone", "weekly_cap_minutes"]


def test_who_presses_second_is_told() -> None:
    client, somebody = signed_in(a_coordinator()), an_interpreter("kea")
    own = f"{LIST}{somebody.pk}/"
    credential = recorded(somebody, from_language="kea")
    for address, data in (
        (f"{own}step/", {"step": "pause"}),
        (f"{LIST}credentials/{credential.pk}/check/", {}),
    ):
        client.post(address, data)
        again = client.post(address, data, follow=True).content.decode()
        assert "Somebody was here before you." in again
    assert client.post(f"{own}step/", {"step": "vanish"}).status_code == 404


def test_her_page_reads_right_to_left() -> None:
    somebody = an_interpreter("ar", dialect="Sudanese")
    client = signed_in(a_coordinator())
    for where in (LIST, PAPER, f"{LIST}{somebody.pk}/", f"{LIST}new/"):
        answer = client.get(where.replace("/en/", "/ar/", 1))
        if answer.status_code == 200:
            assert 'dir="rtl"' in answer.content.decode()


def test_a_way_is_added_to_languages_that_stand_and_a_second_time_it_says_so() -> None:
    client, somebody = signed_in(a_coordinator()), an_interpreter("kea", ways=("phone",))
    where = f"{LIST}{somebody.pk}/languages/"
    said = {"from_language": "en", "to_language": "kea", "ways": ["written"]}
    added = client.post(where, said, follow=True).content.decode()
    assert "The languages stand on the roster." in added
    pair = somebody.pairs.standing().get(from_language="en")
    assert (pair.written, pair.phone) == (True, True)
    assert not somebody.pairs.standing().get(from_language="kea").written
    again = client.post(where, said, follow=True).content.decode()
    assert "This stands on the roster already." in again
    assert "Somebody was here before you." not in again


def test_before_an_interpreter_leaves_the_office_is_asked() -> None:
    client, somebody = signed_in(a_coordinator()), an_interpreter("kea")
    where = f"{LIST}{somebody.pk}/step/"
    asked = client.post(where, {"step": "leave"}).content.decode()
    assert "Does this interpreter leave?" in asked
    assert "erased after their term" in asked
    somebody.refresh_from_db()
    assert somebody.status == "active"
    client.post(where, {"step": "leave", "sure": "yes"})
    somebody.refresh_from_db()
    assert somebody.status == "left"
