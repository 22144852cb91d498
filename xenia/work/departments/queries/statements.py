"""City services, and what each says of whom it serves, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of
from xenia.registers.directory.models import Organization, Service
from xenia.work.departments.models import AskedPaper, Statement
from xenia.work.departments.models.statement import Rule, Status

ENGLISH: Final = "en"
CITY_KINDS: Final = (Organization.Kind.CITY, Organization.Kind.LIBRARY)
# How a statement is shown: nobody said anything, the department or the office wrote it, it holds, its year is over.
UNSAID, WRITTEN, BY_OFFICE, CONFIRMED, DUE = "unsaid", "written", "by_office", "confirmed", "due"
UNCONFIRMED: Final = "unconfirmed"
Texts = Mapping[UUID, Mapping[str, Mapping[str, TranslatedText]]]


def is_city_kind(kind: str) -> bool:
    """Whether an organization of this kind is a department of the city."""
    return kind in CITY_KINDS


def is_city_service(service: Service) -> bool:
    """Whether a service is one of the city's own."""
    organization = service.organization
    return organization is not None and is_city_kind(organization.kind)


def city_services() -> "QuerySet[Service]":
    """The services of the city that residents see, by department and name."""
    rows = Service.objects.filter(
        organization__kind__in=CITY_KINDS,
        organization__status=Organization.Status.ACTIVE,
        listing__is_public=True,
    )
    return rows.order_by("organization__name", "name", "pk")


def chosen(
    services: "QuerySet[Service]", *, show: str = "", department: UUID | None = None, today: date
) -> "QuerySet[Service]":
    """Some of them: of one department, with one rule, or those nobody answers for today (`UNCONFIRMED`)."""
    if department:
        services = services.filter(organization=department)
    own = Statement.objects.filter(service=OuterRef("pk"))
    if show == UNCONFIRMED:
        holds = own.filter(status=Status.CONFIRMED, due_on__gt=today)
        services = services.filter(~Exists(holds))
    elif show in Rule.values:
        services = services.filter(Exists(own.said().filter(rule=show)))
    return services


def with_names(services: "QuerySet[Service]") -> "QuerySet[Any]":
    """Services with their department, and their names in every language residents see (`names`)."""
    rows = services.select_related("organization")
    return rows.annotate(names=F("listing__document__name"))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A document as somebody reads of it."""

    kind: str
    name: Wording
    why: Wording
    instead: Wording


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """What one service says, as somebody reads it. state: as above; statement: None where nobody said anything."""

    state: str
    statement: Statement | None = None
    restricts: Wording = Wording("", ENGLISH)
    instead: Wording = Wording("", ENGLISH)
    papers: Sequence[ShownPaper] = ()


def state_shown(statement: Statement | None, today: date) -> str:
    """How far a statement may be relied on today."""
    if statement is None or not statement.is_said:
        return UNSAID
    if statement.status == Status.DRAFT:
        return BY_OFFICE if statement.is_by_office else WRITTEN
    return CONFIRMED if statement.stands(today) else DUE


def shown_for(service: UUID, reader: str, today: date) -> ShownStatement:
    """What one city service says."""
    return shown_for_all([service], reader, today)[service]


def shown_for_all(services: Iterable[UUID], reader: str, today: date) -> dict[UUID, ShownStatement]:
    """What city services say, in a number of queries that does not grow with them."""
    wanted = list(services)
    rows = Statement.objects.said().filter(service__in=wanted).prefetch_related("papers")
    statements = {one.service_id: one for one in rows}
    papers = [paper.pk for one in statements.values() for paper in one.papers.all()]
    texts: Texts = {}
    if reader != ENGLISH and statements:
        pks = [one.pk for one in statements.values()]
        texts = texts_of(Statement, pks, [reader])
        texts = {**texts, **(texts_of(AskedPaper, papers, [reader]) if papers else {})}
    return {pk: _shown(statements.get(pk), reader, today, texts) for pk in wanted}


def _shown(statement: Statement | None, reader: str, today: date, texts: Texts) -> ShownStatement:
    if statement is None:
        return ShownStatement(UNSAID)
    return ShownStatement(
        state=state_shown(statement, today),
        statement=statement,
        restricts=_wording(statement, "restricts", reader, texts),
        instead=_wording(statement, "instead", reader, texts),
        papers=[
            ShownPaper(
                kind=paper.get_kind_display() if paper.kind != AskedPaper.Kind.OTHER else "",
                name=_wording(paper, "name", reader, texts),
                why=_wording(paper, "why", reader, texts),
                instead=_wording(paper, "instead", reader, texts),
            )
            for paper in statement.papers.all()
        ],
    )


def _wording(record: Any, field: str, reader: str, texts: Texts) -> Wording:
    """In the reader's language where a second person stands behind it: people act on these words; else the English."""
    source = str(getattr(record, field))
    row = texts.get(record.pk, {}).get(field, {}).get(reader)
    if row is not None and state_of(row, source) == "reviewed":
        return Wording(row.text, reader)
    return Wording(source, ENGLISH)


def services_of(organizations: set[UUID] | None) -> "QuerySet[Service]":
    """City services of some departments, or all, with their statements."""
    rows = city_services().select_related("organization", "access_statement")
    return rows if organizations is None else rows.filter(organization__in=organizations)


def to_confirm(organizations: set[UUID], today: date) -> "QuerySet[Service]":
    """The services of some departments nobody answers for today, by the day their year is over."""
    rows = chosen(services_of(organizations), show=UNCONFIRMED, today=today)
    return rows.order_by("access_statement__due_on", "name", "pk")
