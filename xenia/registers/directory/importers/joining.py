"""Drafts joined to what they point to; one that would hang in the air is not brought in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.drafts import Draft
from xenia.registers.directory.importers.embedded import OWNER_OF_PLACE
from xenia.registers.directory.importers.links import Links, Resolved
from xenia.registers.directory.importers.scratch import Ready, Scratch, Staged
from xenia.registers.directory.importers.tables import ANY_TABLE, NAMES_ITS_TABLE, Table

# Tables whose rows say something by their links alone.
_LINKS_SAY_IT: Final = frozenset({"service_at_location", "attribute"})


class Listed(Exception):
    """The row cannot be brought in; the message says why. `follows`: only because another row was listed."""

    def __init__(self, reason: str, *, follows: bool = False) -> None:
        super().__init__(reason)
        self.follows = follows


@dataclass(slots=True)
class Joiner:
    """Resolves the links of drafts."""

    bench: Scratch
    links: Links

    def joined(self, table: Table, staged: Staged) -> list[Draft]:
        """The draft with its links resolved; one copy more for each further record a link cell names."""
        draft = staged.draft
        if missing := [
            column
            for column in table.needs
            if column in table.fields and draft.values.get(column) is None
        ]:
            raise Listed(f"the row has no {missing[0].replace('_', ' ')}")
        if not draft.values and table.name not in _LINKS_SAY_IT:
            raise Listed("the row says nothing")
        place = draft.links.pop(OWNER_OF_PLACE, "")
        resolved = {
            column: self._resolve(table, draft, column, text)
            for column, text in draft.links.items()
            if column not in table.own_links
        }
        if table.name == "service" and "organization_id" not in resolved:
            resolved["organization_id"] = self._owner_of_place(staged, place)
        self._check_links(table, draft, resolved)
        for column, one in resolved.items():
            for text in [*one.notes, *(f"{reason}: left out" for reason in one.missing)]:
                self._note(staged, f"{column}: {text}")
        return _copies(table, draft, resolved, lambda text: self._note(staged, text))

    def _resolve(self, table: Table, draft: Draft, column: str, text: str) -> Resolved:
        if table.links[column] != ANY_TABLE:
            resolved = self.links.resolve(table.links[column], text)
            if not resolved.ids and column == "taxonomy_term_id":
                draft.put("value", draft.text("value") or clean_line(text))
            return resolved
        resolved = self.links.resolve_any(column, draft.text(NAMES_ITS_TABLE[column]), text)
        if resolved.table:
            draft.values[NAMES_ITS_TABLE[column]] = resolved.table
        return resolved

    def _owner_of_place(self, staged: Staged, place: str) -> Resolved:
        """The organisation of the place a service is given at, where the service names none itself."""
        for location in self.links.resolve("location", place).ids if place else ():
            ready = self.bench.ready("location", location)
            if ready and (owner := ready.links.get("organization_id")):
                return Resolved([owner])
        self._note(staged, "the service belongs to no organization")
        return Resolved()

    def _check_links(self, table: Table, draft: Draft, resolved: dict[str, Resolved]) -> None:
        """Raise Listed if the record would hang in the air."""
        for column in (*table.needs, *table.must_hold):
            if column not in table.links:
                continue
            if column in resolved and not resolved[column].ids and resolved[column].missing:
                one = resolved[column]
                raise Listed(f"{column}: {'; '.join(one.missing)}", follows=one.was_listed)
            if column not in resolved and column in table.needs:
                raise Listed(f"the row has no {column}")
        if table.needs_one_of and not any(one.ids for one in resolved.values()):
            reasons = [
                f"{column}: {reason}" for column, one in resolved.items() for reason in one.missing
            ]
            if reasons:
                raise Listed(
                    "; ".join(reasons), follows=any(one.was_listed for one in resolved.values())
                )
            raise Listed(
                f"the row belongs to nothing: it has no {' and no '.join(table.needs_one_of)}"
            )

    def _note(self, staged: Staged, text: str) -> None:
        self.bench.note(staged.file, staged.row, text)


def _copies(
    table: Table, draft: Draft, resolved: dict[str, Resolved], note: Callable[[str], None]
) -> list[Draft]:
    """One draft for each record a link cell names: the first carries all first ones, a further one only its own link."""
    own = {column: text for column, text in draft.links.items() if column in table.own_links}
    links = {column: one.ids[0] for column, one in resolved.items() if one.ids}
    always = {column: record for column, record in links.items() if column in table.needs}
    copies = [_with_links(draft, draft.key, {**links, **own})]
    for column, one in resolved.items():
        if table.is_named and len(one.ids) > 1:
            note(f"{column}: it names {len(one.ids)} records: the first was kept")
        else:
            copies += [
                _with_links(draft, f"{draft.key}>{to}", {**always, column: to})
                for to in one.ids[1:]
            ]
    return copies


def _with_links(draft: Draft, key: str, links: dict[str, str]) -> Draft:
    return Draft(draft.table, key, dict(draft.values), links, draft.texts, is_main=draft.is_main)


def join_within(bench: Scratch, links: Links, table: Table) -> None:
    """Links within one table, such as a parent organisation, once all of the table is known."""
    above: dict[str, str] = {}
    for ready in _with_own_links(bench, table):
        for column in table.own_links & ready.links.keys():
            text = ready.links.pop(column)
            resolved = links.resolve(table.name, text)
            parent = next((one for one in resolved.ids if one != ready.id), "")
            if not parent or _is_below(above, parent, ready.id):
                _note_row(
                    bench,
                    ready,
                    f"{column}: {'; '.join(resolved.missing) or 'it leads back to itself'}: left out",
                )
                continue
            above[ready.id] = ready.links[column] = parent
            if len(resolved.ids) > 1:
                _note_row(
                    bench,
                    ready,
                    f"{column}: it names {len(resolved.ids)} records: the first was kept",
                )
        bench.rewrite(ready)


def _with_own_links(bench: Scratch, table: Table) -> Iterator[Ready]:
    for ready in bench.records(table.name):
        if table.own_links & ready.links.keys():
            yield ready


def _is_below(above: dict[str, str], record: str, other: str) -> bool:
    """Whether one record already lies somewhere under another."""
    while record in above:
        record = above[record]
        if record == other:
            return True
    return False


def _note_row(bench: Scratch, ready: Ready, text: str) -> None:
    for file, row in bench.rows_of(ready.seq):
        bench.note(file, row, text)
