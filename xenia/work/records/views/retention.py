"""How long each kind of record is kept: rules, approvals, and who leaves when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations import rule as rules_of_the_vault
from xenia.ground.vault.overviews import (
    RuleLine,
    last_round,
    leaving_overview,
    rounds_go_well,
    rules_overview,
)
from xenia.ground.vault.terms import record_classes
from xenia.work.records.forms.retention import RuleForm
from xenia.work.records.inventory.words import words_for
from xenia.work.records.trust_page import term_in_words
from xenia.work.records.views.shown import names, page_of


@staff("vault.retention")
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """Every kind of record with a term: what was approved, what waits, how many people it means."""
    at = now()
    found = sorted(rules_overview(at), key=_by_need)
    proposed = [line.proposed for line in found if line.proposed]
    context = page_of(request, found)
    context |= {
        "rows": [_row(request, line) for line in context["page"]],
        "names": names(
            one for rule in proposed for one in (rule.proposed_by_id, rule.first_approved_by_id)
        ),
        "round": last_round(),
        "goes_well": rounds_go_well(at),
    }
    return render(request, "records/rules.html", context)


def _by_need(line: RuleLine) -> tuple[bool, bool, str]:
    """What waits for a yes first, then what is about people."""
    return line.proposed is None, not line.is_about_people, line.record_class


def _row(request: StaffRequest, line: RuleLine) -> dict[str, Any]:
    words = words_for(line.record_class, line.name)
    waiting = line.proposed
    return {
        "line": line,
        "name": words.name,
        "what": words.what,
        "declared": term_in_words(
            line.declared_keep.days if line.declared_keep else None, str(words.since)
        ),
        "approved": term_in_words(line.rule.keep_days, str(words.since)) if line.rule else "",
        "proposed": term_in_words(waiting.keep_days, str(words.since)) if waiting else "",
        "may_approve": waiting is not None and waiting.first_approved_by_id != request.user.pk,
    }


@staff("vault.retention")
@require_safe
def leaving(request: StaffRequest) -> HttpResponse:
    """What leaves when, as it stands today. Nothing is erased by looking."""
    found = leaving_overview(now())
    context = page_of(request, found)
    context["rows"] = [
        {"line": line, "name": words_for(line.record_class, line.name).name}
        for line in context["page"]
    ]
    return render(request, "records/leaving.html", context)


@staff("vault.retention")
def propose(request: StaffRequest, label: str) -> HttpResponse:
    """Enter a term from the legal schedule. It changes nothing before two people approve it."""
    of = record_classes().get(label)
    if of is None or not of.declared.since:
        raise Http404("no such kind of record, or none with a day to count from")
    form = RuleForm(request.POST or None, of=of, today=local_day(now()))
    if request.method == "POST" and form.is_valid():
        try:
            rules_of_the_vault.propose_rule(
                record_class=label,
                since=of.declared.since,
                by=request.user,
                at=now(),
                **form.cleaned_data,
            )
        except rules_of_the_vault.AlreadyProposed:
            form.add_error(
                None, _("Another term waits for approval. Approve it or take it back first.")
            )
        else:
            messages.success(request, _("It waits for two people to approve it."))
            return redirect("records:rules")
    words = words_for(label, of.name)
    context = {"form": form, "words": words, "of": of}
    return render(request, "records/propose_rule.html", context, status=422 if form.errors else 200)


@staff("vault.retention")
@require_POST
def approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of the two approvals."""
    rule = get_object_or_404(RetentionRule, pk=pk)
    try:
        approved = rules_of_the_vault.approve_rule(rule=rule, by=request.user, at=now())
    except rules_of_the_vault.AlreadyApproved:
        messages.error(
            request, _("You approved it before. The second approval is another person’s.")
        )
    except WrongState:
        messages.info(request, _("It waits no longer. Look at how it stands now."))
    else:
        in_force = approved.status == RetentionRule.Status.APPROVED
        messages.success(
            request,
            _("Two people approved it. It is in force.")
            if in_force
            else _("You approved it. One more person is needed."),
        )
    return redirect("records:rules")


@staff("vault.retention")
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a rule back: nothing of its kind is erased until another is approved."""
    rule = get_object_or_404(RetentionRule, pk=pk)
    try:
        rules_of_the_vault.withdraw_rule(rule=rule, by=request.user, at=now())
        messages.success(request, _("Taken back. Nothing of this kind is erased now."))
    except WrongState:
        messages.info(request, _("It waits no longer. Look at how it stands now."))
    return redirect("records:rules")
