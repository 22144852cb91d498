"""What is said about a request in confidence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.operations.reading import read_sealed
from xenia.work.records.models import RecordsRequest, RequestNote


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note that was opened."""

    text: str
    written_by_id: UUID
    written_at: datetime


@transaction.atomic
def add_note(*, request: RecordsRequest, text: str, by: User, at: datetime) -> RequestNote:
    """Write a note that only the office's own compartment opens."""
    if not by.may("records.read"):
        raise PermissionDenied
    note = RequestNote(
        subject_id=request.subject_id,
        request=request,
        text=text.strip(),
        written_by_id=by.pk,
        written_at=at,
    )
    note.save(force_insert=True)
    audit.record(by, "records.note_added", note, at=at)
    return note


def read_notes(*, request: RecordsRequest, by: User, at: datetime) -> list[ReadNote]:
    """Open a request's notes; each opening is noted. Raises MayNotOpen."""
    return [
        ReadNote(
            read_sealed(note, "text", by=by, purpose="order", at=at)["text"],
            note.written_by_id,
            note.written_at,
        )
        for note in RequestNote.objects.filter(request=request)
    ]
