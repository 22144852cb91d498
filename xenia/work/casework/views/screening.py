"""A colleague looks up with a person what she may get. What she answers lives in the page and the request alone.

Three pages, one after the other, all sent by POST: which rules, the questions, the result with the decision. Answers
are in no address, session, log or table; whatever breaks says nothing of them.
"""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.eligibility import RuleSet
from xenia.ground.eligibility import screen as what_the_rules_say
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.ground.vault.operations.reading import note_look
from xenia.work.casework import operations
from xenia.work.casework.forms.screening import AnswersForm, OverrideForm, RulesForm, SettleForm
from xenia.work.casework.models import Intake, Screening
from xenia.work.casework.models.screening import Decision
from xenia.work.casework.operations import AlreadyOpen, Settled
from xenia.work.casework.operations.screenings import SCREENED_FOR
from xenia.work.casework.queries.screening_words import shown
from xenia.work.casework.queries.screenings import fitting, need_of, rule_sets_in_use
from xenia.work.casework.views.case import show_intake
from xenia.work.casework.views.shown import (
    CROSSED,
    REFUSALS,
    UNTRUE,
    found,
    reader,
    version_in,
    why_not,
)

DECIDE: Final = "casework.decide"
PAGE: Final = "casework:intake"
WELL: Final = {
    Decision.ACCEPTED: lambda: _("We help. Open a matter, or send a referral."),
    Decision.ADVISED: lambda: _("We helped, and it is done."),
    Decision.DECLINED: lambda: _("Noted. Tell her who else can help."),
    Decision.LATER: lambda: _("Counted. Decide when you know more."),
}


