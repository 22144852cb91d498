"""The office's search: its index, with its own words beside those that Xenia brings."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Count, Max

from xenia.ground.reference.taxonomy import Taxonomy, Term, Wording, load_taxonomy
from xenia.registers.directory.models import TermWord
from xenia.registers.directory.search.expand import phrase_book
from xenia.registers.directory.search.index import OpenIndex, open_index
from xenia.registers.directory.search.phrases import PhraseBook

# Seconds a process may go on without a word that another process added.
FRESH_FOR: Final = 10.0
Stamp = tuple[int, datetime | None]


class _Kept:
    book: PhraseBook | None = None
    stamp: Stamp = (0, None)
    read_at: float = 0.0


_making = threading.Lock()


def open_office_index() -> OpenIndex:
    """The published index, read with the office's words. Raises NoIndex."""
    return open_index(settings.INDEX_FOLDER, book=office_book())


def office_book() -> PhraseBook:
    """The phrases of the taxonomy and of the office's own words; made anew, once, when a word comes or goes.

    While one thread makes it (about two seconds), the others go on with the last one.
    """
    if _Kept.book is not None and time.monotonic() - _Kept.read_at < FRESH_FOR:
        return _Kept.book
    if _Kept.book is not None and not _making.acquire(blocking=False):
        return _Kept.book
    if _Kept.book is None:
        _making.acquire()
    try:
        stamp = _stamp()
        if _Kept.book is None or stamp != _Kept.stamp:
            _Kept.book = phrase_book() if not stamp[0] else PhraseBook(with_own_words())
            _Kept.stamp = stamp
        _Kept.read_at = time.monotonic()
        return _Kept.book
    finally:
        _making.release()


def forget_office_book() -> None:
    """Look for new words at the next search: somebody added one in this process."""
    _Kept.read_at = 0.0


def with_own_words() -> Taxonomy:
    """The taxonomy with the office's words among each term's everyday words."""
    own: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in TermWord.objects.order_by("added_at", "pk"):
        languages = own.setdefault(row.term, {})
        languages[row.language] = (*languages.get(row.language, ()), row.words)
    return Taxonomy(
        {
            term.code: replace(term, wordings=_grown(term, own[term.code]))
            if term.code in own
            else term
            for term in load_taxonomy()
        }
    )


def _grown(term: Term, own: Mapping[str, tuple[str, ...]]) -> dict[str, Wording]:
    wordings = dict(term.wordings)
    for language, words in own.items():
        before = wordings.get(language, Wording(label=""))
        wordings[language] = replace(before, words=(*before.words, *words))
    return wordings


def _stamp() -> Stamp:
    found = TermWord.objects.aggregate(count=Count("pk"), last=Max("added_at"))
    return found["count"], found["last"]
