"""A colleague looks up with a person what she may get: which rules, the questions, the result, and the decision."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.eligibility import all_rule_sets
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.operations import Said
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Matter, Screening
from xenia.work.casework.tests.makers import MONDAY, a_caseworker, an_intake, screened
from xenia.work.casework.tests.rules import CLASS, FUND, found, settle

pytestmark = pytest.mark.django_db
DESK = "/en/desk/cases/"
PAGES = "xenia.work.casework.views.screening"
BOTH = ["evening-class", "green-fund"]
FITS = {"q-lives_here": "yes", "q-income": "1,500"}


@pytest.fixture(autouse=True)
def rules_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two invented sets of rules are in use, and no other."""
    monkeypatch.setattr(f"{PAGES}.rule_sets_in_use", lambda _on: (CLASS, FUND))


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def check(browser: Browser, intake: Intake, page: str = "", **said: Any) -> Any:
    """One of the three pages, sent from the case as it stands now."""
    version = Intake.objects.get(pk=intake.pk).state_version
    usual = {"version": version, "rules": ["evening-class"]}
    return browser.post(f"{DESK}{intake.pk}/check/{page}", usual | said)


def done(browser: Browser, intake: Intake, **said: Any) -> Any:
    return check(browser, intake, "done/", **FITS | {"decision": "later"} | said)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_case_leads_to_the_rules_and_what_she_needs_is_chosen() -> None:
    intake, browser = an_intake(), signed_in(a_caseworker())
    assert f"{DESK}{intake.pk}/check/" in text_of(browser.get(f"{DESK}{intake.pk}/"))
    page = text_of(browser.get(f"{DESK}{intake.pk}/check/"))
    assert re.search(r'value="evening-class"[^>]* checked', page)
    assert not re.search(r'value="green-fund"[^>]* checked', page)
    assert AuditEvent.objects.filter(action="vault.looked", record_id=intake.pk).exists()


def test_what_is_ticked_already_says_why_and_who_has_no_name_is_told_before_the_questions() -> None:
    browser, warned = signed_in(a_caseworker()), "Before you send her somewhere"
    page = text_of(browser.get(f"{DESK}{an_intake().pk}/check/"))
    assert "An evening class (ticked because of her needs)" in page
    assert page.count("ticked because of her needs") == 1
    assert warned not in page
    nobody = an_intake(said=Said(spoken_language="so"), agrees=False)
    assert warned in text_of(browser.get(f"{DESK}{nobody.pk}/check/"))


def test_the_questions_stand_under_the_rules_that_ask_them() -> None:
    page = text_of(check(signed_in(a_caseworker()), an_intake(), rules=BOTH))
    marks = (">An evening class<", 'name="q-income"', ">A fund for people", 'name="q-age"')
    places = [page.index(one) for one in (*marks, 'name="q-situation"')]
    assert places == sorted(places)


def test_the_newest_result_of_the_same_rules_stands_alone_and_the_earlier_are_folded() -> None:
    rosa, intake = a_caseworker(), an_intake()
    for hours, income in enumerate(("1500", "9000", "1500", "9000")):
        finding = found({"lives_here": "yes", "income": income})
        settle(intake, by=rosa, at=MONDAY + timedelta(minutes=hours), findings=(finding,))
    page = text_of(signed_in(rosa).get(f"{DESK}{intake.pk}/"))
    newest, folded, earlier = page.partition("<summary>Earlier</summary>")
    tiers = re.compile(r'An evening class <span class="tag \w+">(\w+)<')
    assert folded
    assert tiers.findall(newest) == ["Unlikely"]
    assert tiers.findall(earlier) == ["Likely", "Unlikely", "Likely"]


def test_nothing_chosen_is_asked_for_again() -> None:
    answer = check(signed_in(a_caseworker()), an_intake(), rules=[])
    assert answer.status_code == 422
    assert "Choose at least one." in text_of(answer)


