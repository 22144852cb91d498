"""The plug of the importer: a room says what its spreadsheet holds and what one row does; the rest is done here.

A room above writes one file, of some sixty lines, and in its `apps.ready()`:

    plug_in(Sheet(
        code="closures", title=gettext_lazy("Days the office is closed"), permission="reference.manage",
        columns=(Column("day", gettext_lazy("Day"), day, is_required=True, words=("date", "fecha")), …),
        key=lambda row: row["day"],                 # rows with the same key are about the same thing
        find=closures_on,                           # (keys, at) -> {key: the record that is there already}
        plan=plan_closure,                          # what this row would do: the preview asks, the import does it
        undo=open_again,                            # takes one row back, or raises Refused: changed since
    ))

`plan` looks, changes nothing, and returns a Step; only `Step.do` changes something, through the room's own operations.
So a preview cannot promise what the import does not keep. It raises Refused with a sentence that carries no value.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import PERMISSIONS, Permission
from xenia.ground.imports.cells import Reads
from xenia.ground.imports.models import SheetRow
from xenia.ground.imports.sentences import Sentence

Outcome = SheetRow.Outcome
Words = str | Promise
Values = Mapping[str, Any]
RUN = "imports.run"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    words: what headings call it in practice, in any language; the label is one of them without being said.
    is_personal: something about a person. Then nothing a row says is kept once the import is over.
    shows: how a value is written in the preview.
    """

    code: str
    label: Words
    reads: Reads
    is_required: bool = False
    is_personal: bool = False
    explanation: Words = ""
    example: str = ""
    words: tuple[str, ...] = ()
    shows: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Handed:
    """Something to hand to a person that is shown once, such as the link of an invitation. path: an address of ours."""

    who: str
    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """What undoing a row needs: ids, never values; and what is handed over once."""

    trace: Mapping[str, str] = field(default_factory=dict)
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a row does: ADDED or MERGED with what does it, or UNCHANGED with a word why."""

    outcome: SheetRow.Outcome
    do: Callable[[datetime], Done] | None = None
    note: Sentence | None = None
    also: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of spreadsheet a room takes.

    permission: the room's own; who holds it anywhere may bring in this sheet.
    key: what a row is about; None where nobody could say it again, and the row stands for itself.
    find: keys and the moment -> the records that are there already, asked for many rows at once.
    plan: a row's values by column (those left empty are not there), what was found, who brings it.
    undo: a row's trace, who undoes it, when. Raises Refused when the record was changed since.
    joins: rows about the same person or thing add to one another, as in a list with one line for each language. It
    takes the earlier row and this one, and raises Refused where they are about two. Without it, the second that says
    something else is refused.
    at_once: all rows in one transaction while the person waits, because what is handed over is shown once; then no
    more than `most_rows`.
    """

    code: str
    title: Words
    permission: str
    columns: tuple[Column, ...]
    key: Callable[[Values], Hashable]
    find: Callable[[Collection[Any], datetime], Mapping[Any, Any]]
    plan: Callable[[Values, Any, User], Step]
    undo: Callable[[Mapping[str, str], User, datetime], None]
    explanation: Words = ""
    joins: Callable[[Values, Values], None] | None = None
    at_once: bool = False
    most_rows: int = 50_000

    def column(self, code: str) -> Column | None:
        """The column with this code."""
        return next((one for one in self.columns if one.code == code), None)

    @property
    def is_personal(self) -> bool:
        """Whether some column is about people."""
        return any(one.is_personal for one in self.columns)


@dataclass(frozen=True, slots=True)
class Door:
    """Another way files come in, which a room above keeps: who may, what it is called, the name of its address."""

    permission: str
    title: Words
    explanation: Words
    address: str


SHEETS: dict[str, Sheet] = {}
DOORS: dict[str, Door] = {}


def plug_in(sheet: Sheet) -> None:
    """A room's spreadsheet can be brought in. Whoever may bring in one sheet may open the pages of imports."""
    SHEETS[sheet.code] = sheet
    _let_in(sheet.permission)


def open_door(door: Door) -> None:
    """The list of imports leads to another way files come in."""
    DOORS[door.address] = door
    _let_in(door.permission)


def _let_in(permission: str) -> None:
    roles = PERMISSIONS[permission].anywhere | PERMISSIONS[RUN].anywhere
    PERMISSIONS[RUN] = Permission(RUN, roles, frozenset())


def sheets_of(user: User) -> list[Sheet]:
    """The sheets a person may bring in, in the order they were plugged in."""
    return [sheet for sheet in SHEETS.values() if user.may(sheet.permission)]


def doors_of(user: User) -> list[Door]:
    """The other ways in that are open to a person."""
    return [door for door in DOORS.values() if user.may(door.permission)]
