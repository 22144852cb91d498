"""A row under the directory's names, and its cells read by their kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xenia.ground.common.languages import is_known
from xenia.registers.directory.importers.clean import clean_text, says_nothing, taken_out
from xenia.registers.directory.importers.drafts import MADE, Draft, is_uuid, key_of
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.importers.values import read_value


@dataclass(slots=True)
class Row:
    """One row of a file, its columns already named as the directory names them.

    texts: translations by column and language. adds_to: the service's column the row belongs in. own_ids: set where
    the file counts its rows apart from another file of the same table.
    """

    table: str
    values: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    is_main: bool = True
    adds_to: str = ""
    own_ids: str = ""


def draft_of(row: Row) -> Draft:
    table = TABLES[row.table]
    draft = Draft(row.table, notes=list(row.notes), is_main=row.is_main)
    for column, text in row.values.items():
        kind = table.fields.get(column)
        if column == "id":
            draft.key = _key(row, key_of(text))
        elif kind:
            _read_into(draft, column, kind, text)
        elif column in table.links and not says_nothing(text):
            draft.links[column] = key_of(text)
    for column, texts in row.texts.items():
        for code, text in texts.items():
            _say_taken_out(draft, column, text)
            keep_translation(draft, column, code, clean_text(text))
    return draft


def keep_translation(draft: Draft, column: str, code: str, text: str) -> None:
    """A text in another language; English in a column of its own fills the column without a language."""
    if text and code == "en":
        draft.put(column, draft.text(column) or text)
    elif text and not is_known(code):
        draft.note(
            f"{column}: our registry of languages has no '{code}': its translation was left out"
        )
    elif text:
        draft.texts.setdefault(column, {})[code] = text


def _say_taken_out(draft: Draft, column: str, text: str) -> None:
    for what in taken_out(text):
        draft.note(f"{what} taken out of {column}")


def _key(row: Row, key: str) -> str:
    return f"{MADE}{row.own_ids}:{key}" if row.own_ids and key and not is_uuid(key) else key


def _read_into(draft: Draft, column: str, kind: str, text: str) -> None:
    reading = read_value(kind, text)
    # Zero is an answer: nothing is free just now. "No" is one only where silence means something else.
    if reading.value is not False or kind == "flag":
        draft.put(column, reading.value)
    if kind in {"line", "text"}:
        _say_taken_out(draft, column, text)
    if reading.note:
        draft.note(f"{column}: {reading.note}")
    for more in reading.more:
        draft.note(f"{column}: a second address, {more}, stands apart")