def test_every_question_can_be_left_out_and_the_one_about_status_stands_last() -> None:
    page = text_of(check(signed_in(a_caseworker()), an_intake(), rules=BOTH))
    names = list(dict.fromkeys(re.findall(r'name="(q-\w+)"', page)))
    assert names == ["q-lives_here", "q-income", "q-age", "q-situation"]
    assert "We ask only because some federal laws count it." in page
    assert page.count("Leave this question out") == 2


def test_the_result_says_each_condition_its_reason_its_source_and_what_would_still_matter() -> None:
    answer = check(signed_in(a_caseworker()), an_intake(), "result/", **{"q-lives_here": "yes"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "You live in the city." in page
    assert "We do not know how much money comes in." in page
    assert "An invented rule of an invented school" in page
    assert page.count('href="https://school.example/rule"') == 1
    matters = page.partition("These questions would still matter")[2]
    assert "How much money comes in each month" in matters.partition("</ul>")[0]
    assert "Do you live in Lindenport" not in matters.partition("</ul>")[0]
    assert not Screening.objects.exists()
    assert not Entry.objects.filter(kind="casework.screening").exists()


def test_the_result_says_by_which_guidelines_an_income_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiver = next(one for one in all_rule_sets() if one.id == "n-400-fee-waiver")
    here = replace(waiver, place="US-MA-lindenport")
    monkeypatch.setattr(f"{PAGES}.rule_sets_in_use", lambda _on: (here,))
    monkeypatch.setattr(f"{PAGES}.now", lambda: MONDAY)
    said = {"rules": [waiver.id], "q-household": "3", "q-income": "1900"}
    page = text_of(check(signed_in(a_caseworker()), an_intake(), "result/", **said))
    assert "Incomes are measured by:" in page


def test_an_answer_nobody_can_read_is_asked_for_again_with_every_other_answer() -> None:
    browser, intake = signed_in(a_caseworker()), an_intake()
    said = {"q-lives_here": "no", "q-income": "a little"}
    for page in ("result/", "done/"):
        answer = check(browser, intake, page, **said)
        assert answer.status_code == 422
        assert "Write dollars in digits" in text_of(answer)
        assert 'value="a little"' in text_of(answer)
        assert re.search(r'name="q-lives_here" value="no"[^>]* checked', text_of(answer))


def test_her_answers_can_be_changed() -> None:
    browser, intake = signed_in(a_caseworker()), an_intake()
    page = text_of(check(browser, intake, "result/", act="change", **FITS))
    assert 'value="1,500"' in page
    assert "Show the result" in page


def test_the_result_is_kept_when_she_agrees_and_stands_on_the_case() -> None:
    rosa, intake = a_caseworker(), an_intake()
    browser = signed_in(rosa)
    answer = done(browser, intake, agrees="on")
    assert answer.status_code == 302
    assert Screening.objects.get().by_id == rosa.pk
    page = text_of(browser.get(answer.headers["Location"]))
    assert "Likely" in page
    assert "Each condition" in page


def test_without_the_tick_it_is_counted_and_gone() -> None:
    done(signed_in(a_caseworker()), an_intake())
    assert not Screening.objects.exists()
    assert Entry.objects.filter(kind="casework.screening", mode="desk").count() == 1


def test_a_no_without_a_reason_loses_nothing() -> None:
    answer = done(signed_in(a_caseworker()), an_intake(), decision="declined", agrees="on")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Choose why we cannot help." in page
    assert 'name="q-income" value="1,500"' in page
    assert re.search(r'name="agrees"[^>]* checked', page)
    assert re.search(r'name="decision" value="declined"[^>]* checked', page)


def test_each_decision_leads_on() -> None:
    browser = signed_in(a_caseworker())
    helped, advised, refused, sent = (an_intake(called=f"Linh {n}") for n in range(4))
    done(browser, helped, decision="accepted")
    done(browser, advised, decision="advised", issue="adult-education")
    done(browser, refused, decision="declined", why="not_eligible")
    to = done(browser, sent, decision="referred").headers["Location"]
    states = [Intake.objects.get(pk=one.pk).status for one in (helped, advised, refused, sent)]
    assert states == ["accepted", "accepted", "declined", "submitted"]
    assert Matter.objects.get().outcome == "advice"
    assert to == f"/en/desk/referrals/for/{sent.client_id}/?q=English+class&need=adult-education"
    assert browser.get(to).status_code == 200


def test_what_advice_settled_leaves_nothing_to_do_and_what_else_she_needs_stays_open() -> None:
    browser, one = signed_in(a_caseworker()), an_intake()
    two = an_intake(called="Amina", needs=("adult-education", "food"))
    for intake in (one, two):
        done(browser, intake, decision="advised", issue="adult-education")
    said = [dict(each.needs.values_list("need", "status")) for each in (one, two)]
    assert said == [{"adult-education": "met"}, {"adult-education": "met", "food": "open"}]
    assert "Every need is settled." in text_of(browser.get(f"{DESK}{one.pk}/"))
    assert "1 need is open." in text_of(browser.get(f"{DESK}{two.pk}/"))


def test_she_is_sent_for_the_rules_that_were_chosen() -> None:
    intake = an_intake()
    to = done(
        signed_in(a_caseworker()), intake, decision="referred", rules=BOTH, towards="green-fund"
    )
    assert "need=citizenship" in to.headers["Location"]


def test_a_second_press_is_told_and_counts_nothing_and_keeps_every_answer() -> None:
    browser, intake = signed_in(a_caseworker()), an_intake()
    version = intake.state_version
    done(browser, intake, version=version)
    answer = done(browser, intake, version=version)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Somebody was here before you." in page
    assert 'name="q-income" value="1,500"' in page
    assert Entry.objects.filter(kind="casework.screening").count() == 1
    assert done(browser, intake, version="").status_code == 409


def test_what_is_missing_is_said_on_the_page_of_the_result() -> None:
    browser = signed_in(a_caseworker())
    unasked = an_intake(agrees=False)
    page = text_of(done(browser, unasked, decision="accepted"))
    assert "Ask her first whether we may keep a record." in page
    nobody = an_intake(said=Said(spoken_language="so"), agrees=False)
    assert done(browser, nobody, decision="referred").status_code == 409


def test_what_we_work_on_already_is_told() -> None:
    rosa = a_caseworker()
    first = screened(by=rosa)
    operations.accept(intake=first, by=rosa, at=now())
    first.refresh_from_db()
    assert first.client
    operations.open_matter(client=first.client, issue="housing", intake=first, by=rosa, at=now())
    second = an_intake(client=first.client)
    answer = done(signed_in(rosa), second, decision="advised", issue="housing")
    assert answer.status_code == 409
    assert "We work on this with her already." in text_of(answer)


def test_while_we_help_she_is_screened_and_sent_and_nothing_else_is_decided() -> None:
    rosa = a_caseworker()
    intake = operations.accept(intake=screened(by=rosa), by=rosa, at=now())
    browser = signed_in(rosa)
    page = text_of(check(browser, intake, "result/", **FITS))
    offered = re.findall(r'name="decision" value="(\w+)"', page)
    assert sorted(offered) == ["later", "referred"]
    assert done(browser, intake, decision="declined", why="conflict").status_code == 422
    assert done(browser, intake, agrees="on").status_code == 302


def test_what_has_ended_or_is_a_draft_leads_back_to_the_case() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    operations.decline(intake=intake, why="conflict", by=rosa, at=now())
    browser = signed_in(rosa)
    assert browser.get(f"{DESK}{intake.pk}/check/").status_code == 302
    assert f"{DESK}{intake.pk}/check/" not in text_of(browser.get(f"{DESK}{intake.pk}/"))
    assert done(browser, intake).status_code == 409


def test_rules_that_went_out_of_use_lead_back_to_the_first_page() -> None:
    browser, intake = signed_in(a_caseworker()), an_intake()
    for page in ("result/", "done/"):
        answer = check(browser, intake, page, rules=["gone"])
        assert answer.headers["Location"] == f"{DESK}{intake.pk}/check/"


def test_another_result_with_its_reason_stands_beside_the_first() -> None:
    rosa = a_caseworker()
    intake = an_intake()
    settle(intake, by=rosa)
    browser, there = signed_in(rosa), f"{DESK}screenings/{Screening.objects.get().pk}/override/"
    lost = browser.post(there, {"version": 0, "reason": "She moved away."})
    assert lost.status_code == 422
    assert "She moved away." in text_of(lost)
    said = {"version": 0, "tier": "unlikely", "reason": "She moved away."}
    page = text_of(browser.post(there, said, follow=True))
    assert "You found:" in page
    assert "<bdi>Rosa Lind</bdi> found:" in text_of(
        signed_in(a_caseworker("Ana Reis")).get(f"{DESK}{intake.pk}/")
    )
    assert "She moved away." in page
    assert "Likely" in page
    crossed = browser.post(there, said | {"reason": "She is back."})
    assert crossed.status_code == 409
    assert "She is back." in text_of(crossed)
    assert "She moved away." in text_of(crossed)


def test_where_status_counts_the_page_says_why_and_offers_no_other_result() -> None:
    rosa, intake = a_caseworker(), an_intake()
    settle(intake, by=rosa, findings=(found({"age": "40", "situation": "other"}, FUND),))
    browser, there = signed_in(rosa), f"{DESK}screenings/{Screening.objects.get().pk}/override/"
    page = text_of(browser.get(f"{DESK}{intake.pk}/"))
    assert "is not kept; so the kept result says: ask a person." in page
    assert "I see it otherwise" not in page
    answer = browser.post(there, {"version": 0, "tier": "unlikely", "reason": "She moved."})
    assert answer.status_code == 409
    assert Screening.objects.get().set_on is None


def test_nobody_but_who_decides_looks_up_or_reads_a_result() -> None:
    intake = an_intake()
    settle(intake, by=a_caseworker())
    there = f"{DESK}screenings/{Screening.objects.get().pk}/override/"
    outside = [a_user(role, an_organization(name=role).pk) for role in sorted(WITHIN_ORGANIZATION)]
    for user in (a_user(Role.FRONT_DESK), *outside):
        browser = signed_in(user)
        assert browser.get(f"{DESK}{intake.pk}/check/").status_code == 403
        for page in ("", "result/", "done/"):
            assert check(browser, intake, page).status_code == 403
        assert browser.post(there, {}).status_code == 403
    desk = text_of(signed_in(a_user(Role.FRONT_DESK)).get(f"{DESK}{intake.pk}/"))
    assert "What she may get" not in desk


def test_in_arabic_every_page_opens_from_right_to_left() -> None:
    choose_languages(codes=["en", "ar"], by=a_user(Role.DIRECTOR), at=now())
    browser, intake = signed_in(a_caseworker()), an_intake()
    there = f"/ar/desk/cases/{intake.pk}/check/"
    said = {"rules": BOTH, "version": intake.state_version} | FITS
    for answer in (
        browser.get(there),
        browser.post(there, said),
        browser.post(f"{there}result/", said),
    ):
        assert answer.status_code == 200
        assert 'dir="rtl"' in text_of(answer)
        assert len(answer.content) < 60_000


def test_where_a_rule_is_written_stays_in_the_law_s_own_language() -> None:
    choose_languages(codes=["en", "ar"], by=a_user(Role.DIRECTOR), at=now())
    browser, intake = signed_in(a_caseworker()), an_intake()
    said = {"rules": BOTH, "version": intake.state_version} | FITS
    page = text_of(browser.post(f"/ar/desk/cases/{intake.pk}/check/result/", said))
    laws = re.findall(r"<a [^>]*rel=\"noreferrer\"[^>]*>", page)
    assert laws
    assert all('lang="en" dir="ltr"' in one for one in laws)
