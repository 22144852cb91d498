"""Somebody screens herself: no account, no cookie, and nothing she answers is kept anywhere."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from xenia.face.home.self_check_shown import SAYS
from xenia.ground.common import gate
from xenia.ground.common.dates import local_day, now
from xenia.ground.eligibility import Answers, Tier, questions_of, screen
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, describe_office
from xenia.work.casework.queries.screenings import rule_sets_in_use

pytestmark = pytest.mark.django_db
PAGE = "/en/check/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
# An amount nobody else types.
CANARY = "7731.19"


@pytest.fixture(autouse=True)
def lindenport(db: None) -> None:
    """The city for which somebody has read the rules."""
    describe_office(
        by=None,
        at=now(),
        name="The office",
        short_name="Office",
        jurisdiction_name="Lindenport",
        state="MA",
    )
    forget_office()


def rules(today: date | None = None) -> dict[str, Any]:
    return {one.id: one for one in rule_sets_in_use(today or local_day(now()))}


def carried(answer: Any) -> dict[str, list[str]]:
    """What a page carries along for the next one."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(answer.content.decode()):
        found.setdefault(name, []).append(unescape(value))
    return found


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def answered(said: dict[str, str], *about: str, language: str = "en") -> Any:
    """The page somebody gets who was asked everything and gave these answers."""
    chosen = [rules()[name] for name in about]
    names = [one.id for one in questions_of(chosen)]
    sent: dict[str, Any] = {"about": list(about), "shown": names, "act": "result"}
    return Browser().post(
        f"/{language}/check/", sent | {f"q-{name}": value for name, value in said.items()}
    )


def test_she_begins_without_an_account_a_cookie_or_a_script() -> None:
    answer = Browser().get(PAGE)
    page = text_of(answer)
    assert "nothing you answer is kept" in page
    assert all(unescape(one.title) in unescape(page) for one in rules().values())
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<script" not in page
    assert 'autocomplete="off"' in page


def test_who_chooses_nothing_is_told_and_may_check_every_service_but_no_immigration_form() -> None:
    nothing = Browser().post(PAGE, {"act": "next"})
    assert nothing.status_code == 422
    assert "Choose at least one thing to check." in text_of(nothing)
    everything = carried(Browser().post(PAGE, {"act": "everything"}))
    services = {name for name, one in rules().items() if not one.leads.forms}
    assert set(everything["about"]) == services
    assert "n-400" not in services


def test_she_is_asked_a_few_at_a_time_and_only_what_matters_until_nothing_is_left() -> None:
    browser = Browser()
    answer = browser.post(PAGE, {"act": "everything"})
    about = [rules()[name] for name in carried(answer)["about"]]
    seen: list[str] = []
    for _page in range(20):
        if "What you may ask for" in text_of(answer):
            break
        here = carried(answer)["now"]
        assert 1 <= len(here) <= 4
        assert not set(here) & set(seen)
        seen += here
        answer = browser.post(PAGE, carried(answer) | {"act": "next"})
    assert "What you may ask for" in text_of(answer)
    assert len(seen) > 4
    assert seen[-1:] == [one.id for one in questions_of(about) if one.status]


def test_without_a_green_card_she_is_asked_nothing_else_and_shown_no_way_to_send_the_form() -> None:
    browser = Browser()
    first = browser.post(PAGE, {"about": ["n-400"], "act": "next"})
    assert carried(first)["now"] == [rules()["n-400"].gate]
    page = text_of(browser.post(PAGE, carried(first) | {"act": "next", "q-situation": "other"}))
    assert "What you may ask for" in page
    assert "Do not send this form." in page
    assert "What it costs" not in page
    assert "What to bring" not in page
    assert "/en/find/?need=legal-help.consultation" in page


def test_her_answers_travel_along_and_a_question_she_left_out_is_not_asked_again() -> None:
    browser = Browser()
    first = browser.post(PAGE, {"about": ["medicaid"], "act": "next"})
    here = carried(first)["now"]
    assert "age" in here
    second = browser.post(PAGE, carried(first) | {"act": "next", "q-household": "3"})
    assert carried(second)["q-household"] == ["3"]
    assert not set(carried(second)["now"]) & set(here)


def test_what_cannot_be_read_is_said_and_stays_as_she_typed_it() -> None:
    browser = Browser()
    first = browser.post(PAGE, {"about": ["medicaid"], "act": "next"})
    wrong = browser.post(PAGE, carried(first) | {"act": "next", "q-age": "thirty"})
    assert wrong.status_code == 422
    assert 'value="thirty"' in text_of(wrong)
    assert "Write a whole number in digits, such as 3." in text_of(wrong)


def test_she_looks_at_her_answers_again_and_changes_one() -> None:
    browser = Browser()
    first = browser.post(PAGE, {"about": ["snap"], "act": "next"})
    result = browser.post(PAGE, carried(first) | {"act": "result", "q-household": "17"})
    again = browser.post(PAGE, carried(result) | {"act": "change"})
    assert 'value="17"' in text_of(again)
    changed = browser.post(PAGE, carried(again) | {"act": "result", "q-household": "18"})
    assert carried(changed)["q-household"] == ["18"]


def test_without_an_answer_nothing_is_likely_but_what_is_open_to_all() -> None:
    open_to_all = [one.id for one in rules().values() if not one.questions]
    page = text_of(answered({}, *(set(rules()) - set(open_to_all))))
    assert "You can probably get this" not in page
    assert "Ask a person: we cannot say yet" in page
    assert {"emergency-care", "library-card"} <= set(open_to_all)
    for name in open_to_all:
        page = text_of(Browser().post(PAGE, {"about": [name], "act": "next"}))
        assert "You can probably get this" in page


