"""What waits in the rooms below, asked with few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import caches
from django.db.models import Count, F, Max, Min, OuterRef, QuerySet, Subquery

from xenia.ground.accounts.models import User
from xenia.ground.imports.models import ImportRun
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.registers.directory.models import Listing, Organization, Service
from xenia.registers.directory.queries.service import unchecked

IMPORTS_SHOWN_FOR = timedelta(days=30)
# A report may hold ten thousand listed rows: only the last few are opened.
IMPORTS_SHOWN = 3
# Of a large directory, we look at what changed last.
CHANGED_LAST = 200
COUNTS_KEPT_SECONDS = 300
SERVICE = Service._meta.label_lower


def services_in_her_hands(user: User, permission: str) -> QuerySet[Service]:
    """The services a person may act on: all open ones, or those of her own organisations."""
    active = Service.objects.filter(status=Service.Status.ACTIVE)
    if user.may(permission):
        return active
    own = [one for one in user.organizations() if user.may(permission, organization=one)]
    return active.filter(organization_id__in=own)


def services_to_check(user: User, today: date) -> QuerySet[Service]:
    """Services nobody has confirmed for a year; those never confirmed first, then the longest ago."""
    return (
        services_in_her_hands(user, "directory.edit")
        .filter(unchecked(today))
        .select_related("organization")
        .order_by(F("assured_date").asc(nulls_first=True), "name")
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """A language in which services have no name yet: `count` of `total` open services."""

    language: str
    count: int
    total: int


def names_missing(codes: Sequence[str]) -> list[Missing]:
    """Languages in which open services have no name, the emptiest first. Counted anew every few minutes."""
    key = f"desk-names-missing-{','.join(codes)}"
    kept: list[Missing] | None = caches["pages"].get(key)
    if kept is None:
        kept = _count_missing(codes)
        caches["pages"].set(key, kept, timeout=COUNTS_KEPT_SECONDS)
    return kept


def _count_missing(codes: Sequence[str]) -> list[Missing]:
    active = Service.objects.filter(status=Service.Status.ACTIVE)
    total = active.count()
    named = dict(
        TranslatedText.objects.filter(
            record_type=SERVICE, field="name", language__in=codes, record_id__in=active.values("pk")
        )
        .values_list("language")
        .annotate(count=Count("pk"))
    )
    found = [Missing(code, total - named.get(code, 0), total) for code in codes if code != "en"]
    return sorted((one for one in found if one.count), key=lambda one: -one.count)


@dataclass(frozen=True, slots=True)
class Stale:
    """A service that changed after it was translated, and the languages whose words are behind."""

    service: Service
    languages: tuple[str, ...]


def stale_services(user: User) -> list[Stale]:
    """Among the services changed last, those whose translations say something older."""
    latest = services_in_her_hands(user, "directory.translate").order_by(
        F("last_modified").desc(nulls_last=True)
    )
    changed = Service.objects.filter(pk=OuterRef("record_id")).values("last_modified")
    suspects = TranslatedText.objects.filter(
        record_type=SERVICE, record_id__in=latest.values("pk")[:CHANGED_LAST]
    ).filter(written_at__lt=Subquery(changed))
    texts = list(suspects.values_list("record_id", "field", "language", "source_hash"))
    services = Service.objects.select_related("organization").in_bulk({row[0] for row in texts})
    behind: dict[UUID, set[str]] = {}
    for record, field, language, mark in texts:
        if mark != source_hash(str(getattr(services[record], field, "") or "")):
            behind.setdefault(record, set()).add(language)
    return [Stale(services[pk], tuple(sorted(codes))) for pk, codes in behind.items()]


def imports_to_look_at(at: datetime) -> list[ImportRun]:
    """The last imports that listed rows or did not go through, the newest first."""
    ended = ImportRun.objects.filter(
        status__in=[ImportRun.Status.APPLIED, ImportRun.Status.FAILED],
        finished_at__gte=at - IMPORTS_SHOWN_FOR,
    ).order_by("-finished_at")[:IMPORTS_SHOWN]
    return [run for run in ended if run.status == ImportRun.Status.FAILED or run.totals["listed"]]


@dataclass(frozen=True, slots=True)
class DirectoryNow:
    """How large the directory is, and how far the search is behind it."""

    services: int
    organizations: int
    waiting: int
    waiting_since: datetime | None
    checked_last: date | None


def directory_now() -> DirectoryNow:
    """The directory in five figures."""
    services = Service.objects.filter(status=Service.Status.ACTIVE).aggregate(
        count=Count("pk"), last=Max("assured_date")
    )
    waiting = Listing.objects.filter(is_indexed=False).aggregate(
        count=Count("pk"), since=Min("built_at")
    )
    return DirectoryNow(
        services=services["count"],
        organizations=Organization.objects.count(),
        waiting=waiting["count"],
        waiting_since=waiting["since"],
        checked_last=services["last"],
    )
