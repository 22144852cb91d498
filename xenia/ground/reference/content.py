"""The office's own texts in other languages: its name and words, its areas, the laws it works by."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.reference.models import Area, LegalBasis, Office
from xenia.ground.reference.office import forget_office
from xenia.ground.translations.kinds import Change, ContentKind, register


def _offices() -> QuerySet[Office]:
    return Office.objects.defer("logo").order_by("name")


def _areas() -> QuerySet[Area]:
    return Area.objects.order_by("position", "name")


def _laws() -> QuerySet[LegalBasis]:
    return LegalBasis.objects.binding_us()


def _shown_anew(_changes: Sequence[Change], _by: User | None, _at: datetime) -> None:
    transaction.on_commit(forget_office)


def register_content() -> None:
    """Tell the room of translations which of the office's own records have texts."""
    register(
        ContentKind(
            model=Office,
            label=_("The office"),
            fields={
                "name": _("Name of the office"),
                "short_name": _("Short name"),
                "tagline": _("Welcome on the front page"),
                "hours": _("Hours"),
                "address": _("Address"),
            },
            records=_offices,
            is_public=True,
            told=_shown_anew,
        )
    )
    register(
        ContentKind(
            model=Area,
            label=_("Area"),
            fields={"name": _("Name")},
            records=_areas,
            is_public=True,
            told=_shown_anew,
        )
    )
    register(
        ContentKind(
            model=LegalBasis,
            label=_("Law"),
            fields={"title": _("Title"), "duty": _("What it asks for")},
            records=_laws,
            is_public=True,
            changed_at="changed_at",
        )
    )