def test_a_result_says_why_where_it_is_written_and_where_to_go() -> None:
    snap = next(one for one in rules().values() if one.leads.terms)
    page = unescape(text_of(answered({}, snap.id)))
    finding = screen(snap, Answers(), local_day(now()))
    for one in finding.criteria:
        assert one.reason in page
        assert one.citation.url in page
    assert page.count(f'href="{finding.criteria[0].citation.url}"') == 1
    assert f"/en/find/?need={snap.leads.terms[0]}" in page
    assert "/en/ask/" in page or "Ask us" in page
    assert "This is no decision" in page


def test_the_sheet_for_paper_leads_back_to_the_result_and_links_leave_it_open() -> None:
    result = answered({"age": "40"}, "n-400")
    assert 'target="_blank"' in text_of(result)
    paper = Browser().post(PAGE, carried(result) | {"act": "paper"})
    again = Browser().post(PAGE, carried(paper) | {"act": "result"})
    assert carried(again)["q-age"] == ["40"]
    assert "What you may ask for" in text_of(again)


def test_a_fact_no_form_can_weigh_sends_her_to_a_lawyer_and_nothing_is_likely() -> None:
    rule = rules()["n-400"]
    example = next(one for one in rule.examples if one.referred)
    said = {name: str(value) for name, value in example.answers.items()}
    page = text_of(answered(said, "n-400"))
    assert "A lawyer should look at this first" in page
    assert "/en/find/?need=legal-help.consultation" in page
    assert "You can probably get this" not in page


def test_every_authors_example_comes_out_on_the_page_as_it_does_in_the_file() -> None:
    words = {
        Tier.LIKELY: "You can probably get this",
        Tier.UNLIKELY: "Probably not",
        Tier.ASK: "Ask a person: we cannot say yet",
    }
    today = local_day(now())
    for rule in rules(today).values():
        example = rule.examples[0]
        found = screen(rule, Answers(example.answers), today)
        said = {name: _typed(rule, name, value) for name, value in example.answers.items()}
        page = text_of(answered(said, rule.id))
        expected = "A lawyer should look" if "attorney" in _whom(found) else words[found.tier]
        assert expected in page, rule.id


def _typed(rule: Any, name: str, value: Any) -> str:
    question = next(one for one in rule.questions if one.id == name)
    return f"{value / 100:.2f}" if question.kind == "money" else str(value)


def _whom(found: Any) -> set[str]:
    return {one.who.value for one in found.referred}


def test_nothing_she_answers_stands_in_an_address_a_header_a_cookie_or_a_query(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    browser = Browser()
    answer = browser.post(PAGE, {"act": "everything"})
    said = carried(answer) | {"q-income": CANARY, "q-situation": "refugee"}
    with (
        CaptureQueriesContext(connections["default"]) as plain,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        for act in ("next", "result", "paper", "change"):
            answer = browser.post(PAGE, said | {"act": act})
            assert answer.status_code == 200
            assert CANARY not in str(answer.headers)
            assert not answer.cookies
            assert f"?{CANARY}" not in text_of(answer)
            assert not re.search(rf'(href|action|src)="[^"]*{re.escape(CANARY)}', text_of(answer))
    run = " ".join(one["sql"] for one in (*plain.captured_queries, *keys.captured_queries))
    assert CANARY not in run
    assert "refugee" not in run
    assert CANARY not in caplog.text
    assert not browser.session.keys()


def test_a_screening_alone_is_counted_once_and_says_nothing_of_her(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = Browser()
    began = browser.post(PAGE, {"about": ["n-400"], "act": "next"})
    monkeypatch.setitem(gate.LIMITS, "home.self_check", gate.Limits(not_before=timedelta()))
    said = carried(began) | {"act": "result", "q-age": "34"}
    for _press in range(3):
        assert browser.post(PAGE, said).status_code == 200
    counted = Entry.objects.filter(kind="casework.screening")
    assert counted.count() == 1
    one = counted.get()
    assert one.mode == "alone"
    assert (one.language, one.area, one.outcome) == ("", "", "")


@pytest.mark.parametrize("language", ["ht", "ar", "es"])
def test_she_reads_it_in_her_language_and_is_told_that_it_is_a_draft(language: str) -> None:
    choose_languages(codes=["en", language], by=None, at=now())
    begun = Browser().get(f"/{language}/check/")
    assert f'<html lang="{language}"' in text_of(begun)
    example = rules()["n-400"].examples[0]
    said = {name: _typed(rules()["n-400"], name, value) for name, value in example.answers.items()}
    page = text_of(answered(said, "n-400", language=language))
    with override(language):
        assert str(SAYS[example.tier]) in unescape(page)


def test_english_in_a_list_from_right_to_left_leaves_the_marks_where_they_stand() -> None:
    choose_languages(codes=["en", "ar"], by=None, at=now())
    page = text_of(answered({}, "n-400", language="ar"))
    assert 'dir="rtl"' in page
    assert "<li><span" in page
    assert not re.search(r"<li[^>]* dir=", page)


def test_an_office_for_which_nobody_read_the_rules_sends_her_to_a_person(settings: Any) -> None:
    settings.SAMPLE_CITY = False
    forget_office()
    page = text_of(Browser().get(PAGE))
    assert "Nobody has checked the rules for this office yet." in page
    assert "/en/ask/" in page
