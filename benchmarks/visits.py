"""A server under load: its rate, its slowest answers, its processor time per answer."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import ROOT, Server

SECONDS = 4.0


class WrongAnswers(Exception):
    """Some answers were not 200: the figure would mean nothing."""


@dataclass(frozen=True, slots=True)
class Visits:
    """What eight visitors met. cpu_ms: of the server, per answer; all_answers: with those of the warm-up."""

    rate: float
    p95: float
    cpu_ms: float
    all_answers: float = 0


def visited(
    server: Server, paths: list[str], *, forms: list[str] | None = None, cookie: str = ""
) -> Visits:
    """Load a server for a few seconds after a short warm-up. cookie: of whoever is signed in. Raises WrongAnswers."""
    urls = [server.address + path for path in paths]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        extra = ["--cookie", cookie] if cookie else []
        if forms:
            file.write("\n".join(forms))
            file.flush()
            extra += ["--post", file.name]
        warm = _load(1.0, urls, extra)
        before = server.cpu_seconds()
        said = _load(SECONDS, urls, extra)
        used = server.cpu_seconds() - before
    if said["failed"]:
        raise WrongAnswers(f"{said['failed']:.0f} of {said['answers']:.0f} answers of {paths[0]}")
    answers = said["answers"]
    return Visits(said["rate"], said["p95"], used * 1000 / answers, answers + warm["answers"])


def _load(seconds: float, urls: list[str], extra: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.load", str(seconds), *urls, *extra]
    done = subprocess.run(command, cwd=Path(ROOT), capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout)
    return said
