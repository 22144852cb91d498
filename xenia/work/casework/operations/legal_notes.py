"""Notes of a legal matter: written and read by whoever holds it, and by nobody else."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.vault.operations.reading import read_sealed
from xenia.work.casework.models import LegalNote, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations.holding import (
    NotHeldHere,
    at_hand,
    moved,
    refuse_numbers,
)
from xenia.work.casework.queries.holding import holds


@transaction.atomic
def write_legal_note(*, matter: Matter, text: str, by: User, at: datetime) -> LegalNote:
    """Keep a note under her key and the holder's. Raises NotHeldHere, PaperNumber, WrongState."""
    current = at_hand(matter, by=by)
    note: LegalNote = LegalNote.objects.create(
        subject_id=current.subject_id,
        matter=current,
        compartment=current.holder,
        text=refuse_numbers(text),
        on=local_day(at),
        by_id=by.pk,
    )
    moved(current, at=at)
    audit.record(by, "casework.legal_note_written", note, at=at)
    return note


def read_legal_notes(
    *, matter: Matter, by: User, at: datetime, purpose: str = "service"
) -> list[tuple[LegalNote, str]]:
    """Each note in the clear, the newest first; every one that is opened is noted.

    Raises NotHeldHere, MayNotOpen, NotReady("conflict").
    """
    if not holds(by, matter.holder):
        raise NotHeldHere(f"matter {matter.pk} is with {matter.holder}")
    if matter.has_conflict:
        raise NotReady("conflict")
    held = matter.legal_notes.filter(compartment=matter.holder, left_on=None)
    return [
        (one, str(read_sealed(one, "text", by=by, purpose=purpose, at=at)["text"])) for one in held
    ]
