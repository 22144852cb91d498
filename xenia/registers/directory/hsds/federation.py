"""Following another office's directory: what changed there comes in here, through the same import as files do."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.hsds.federation_details import Said, what_is_said
from xenia.registers.directory.hsds.federation_fetch import NotFollowed, Server
from xenia.registers.directory.hsds.federation_read import Reading
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.importers.prepare import Progress, quietly
from xenia.registers.directory.models import Organization, Service, SourceRecord
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.followed import drop_what_left

# Asked again for what lies just before the last moment: clocks and commits are never quite together.
OVERLAP: Final = timedelta(minutes=10)
# An interrupted reading goes on for so long; after that it begins anew.
_RESUMED: Final = timedelta(hours=20)
_MODELS: Final[dict[str, type[Record]]] = {"services": Service, "organizations": Organization}
_TABLES: Final = {"services": "service", "organizations": "organization"}
# Where more than this share of what came before is said to be gone at once, nobody believes it.
_TOO_MANY_GONE: Final = 0.5


@dataclass(slots=True)
class Followed:
    """What came of asking another office. seen_until: from when on to ask next time, by its clock.

    run: the import; None where nothing had changed.
    """

    run: ImportRun | None
    seen_until: datetime
    version: str = ""
    changed: dict[str, int] = field(default_factory=dict)
    left: int = 0
    dropped: int = 0
    problems: list[str] = field(default_factory=list)


def source_of(url: str) -> str:
    """The name under which an address's records are known here."""
    return url.rstrip("/")[:120]


def follow(
    *,
    url: str,
    at: datetime,
    folder: Path,
    seen_until: datetime | None = None,
    is_in_own_network: bool = False,
    dry_run: bool = False,
    progress: Progress = quietly,
) -> Followed:
    """Bring in what another office's HSDS API says, since `seen_until` or all of it.

    What people changed here stays; what left over there becomes inactive here. folder: the office's data folder.
    Raises NotFollowed: then nothing was changed, and asking again goes on where it stopped.
    """
    with _own_place(folder, url) as place:
        server = Server(url, is_in_own_network=is_in_own_network)
        try:
            reading, version, until = _read(server, place, seen_until, at)
        finally:
            server.close()
        said = _prepared(reading, place, source_of(url), is_whole=seen_until is None)
        run = None
        if any((place / "import").iterdir()):
            run = import_directory(
                path=place / "import", by=None, at=at, source=source_of(url), dry_run=dry_run,
                folder=folder, progress=progress,
            )  # fmt: skip
        dropped = 0 if dry_run else drop_what_left(source=source_of(url), said=said, at=at)
        if not dry_run:
            shutil.rmtree(place, ignore_errors=True)
    left = sum(map(len, reading.left.values()))
    return Followed(run, until, version, reading.counts, left, dropped, reading.problems)


@contextmanager
def _own_place(folder: Path, url: str) -> Iterator[Path]:
    """A folder for what is read of one address; one reader at a time."""
    name = blake2b(source_of(url).encode(), digest_size=8).hexdigest()
    places = folder / "followed"
    places.mkdir(parents=True, exist_ok=True)
    with (places / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotFollowed(
                "This directory is being read already. Wait until that is done."
            ) from None
        place = places / name
        place.mkdir(exist_ok=True)
        yield place


def _read(
    server: Server, place: Path, seen_until: datetime | None, at: datetime
) -> tuple[Reading, str, datetime]:
    since = (seen_until - OVERLAP).isoformat() if seen_until else ""
    version = _version(server.document("/"))
    begun = _begun(place, since, server.clock or at, at)
    reading = Reading(server, place, since)
    reading.read("services")
    reading.read("organizations", is_needed=False)
    if not since:
        reading.read("taxonomies", is_needed=False)
        reading.read("taxonomy_terms", is_needed=False)
    return reading, version, begun


def _version(said: Any) -> str:
    version = said.get("version") if isinstance(said, dict) else None
    if not isinstance(version, str | int | float):
        raise NotFollowed(
            "This address does not say which version of HSDS it speaks. Ask the other office for its address."
        )
    return str(version)[:40]


def _begun(place: Path, since: str, clock: datetime, at: datetime) -> datetime:
    """When the reading began, by the other clock: now, or before an interruption that was about the same."""
    state = place / "state.json"
    try:
        said = json.loads(state.read_text())
        begun, here = datetime.fromisoformat(said["clock"]), datetime.fromisoformat(said["here"])
        if said["since"] == since and timedelta(0) <= at - here < _RESUMED:
            return begun
    except (OSError, ValueError, KeyError, TypeError):
        pass
    for old in place.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    state.write_text(
        json.dumps({"since": since, "clock": clock.isoformat(), "here": at.isoformat()})
    )
    return clock


def _prepared(reading: Reading, place: Path, source: str, *, is_whole: bool) -> Said:
    """The files for the import: what is said, and who left. Returns what was said, to see what is said no longer."""
    folder = place / "import"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for ready in place.glob("*.ready"):
        if ready.stat().st_size:
            ready.rename(folder / f"{ready.stem}.ndjson")
    said = what_is_said(folder)
    for name in _MODELS:
        left = reading.left.setdefault(name, {})
        if is_whole and name in reading.counts:
            left |= _vanished(name, source, said, reading)
        reading.left[name] = _write_left(folder / f"{name}-left.ndjson", name, source, left)
    return said


def _vanished(name: str, source: str, said: Said, reading: Reading) -> dict[str, str]:
    """What came from there before and is in its whole list no longer."""
    came = SourceRecord.objects.filter(source=source, record_type=_TABLES[name])
    before = set(map(str, came.values_list("record_id", flat=True)))
    gone = before - said.ids(_TABLES[name]) - reading.left[name].keys()
    if len(gone) > max(5, len(before) * _TOO_MANY_GONE):
        reading.problems.append(
            f"{name}: {len(gone):,} of {len(before):,} are said to be gone. We do not believe it, and keep them."
        )
        return {}
    return dict.fromkeys(gone, "closed" if name == "organizations" else "inactive")


def _write_left(path: Path, name: str, source: str, left: dict[str, str]) -> dict[str, str]:
    """Rows that say of records brought from there that they left, and nothing else. Returns which."""
    came = SourceRecord.objects.filter(
        source=source, record_type=_TABLES[name], key__in=list(left)
    ).values_list("key", "record_id")
    keys = {record: key for key, record in came}
    found = _MODELS[name]._default_manager.in_bulk(list(keys))
    rows = []
    for pk, record in found.items():
        status = left[keys[pk]]
        row = {"id": keys[pk], "name": str(record), "status": _status(name, status)}
        if isinstance(record, Service) and record.organization_id:
            row["organization_id"] = str(record.organization_id)
        rows.append(json.dumps(row))
    if rows:
        path.write_text("\n".join(rows) + "\n")
    return {keys[pk]: left[keys[pk]] for pk in found}


def _status(name: str, said: str) -> str:
    if name == "organizations":
        return "closed"
    return said if said in Service.Status.values else "inactive"
