"""What a problem is: one thing of one record that somebody should mend."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.queries.verification import SHOWN

Only = Collection[UUID] | None
MARK_LETTERS: Final = 16
BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. other_id: the second record of a pair, else the record itself. stamp: when they changed last."""

    record_type: str
    record_id: UUID
    organization_id: UUID | None
    name: str
    detail: str = ""
    stamp: str = ""
    other: UUID | None = field(default=None)

    @property
    def other_id(self) -> UUID:
        """The second record of a pair; the record itself where there is none."""
        return self.other or self.record_id

    @property
    def mark(self) -> str:
        """By what the problem is known to be as it was: another mark means that something changed."""
        said = f"{self.detail}\x1f{self.stamp}"
        return hashlib.sha256(said.encode()).hexdigest()[:MARK_LETTERS]


# today, and the records to look at: None for all of them.
Check = Callable[[date, Only], Iterator[Problem]]


def open_services(only: Only = None) -> QuerySet[Service]:
    """The services residents could see, of open organisations or of none."""
    closed = Organization.objects.filter(status=Organization.Status.CLOSED)
    found = Service.objects.filter(status__in=SHOWN).exclude(organization__in=closed)
    return found if only is None else found.filter(pk__in=only)


def of_services(found: QuerySet[Service], detail: str = "") -> Iterator[Problem]:
    """A problem for each of these services."""
    rows = found.order_by().values_list("pk", "organization_id", "name", "last_modified")
    for pk, owner, name, changed in rows.iterator(chunk_size=BATCH):
        yield Problem("service", pk, owner, name, detail, str(changed))
