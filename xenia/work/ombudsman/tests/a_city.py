"""The city's server for tests: started in a process of its own, asked over loopback."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

PROGRAM = Path(__file__).with_name("city_server.py")


class TheCity:
    """What a test says to the server, and reads of it."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.base = f"{self.root}/v2"

    def says(self, **said: Any) -> None:
        """Change what it knows: `next`, `requests`, `tokens`."""
        httpx.post(f"{self.root}/control", json=said).raise_for_status()

    def answers_next(self, *how: str) -> None:
        """How the coming answers are."""
        self.says(next=list(how))

    def knows(self, what: str) -> Any:
        """What it was told so far."""
        return httpx.get(f"{self.root}/control").json()[what]


@contextmanager
def a_city() -> Iterator[TheCity]:
    """A server that takes every request."""
    with subprocess.Popen([sys.executable, str(PROGRAM)], stdout=subprocess.PIPE) as server:
        assert server.stdout
        try:
            yield TheCity(int(server.stdout.readline()))
        finally:
            server.terminate()
