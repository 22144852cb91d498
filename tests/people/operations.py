"""What happens to invented people: as later rooms will do it, in one transaction each."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tests.people.models import Person
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import record, record_legal
from xenia.ground.vault.blind import index
from xenia.ground.vault.subjects import new_subject

VISIT = "casework.invented_visit"
LEGAL_HELP = "casework.invented_legal_help"


@transaction.atomic
def welcome(*, name: str, phone: str, by: User | None, at: datetime) -> Person:
    """Somebody comes for the first time: her key, her record, who wrote it, and one count."""
    person = Person(subject_id=new_subject(), name=name, phone=phone)
    person.save(force_insert=True)
    index(person.subject_id, use="phone", values=[phone])
    audit.record(by, "people.welcomed", person, at=at, fields=["name", "phone"])
    record(kind=VISIT, on=local_day(at), subject=person.subject_id, language="so")
    return person


def count_visit(
    *, subject: UUID, at: datetime, service_type: str, language: str, area: str, is_named: bool
) -> None:
    """She was helped once more."""
    record(
        kind=VISIT,
        on=local_day(at),
        subject=subject,
        is_named=is_named,
        service_type=service_type,
        language=language,
        area=area,
    )


def count_legal_help(
    *, subject: UUID, at: datetime, case_type: str, language: str, area: str, is_named: bool
) -> None:
    """She had legal help once more."""
    record_legal(
        kind=LEGAL_HELP,
        on=local_day(at),
        subject=subject,
        is_named=is_named,
        case_type=case_type,
        language=language,
        area=area,
    )
