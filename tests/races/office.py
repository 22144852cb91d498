"""An office with eight processes, started once for each kind of database."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
HANDS = 8
COUNTERS = "shared_counters"
WORKERS = 4
PATIENCE = 240.0  # seconds, on a busy machine

Environment = dict[str, str]
Job = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the jobs of one moment."""

    got: list[Any]
    told: Counter[str]
    texts: list[str]

    def only(self, *expected: str) -> "Heard":
        """Nobody was told anything but this; whatever else was raised is a mistake."""
        assert set(self.told) <= set(expected), "\n".join(self.texts)
        return self


@dataclass(slots=True)
class Office:
    """Eight processes that wait for a job."""

    environment: Environment
    hands: list["subprocess.Popen[str]"] = field(default_factory=list)

    def at_once(self, *jobs: Job) -> Heard:
        """At most eight jobs at the same moment, each in a process of its own."""
        busy = self.hands[: len(jobs)]
        assert len(busy) == len(jobs), "not that many processes"
        for hand, (act, said) in zip(busy, jobs, strict=True):
            _tell(hand, json.dumps({"act": act, "said": said}, default=str))
        assert [_hear(hand) for hand in busy] == ["ready"] * len(busy)
        for hand in busy:
            _tell(hand, "go")
        answers = [_hear(hand) for hand in busy]
        return Heard(
            got=[one["got"] for one in answers if "got" in one],
            told=Counter(one["raised"] for one in answers if "raised" in one),
            texts=[one["text"] for one in answers if "text" in one],
        )

    def all_do(self, act: str, **said: Any) -> Heard:
        """All eight do the same."""
        return self.at_once(*[(act, said)] * HANDS)

    def scene(self, act: str, **said: Any) -> Any:
        """One does something alone. Raises AssertionError with what it raised."""
        (answer,) = self.at_once((act, said)).only().got
        return answer


def _tell(hand: "subprocess.Popen[str]", line: str) -> None:
    assert hand.stdin is not None
    hand.stdin.write(line + "\n")
    hand.stdin.flush()


def _hear(hand: "subprocess.Popen[str]") -> Any:
    assert hand.stdout is not None
    line = hand.stdout.readline()
    assert line, f"a process ended with {hand.wait()}"
    return json.loads(line)


@contextmanager
def open_office(environment: Environment) -> Iterator[Office]:
    """Eight processes; they end with the office."""
    office = Office(environment)
    with ExitStack() as doors:
        for _hand in range(HANDS):
            office.hands.append(doors.enter_context(_started(environment)))
        yield office


@contextmanager
def _started(environment: Environment) -> Iterator["subprocess.Popen[str]"]:
    hand = subprocess.Popen(
        [sys.executable, "-m", "tests.races.racer"],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with hand:
        yield hand
        assert hand.stdin is not None
        hand.stdin.close()


@contextmanager
def served(office: Office, settings: str, **said: str) -> Iterator[str]:
    """The office's pages, served as `./run` does it, in several processes; its address. said: to their environment."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "granian", "xenia.config.wsgi:application"]
    command += ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--log-level", "warning", "--workers", str(WORKERS), "--blocking-threads", "1"]
    environment = os.environ | office.environment | {"DJANGO_SETTINGS_MODULE": settings} | said
    where = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait_for(where, server)
            yield where
        finally:
            server.terminate()


def _wait_for(where: str, server: "subprocess.Popen[bytes]") -> None:
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and server.poll() is None:
        try:
            httpx.get(f"{where}/robots.txt", timeout=PATIENCE)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the office did not open")
