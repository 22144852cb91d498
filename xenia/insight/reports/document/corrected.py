"""What a later version corrects: its reason, and what it prints otherwise than the version before."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.insight.reports.document.beside import Beside
from xenia.insight.reports.document.model import (
    Block,
    Column,
    Figure,
    Mark,
    Note,
    Row,
    Section,
    Table,
)
from xenia.insight.reports.document.numbers import number
from xenia.insight.reports.document.shares import SHARE
from xenia.insight.reports.document.tabling import figure
from xenia.insight.reports.document.words import UNNAMED
from xenia.insight.reports.figures import Shown

MOST_LINES: Final = 20
# A number of the version before says so in its place, and is never taken for one of this report.
VERSION: Final = "version"
# Parts that only say again what stands in others, and what is reckoned from numbers beside it.
SAID_AGAIN: Final = frozenset({"summary", "comparison"})
RECKONED: Final = frozenset({SHARE})
Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class _Printed:
    title: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class _Change:
    title: str
    before: Figure
    now: Figure

    @property
    def rank(self) -> int:
        """A number that is another one first; then those that are not shown any more; then those that were not."""
        if self.before.value is None:
            return 2
        return 1 if self.now.value is None else 0


def corrected(
    sections: Iterable[Section],
    beside: Beside,
    *,
    shown: Mapping[str, Shown],
    defined: Collection[str],
    version: int,
    language: str,
) -> Iterator[Block]:
    """What this version corrects, in words and as a table; nothing for a first version. Only printed numbers are compared."""
    if beside.changed:
        yield Note(_("What this version corrects"), beside.changed)
    before = beside.replaces
    if before is None:
        return
    then, now = _printed(before.document.sections), _printed(sections)
    changes = sorted(_changes(then, now, before.shown, shown), key=lambda one: one.rank)
    if not changes:
        return
    more = len(changes) - MOST_LINES
    words = ngettext("and %(more)s more", "and %(more)s more", more)
    replaced = before.document.version
    yield Table(
        code="corrected",
        title=_("What changes"),
        first=_("What"),
        columns=(
            Column("before", _("Version %(version)s") % {"version": replaced}),
            Column("now", _("Version %(version)s") % {"version": version}),
        ),
        rows=tuple(
            Row(str(at), one.title, (_of_version(one.before, replaced, defined), one.now))
            for at, one in enumerate(changes[:MOST_LINES])
        ),
        notes=(words % {"more": number(more, language)},) if more > 0 else (),
        adds_up=False,
    )


def _printed(sections: Iterable[Section]) -> dict[Key, _Printed]:
    """Every number that is printed, once, with the words it stands under."""
    found: dict[Key, _Printed] = {}
    tables = (
        block
        for section in sections
        if section.code not in SAID_AGAIN
        for block in section.blocks
        if isinstance(block, Table)
    )
    for table in tables:
        counted = [column for column in table.columns if column.code not in RECKONED]
        for row in table.rows:
            for column, one in zip(table.columns, row.figures, strict=True):
                if one.measure and column.code not in RECKONED:
                    who = f"{row.title} – {column.title}" if len(counted) > 1 else row.title
                    title = _("%(kind)s: %(who)s") % {"kind": table.title, "who": who}
                    found.setdefault(_key(one), _Printed(title, one))
    return found


def _key(one: Figure) -> Key:
    return one.measure, tuple(sorted(one.place.items()))


def _changes(
    then: Mapping[Key, _Printed],
    now: Mapping[Key, _Printed],
    shown_then: Mapping[str, Shown],
    shown_now: Mapping[str, Shown],
) -> Iterator[_Change]:
    for key, one in ({**then, **now}).items():
        # A line of zeros is not printed, and what stands there is known all the same.
        before = then[key].figure if key in then else _unprinted(key, shown_then)
        after = now[key].figure if key in now else _unprinted(key, shown_now)
        if before.value != after.value:
            yield _Change(one.title, before, after)


def _unprinted(key: Key, shown: Mapping[str, Shown]) -> Figure:
    """What may be shown of a place that no table has a line for."""
    measure, said = key[0], dict(key[1])
    nothing = Figure(None, Mark.NOT_APPLICABLE)
    if measure not in shown:
        return nothing
    one = shown[measure]
    names = [split.name for split in one.measure.splits]
    if set(said) - {UNNAMED} != set(names):
        return nothing
    return figure(one, tuple(said[name] for name in names), unnamed=UNNAMED in said)


def _of_version(one: Figure, version: int, defined: Collection[str]) -> Figure:
    measure = one.measure if one.measure in defined else ""
    return replace(one, measure=measure, place={**one.place, VERSION: str(version)})
