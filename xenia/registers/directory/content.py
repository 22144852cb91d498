"""The directory's texts in other languages, for the grid, the review queue and translators' files.

Only what residents see: not what is closed for good, and nothing of a place whose address is confidential.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.translations.kinds import PAGES, Change, ContentKind, register
from xenia.registers.directory.models import Address, Location, Notice, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.translation import texts_changed
from xenia.registers.directory.queries.wording import FIELD_NAMES

if TYPE_CHECKING:
    from xenia.ground.translations.kinds import Words


def _services() -> QuerySet[Service]:
    return Service.objects.exclude(status=Service.Status.DEFUNCT).order_by("name", "pk")


def _organizations() -> QuerySet[Organization]:
    found = Organization.objects.filter(status=Organization.Status.ACTIVE)
    return found.order_by("name", "pk")


def _places() -> QuerySet[Location]:
    hidden = Address.objects.filter(location=OuterRef("pk"), is_confidential=True)
    found = Location.objects.filter(~Exists(hidden), is_confidential=False)
    return found.order_by("name", "pk")


def _notices() -> QuerySet[Notice]:
    """What is posted and has words; nothing of a place that is confidential by now."""
    hidden = Address.objects.filter(location=OuterRef("location"), is_confidential=True)
    found = Notice.objects.filter(~Exists(hidden), status=Notice.Status.POSTED)
    found = found.exclude(words="").exclude(location__is_confidential=True)
    return found.order_by("-starts_on", "pk")


def _teller(model: type[Record]) -> Callable[[Sequence[Change], User | None, datetime], None]:
    def told(changes: Sequence[Change], by: User | None, at: datetime) -> None:
        texts_changed(model=model, changes=changes, by=by, at=at)

    return told


def _fields(model: type[Record]) -> dict[str, "Words"]:
    return {field: FIELD_NAMES[field] for field in model.TRANSLATED}


def _pages(kind: str) -> Callable[[UUID, str], str]:
    def page(pk: UUID, language: str) -> str:
        return reverse("directory:translate", kwargs={"kind": kind, "pk": pk, "language": language})

    return page


def register_content() -> None:
    """Tell the room of translations which of the directory's records have texts, and where they are written."""
    for kind in (
        ContentKind(
            model=Service,
            label=_("Service"),
            fields=_fields(Service),
            records=_services,
            vital=Service.VITAL,
            is_public=True,
            changed_at="last_modified",
            told=_teller(Service),
        ),
        ContentKind(
            model=Organization,
            label=_("Organization"),
            fields=_fields(Organization),
            records=_organizations,
            is_public=True,
            changed_at="changed_at",
            told=_teller(Organization),
        ),
        ContentKind(
            model=Location,
            label=_("Place"),
            fields=_fields(Location),
            records=_places,
            is_public=True,
            changed_at="changed_at",
            told=_teller(Location),
        ),
        ContentKind(
            model=Notice,
            label=_("Closure or alert"),
            fields=_fields(Notice),
            records=_notices,
            vital=Notice.VITAL,
            is_public=True,
            changed_at="changed_at",
            told=_teller(Notice),
        ),
    ):
        register(kind)
        PAGES[kind.code] = _pages(str(kind.model._meta.model_name))
