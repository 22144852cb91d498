"""Reports of refusals: as colleagues look for them, as she reads hers, as the department reads what it is asked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.common.languages import is_known, name_in
from xenia.ground.vault.fields import is_shredded
from xenia.work.departments.codes import hash_of
from xenia.work.departments.models import Refusal, RefusalWord
from xenia.work.departments.models.refusal import (
    OWED,
    SHOWN_TO_DEPARTMENT,
    SHOWN_TO_HER,
    Status,
    Told,
)

VIEWS: dict[str, dict[str, Any]] = {
    "": {"status__in": OWED},
    Status.ASKED: {"status": Status.ASKED},
    Status.ANSWERED: {"status": Status.ANSWERED},
    Status.CLOSED: {"status": Status.CLOSED},
}


def queue(*, view: str = "", department: UUID | None = None) -> "QuerySet[Refusal]":
    """Reports of a view, the most urgent first; what is over, the newest first."""
    rows: QuerySet[Refusal] = Refusal.objects.filter(**VIEWS[view])
    rows = rows.select_related("service__organization")
    if department:
        rows = rows.filter(service__organization=department)
    return (
        rows.order_by("-moved_on", "pk") if view == Status.CLOSED else rows.order_by("due_on", "pk")
    )


def with_code(typed: str) -> Refusal | None:
    """The report somebody holds the code of; None when there is none."""
    hashed = hash_of(typed)
    found: Refusal | None = Refusal.objects.filter(code_hash=hashed).first() if hashed else None
    return found if found and not is_shredded(found.language) else None


def read_by_her(refusal: Refusal) -> list[RefusalWord]:
    """The thread as she reads it: her words and ours to her."""
    return list(refusal.words.filter(kind__in=SHOWN_TO_HER))


def read_by_department(refusal: Refusal) -> list[RefusalWord]:
    """What the office asked the department and what it replied: never her words, nor ours to her."""
    return list(refusal.words.filter(kind__in=SHOWN_TO_DEPARTMENT))


def asked_of(organizations: set[UUID]) -> "QuerySet[Refusal]":
    """What the office asks some departments now."""
    rows: QuerySet[Refusal] = Refusal.objects.filter(
        status=Status.ASKED, service__organization__in=organizations
    )
    return rows.select_related("service__organization").order_by("moved_on", "pk")


def department_asked(pk: UUID) -> UUID | None:
    """The department that is asked about a report now; None when none is."""
    rows = Refusal.objects.filter(pk=pk, status=Status.ASKED)
    found: UUID | None = rows.values_list("service__organization_id", flat=True).first()
    return found


def told_words(refusal: Refusal) -> str:
    """What she was told, in the reader's words; "" where it was erased."""
    code = str(refusal.told)
    return str(Told(code).label) if code in Told.values else code


def tongue_name(refusal: Refusal, reader: str) -> str:
    """The language she wrote in, in the reader's words; "" where it was erased."""
    code = str(refusal.language)
    return name_in(code, reader) if is_known(code) else code


def late(today: date) -> int:
    """How many should have moved before today."""
    return int(Refusal.objects.owed().filter(due_on__lt=today).count())
