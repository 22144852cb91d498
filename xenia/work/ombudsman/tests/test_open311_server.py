"""Other software reads what somebody agreed to have listed, and files complaints with its key."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.operations.reading import read_sealed
from xenia.work.ombudsman.models import AppKey, Clock, Complaint, ComplaintWord
from xenia.work.ombudsman.operations.apps import AlreadyEnded, end_app_key, make_app_key
from xenia.work.ombudsman.queries.threads import with_code
from xenia.work.ombudsman.tests import georeport
from xenia.work.ombudsman.tests.georeport import as_xml_says, follows, read_xml
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    a_city_service,
    a_complaint,
    a_department,
)

pytestmark = pytest.mark.django_db

V2 = "/open311/v2"
VIEWS = "xenia.work.ombudsman.views.open311"


@pytest.fixture(autouse=True)
def it_is_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{VIEWS}.now", lambda: TUESDAY)


def asked(path: str, *, expect: int = 200, **query: Any) -> Any:
    """What the service says in JSON; in XML it says the same."""
    answer = Client().get(f"{V2}/{path}.json", query)
    assert (answer.status_code, answer["Content-Type"]) == (expect, georeport_type("json"))
    said = json.loads(answer.content)
    in_xml = Client().get(f"{V2}/{path}.xml", query)
    assert (in_xml.status_code, in_xml["Content-Type"]) == (expect, georeport_type("xml"))
    assert read_xml(in_xml.content)[1] == as_xml_says(said)
    return said


def georeport_type(written_as: str) -> str:
    kind = {"json": "application/json", "xml": "text/xml"}[written_as]
    return f"{kind}; charset=utf-8"


def a_listed(**said: Any) -> Complaint:
    usual: dict[str, Any] = {"level": "open", "is_public": True, "kind": "delay"}
    return a_complaint(**usual | said)


def a_key(*, is_trusted: bool = True) -> tuple[AppKey, str]:
    director = a_user(Role.DIRECTOR)
    return make_app_key(app="City app", is_trusted=is_trusted, by=director, at=MONDAY)


def posted(secret: str, *, expect: int = 200, **said: Any) -> dict[str, Any]:
    """What an app sends, with answers to a service's questions as the specification writes them."""
    form = {"api_key": secret, "service_code": "delay", "description": "I wait since May."} | said
    form = {name: value for name, value in form.items() if value is not None}
    answer = Client(enforce_csrf_checks=True).post(f"{V2}/requests.json", form)
    assert answer.status_code == expect, answer.content
    assert "no-store" in answer["Cache-Control"]
    rows = json.loads(answer.content)
    follows(georeport.POSTED if expect == 200 else georeport.ERRORS, rows)
    found: dict[str, Any] = rows[0]
    return found


def words_of(complaint: Complaint) -> str:
    word = ComplaintWord.objects.get(complaint=complaint)
    officer = a_user(Role.OMBUDSMAN_OFFICER)
    opened = read_sealed(word, "text", by=officer, purpose="service", at=TUESDAY)
    return str(opened["text"])


# --- What can be complained about


def test_the_services_are_the_kinds_of_complaints_but_never_punishment() -> None:
    rows = asked("services")
    follows(georeport.SERVICES, rows)
    codes = [row["service_code"] for row in rows]
    assert "delay" in codes
    assert "retaliation" not in codes


def test_a_service_says_what_may_be_answered_and_asks_whether_it_may_be_listed() -> None:
    department, _head = a_department("City Clerk")
    service = a_city_service(department)
    definition = asked("services/delay")
    follows(georeport.SERVICE_DEFINITION, definition)
    attributes = {one["code"]: one for one in definition["attributes"]}
    assert {"key": str(department.pk), "name": "City Clerk"} in attributes["department"]["values"]
    assert str(service.pk) in {one["key"] for one in attributes["service"]["values"]}
    listed = attributes["listed"]
    assert (listed["datatype"], listed["variable"]) == ("singlevaluelist", True)
    assert [one["key"] for one in listed["values"]] == ["yes", "no"]
    assert "may everybody read" in listed["description"]
    assert "know who you are" not in listed["description"], "it is a question of its own"
    assert attributes["open"]["description"].endswith("/en/complaint/")
    required = [one["code"] for one in definition["attributes"] if one["required"]]
    assert required == ["open", "listed"]


