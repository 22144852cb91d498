"""The decision about every row: imported, merged into what is there already, or listed with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from xenia.registers.directory.importers.drafts import Draft, digest, key_of
from xenia.registers.directory.importers.embedded import add_text, mention
from xenia.registers.directory.importers.joining import Joiner, Listed, join_within
from xenia.registers.directory.importers.known import Known
from xenia.registers.directory.importers.links import Links, record_id
from xenia.registers.directory.importers.merging import Merger
from xenia.registers.directory.importers.scratch import Fate, Ready, Scratch, Staged, State, Thing
from xenia.registers.directory.importers.tables import TABLES, Table

Tell = Callable[[int], None]


def settle(bench: Scratch, known: Known, source: str, tell: Tell) -> None:
    """Decide about every draft on the workbench, in the order in which records can be brought in.

    tell: called with the number of drafts decided so far.
    """
    bench.remember_seen(
        (one.table, one.key, str(one.id), one.fingerprint, int(one.is_here))
        for one in known.seen_before()
    )
    links = Links(bench, known, source)
    settler = _Settler(bench, links, Joiner(bench, links), Merger(bench, known, links, source))
    settler.merger.know_organizations()
    done = 0
    for name, table in TABLES.items():
        for batch in bench.staged(name):
            links.look_up(batch)
            for staged in batch:
                settler.decide(table, staged)
            done += len(batch)
            tell(done)
        if table.own_links:
            join_within(bench, links, table)
    _compare_with_last_time(bench, source)
    bench.unchanged_rows_are_merged()


@dataclass(slots=True)
class _Settler:
    bench: Scratch
    links: Links
    joiner: Joiner
    merger: Merger

    def decide(self, table: Table, staged: Staged) -> None:
        """Bring one draft in, merge it, or list its row."""
        draft = staged.draft
        try:
            if draft.fault:
                raise Listed(draft.fault)
            if draft.adds:
                self._add_to_service(staged)
                return
            if self._is_named_by_its_id(draft):
                return
            for copy in self.joiner.joined(table, staged):
                self.merger.bring_in(table, staged, copy)
        except Listed as listed:
            self._list(table, staged, listed)

    def _is_named_by_its_id(self, draft: Draft) -> bool:
        """Whether a row that seemed to name an organisation gave its id."""
        if draft.table != "organization" or draft.key != mention(draft.text("name")):
            return False
        thing = self.bench.thing("organization", key_of(draft.text("name")))
        return thing is not None and thing.id is not None

    def _list(self, table: Table, staged: Staged, listed: Listed) -> None:
        draft = staged.draft
        if draft.is_main:
            self.bench.outcome(staged.file, staged.row, Fate.LISTED, reason=str(listed))
        elif not listed.follows:
            self.bench.note(
                staged.file, staged.row, f"{table.name.replace('_', ' ')}: {listed}: left out"
            )
        if draft.key and not draft.adds:
            self.bench.know(table.name, draft.key, Thing(None, "", staged.file, staged.row))

    def _add_to_service(self, staged: Staged) -> None:
        """A text of an old table goes into its service's column."""
        draft = staged.draft
        resolved = self.links.resolve("service", draft.key)
        ready = self.bench.ready("service", resolved.ids[0]) if resolved.ids else None
        if ready is None:
            raise Listed("; ".join(resolved.missing) or "its service is not in these files")
        target = Draft("service", values=ready.values)
        for column in draft.values:
            add_text(target, column, draft.text(column))
        self.bench.rewrite(ready)
        self.bench.outcome(staged.file, staged.row, Fate.IMPORTED, ready=ready.seq)


def fingerprint(ready: Ready) -> str:
    """A mark of all a record says: the same rows brought again have the same."""
    texts = {
        f"{column}.{code}": text
        for column, said in ready.texts.items()
        for code, text in said.items()
    }
    told = {**ready.values, **ready.links, **texts}
    return digest(*(f"{column}={value}" for column, value in sorted(told.items())))


def _compare_with_last_time(bench: Scratch, source: str) -> None:
    """Tell records that are as the source brought them last time from those that changed."""
    for table in TABLES:
        for ready in bench.records(table, State.NEW, State.FILLS):
            if seen := bench.seen(table, ready.key):
                is_own = ready.id == record_id(source, table, ready.key)
                changed = State.CHANGED if is_own else State.FILLS
                ready.state = State.SAME if seen[1] == fingerprint(ready) else changed
                bench.rewrite(ready)
