"""What is put into other languages: the words of a report, and recommendations, which it prints in each."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.kinds import ContentKind, register
from xenia.insight.reports.models import Narrative, Recommendation, Report


def _standing() -> "QuerySet[Recommendation]":
    return Recommendation.objects.exclude(status=Recommendation.Status.WITHDRAWN).order_by(
        "barrier", "made_on", "pk"
    )


def _narratives() -> "QuerySet[Narrative]":
    rows: QuerySet[Narrative] = Narrative.objects.exclude(text="")
    rows = rows.exclude(report__status=Report.Status.REPLACED)
    return rows.order_by("-report__year", "part", "pk")


def register_content() -> None:
    """Tell the room of translations which texts there are. A draft goes to no machine outside the office."""
    register(
        ContentKind(
            model=Recommendation,
            label=_("What the office recommends against a barrier"),
            fields={"text": _("What should be done"), "owner_words": _("Who should do it")},
            records=_standing,
            is_public=True,
            changed_at="changed_at",
        )
    )
    register(
        ContentKind(
            model=Narrative,
            label=_("A part of the yearly report"),
            fields={"text": _("What it says")},
            records=_narratives,
            changed_at="changed_at",
        )
    )
