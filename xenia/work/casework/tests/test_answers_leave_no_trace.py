"""What a person answers in a screening is in no table, log, session, address, cache or report of an error."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client as Browser
from django.views.debug import ExceptionReporter

from xenia.ground.accounts.models import AuditEvent
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Screening
from xenia.work.casework.tests.makers import a_caseworker, an_intake
from xenia.work.casework.tests.rules import CLASS, FUND

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DESK = "/en/desk/cases/"
PAGES = "xenia.work.casework.views.screening"
# An income nobody has, as typed and in cents; an age; a status; words nobody can read; a reason.
INCOME, CENTS, AGE, STATUS = "734190.71", "73419071", "87", "green_card_15"
UNREADABLE, REASON = "Quetzalina-zq", "Obradovica-zq"
CANARIES = (INCOME, "734190", CENTS, STATUS, UNREADABLE, REASON)
ANSWERS = {"q-lives_here": "yes", "q-income": INCOME, "q-age": AGE, "q-situation": STATUS}


@pytest.fixture(autouse=True)
def rules_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{PAGES}.rule_sets_in_use", lambda _on: (CLASS, FUND))


def report_of(answer: Any) -> str:
    """What a page that broke would tell whoever mends it, with every variable it had."""
    reporter = ExceptionReporter(answer.wsgi_request, *answer.exc_info)
    return reporter.get_traceback_text() + reporter.get_traceback_html()


def every_cell() -> Iterator[tuple[str, str]]:
    """Each column of each table of both databases, as it lies there."""
    for alias in ("default", "keys"):
        connection = connections[alias]
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                for row in cursor.fetchall():
                    for cell in row:
                        value = bytes(cell) if isinstance(cell, memoryview) else cell
                        said = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                        yield f"{alias}.{table}", said


def found_in(told: str) -> list[str]:
    return [one for one in CANARIES if one.casefold() in told.casefold()]


def screened_for(browser: Browser, intake: Intake, **said: Any) -> list[Any]:
    """All three pages, with answers nobody can read in between; she agrees, and is helped."""
    there = f"{DESK}{intake.pk}/check/"
    chosen = {"rules": [CLASS.id, FUND.id], "version": intake.state_version}
    typed = chosen | ANSWERS
    return [
        browser.get(there),
        browser.post(there, chosen),
        browser.post(f"{there}result/", typed | {"q-income": UNREADABLE}),
        browser.post(f"{there}result/", typed),
        browser.post(f"{there}result/", typed | {"act": "change"}),
        browser.post(f"{there}done/", typed | {"decision": "declined"}),
        browser.post(f"{there}done/", typed | {"agrees": "on", "decision": "accepted"} | said),
    ]


def test_answers_are_in_no_table_log_session_address_or_cache(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    browser, intake = Browser(), an_intake()
    browser.force_login(a_caseworker())
    answers = screened_for(browser, intake)
    assert [one.status_code for one in answers] == [200, 200, 422, 200, 200, 422, 302]
    there = f"{DESK}screenings/{Screening.objects.get(rule_set=CLASS.id).pk}/override/"
    browser.post(there, {"version": 0, "tier": "ask a person", "reason": REASON})
    assert Screening.objects.filter(set_on__isnull=False).exists()
    traces = [(place, hit) for place, said in every_cell() for hit in found_in(said)]
    assert not traces
    assert not found_in(caplog.text)
    assert not found_in(str(dict(browser.session)))
    assert not found_in(str(getattr(cache, "_cache", "")))
    for answer in answers:
        assert not found_in(answer.headers.get("Location", ""))
        assert not found_in(answer.request["PATH_INFO"] + answer.request["QUERY_STRING"])
        assert "no-store" in answer.headers["Cache-Control"]
        assert not found_in(str(answer.cookies))


def test_what_is_kept_says_nothing_of_her_answers_either() -> None:
    browser, intake = Browser(), an_intake()
    browser.force_login(a_caseworker())
    screened_for(browser, intake)
    kept = list(Screening.objects.order_by("rule_set"))
    opened = [str((str(one.tier), one.criteria, one.set_tier, one.set_why)) for one in kept]
    assert not any(found_in(one) for one in opened)
    assert kept[1].criteria == {"adult": "yes"}
    assert str(kept[1].tier) == "ask a person"
    assert not any(one.fields for one in AuditEvent.objects.filter(record_id=intake.pk))


def test_the_search_for_traces_would_find_one() -> None:
    intake = an_intake(called="Linh")
    Intake.objects.filter(pk=intake.pk).update(why="green_card_15")
    assert [hit for _place, said in every_cell() for hit in found_in(said)] == [STATUS]


@pytest.mark.parametrize("page", ["result/", "done/"])
def test_a_page_that_breaks_tells_nobody(
    page: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("it broke")

    monkeypatch.setattr(operations, "settle_screening", broken)
    monkeypatch.setattr(f"{PAGES}.shown", broken)
    browser, intake = Browser(raise_request_exception=False), an_intake()
    browser.force_login(a_caseworker())
    said = ANSWERS | {"rules": [CLASS.id], "decision": "later", "version": intake.state_version}
    answer = browser.post(f"{DESK}{intake.pk}/check/{page}", said)
    assert answer.status_code == 500
    report = report_of(answer)
    assert "it broke" in report
    assert not found_in(report)
    assert not found_in(caplog.text)
    assert not found_in(answer.content.decode())


def test_who_is_signed_out_meanwhile_leaves_her_answers_nowhere() -> None:
    intake = an_intake()
    browser = Browser()
    said = ANSWERS | {"rules": [CLASS.id], "decision": "later", "version": intake.state_version}
    there = f"{DESK}{intake.pk}/check/done/"
    answer = browser.post(there, said, headers={"Origin": "http://testserver"})
    assert answer.status_code in (302, 401)
    assert not found_in(answer.headers.get("Location", ""))
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [hit for _place, cell in every_cell() for hit in found_in(cell)]
