"""The same thing twice: merged with what came first, or brought in under an id of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from xenia.registers.directory.importers.clean import match_key
from xenia.registers.directory.importers.drafts import Draft, digest, shown_id
from xenia.registers.directory.importers.embedded import mention
from xenia.registers.directory.importers.joining import Listed
from xenia.registers.directory.importers.known import Known
from xenia.registers.directory.importers.links import Links, record_id
from xenia.registers.directory.importers.scratch import Fate, Ready, Scratch, Staged, State, Thing
from xenia.registers.directory.importers.tables import Table
from xenia.registers.directory.importers.twins import (
    conflicts,
    fill_blanks,
    marks_of,
    organization_name_mark,
    organization_phone_mark,
)
from xenia.registers.directory.importers.values import Value


@dataclass(slots=True)
class Merger:
    """Makes drafts ready for the directory, each thing once."""

    bench: Scratch
    known: Known
    links: Links
    source: str

    def know_organizations(self) -> None:
        """Make the directory's organisations recognisable."""
        for one in self.known.organizations():
            for mark in marks_of("organization", {"name": one.name, "website": one.website}, {}):
                self.bench.add_twin("organization", mark, str(one.id))
            for number in one.phones:
                self.bench.add_twin(
                    "organization", organization_phone_mark(one.name, number), str(one.id)
                )
            self.bench.add_twin("organization", organization_name_mark(one.name), str(one.id))

    def bring_in(self, table: Table, staged: Staged, draft: Draft) -> None:
        name = match_key(draft.text("name")) if table.is_named else ""
        if self._merged_by_key(table, staged, draft, name):
            return
        seen = self.bench.seen(table.name, draft.key)
        if seen and not seen[2]:
            raise Listed("it was imported before and has been removed here since")
        record = seen[0] if seen else record_id(self.source, table.name, draft.key)
        self.bench.know(table.name, draft.key, Thing(record, name, staged.file, staged.row))
        marks = self._marks(draft)
        if self._merged_by_content(table, staged, draft, record, marks):
            return
        fills = not seen and self.links.exists(table.name, draft.key)
        state = State.FILLS if fills else State.NEW
        ready = Ready(
            0, table.name, record, draft.key, state, draft.values, draft.links, draft.texts
        )
        number = self.bench.make_ready(ready)
        if draft.key == mention(draft.text("name")) and not seen and table.name == "organization":
            self._note(staged, f"organization '{draft.text('name')}' was added from this row")
        for mark in marks:
            self.bench.add_twin(table.name, mark, record)
        if table.name == "organization":
            self.bench.add_twin(table.name, organization_name_mark(draft.text("name")), record)
        if draft.is_main:
            self.bench.outcome(staged.file, staged.row, Fate.IMPORTED, ready=number)

    def _merged_by_key(self, table: Table, staged: Staged, draft: Draft, name: str) -> bool:
        """Whether the id was met before. Raises Listed where one id names two things."""
        thing = self.bench.thing(table.name, draft.key)
        if thing is None or thing.id is None:
            return False
        ready = self.bench.ready(table.name, thing.id)
        if table.is_named:
            if draft.is_main and name and thing.name and name != thing.name:
                first = f"{self.bench.files[thing.file]}, row {thing.row}"
                raise Listed(
                    f"the id {shown_id(draft.key)} is used by '{self._name_of(ready)}' already ({first})"
                )
            self._merge(staged, draft, ready)
            return True
        if (
            ready
            and not conflicts(ready.links, draft.links)
            and not conflicts(ready.values, draft.values)
        ):
            self._merge(staged, draft, ready)
            return True
        if draft.is_main and shown_id(draft.key):
            self._note(
                staged,
                f"the id {shown_id(draft.key)} is used by several rows: this one got an id of its own",
            )
        draft.key = f"{draft.key}#{digest(*(f'{k}={v}' for k, v in sorted({**draft.values, **draft.links}.items())))}"
        return self._merged_by_key(table, staged, draft, name)

    def _name_of(self, ready: Ready | None) -> str:
        return str(ready.values.get("name", "")) if ready else "another record"

    def _merged_by_content(
        self, table: Table, staged: Staged, draft: Draft, record: str, marks: list[str]
    ) -> bool:
        """Whether the row is the same thing as one under another id."""
        for twin in self._twins(table, draft, marks):
            if twin == record:
                continue
            ready = self.bench.ready(table.name, twin)
            if not table.is_named and ready and conflicts(ready.values, draft.values):
                continue
            self.bench.point(table.name, draft.key, twin)
            if ready is None:
                self.links.borrowed.add(twin)
            if ready is None and table.is_named:
                self.bench.make_ready(
                    Ready(
                        0,
                        table.name,
                        twin,
                        draft.key,
                        State.FILLS,
                        draft.values,
                        draft.links,
                        draft.texts,
                    )
                )
            if draft.is_main:
                shown = self._name_of(ready) if ready else "a record of the directory"
                self._note(
                    staged, f"the same as {shown if table.is_named else 'another row'}: merged"
                )
            self._merge(staged, draft, ready)
            return True
        return False

    def _twins(self, table: Table, draft: Draft, marks: list[str]) -> list[str]:
        found = [twin for mark in marks for twin in self.bench.twins(table.name, mark)]
        if table.name == "organization":
            if not found and draft.key == mention(draft.text("name")):
                by_name = self.bench.twins(
                    "organization", organization_name_mark(draft.text("name"))
                )
                return by_name if len(by_name) == 1 else []
            return list(dict.fromkeys(found))
        return list(dict.fromkeys(found)) or self._twins_in_directory(table, draft, set(marks))

    def _twins_in_directory(self, table: Table, draft: Draft, marks: set[str]) -> list[str]:
        """The same service, telephone, hours or other detail under a parent that was there before."""
        if table.is_named and table.name != "service":
            return []
        if self.bench.seen(table.name, draft.key):
            return []
        for column, parent in draft.links.items():
            target = table.links[column]
            if target in {
                "organization",
                "location",
                "service",
            } and self.links.is_from_the_directory(parent):
                for record, told in self._under(table.name, column, parent):
                    values = {
                        name: value for name, value in told.items() if name not in table.links
                    }
                    links = {
                        name: str(value)
                        for name, value in told.items()
                        if name in table.links and value
                    }
                    same = marks & set(marks_of(table.name, values, links))
                    if same and (table.is_named or not conflicts(values, draft.values)):
                        return [record]
        return []

    def _under(self, table: str, link: str, parent: str) -> Iterator[tuple[str, dict[str, Value]]]:
        for record, told in self.known.under(table, link, UUID(parent)):
            yield str(record), dict(told)

    def _marks(self, draft: Draft) -> list[str]:
        marks = marks_of(draft.table, draft.values, draft.links)
        if draft.table == "organization":
            marks += [
                organization_phone_mark(draft.text("name"), one)
                for one in self.bench.phones_of(draft.key)
            ]
        return marks

    def _merge(self, staged: Staged, draft: Draft, ready: Ready | None) -> None:
        """Fill the first row's blanks with what the second says; where they differ the first stays."""
        if ready:
            before = dict(ready.values)
            differing = conflicts(before, draft.values)
            taken = fill_blanks(ready.values, draft.values)
            links = [column for column in draft.links if column not in ready.links]
            for column in links:
                ready.links[column] = draft.links[column]
            for column, texts in draft.texts.items():
                ready.texts[column] = {**texts, **ready.texts.get(column, {})}
            if taken or links or draft.texts:
                self.bench.rewrite(ready)
            if taken and draft.is_main:
                self._note(staged, f"filled blanks of the first row: {', '.join(sorted(taken))}")
            for column in differing:
                self._note(
                    staged,
                    f"{column}: '{_short(draft.values[column])}' differs from the first row: left out",
                )
        if draft.is_main:
            self.bench.outcome(staged.file, staged.row, Fate.MERGED)

    def _note(self, staged: Staged, text: str) -> None:
        self.bench.note(staged.file, staged.row, text)


def _short(value: Value) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
