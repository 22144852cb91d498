"""A colleague opens what somebody wrote. Each piece that is opened is noted before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.vault.operations.reading import note_look, read_sealed
from xenia.work.ombudsman.models import Complaint, ComplaintWord

SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Opened:
    """One piece of the thread, in the clear."""

    word: ComplaintWord
    text: str
    english: str


@transaction.atomic
def open_thread(
    *, complaint: Complaint, by: User, at: datetime, purpose: str = SERVICE
) -> list[Opened]:
    """The thread in the clear, from her first words on. The look at the complaint is noted, and each piece opened.

    Raises MayNotOpen; then nothing is opened.
    """
    note_look(complaint, by=by, purpose=purpose, at=at)
    return [_opened(one, by, purpose, at) for one in complaint.words.all()]


def _opened(word: ComplaintWord, by: User, purpose: str, at: datetime) -> Opened:
    said = read_sealed(word, "text", "english", by=by, purpose=purpose, at=at)
    return Opened(word, str(said["text"]), str(said["english"]))


@transaction.atomic
def open_beginnings(
    *, complaints: Sequence[Complaint], by: User, at: datetime, longest: int = 300
) -> dict[UUID, str]:
    """How the first words of some complaints begin, by the complaint's id. Each piece that is opened is noted.

    Raises MayNotOpen; then nothing is opened.
    """
    rows = ComplaintWord.objects.filter(complaint__in=complaints, number=1)
    found = {one.complaint_id: _opened(one, by, SERVICE, at) for one in rows}
    return {one.pk: _beginning(found.get(one.pk), longest) for one in complaints}


def _beginning(opened: Opened | None, longest: int) -> str:
    words = (opened.text or opened.english) if opened else ""
    return words if len(words) <= longest else f"{words[:longest].rstrip()} …"