def test_a_service_nobody_offers_is_not_found() -> None:
    follows(georeport.ERRORS, asked("services/retaliation", expect=404))


# --- What everybody reads


def test_what_is_listed_names_the_department_and_the_day_and_nothing_of_hers() -> None:
    department, _head = a_department("City Clerk")
    complaint = a_listed(department=department, words="My secret words.")
    rows = asked("requests")
    follows(georeport.REQUESTS, rows)
    assert [row["service_request_id"] for row in rows] == [str(complaint.pk)]
    assert rows[0]["agency_responsible"] == "City Clerk"
    assert rows[0]["requested_datetime"] == "2026-11-16T00:00:00-05:00"
    assert (rows[0]["status"], rows[0]["status_notes"]) == ("open", "We have it.")
    assert "secret" not in json.dumps(rows)


@pytest.mark.parametrize(
    "said",
    [
        {"is_public": False},
        {"is_public": False, "level": "confidential"},
        {"is_public": False, "level": "anonymous"},
        {"kind": "retaliation"},
        {"held": True},
    ],
)
def test_what_nobody_may_see_is_as_if_it_were_not(said: dict[str, Any]) -> None:
    complaint = a_listed(**said)
    assert asked("requests") == []
    assert asked("requests", service_request_id=str(complaint.pk)) == []
    hidden = asked(f"requests/{complaint.pk}", expect=404)
    assert hidden == asked("requests/11111111-1111-4111-8111-111111111111", expect=404)


def test_what_was_from_a_machine_is_not_listed() -> None:
    complaint = a_listed()
    Complaint.objects.filter(pk=complaint.pk).update(status="discarded")
    assert asked("requests") == []


def test_nothing_moves_for_everybody_while_only_we_know_whom_we_asked() -> None:
    complaint = a_listed()
    notes = set()
    for status in ("investigating", "with_department", "waits_for_her", "review"):
        Complaint.objects.filter(pk=complaint.pk).update(status=status)
        notes.add(asked("requests")[0]["status_notes"])
    assert notes == {"We look into it."}


def test_a_closed_one_says_why_and_when() -> None:
    complaint = a_listed()
    Complaint.objects.filter(pk=complaint.pk).update(
        status="closed", closing="premature", closed_on=TUESDAY.date(), moved_on=TUESDAY.date()
    )
    row = asked(f"requests/{complaint.pk}")[0]
    assert (row["status"], row["status_notes"]) == ("closed", "The department must hear it first")
    assert row["updated_datetime"] == "2026-11-17T00:00:00-05:00"
    assert row["expected_datetime"] is None
    assert asked("requests", status="open") == []
    assert len(asked("requests", status="open,closed")) == 1


def test_the_day_our_answer_is_due_is_told_while_its_clock_runs() -> None:
    complaint = a_listed()
    clock = Clock.objects.create(
        complaint=complaint,
        which="answer",
        started_on=MONDAY.date(),
        limit=10,
        due_on=TUESDAY.date(),
        calendar_version=1,
    )
    assert asked("requests")[0]["expected_datetime"] == "2026-11-17T00:00:00-05:00"
    Clock.objects.filter(pk=clock.pk).update(paused_on=MONDAY.date())
    assert asked("requests")[0]["expected_datetime"] is None


def test_requests_are_asked_for_by_number_kind_day_and_page() -> None:
    first = a_listed(at=MONDAY - timedelta(days=30))
    second = a_listed(kind="mistake")
    old = a_listed(at=MONDAY - timedelta(days=200))

    def numbers(**query: Any) -> list[str]:
        return [row["service_request_id"] for row in asked("requests", **query)]

    assert numbers() == [str(second.pk), str(first.pk)]
    assert numbers(service_code="delay") == [str(first.pk)]
    assert set(numbers(service_code="delay,mistake")) == {str(first.pk), str(second.pk)}
    assert numbers(start_date="2026-11-01T00:00:00Z") == [str(second.pk)]
    assert numbers(end_date="2026-11-01T00:00:00Z") == [str(first.pk)]
    assert numbers(page_size="1", page="2") == [str(first.pk)]
    # The number overrides everything else, the 90 days too.
    assert numbers(service_request_id=f"{old.pk},nonsense", status="closed") == [str(old.pk)]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"},
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"},
        {"page": "0"},
        {"page_size": "9999999999999"},
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(query: dict[str, str]) -> None:
    follows(georeport.ERRORS, asked("requests", expect=400, **query))


