"""The office's search: its index, with its own words beside those that Xenia brings."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Count, Max

from xenia.ground.reference.taxonomy import DATA, Taxonomy, Term, Wording, load_taxonomy
from xenia.registers.directory.models import TermWord
from xenia.registers.directory.search.index import OpenIndex, open_index
from xenia.registers.directory.search.kept_phrases import book_if_kept, kept_book
from xenia.registers.directory.search.phrases import PhraseBook

# Seconds a process may go on without looking whether a word came or went.
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
    """The phrases of the taxonomy and of the office's own words.

    A process that just began makes them where nobody kept them. Later, when a word came or went, it goes on with the
    last ones until the job worker has kept the new ones: nobody's search waits for that.
    """
    if _Kept.book is not None and time.monotonic() - _Kept.read_at < FRESH_FOR:
        return _Kept.book
    if _Kept.book is not None and not _making.acquire(blocking=False):
        return _Kept.book
    if _Kept.book is None:
        _making.acquire()
    try:
        return _looked_again(may_make=_Kept.book is None)
    finally:
        _making.release()


def keep_office_book() -> PhraseBook:
    """Make the phrases anew where a word came or went, for every process: some seconds, for the job worker."""
    with _making:
        return _looked_again(may_make=True)


def _looked_again(*, may_make: bool) -> PhraseBook:
    """The phrases with the words there are now, if they are kept or may be made; else the last ones."""
    stamp = _stamp()
    if _Kept.book is None or stamp != _Kept.stamp:
        taxonomy = with_own_words() if stamp[0] else load_taxonomy(DATA)
        find = kept_book if may_make else book_if_kept
        if (book := find(taxonomy, settings.INDEX_FOLDER)) is not None:
            _Kept.book, _Kept.stamp = book, stamp
    _Kept.read_at = time.monotonic()
    assert _Kept.book is not None
    return _Kept.book


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
