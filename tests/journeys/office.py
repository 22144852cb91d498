"""The office as `./run` opens it, on a data folder of its own."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READY = re.compile(r"Xenia is ready at (http://\S+?)/?\s")
READY_WITHIN = 480  # seconds, with the sample city to be built on a busy machine
STOP_WITHIN = 20  # seconds


@dataclass(frozen=True)
class OpenOffice:
    """An office that answers. `address` has no slash at its end."""

    address: str
    data: Path

    def page(self, path: str) -> str:
        """The whole address of a page such as `/ht/`."""
        return f"{self.address}{path}"


class DidNotOpen(Exception):
    """`./run` ended, or took too long; the text is what it said."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


@contextmanager
def open_office(data: Path, *options: str) -> Iterator[OpenOffice]:
    """Run `./run` until the journeys are over, then stop it as Ctrl-C does."""
    command = [sys.executable, str(ROOT / "run"), "--port", str(free_port()), "--data", str(data)]
    # A journey needs no three years, and they would take the machine while it walks.
    running = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"XENIA_SAMPLE_HISTORY": "0"},
    )
    said: list[str] = []
    # Read to the end, or the office would wait for us when its pipe is full.
    listener = threading.Thread(target=said.extend, args=(running.stdout or (),), daemon=True)
    listener.start()
    try:
        yield OpenOffice(address=_address(running, said), data=data)
    finally:
        running.terminate()
        running.wait(STOP_WITHIN)
        listener.join(STOP_WITHIN)
        if running.stdout:
            running.stdout.close()


def _address(running: subprocess.Popen[str], said: list[str]) -> str:
    latest = time.monotonic() + READY_WITHIN
    while time.monotonic() < latest:
        found = READY.search("".join(said))
        if found:
            return found.group(1)
        if running.poll() is not None:
            break
        time.sleep(0.05)
    raise DidNotOpen("".join(said))
