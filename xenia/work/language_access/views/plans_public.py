"""What everybody may read of the plans: what departments promise, and what is missing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import local_day, now
from xenia.work.language_access.models import AccessPlan, SelfReport
from xenia.work.language_access.queries.plans import (
    A_YEAR,
    Gap,
    compared,
    documents_of,
    gaps,
    helped,
    leading,
    paper_languages,
    with_lines,
)
from xenia.work.language_access.views.plan_sections import SECTIONS
from xenia.work.language_access.views.plan_words import gaps_shown, papers_shown

# What was signed. A draft is nobody's promise yet.
PUBLIC_STATES = ("in_force", "expired")


@public
@require_safe
def all_plans(request: HttpRequest) -> HttpResponse:
    """The departments that made a plan."""
    plans = leading(
        AccessPlan.objects.filter(status__in=PUBLIC_STATES).select_related("organization")
    )
    rows = compared(plans, local_day(now()))
    context = {"rows": rows, "today": local_day(now())}
    return render(request, "language_access/public_plans.html", context)


@public
@require_safe
def public_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One department's plan, under an address that stays when the plan is renewed."""
    return render(request, "language_access/public_plan.html", _page(pk))


@public
@require_safe
def public_plan_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same on paper."""
    return render(request, "language_access/public_plan_print.html", _page(pk))


def _page(organization: UUID) -> dict[str, Any]:
    rows = AccessPlan.objects.filter(organization=organization, status__in=PUBLIC_STATES)
    newest = leading(rows.select_related("organization"))
    if not newest:
        raise Http404
    (plan,) = with_lines(rows.filter(pk=newest[0].pk))
    today = local_day(now())
    good, total = helped(plan.organization.spot_checks.all(), today)
    return {
        "plan": plan,
        "parts": [_part(plan, code) for code in SECTIONS],
        "papers": papers_shown(documents_of(plan), paper_languages(plan), published=True),
        "gaps": gaps_shown(_published(plan, gaps(plan, today))),
        "today": today,
        "since": today - A_YEAR,
        "good": good,
        "total": total,
        "report": _last_sent(plan),
    }


def _part(plan: AccessPlan, code: str) -> dict[str, Any]:
    """A section's lines. A service that stands in no public listing stays out."""
    part = SECTIONS[code]
    found = getattr(plan, part.rows).all()
    if code == "services":
        found = [one for one in found if one.service is None or _is_listed(one.service)]
    lines = [list(part.shown(one)) for one in found]
    return {
        "code": code,
        "title": part.title,
        "empty": part.empty,
        "lines": [
            {"title": title, "facts": [one for one in facts if one]} for title, *facts in lines
        ],
    }


def _published(plan: AccessPlan, found: list[Gap]) -> list[Gap]:
    """Without what is said of services that stand in no public listing."""
    hidden = {
        one.name for one in plan.planservices.all() if one.service and not _is_listed(one.service)
    }
    return [one for one in found if one.code != "no_way" or one.about not in hidden]


def _is_listed(service: Any) -> bool:
    listing = getattr(service, "listing", None)
    return bool(listing and listing.is_public)


def _last_sent(plan: AccessPlan) -> SelfReport | None:
    """The newest report that was sent, with its numbers."""
    sent = SelfReport.objects.filter(organization=plan.organization_id, status="sent")
    return sent.prefetch_related("figures").first()  # type: ignore[no-any-return]
