"""The search index in its folder: made by the worker alone, read by every process.

Each state of the index is a folder of its own that never changes after it is published; the file `current`
names it and is replaced in one step. So a reader sees a whole state, the old one or the new one, and a
crash in the middle leaves the old one. A change links the files of the last state instead of copying them.
"""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import tantivy

from xenia.ground.common.locks import exclusive
from xenia.registers.directory.search.document import Entry, entry_of
from xenia.registers.directory.search.draft import Draft
from xenia.registers.directory.search.entries import entries_of
from xenia.registers.directory.search.expand import phrase_book
from xenia.registers.directory.search.facts import Facts
from xenia.registers.directory.search.facts_file import FILE as FACTS_FILE
from xenia.registers.directory.search.facts_file import OtherFormat
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.postings import Postings

CURRENT: Final = "current"
WRITER: Final = "writer"
MAKING: Final = "making-"
STATE: Final = "state-"
# Enough that a full rebuild of 50,000 services makes few segments; a change needs the least tantivy allows.
REBUILD_BYTES: Final = 96_000_000
CHANGE_BYTES: Final = 15_000_000
# A reader may still be opening the last state but one.
STATES_KEPT: Final = 2


class NoIndex(Exception):
    """There is no index to read in the folder, or not one of this version: rebuild it."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One state of the index, open for reading. Safe to keep for a request; ask again for the next one."""

    name: str
    facts: Facts
    postings: Postings
    book: PhraseBook


def rebuild(
    documents: Iterable[Mapping[str, Any]],
    folder: Path,
    *,
    progress: Callable[[int], None] | None = None,
    book: PhraseBook | None = None,
) -> int:
    """Make the index anew from all Listing documents and publish it. Returns how many services it holds.

    progress: told the number of services done, now and then. Readers keep the old state until the last moment.
    """
    book = book or phrase_book()
    with _only_writer(folder), _new_state(folder) as making:
        draft = Draft()
        count = 0
        entries = _begun(entries_of(documents, book))
        with _writer(tantivy.Index(_schema(), path=str(making)), REBUILD_BYTES) as writer:
            for count, entry in enumerate(entries, start=1):
                if entry.id in draft:
                    writer.delete_documents_by_term("id", str(entry.id))
                _add(writer, entry, draft.put(entry))
                if progress and count % 500 == 0:
                    progress(count)
        draft.write(making)
        _publish(folder, making)
    if progress:
        progress(count)
    return count


def _begun(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The same entries, the first already made: other processes begin before tantivy's threads do."""
    first = list(islice(entries, 1))
    return chain(first, entries)


def update(
    folder: Path,
    documents: Iterable[Mapping[str, Any]],
    deleted_ids: Iterable[UUID] = (),
    *,
    book: PhraseBook | None = None,
) -> None:
    """Put changed Listings into the index and take deleted ones out, as one new state.

    Raises NoIndex when there is none yet, or one of another version: rebuild it then.
    """
    book = book or phrase_book()
    with _only_writer(folder), _new_state(folder) as making:
        draft = _continued(folder, making)
        with _writer(tantivy.Index.open(str(making)), CHANGE_BYTES) as writer:
            for service in deleted_ids:
                if draft.drop(service):
                    writer.delete_documents_by_term("id", str(service))
            for document in documents:
                entry = entry_of(document, book)
                writer.delete_documents_by_term("id", str(entry.id))
                _add(writer, entry, draft.put(entry))
        draft.write(making)
        _publish(folder, making)


def open_index(folder: Path, *, book: PhraseBook | None = None) -> OpenIndex:
    """The published state, opened once per process and again when another is published.

    Costs one `stat` when nothing changed. Raises NoIndex.
    """
    book = book or phrase_book()
    with _opening:
        for _attempt in range(3):
            stamp = _stamp(folder)
            kept = _open.get(folder)
            if kept and kept[0] == stamp and kept[1].book is book:
                return kept[1]
            try:
                opened = _opened(folder, book)
            except (OSError, ValueError) as wrong:
                # The writer published twice while we opened: look again.
                if _stamp(folder) == stamp:
                    raise NoIndex(f"the index in {folder} cannot be read: {wrong}") from wrong
                continue
            _open[folder] = (stamp, opened)
            return opened
    raise NoIndex(f"the index in {folder} changes faster than it can be opened")


_open: dict[Path, tuple[tuple[int, int], OpenIndex]] = {}
_opening = threading.Lock()


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    for field in ("name", "organization", "body"):
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()


@contextmanager
def _writer(index: tantivy.Index, memory: int) -> Iterator[tantivy.IndexWriter]:
    """Tantivy's writer; what was written is kept at the end, or dropped when something goes wrong.

    Its threads are always awaited: they would go on writing into a folder that is being removed.
    """
    writer = index.writer(memory, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def _add(writer: tantivy.IndexWriter, entry: Entry, row: int) -> None:
    document = tantivy.Document(
        id=str(entry.id), name=entry.name, organization=entry.organization, body=entry.body
    )
    # Given as a keyword a number becomes a signed field, and the writer's thread dies.
    document.add_unsigned("row", row)
    writer.add_document(document)


def _opened(folder: Path, book: PhraseBook) -> OpenIndex:
    state = folder / (folder / CURRENT).read_text(encoding="utf-8").strip()
    facts = Facts.read(state)
    index = tantivy.Index.open(str(state))
    # A published state never changes, so nobody needs to watch its files.
    index.config_reader(reload_policy="manual")
    return OpenIndex(state.name, facts, Postings(index.searcher(), index.schema, facts.size), book)


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        found = (folder / CURRENT).stat()
    except FileNotFoundError:
        raise NoIndex(f"no index in {folder}: rebuild it") from None
    return found.st_mtime_ns, found.st_ino


def _continued(folder: Path, making: Path) -> Draft:
    """The last state's files linked into the new folder, and its facts as a draft."""
    try:
        last = folder / (folder / CURRENT).read_text(encoding="utf-8").strip()
        draft = Draft.read(last)
    except (FileNotFoundError, OtherFormat) as wrong:
        raise NoIndex(f"no index to change in {folder}: rebuild it") from wrong
    for path in last.iterdir():
        if path.name != FACTS_FILE and not path.name.endswith(".lock"):
            _link(path, making / path.name)
    return draft


def _link(path: Path, to: Path) -> None:
    """The same file under another name. tantivy replaces files and never writes into one it has finished."""
    try:
        to.hardlink_to(path)
    except OSError:
        shutil.copy2(path, to)


def _publish(folder: Path, making: Path) -> None:
    """Give the finished state its name, point to it in one step, and clear away old ones."""
    number = 1 + max((_number(path) for path in folder.glob(f"{STATE}*")), default=0)
    state = making.rename(folder / f"{STATE}{number:08d}")
    pointer = folder / f"{CURRENT}.new"
    pointer.write_text(state.name + "\n", encoding="utf-8")
    pointer.replace(folder / CURRENT)
    for old in sorted(folder.glob(f"{STATE}*"), key=_number)[:-STATES_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _number(state: Path) -> int:
    digits = state.name.removeprefix(STATE)
    return int(digits) if digits.isdigit() else 0


@contextmanager
def _new_state(folder: Path) -> Iterator[Path]:
    """A folder for the state in the making; what an interrupted writer left behind is removed."""
    for left in folder.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    making = folder / f"{MAKING}{uuid4().hex}"
    making.mkdir()
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    """A rebuild from the command line may meet the worker: one waits for the other."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with exclusive(folder / WRITER):
        yield
