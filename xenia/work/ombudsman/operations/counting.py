"""What is counted about a complaint, and what is taken back when we know better."""

import contextlib
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.barriers import BARRIER
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.departments.ledger_kinds import REFUSED
from xenia.work.ombudsman.ledger_kinds import CLOSED, FILED, FILED_FROM, FILED_IN, FOUND
from xenia.work.ombudsman.models import Complaint, Finding
from xenia.work.ombudsman.models.complaint import BARRIER_OF, Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a complaint is counted."""

    department: UUID | None
    service: UUID | None
    area: str
    kind: str
    channel: str
    language: str

    @classmethod
    def of(cls, complaint: Complaint) -> Self:
        """As the complaint is now."""
        return cls(
            department=complaint.department_id,
            service=complaint.service_id,
            area=complaint.area.code if complaint.area else "",
            kind=complaint.kind,
            channel=complaint.channel,
            language=str(complaint.language),
        )


def count_filed(said: Counted, *, on: date, quantity: int = 1) -> None:
    """A complaint came in: where about, in which language, from where; the barrier beside the language.

    A city service that turned her away has its refusals counted by service. Never a department beside a language or an
    area. quantity: -1 takes it back. Raises YearIsClosed.
    """
    how_many: dict[str, Any] = {"on": on, "quantity": quantity}
    about: dict[str, Any] = {
        "department": said.department,
        "reason": said.kind,
        "mode": said.channel,
    }
    with ledger.written_together():
        ledger.record(kind=FILED, **about, **how_many)
        if said.language:
            ledger.record(kind=FILED_IN, language=said.language, reason=said.kind, **how_many)
        if said.kind == Kind.ACCESS and said.service:
            ledger.record(
                kind=REFUSED, department=said.department, service=said.service, **how_many
            )
        if said.area:
            ledger.record(kind=FILED_FROM, area=said.area, reason=said.kind, **how_many)
        if barrier := BARRIER_OF.get(said.kind):
            ledger.record(kind=BARRIER, reason=barrier, language=said.language, **how_many)


def count_anew(complaint: Complaint, before: Counted) -> None:
    """It turned out to be about something else. The counts of a closed year stay as they are."""
    after = Counted.of(complaint)
    if after == before:
        return
    with contextlib.suppress(YearIsClosed):
        count_filed(before, on=complaint.filed_on, quantity=-1)
        count_filed(after, on=complaint.filed_on)
    if finding := complaint.findings.last():
        with contextlib.suppress(YearIsClosed):
            count_found(before, finding, quantity=-1)
            count_found(after, finding)


def count_found(said: Counted, finding: Finding, *, quantity: int = 1) -> None:
    """What was found, on its day. quantity: -1 takes it back. Raises YearIsClosed."""
    ledger.record(
        kind=FOUND,
        on=finding.found_on,
        quantity=quantity,
        department=said.department,
        reason=said.kind,
        outcome=finding.outcome,
    )


def count_found_otherwise(complaint: Complaint, finding: Finding) -> None:
    """What was found before no longer counts, except in a closed year."""
    with contextlib.suppress(YearIsClosed):
        count_found(Counted.of(complaint), finding, quantity=-1)


def count_closed(complaint: Complaint, *, quantity: int = 1) -> None:
    """Why it was closed, on its day. quantity: -1 takes it back. Raises YearIsClosed."""
    assert complaint.closed_on
    ledger.record(
        kind=CLOSED,
        on=complaint.closed_on,
        quantity=quantity,
        department=complaint.department_id,
        reason=complaint.kind,
        outcome=complaint.closing,
    )


def count_less(complaint: Complaint) -> None:
    """Take back why it was closed, if it was. The counts of a closed year stay as they are."""
    if complaint.closed_on:
        with contextlib.suppress(YearIsClosed):
            count_closed(complaint, quantity=-1)
