"""Finding the plan an address is about, and what is said to whoever comes second."""

from typing import Final
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.queries.plans import with_lines

EDIT: Final = "language_access.plan"
ANSWER_FOR: Final = "language_access.plan_answer_for"
OFFICE: Final = "language_access.plans_office"


def owner(pk: UUID, **_more: object) -> UUID | None:
    """Whose plan it is."""
    return AccessPlan.objects.filter(pk=pk).values_list("organization_id", flat=True).first()


def found(pk: UUID) -> AccessPlan:
    """The plan, or no page."""
    plan: AccessPlan = get_object_or_404(
        AccessPlan.objects.select_related("organization", "coordinator"), pk=pk
    )
    return plan


def with_everything(pk: UUID) -> AccessPlan:
    """The plan with all it says, or no page."""
    for plan in with_lines(AccessPlan.objects.filter(pk=pk)):
        return plan
    raise Http404


def too_late() -> str:
    """To whoever comes second."""
    return _("Somebody was here before you, or the plan is signed. Look at how it stands now.")


def crossed_words() -> str:
    """To whoever wrote at the same time as another."""
    return _(
        "Somebody else changed this while you wrote. Your words are below, not kept yet. Compare, and send again."
    )