@never_cache
@sensitive_post_parameters()
@staff(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Which rules are looked up with her; then the questions."""
    current = found(pk)
    if current.status not in SCREENED_FOR:
        messages.info(request, _("First she hands in what she needs, and we have not said no."))
        return redirect(PAGE, pk)
    rule_sets = rule_sets_in_use(local_day(now()))
    start = fitting(rule_sets, current.needs.values_list("need", flat=True))
    if request.method == "POST":
        form = RulesForm(request.POST, rule_sets=rule_sets, fitting=start)
        if form.is_valid():
            chosen = _chosen(rule_sets, form.cleaned_data["rules"])
            return _ask(request, current, chosen, AnswersForm(rule_sets=chosen))
        return _choose(request, current, form, UNTRUE)
    note_look(current, by=request.user, purpose="service", at=now())
    return _choose(request, current, RulesForm(rule_sets=rule_sets, fitting=start))


@never_cache
@sensitive_post_parameters()
@staff(DECIDE)
@require_POST
@sensitive_variables()
def check_result(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the rules say of her answers; or the questions once more, with what was typed."""
    current, chosen = found(pk), _carried_rules(request)
    if not chosen:
        return redirect("casework:check", pk)
    form = AnswersForm(request.POST, rule_sets=chosen)
    if not form.is_valid():
        return _ask(request, current, chosen, form, UNTRUE)
    if request.POST.get("act") == "change":
        return _ask(request, current, chosen, form)
    return _show(request, current, chosen, form, _settle_form(current, chosen))


@never_cache
@sensitive_post_parameters()
@staff(DECIDE)
@require_POST
@sensitive_variables()
def check_done(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is counted, kept if she agrees, and decided upon."""
    current, chosen = found(pk), _carried_rules(request)
    if not chosen:
        return redirect("casework:check", pk)
    answers = AnswersForm(request.POST, rule_sets=chosen)
    if not answers.is_valid():
        return _ask(request, current, chosen, answers, UNTRUE)
    form = _settle_form(current, chosen, request.POST)
    if not form.is_valid():
        return _show(request, current, chosen, answers, form, status=UNTRUE)
    try:
        _settle(request, current, chosen, answers, form.cleaned_data)
    except (AlreadyOpen, *REFUSALS) as error:
        return _show(request, current, chosen, answers, form, status=CROSSED, told=_told(error))
    return _go_on(request, current, chosen, form.cleaned_data)


@never_cache
@staff(DECIDE)
@require_POST
def override(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague finds something else than the rules."""
    one: Screening = get_object_or_404(Screening.objects.select_related("intake"), pk=pk)
    form = OverrideForm(request.POST, auto_id=f"override-{one.pk}-%s")
    if not form.is_valid():
        return show_intake(request, one.intake, status=UNTRUE, override_form=form, about=one)
    version = version_in(request)
    try:
        operations.override_screening(
            screening=one,
            tier=form.cleaned_data["tier"],
            why=form.cleaned_data["reason"],
            version=-1 if version is None else version,
            by=request.user,
            at=now(),
        )
    except REFUSALS as error:
        lost = {"why": why_not(error)}
        said: dict[str, Any] = {"override_form": form, "about": one, "not_kept": lost}
        return show_intake(request, one.intake, status=CROSSED, **said)
    messages.success(request, _("Kept. What the rules said stays beside it."))
    return redirect(PAGE, one.intake_id)


def _chosen(rule_sets: Sequence[RuleSet], codes: Sequence[str]) -> list[RuleSet]:
    return [one for one in rule_sets if one.id in codes]


def _carried_rules(request: StaffRequest) -> list[RuleSet]:
    """The rules chosen on the first page, as far as they are still in use."""
    return _chosen(rule_sets_in_use(local_day(now())), request.POST.getlist("rules"))


def _settle_form(current: Intake, chosen: Sequence[RuleSet], data: Any = None) -> SettleForm:
    own = list(current.needs.values_list("need", flat=True))
    return SettleForm(
        data,
        rule_sets=chosen,
        status=current.status,
        first=own or [need_of(chosen[0])],
        reader=reader(),
        initial={"decision": Decision.LATER},
    )


def _choose(
    request: StaffRequest, current: Intake, form: RulesForm, status: int = 200
) -> HttpResponse:
    return render(request, "casework/check.html", {"intake": current, "form": form}, status=status)


def _ask(
    request: StaffRequest,
    current: Intake,
    chosen: Sequence[RuleSet],
    form: AnswersForm,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "intake": current,
        "form": form,
        "chosen": chosen,
        "parts": [(title, [form[name] for name in names]) for title, names in form.parts()],
        "last": [form[name] for name in form.last()],
    }
    return render(request, "casework/check_questions.html", context, status=status)


def _show(
    request: StaffRequest,
    current: Intake,
    chosen: Sequence[RuleSet],
    answers: AnswersForm,
    form: SettleForm,
    *,
    status: int = 200,
    told: str = "",
) -> HttpResponse:
    """The result, the decision, and every answer carried on in the page. told: what somebody else did meanwhile."""
    today = local_day(now())
    context: dict[str, Any] = {
        "intake": found(current.pk),
        "chosen": chosen,
        "results": [shown(what_the_rules_say(one, answers.read, today)) for one in chosen],
        "carried": answers.carried(),
        "form": form,
        "not_kept": told,
    }
    return render(request, "casework/check_result.html", context, status=status)


@sensitive_variables()
def _settle(
    request: StaffRequest,
    current: Intake,
    chosen: Sequence[RuleSet],
    answers: AnswersForm,
    typed: dict[str, Any],
) -> None:
    """Raises what `settle_screening` raises. A page that names no version is an old one."""
    today, version = local_day(now()), version_in(request)
    settled = Settled(
        findings=tuple(what_the_rules_say(one, answers.read, today) for one in chosen),
        decision=typed["decision"],
        agrees=typed["agrees"],
        why=typed.get("why", ""),
        issue=typed.get("issue", ""),
    )
    operations.settle_screening(
        intake=current,
        settled=settled,
        version=-1 if version is None else version,
        by=request.user,
        at=now(),
    )


def _told(error: Exception) -> str:
    if isinstance(error, AlreadyOpen):
        return _("We work on this with her already. Go on there.")
    return why_not(error)


def _go_on(
    request: StaffRequest, current: Intake, chosen: Sequence[RuleSet], typed: dict[str, Any]
) -> HttpResponse:
    """To the directory, when she is sent somewhere; else back to the case."""
    if typed["decision"] == Decision.REFERRED:
        return redirect(_to_referral(current, chosen, typed.get("towards", "")))
    messages.success(request, WELL[Decision(typed["decision"])]())
    return redirect(PAGE, current.pk)


def _to_referral(current: Intake, chosen: Sequence[RuleSet], towards: str) -> str:
    """Where she is sent for what the rules lead to: the directory, looked through for their first term."""
    rules = next((one for one in chosen if one.id == towards), chosen[0])
    terms = load_taxonomy().terms
    known = [terms[one] for one in rules.leads.terms if one in terms]
    about = {"q": known[0].label(reader()), "need": known[0].need} if known else {}
    return f"{reverse('referrals:choose', args=[current.client_id])}?{urlencode(about)}"
