"""What the public told us and what became of it."""

from datetime import date

from django.db.models import QuerySet, Sum

from xenia.registers.directory.models import Suggestion, SuggestionDay


def waiting_suggestions() -> QuerySet[Suggestion]:
    """What waits, the oldest first."""
    found: QuerySet[Suggestion] = Suggestion.objects.filter(status=Suggestion.Status.WAITING)
    return _in_order(found)


def set_aside_suggestions() -> QuerySet[Suggestion]:
    """What looks like advertising, the oldest first."""
    found: QuerySet[Suggestion] = Suggestion.objects.filter(status=Suggestion.Status.SET_ASIDE)
    return _in_order(found)


def finished_suggestions() -> QuerySet[Suggestion]:
    """What somebody dealt with and is not erased yet, the latest first."""
    done = (Suggestion.Status.TAKEN_UP, Suggestion.Status.DECLINED)
    found: QuerySet[Suggestion] = Suggestion.objects.filter(status__in=done)
    return found.select_related("service__organization").order_by("-decided_on", "pk")


def _in_order(found: "QuerySet[Suggestion]") -> "QuerySet[Suggestion]":
    return found.select_related("service__organization").order_by("received_on", "pk")


def left_out(*, since: date) -> int:
    """How many more came than we keep, since a day."""
    days = SuggestionDay.objects.filter(day__gte=since)
    return days.aggregate(all=Sum("left_out_count"))["all"] or 0
