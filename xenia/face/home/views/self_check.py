"""“What may I ask for?”: somebody screens herself. No account, no cookie, no address or browser keeps what she answers.

Every page is the answer to one form; the answers travel in it, hidden, and end with it.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from xenia.face.home.forms.self_check import QuestionsForm, TopicsForm
from xenia.face.home.leaving import LEAVE
from xenia.face.home.self_check import ABOUT, AT_ONCE, Asked
from xenia.face.home.self_check_shown import Shown, shown_of
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.accounts.nobodys import nobodys
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import LIMITS, Limits, Verdict, check_form, open_form
from xenia.ground.common.local_words import written_day
from xenia.ground.eligibility import Question
from xenia.ground.translations.vital import shows_drafts
from xenia.work.casework.operations import note_screened_alone
from xenia.work.casework.queries.screenings import rule_sets_in_use

UNTRUE: Final = 422
GATE: Final = "home.self_check"
# Reading takes longer than most forms; a library's readers share an address.
LIMITS[GATE] = Limits(from_one_place=60)


@nobodys
@sensitive_post_parameters()
def self_check(request: HttpRequest) -> HttpResponse:
    """Choose what to check, answer some questions, and see what came out and why."""
    today = local_day(now())
    if request.method != "POST" or request.POST.get("act") == "begin":
        return _begin(request)
    asked = Asked.of(_with_all(request), today)
    if not asked.rule_sets:
        return _begin(request, is_missing=True)
    return ACTS.get(request.POST.get("act", ""), _next)(request, asked)


def _with_all(request: HttpRequest) -> Any:
    """What was sent; where she wants to check all services, with each of them.

    What leads to a form of the immigration office is checked by itself: its questions can frighten whom it is not for.
    """
    if request.POST.get("act") != "everything":
        return request.POST
    sent = request.POST.copy()
    services = [one for one in rule_sets_in_use(local_day(now())) if not one.leads.forms]
    sent.setlist(ABOUT, [one.id for one in services])
    return sent


def _begin(request: HttpRequest, *, is_missing: bool = False) -> HttpResponse:
    rule_sets = rule_sets_in_use(local_day(now()))
    chosen = request.POST if is_missing or request.POST.getlist(ABOUT) else None
    form = TopicsForm(chosen, rule_sets=rule_sets, reader=_reader())
    return _page(
        request,
        "begin",
        status=UNTRUE if is_missing else 200,
        form=form,
        has_rules=bool(rule_sets),
    )


def _next(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The next questions; the same once more where an answer cannot be read; the result where none is left."""
    if asked.unclear:
        return _ask(request, asked, asked.questions(asked.now), status=UNTRUE)
    if not asked.ahead:
        return _result(request, asked)
    return _ask(request, asked, asked.ahead[:AT_ONCE])


def _change(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Everything she was asked, to look at again."""
    return _ask(request, asked, asked.questions(asked.shown), is_again=True)


def _ask(
    request: HttpRequest,
    asked: Asked,
    questions: tuple[Question, ...],
    *,
    status: int = 200,
    is_again: bool = False,
) -> HttpResponse:
    form = QuestionsForm(questions, typed=asked.typed, unclear=asked.unclear, reader=_reader())
    left = sum(1 for one in asked.ahead if one not in questions)
    return _page(
        request,
        "ask",
        status=status,
        form=form,
        carried=asked.carried(questions),
        token=request.POST.get("token") or open_form(GATE),
        left=left,
        is_first=not asked.shown,
        is_again=is_again,
    )


def _result(request: HttpRequest, asked: Asked) -> HttpResponse:
    if asked.unclear:
        return _ask(request, asked, asked.questions(asked.now), status=UNTRUE)
    _count(request, asked)
    return _page(request, "result", carried=asked.carried(()), **_found(asked))


def _paper(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The result to print and take along."""
    return _page(request, "paper", carried=asked.carried(()), **_found(asked))


def _found(asked: Asked) -> dict[str, Any]:
    found: tuple[Shown, ...] = tuple(shown_of(one, asked, _reader()) for one in asked.findings)
    return {"found": found, "on": written_day(asked.today, _reader())}


def _count(request: HttpRequest, asked: Asked) -> None:
    """One more screening alone, once for a form: how many and about what, nothing of anybody."""
    token = request.POST.get("token", "")
    verdict = check_form(GATE, token, "", address_of_the_day(request)) if token else Verdict.USED
    if verdict is Verdict.PASSES:
        note_screened_alone(rule_sets=asked.rule_sets, at=now())


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"leave": LEAVE, "is_in_english": not shows_drafts(_reader())}
    return render(request, f"home/self_check/{name}.html", context, status=status)


def _reader() -> str:
    return get_language() or "en"


ACTS: Final[dict[str, Callable[[HttpRequest, Asked], HttpResponse]]] = {
    "result": _result,
    "change": _change,
    "paper": _paper,
}
