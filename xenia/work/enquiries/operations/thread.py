"""What the other operations share: the row as it is now, and one more piece in its thread."""

import hashlib
from datetime import datetime

from django.db.models import Max

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status


class NotYours(Exception):
    """Another colleague works on this question."""


class DraftChanged(Exception):
    """Somebody wrote on the draft since this page was opened."""


def locked(enquiry: Enquiry) -> Enquiry:
    """The question as it is now; others wait until this transaction ends."""
    current: Enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    return current


def in_her_hand(enquiry: Enquiry, by: User) -> Enquiry:
    """The question, which this colleague took. Raises WrongState when nobody works on it, NotYours."""
    current = locked(enquiry)
    if current.status != Status.TAKEN:
        raise WrongState(current, current.status, Status.TAKEN)
    if current.taken_by_id != by.pk:
        raise NotYours(f"enquiry {current.pk} is with another colleague")
    return current


def draft_mark(enquiry: Enquiry) -> str:
    """What a page carries to notice that the draft was changed meanwhile, and in which of its two wordings."""
    return mark_of(str(enquiry.draft_english), str(enquiry.draft_words))


def mark_of(english: str, words: str) -> str:
    """The mark of a draft that says this."""
    return f"{_digest(english.strip())}-{_digest(words.strip())}"


def wrote_on(field: str, text: str, seen: str) -> bool:
    """Whether a wording ("english" or "words") says something else than on the page with this mark."""
    english, _dash, words = seen.partition("-")
    return _digest(text.strip()) != (english if field == "english" else words)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_changed(current: Enquiry, seen: str | None) -> None:
    """Raises DraftChanged when the draft is not the one that was seen; None looks at nothing."""
    if seen is not None and seen != draft_mark(current):
        raise DraftChanged(f"the draft of {current.pk} was changed meanwhile")


def add_words(
    enquiry: Enquiry, *, kind: str, at: datetime, by: User | None, text: str = "", english: str = ""
) -> Word:
    """One more piece of the thread, in the caller's transaction, which holds the question's row."""
    last = Word.objects.filter(enquiry_id=enquiry.pk).aggregate(last=Max("number"))["last"]
    word: Word = Word.objects.create(
        subject_id=enquiry.subject_id,
        enquiry=enquiry,
        number=(last or 0) + 1,
        kind=kind,
        text=text,
        english=english,
        on=local_day(at),
        by_id=by.pk if by else None,
    )
    return word
