"""The servers under load, on loopback, and the processor time they take."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
READY_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time the server and its workers have used so far."""
        return sum(_cpu(pid) for pid in family(self.pid))

    def memory_mb(self) -> float:
        """Resident memory of the server and its workers, in megabytes."""
        page = os.sysconf("SC_PAGE_SIZE")
        sizes = (Path(f"/proc/{pid}/statm").read_text(encoding="ascii") for pid in family(self.pid))
        return sum(int(size.split()[1]) for size in sizes) * page / 1e6


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in tasks.read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


@contextmanager
def xenia(
    data: Path, *, workers: int = 2, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Xenia's web server on a data folder, as `./run` starts it. environment: what names other databases."""
    port = free_port()
    command = [
        str(Path(sys.executable).parent / "granian"),
        *("--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "1"),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning"),
        "xenia.config.wsgi:application",
    ]
    with _running(command, port, "/robots.txt", {"XENIA_DATA": str(data), **environment}) as server:
        yield server


@contextmanager
def datasette(database: Path) -> Iterator[Server]:
    """Datasette on the same data, read-only, in the environment of its own that `./run bench` made."""
    port = free_port()
    python = os.environ["XENIA_BENCH_PYTHON"]
    command = [
        *(python, "-m", "datasette", "serve", "--immutable", str(database)),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]
    with _running(command, port, "/-/versions.json", {}) as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, path: str, extra: Mapping[str, str]
) -> Iterator[Server]:
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | extra, stdout=subprocess.DEVNULL)
    try:
        _wait_for(address + path, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    latest = time.monotonic() + READY_WITHIN
    while time.monotonic() < latest and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {url}")
