"""What the other operations share: the complaint as it is now, whose it is, and one more piece in its threads."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState, take_step
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint, ComplaintWord, DepartmentWord
from xenia.work.ombudsman.operations.translators import ENGLISH, into_her_language


class NothingToSay(ValueError):
    """Words are missing."""


class NotYours(Exception):
    """Another colleague works on this complaint."""


def hold(complaint: Complaint) -> Complaint:
    """The complaint, read again as it is now; others wait until this transaction ends."""
    complaint.refresh_from_db(from_queryset=Complaint.objects.select_for_update())
    return complaint


def hold_as_seen(complaint: Complaint, version: int) -> Complaint:
    """The same, where nobody moved it since the caller looked. Raises Crossed."""
    hold(complaint)
    if complaint.state_version != version:
        raise Crossed(complaint, complaint.status, complaint.status)
    return complaint


def move(
    complaint: Complaint,
    *,
    to: str,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
    **fields: Any,
) -> Complaint:
    """Whoever works on it takes a step; who is first to work on it has it from then on.

    version: of the complaint she saw. Raises Crossed, NotYours, WrongState, and what a guard raises.
    """
    mine = as_its_handler(hold_as_seen(complaint, version), by)
    said = mine | {"moved_on": local_day(at)} | fields
    return take_step(complaint, to=to, at=at, version=version, by=by.pk, reason=reason, **said)


def change(complaint: Complaint, *, version: int, at: datetime, **fields: Any) -> Complaint:
    """Something of it is changed, and it stays where it stands; whoever looked before looks again. Raises Crossed."""
    hold_as_seen(complaint, version)
    fields |= {"state_version": version + 1, "moved_on": local_day(at)}
    for name, value in fields.items():
        setattr(complaint, name, value)
    complaint.save(update_fields=list(fields))
    return complaint


def as_its_handler(complaint: Complaint, by: User) -> dict[str, UUID]:
    """What is written down so that it is hers: nothing where it is already. Raises NotYours."""
    if complaint.handler_id is None:
        return {"officer_id": by.pk}
    if complaint.handler_id != by.pk:
        raise NotYours(f"complaint {complaint.pk} is another colleague's")
    return {}


def refuse_unless(complaint: Complaint, among: Collection[str]) -> None:
    """Raises WrongState where it stands elsewhere."""
    if complaint.status not in among:
        raise WrongState(complaint, complaint.status, complaint.status)


def say_to_her(
    complaint: Complaint, *, words: str, english: str, by: User, at: datetime
) -> ComplaintWord:
    """Our words to her. Without words in her language they wait, and a translator is asked. Raises NothingToSay."""
    if str(complaint.language) == ENGLISH:
        words, english = words.strip() or english, ""
    word = add_words(
        complaint,
        kind=ComplaintWord.Kind.ANSWER,
        text=words,
        english=english,
        waits=not words.strip(),
        by=by,
        at=at,
    )
    if word.waits:
        into_her_language(word, by=by, at=at)
    return word


def add_words(
    complaint: Complaint,
    *,
    kind: str,
    by: User | None,
    at: datetime,
    text: str = "",
    english: str = "",
    waits: bool = False,
) -> ComplaintWord:
    """One more piece of the thread, in the caller's transaction, which holds the complaint's row. Raises NothingToSay.

    text: in the language of whoever reads it; english: the same for us. waits: it is shown to her once it is translated.
    """
    if not text.strip() and not english.strip():
        raise NothingToSay(f"complaint {complaint.pk}: expected words")
    last = ComplaintWord.objects.filter(complaint_id=complaint.pk).aggregate(last=Max("number"))
    word: ComplaintWord = ComplaintWord.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        number=(last["last"] or 0) + 1,
        kind=kind,
        text=text.strip(),
        english=english.strip(),
        waits=waits,
        on=local_day(at),
        by_id=by.pk if by else None,
    )
    return word


def add_department_words(
    complaint: Complaint,
    *,
    department: Organization,
    kind: str,
    text: str,
    by: User | None,
    at: datetime,
) -> DepartmentWord:
    """One more piece of what is said with a department, in the caller's transaction. Raises NothingToSay."""
    if not text.strip():
        raise NothingToSay(f"complaint {complaint.pk}: expected words")
    last = DepartmentWord.objects.filter(complaint_id=complaint.pk).aggregate(last=Max("number"))
    word: DepartmentWord = DepartmentWord.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        department=department,
        number=(last["last"] or 0) + 1,
        kind=kind,
        text=text.strip(),
        on=local_day(at),
        by_id=by.pk if by else None,
    )
    return word