def test_another_city_is_not_found_and_our_own_need_not_be_named() -> None:
    assert asked("services", jurisdiction_id="localhost")
    follows(georeport.ERRORS, asked("services", expect=404, jurisdiction_id="other.example"))


def test_another_format_and_another_method_are_told_in_xml_and_json() -> None:
    answer = Client().get(f"{V2}/requests.csv")
    assert (answer.status_code, read_xml(answer.content)[0]) == (404, "errors")
    answer = Client().delete(f"{V2}/requests.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    follows(georeport.ERRORS, json.loads(answer.content))


def test_other_sites_find_the_service() -> None:
    answer = Client().get("/open311/discovery.json")
    follows(georeport.DISCOVERY, json.loads(answer.content))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert read_xml(Client().get("/open311/discovery.xml").content)[0] == "discovery"


def test_no_answer_says_an_hour_and_a_page_needs_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    for _one in range(5):
        a_listed()
    Client().get(f"{V2}/requests.json")
    with django_assert_max_num_queries(1):
        rows = json.loads(Client().get(f"{V2}/requests.json").content)
    moments = [
        row[name] for row in rows for name in row if name.endswith("_datetime") and row[name]
    ]
    assert {moment[10:] for moment in moments} == {"T00:00:00-05:00"}
    assert [row["service_request_id"] for row in rows] == sorted(
        row["service_request_id"] for row in rows
    )


# --- Somebody complains through an app


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ({}, "confidential"),
        ({"attribute[listed]": "no"}, "confidential"),
        ({"attribute[listed]": "yes"}, "confidential"),
        ({"attribute[listed]": "yes", "attribute[open]": "no"}, "confidential"),
        ({"attribute[open]": "yes"}, "open"),
        ({"attribute[open]": "yes", "attribute[listed]": "no"}, "open"),
    ],
)
def test_without_her_yes_nobody_reads_that_she_complained(
    answer: dict[str, Any], level: str
) -> None:
    _key, secret = a_key()
    yes: dict[str, Any] = {"attribute[open]": "yes", "attribute[listed]": "yes"}
    agreed = posted(secret, **yes)
    said = posted(secret, email="amina@mail.example", **answer)
    assert list(said) == list(agreed)
    complaint = Complaint.objects.get(is_public=False)
    assert (complaint.level, complaint.status) == (level, "received")
    assert [row["service_request_id"] for row in asked("requests")] == [
        str(Complaint.objects.get(is_public=True).pk)
    ]
    assert asked(f"tokens/{said['token']}")[0]["service_request_id"] is None


@pytest.mark.parametrize(
    "said",
    [
        {"attribute[listed]": "perhaps"},
        {"attribute[open]": "perhaps"},
        {"lat": "999", "long": "-71.2"},
        {"lat": "42.1", "long": "x"},
        {"lat": "nan"},
    ],
)
def test_an_answer_or_a_place_that_is_none_is_told(said: dict[str, str]) -> None:
    _key, secret = a_key()
    assert posted(secret, expect=400, **said)["code"] == 400
    assert not Complaint.objects.exists()


