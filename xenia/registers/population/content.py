"""What is put into other languages: estimates that others published, which the report prints in each."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.kinds import ContentKind, register
from xenia.registers.population.models import PublishedEstimate


def _in_use() -> "QuerySet[PublishedEstimate]":
    rows = PublishedEstimate.objects.filter(status=PublishedEstimate.Status.CURRENT)
    return rows.order_by("code", "-as_of", "pk")


def register_content() -> None:
    """Tell the room of translations that published estimates have texts."""
    register(
        ContentKind(
            model=PublishedEstimate,
            label=_("What others published"),
            fields={"what": _("Of what"), "method": _("How they know")},
            records=_in_use,
            is_public=True,
            changed_at="changed_at",
        )
    )
