"""What the index keeps of many listings, made by several processes where that is safe."""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, Final

from xenia.registers.directory.search.document import Entry, entry_of
from xenia.registers.directory.search.phrases import PhraseBook

Documents = list[Mapping[str, Any]]
CHUNK: Final = 250
# Fewer are done before other processes have begun.
WORTH_IT: Final = 4000
MOST_PROCESSES: Final = 4


class _Shared:
    """What a process made by `fork` has without being sent it."""

    book: PhraseBook | None = None


def entries_of(documents: Iterable[Mapping[str, Any]], book: PhraseBook) -> Iterator[Entry]:
    """The entries in the order of the documents.

    Other processes are copies of this one, so they are made only where no thread could hold a lock at that moment:
    by `xenia index`, not by a web server. They see no database: documents come in here, entries go out here.
    """
    rest = iter(documents)
    first = list(islice(rest, WORTH_IT))
    if len(first) < WORTH_IT or not _may_fork():
        yield from (entry_of(document, book) for document in chain(first, rest))
        return
    _Shared.book = book
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        # A few chunks ahead, never all: the documents of a directory do not fit in memory twice.
        waiting: deque[Future[list[Entry]]] = deque()
        for chunk in _chunks(chain(first, rest)):
            waiting.append(pool.submit(_entries, chunk))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _may_fork() -> bool:
    return (os.cpu_count() or 1) > 1 and threading.active_count() == 1 and hasattr(os, "fork")


def _entries(chunk: Documents) -> list[Entry]:
    assert _Shared.book is not None
    return [entry_of(document, _Shared.book) for document in chunk]


def _chunks(documents: Iterator[Mapping[str, Any]]) -> Iterator[Documents]:
    while chunk := list(islice(documents, CHUNK)):
        yield chunk