def test_a_trusted_apps_complaint_is_received_open_and_listed() -> None:
    department, _head = a_department("City Clerk")
    a_city_service(department)
    _key, secret = a_key()
    form: dict[str, Any] = {
        "attribute[department]": str(department.pk),
        "attribute[open]": "yes",
        "attribute[listed]": "yes",
        "attribute[wanted]": "apology",
        "attribute[language]": "so",
        "address_string": "1 Main Street",
        "first_name": "Amina",
        "email": "amina@mail.example",
        "lat": "42.1",
        "long": "-71.2",
        "device_id": "tt222111",
        "media_url": "https://pictures.example/door.jpg",
    }
    said = posted(secret, **form)
    assert said["service_notice"].endswith("Where you are was not kept.")
    complaint = Complaint.objects.get()
    assert (complaint.status, complaint.channel, complaint.level) == ("received", "open311", "open")
    assert (complaint.kind, complaint.wanted, complaint.language) == ("delay", "apology", "so")
    assert (complaint.department, complaint.answer_by) == (department, "email")
    assert words_of(complaint) == (
        "I wait since May.\nWhere: 1 Main Street\nName: Amina"
        "\nPicture: https://pictures.example/door.jpg"
    )
    rows = asked(f"tokens/{said['token']}")
    follows(georeport.TOKENS, rows)
    number = rows[0]["service_request_id"]
    assert asked(f"requests/{number}")[0]["service_code"] == "delay"


def test_her_code_comes_back_once_and_opens_her_complaint() -> None:
    _key, secret = a_key()
    notice = posted(secret)["service_notice"]
    code = notice.split("code: ")[1].split(".")[0]
    assert with_code(code) == Complaint.objects.get()


def test_the_apps_token_is_not_her_code() -> None:
    _key, secret = a_key()
    said = posted(secret)
    assert with_code(said["token"]) is None
    assert said["token"] not in said["service_notice"]


def test_another_apps_complaint_waits_to_be_let_in_and_has_no_number_yet() -> None:
    _key, secret = a_key(is_trusted=False)
    token = posted(secret)["token"]
    assert Complaint.objects.get().status == "held"
    assert asked(f"tokens/{token}") == [{"service_request_id": None, "token": token}]
    assert asked("requests") == []


def test_when_too_many_come_from_one_app_they_wait_and_none_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{VIEWS}.may_try", lambda purpose, place: False)
    _key, secret = a_key()
    posted(secret)
    assert Complaint.objects.get().status == "held"


def test_without_a_living_key_nothing_is_filed() -> None:
    key, secret = a_key()
    director = a_user(Role.DIRECTOR)
    assert posted("", expect=403)["code"] == 403
    assert posted("x" * 43, expect=403)["code"] == 403
    end_app_key(key=key, by=director, at=TUESDAY)
    assert "ended" in posted(secret, expect=403)["description"]
    with pytest.raises(AlreadyEnded):
        end_app_key(key=key, by=director, at=TUESDAY)
    assert not Complaint.objects.exists()


def test_only_the_hash_of_a_key_is_kept_and_the_day_it_was_used() -> None:
    key, secret = a_key()
    posted(secret)
    row = AppKey.objects.filter(pk=key.pk).values().get()
    assert secret not in str(row)
    assert row["used_on"] == TUESDAY.date()


@pytest.mark.parametrize(
    ("said", "status", "about"),
    [
        ({"service_code": None}, 400, "service_code was not provided"),
        ({"service_code": "potholes"}, 404, "service_code was not found"),
        ({"service_code": "retaliation"}, 404, "service_code was not found"),
        ({"description": " "}, 400, "description was not provided"),
        ({"description": "x" * 4001}, 400, "4,000"),
        ({"attribute[department]": "nobody"}, 400, "attribute[department]"),
        ({"attribute[area]": "nowhere"}, 400, "attribute[area]"),
        ({"attribute[service]": "none"}, 400, "attribute[service]"),
        ({"attribute[wanted]": "gold"}, 400, "attribute[wanted]"),
        ({"attribute[language]": "xx"}, 400, "attribute[language]"),
        ({"email": "nothing"}, 400, "email"),
        ({"jurisdiction_id": "other.example"}, 404, "jurisdiction_id"),
    ],
)
def test_what_is_wrong_with_a_form_is_told_and_nothing_is_filed(
    said: dict[str, Any], status: int, about: str
) -> None:
    _key, secret = a_key()
    assert about in posted(secret, expect=status, **said)["description"]
    assert not Complaint.objects.exists()


def test_a_form_of_ten_thousand_fields_is_an_error_of_the_specification() -> None:
    _key, secret = a_key()
    many: dict[str, Any] = {f"attribute[{number}]": "1" for number in range(2000)}
    assert posted(secret, expect=400, **many)["code"] == 400
