"""What is typed on the pages about the people served: kept, refused, looked for, and into pages that break."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.test import Client as Browser

SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"
Word = Callable[[], str]
# Where each of the four rooms does its work; each breaks once with what was typed at hand.
BREAKS = (
    ("xenia.registers.clients.operations.add_client", "/en/desk/people/new/"),
    ("xenia.work.casework.operations.submit_intake", "/en/desk/cases/new/"),
)


def at_the_desk(word: Word, phone: Word, mailbox: Word) -> None:
    """A colleague looks for people, writes them down, is told what is wrong, and sees pages break."""
    from xenia.ground.accounts.roles import Role
    from xenia.ground.accounts.tests.makers import a_user

    desk = Browser(raise_request_exception=False)
    desk.force_login(a_user(Role.DIRECTOR), backend=SIGNED_IN)

    def person() -> dict[str, Any]:
        ways = {"phone": phone(), "email": mailbox(), "may_email": "on", "safety_note": word()}
        return {"called": word(), "spoken_language": "vi", **ways}

    def case() -> dict[str, Any]:
        ways = {"phone": phone(), "email": mailbox()}
        said = {"called": word(), "note": word(), "typed_needs": "food", **ways}
        return {"channel": "walk_in", "language": "vi", "act": "hand_in", "agrees": "on", **said}

    typed: dict[str, Callable[[], dict[str, Any]]] = {
        "/en/desk/people/new/": person,
        "/en/desk/cases/new/": case,
    }
    for text in (word, phone, mailbox):
        desk.post("/en/desk/people/", {"text": text()})
        desk.post("/en/desk/cases/find/", {"text": text()})
    for path, said in typed.items():
        _answers(desk.post(path, said() | {"birth_year": "88"}), 422)
        _answers(desk.post(path, said()), 200, 302)
    desk.post("/en/desk/cases/new/", case() | {"act": "keep"})
    what_she_may_get(desk, word)
    for operation, path in BREAKS:
        with patch(operation, _broken(word)):
            _answers(desk.post(path, typed[path]()), 500)


def what_she_may_get(desk: Browser, word: Word) -> None:
    """She answers on the pages of a screening, also what nobody can read, and one of them breaks."""
    from xenia.work.casework.models import Intake

    intake = Intake.objects.filter(status="submitted").latest("begun_on")
    there = f"/en/desk/cases/{intake.pk}/check/"
    said = {"rules": "n-400-fee-waiver", "q-household": "3", "version": intake.state_version}
    _answers(desk.post(f"{there}result/", said | {"q-income": word()}), 422)
    _answers(desk.post(f"{there}done/", said | {"q-income": "10", "why": word()}), 422)
    with patch("xenia.work.casework.operations.settle_screening", _broken(word)):
        _answers(desk.post(f"{there}done/", said | {"decision": "later", word(): word()}), 500)


def by_strangers(word: Word) -> None:
    """Codes and links that open nothing."""
    stranger = Browser(raise_request_exception=False)
    stranger.post("/en/my-referral/", {"code": word(), "said": word()})
    stranger.get(f"/en/my-referral/{word()}/")
    stranger.get(f"/en/referral/{word()}/")
    stranger.post(f"/en/referral/{word()}/", {"act": word(), "reason": word(), "version": word()})
    screens_herself(stranger, word)


def screens_herself(stranger: Browser, word: Word) -> None:
    """Answers to questions about herself: read, not understood, shown for paper, and on a page that breaks."""
    from xenia.ground.common.dates import local_day, now
    from xenia.ground.eligibility import questions_of
    from xenia.work.casework.queries.screenings import rule_sets_in_use

    rules = rule_sets_in_use(local_day(now()))
    names = [one.id for one in questions_of(rules)]
    assert names, "nothing to answer"

    def typed() -> dict[str, Any]:
        said = {f"q-{name}": word() for name in names}
        return said | {"about": [one.id for one in rules], "shown": names, "now": names}

    for act, answer in (("next", 422), ("result", 422), ("paper", 200), ("change", 200), ("", 422)):
        _answers(stranger.post("/en/check/", typed() | {"act": act}), answer)
    with patch("xenia.face.home.self_check.screen", _broken(word)):
        _answers(stranger.post("/en/check/", typed() | {"act": "paper"}), 500)


def a_list_of_cases(word: Word, phone: Word, by: Any) -> None:
    """An office's own list of open cases comes in."""
    from xenia.ground.imports.operations import bring_in
    from xenia.ground.imports.tests.makers import MONDAY, outcomes, ready

    row = '"{name}",food,2026-09-14,Somali,{phone},1990,,yes,open,{note}\n'
    rows = [row.format(name=word(), phone=phone(), note=word()) for _row in range(2)]
    heads = "Client Name,Issue,Date Opened,Language Spoken,Phone #,DOB,Assigned To,"
    data = (heads + "Consent Form,Status,Comments\n" + "".join(rows)).encode()
    run = ready(data, sheet="cases", by=by)
    bring_in(run=run, by=by, at=MONDAY)
    assert list(outcomes(run).values()) == ["added", "added"], outcomes(run)


def _broken(word: Word) -> Callable[..., Any]:
    def broken(*_given: Any, **_said: Any) -> None:
        secret_at_hand = word()
        raise RuntimeError(len(secret_at_hand))

    return broken


def _answers(answer: Any, *expected: int) -> None:
    assert answer.status_code in expected, (answer.status_code, answer.request["PATH_INFO"])
