"""A statement on whom a service serves is written, confirmed by its department, and withdrawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, begun, take_step
from xenia.ground.ledger import operations as ledger
from xenia.registers.directory.models import Service
from xenia.work.departments.ledger_kinds import STATEMENT
from xenia.work.departments.models import AskedPaper, Statement, StatementVersion
from xenia.work.departments.models.statement import LAW_SAYS, Rule, Status
from xenia.work.departments.queries.statements import is_city_service

CONFIRM = "departments.confirm"
UNCONFIRMED: dict[str, Any] = {"confirmed_on": None, "confirmed_by_id": None, "due_on": None}


class NotTheirDepartment(Exception):
    """Only a member of the department whose service it is answers for what it says."""


class NotACityService(ValueError):
    """Only services of the city's departments state whom they serve."""


class Unfinished(ValueError):
    """A statement says which law restricts and where else to go, or which documents are asked for and why."""


@dataclass(frozen=True, slots=True)
class Law:
    """The law that restricts a service. restricts: what it means here; instead: where somebody it shuts out can go."""

    title: str
    citation: str
    url: str
    begins: date
    restricts: str
    instead: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document asked for: of which kind, why, and what may be brought instead."""

    kind: str
    why: str
    instead: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a department says of one service."""

    rule: str
    law: Law | None = None
    papers: Sequence[Paper] = ()

    def refuse_unfinished(self) -> None:
        """Raises Unfinished."""
        if (self.rule == Rule.LAW) != (self.law is not None):
            raise Unfinished("expected a law where a law restricts, and only there")
        if (self.rule == Rule.PAPERS) != bool(self.papers):
            raise Unfinished("expected documents where documents are asked for, and only there")


@transaction.atomic
def write_statement(
    *, service: Service, said: Said, version: int | None = None, by: User | None, at: datetime
) -> Statement:
    """What a service says of whom it serves is written, or written anew; nobody has confirmed it then.

    version: of the statement its writer saw; None where there was none.
    Raises Crossed when somebody wrote or confirmed meanwhile, NotACityService, Unfinished.
    """
    if not is_city_service(service):
        raise NotACityService(f"service {service.pk} is not of a city department")
    said.refuse_unfinished()
    fields = _fields(service, said, by, at)
    statement = Statement.objects.filter(service=service).first()
    if statement is None:
        statement = _first(service, fields, by, at)
    elif version is None:
        raise Crossed(statement, statement.status, Status.DRAFT)
    else:
        who = by.pk if by else None
        take_step(statement, to=Status.DRAFT, at=at, version=version, by=who, **fields)
    _write_papers(statement, said.papers, at)
    _keep_version(statement, said, by, at)
    audit.record(by, "departments.stated", statement, at=at)
    count(statement, at)
    return statement


def _fields(service: Service, said: Said, by: User | None, at: datetime) -> dict[str, Any]:
    is_theirs = by is not None and by.may(CONFIRM, organization=service.organization_id)
    law = asdict(said.law) if said.law else {}
    values = (
        law.get(name) for name in ("title", "citation", "url", "begins", "restricts", "instead")
    )
    return {
        "rule": Rule(said.rule),
        **{
            name: (value if name == "law_from" else value or "")
            for name, value in zip(LAW_SAYS, values, strict=True)
        },
        "is_by_office": not is_theirs,
        "written_on": local_day(at),
        "written_by_id": by.pk if by else None,
        "reminded_days": None,
        **UNCONFIRMED,
    }


def _first(service: Service, fields: dict[str, Any], by: User | None, at: datetime) -> Statement:
    statement = Statement(service=service, changed_at=at, **fields)
    try:
        with transaction.atomic():
            statement.save(force_insert=True)
    except IntegrityError:
        raise Crossed(statement, "", Status.DRAFT) from None
    begun(statement, at=at, by=by.pk if by else None)
    return statement


def _write_papers(statement: Statement, papers: Sequence[Paper], at: datetime) -> None:
    """Each in its place: what stays in its place keeps its translations."""
    for position, paper in enumerate(papers):
        AskedPaper.objects.update_or_create(
            statement=statement, position=position, defaults={**asdict(paper), "changed_at": at}
        )
    AskedPaper.objects.filter(statement=statement, position__gte=len(papers)).delete()


def _keep_version(statement: Statement, said: Said, by: User | None, at: datetime) -> None:
    kept = asdict(said)
    if said.law:
        kept["law"]["begins"] = said.law.begins.isoformat()
    StatementVersion.objects.create(
        statement=statement,
        number=StatementVersion.objects.filter(statement=statement).count() + 1,
        said=kept,
        is_by_office=statement.is_by_office,
        written_at=at,
        written_by_id=by.pk if by else None,
    )


@transaction.atomic
def confirm_statement(*, statement: Statement, version: int, by: User, at: datetime) -> Statement:
    """The department answers for what its service says, for a year.

    version: of the statement she read. Raises NotTheirDepartment, Crossed when somebody wrote or confirmed
    meanwhile, WrongState when it was withdrawn.
    """
    if not by.may(CONFIRM, organization=statement.service.organization_id):
        raise NotTheirDepartment(f"statement {statement.pk} is another department's")
    today = local_day(at)
    take_step(
        statement,
        to=Status.CONFIRMED,
        at=at,
        version=version,
        by=by.pk,
        confirmed_on=today,
        confirmed_by_id=by.pk,
        due_on=a_year_after(today),
        reminded_days=None,
    )
    audit.record(by, "departments.confirmed", statement, at=at)
    count(statement, at)
    return statement


def a_year_after(day: date) -> date:
    """The day on which what was confirmed must be confirmed again."""
    # 29 February has no day of its own in the next year.
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@transaction.atomic
def withdraw_statement(*, statement: Statement, version: int, by: User, at: datetime) -> Statement:
    """It was a mistake, or the service is given up: residents do not read it any more. Raises Crossed, WrongState."""
    take_step(statement, to=Status.WITHDRAWN, at=at, version=version, by=by.pk, **UNCONFIRMED)
    audit.record(by, "departments.withdrawn", statement, at=at)
    count(statement, at)
    return statement


def count(statement: Statement, at: datetime) -> None:
    """A statement reached a state."""
    ledger.record(
        kind=STATEMENT,
        on=local_day(at),
        department=statement.service.organization_id,
        reason=statement.rule,
        outcome=statement.status,
    )
