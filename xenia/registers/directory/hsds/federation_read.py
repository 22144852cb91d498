"""What another office's HSDS API says, written down as files the import can read, record by record.

A list comes line by line where the server offers that, else page by page. What was read stays in the folder, so that an
interrupted reading goes on where it stopped.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from xenia.registers.directory.hsds.federation_fetch import NotFollowed, Query, Refused, Server

MOST_RECORDS: Final = 500_000
MOST_PAGES: Final = 20_000
PER_PAGE: Final = 100
_LEFT: Final = frozenset({"inactive", "defunct", "closed"})
# Not taken: the history of another office's fields, and what only its answers have.
_NOT_TAKEN: Final = frozenset({"metadata", "modified_date", "services", "service"})
Shape = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """One reading of another directory. since: only what changed after; empty: everything. left: {list: {id: status}}."""

    server: Server
    folder: Path
    since: str = ""
    left: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def read(self, name: str, *, is_needed: bool = True) -> None:
        """Write one list down. Raises NotFollowed; an optional list that is not there is none."""
        done = self.folder / f"{name}.ndjson"
        if not done.is_file():
            try:
                self._read(name, self.folder / f"{name}.part")
            except Refused:
                if is_needed:
                    raise
                return
            (self.folder / f"{name}.part").rename(done)
        self._sort_out(name, done)

    def _read(self, name: str, part: Path) -> None:
        state = self.folder / f"{name}.page"
        page = int(state.read_text() or "1") if state.is_file() else 1
        if page == 1 and self._read_lines(name, part):
            return
        with part.open("ab" if page > 1 else "wb") as file:
            for number, records in self._pages(name, page):
                for record in records:
                    file.write(json.dumps(record).encode() + b"\n")
                file.flush()
                state.write_text(str(number + 1))
        state.unlink(missing_ok=True)

    # --- A record a line

    def _read_lines(self, name: str, part: Path) -> bool:
        """Whether the server offers the list line by line; then it is written down."""
        try:
            with self.server.answer(
                f"/{name}", {**self._query(name), "format": "ndjson"}
            ) as answer:
                if not _is_lines(answer):
                    return False
                with part.open("wb") as file:
                    for number, line in enumerate(self.server.lines(answer), start=1):
                        self._check_count(name, number)
                        file.write(line.strip() + b"\n")
            return True
        except Refused:
            return False
        except NotFollowed as broken:
            self.problems.append(f"{name}: {broken} We read it page by page.")
            return False

    # --- Page by page

    def _pages(self, name: str, first: int) -> Iterator[tuple[int, list[Any]]]:
        """The pages of a list, until there are no more, or one says nothing new."""
        seen: set[str] = set()
        count = 0
        for number in range(first, MOST_PAGES + 1):
            records, is_last = self._page(name, number)
            fresh = [one for one in records if _mark(one) not in seen]
            seen.update(map(_mark, fresh))
            count += len(fresh)
            self._check_count(name, count)
            if fresh:
                yield number, self._whole(name, fresh)
            if is_last or not fresh:
                return
        raise NotFollowed(f"{self.server.base}/{name} has no end: more than {MOST_PAGES:,} pages.")

    def _page(self, name: str, number: int) -> tuple[list[Any], bool]:
        query = {"page": str(number), "per_page": str(PER_PAGE)}
        try:
            said = self.server.document(f"/{name}", self._query(name) | query)
        except Refused as refused:
            if refused.status not in (400, 422):
                raise
            # Older servers know neither `full` nor how many we would like on a page.
            said = self.server.document(f"/{name}", {"page": str(number)})
            self._is_brief.add(name)
        records = said.get("contents") if isinstance(said, dict) else said
        if not isinstance(records, list):
            raise NotFollowed(f"{self.server.base}/{name} answers with no list of records.")
        is_last = not isinstance(said, dict) or said.get("last_page") is True
        pages = said.get("total_pages") if isinstance(said, dict) else None
        return records, is_last or (isinstance(pages, int) and number >= pages)

    _is_brief: set[str] = field(default_factory=set)

    def _whole(self, name: str, records: list[Any]) -> list[Any]:
        """The records with everything, asked for one by one where a list gives only their first fields."""
        if name not in self._is_brief:
            return records
        return [self._one(name, record) for record in records]

    def _one(self, name: str, record: Any) -> Any:
        identity = record.get("id") if isinstance(record, dict) else None
        if not isinstance(identity, str) or "/" in identity or "?" in identity:
            return record
        try:
            return self.server.document(f"/{name}/{identity}")
        except NotFollowed as broken:
            self.problems.append(f"{name}: {broken}")
            return record

    def _query(self, name: str) -> Query:
        if name.startswith("taxonom"):
            return {}
        return {"full": "true"} | ({"modified_after": self.since} if self.since else {})

    def _check_count(self, name: str, count: int) -> None:
        if count > MOST_RECORDS:
            raise NotFollowed(f"{self.server.base}/{name} has more than {MOST_RECORDS:,} records.")

    # --- What is taken of it

    def _sort_out(self, name: str, file: Path) -> None:
        """Keep what is to be imported; note apart what left over there. Broken lines stay: the import lists them."""
        left = self.left.setdefault(name, {})
        sorted_out = file.with_suffix(".sorted")
        count = 0
        with file.open("rb") as lines, sorted_out.open("wb") as kept:
            for line in lines:
                record = _read_line(line)
                if record is not None and str(record.get("status")) in _LEFT:
                    left[str(record.get("id"))[:100]] = str(record["status"])
                    continue
                count += 1
                kept.write(line if record is None else _taken(record))
        self.counts[name] = count
        sorted_out.replace(self.folder / f"{name}.ready")


def _is_lines(answer: httpx.Response) -> bool:
    kind = answer.headers.get("Content-Type", "").lower()
    return "ndjson" in kind or "jsonl" in kind or "json-lines" in kind


def _mark(record: Any) -> str:
    identity = record.get("id") if isinstance(record, dict) else None
    return str(identity) if identity is not None else json.dumps(record, default=str)[:500]


def _read_line(line: bytes) -> Shape | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _taken(record: Mapping[str, Any]) -> bytes:
    return json.dumps(_without(record), ensure_ascii=True).encode() + b"\n"


def _without(said: Any) -> Any:
    """What is said, without what is not taken, however deep."""
    if isinstance(said, Mapping):
        return {name: _without(value) for name, value in said.items() if name not in _NOT_TAKEN}
    return [_without(one) for one in said] if isinstance(said, list) else said
