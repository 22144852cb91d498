"""Finding services for the staff list, and what it says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xenia.ground.common.languages import language
from xenia.ground.translations.models import TranslatedText
from xenia.registers.directory.models import Attribute, Service
from xenia.registers.directory.queries.merges import absorbed_ids
from xenia.registers.directory.queries.verification import due
from xenia.registers.directory.upkeep import stale_before

SORTS = {
    "name": ("name", "pk"),
    "organization": (F("organization__name").asc(nulls_last=True), "name", "pk"),
    "checked": (F("assured_date").asc(nulls_first=True), "name", "pk"),
    "changed": (F("last_modified").desc(nulls_last=True), "name", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an editor looks for; what is empty does not matter.

    missing: a language some text of the service is not in yet. organizations: only services of these.
    """

    words: str = ""
    status: str = ""
    kind: str = ""
    unchecked: bool = False
    missing: str = ""
    untermed: bool = False
    organizations: frozenset[UUID] | None = None
    sort: str = "name"


def services_wanted(wanted: Wanted, *, on: date) -> QuerySet[Service]:
    """The services an editor looks for, each with its organisation, in her order."""
    found = Service.objects.select_related("organization").exclude(pk__in=absorbed_ids("service"))
    if wanted.words:
        found = found.filter(named(wanted.words))
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.kind:
        found = found.filter(organization__kind=wanted.kind)
    if wanted.unchecked:
        found = found.filter(unchecked(on))
    if wanted.missing:
        found = found.filter(not_said_in(wanted.missing))
    if wanted.untermed:
        found = found.filter(~Exists(_own_terms(OuterRef("pk"))))
    if wanted.organizations is not None:
        found = found.filter(organization__in=wanted.organizations)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["name"]))


def named(words: str) -> Q:
    """Services whose name, other name, translated name or organisation has these words."""
    names = TranslatedText.objects.filter(
        record_type="directory.service",
        record_id=OuterRef("pk"),
        field="name",
        text__icontains=words,
    )
    return (
        Q(name__icontains=words)
        | Q(alternate_name__icontains=words)
        | Q(organization__name__icontains=words)
        | Q(Exists(names))
    )


def unchecked(on: date) -> Q:
    """Open services nobody confirmed for a year; one nobody ever confirmed counts from the day it came in."""
    closed = Q(status__in=[Service.Status.DEFUNCT, Service.Status.INACTIVE])
    return due(Service, stale_before(on)) & ~closed


def not_said_in(code: str) -> Q:
    """Services with a text that has no words in a language. Raises UnknownLanguage."""
    said = TranslatedText.objects.filter(
        record_type="directory.service", record_id=OuterRef("pk"), language=language(code).code
    )
    lacking = Q(pk__in=[])
    for field in Service.TRANSLATED:
        lacking |= Q(~Q(**{field: ""}), ~Exists(said.filter(field=field)))
    return lacking


def how_many(found: QuerySet[Service], *, on: date) -> tuple[int, int]:
    """How many services were found, and how many of them nobody checked for long."""
    counts = found.order_by().aggregate(
        all=Count("pk", distinct=True), old=Count("pk", filter=unchecked(on), distinct=True)
    )
    return counts["all"], counts["old"]


def terms_of(service: Service) -> list[str]:
    """The codes of Xenia's taxonomy a service is classed under."""
    return list(_own_terms(service.pk).values_list("taxonomy_term__own_code", flat=True))


def terms_of_many(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The codes of many services in one query."""
    found: dict[UUID, list[str]] = {}
    rows = Attribute.objects.filter(link_entity="service", link_id__in=list(ids))
    for pk, code in rows.values_list("link_id", "taxonomy_term__own_code"):
        if code:
            found.setdefault(pk, []).append(code)
    return found


def _own_terms(service: UUID | OuterRef) -> QuerySet[Attribute]:
    return Attribute.objects.filter(
        link_entity="service", link_id=service, taxonomy_term__own_code__gt=""
    )
