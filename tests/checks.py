"""Every check of the code: `./run check [--fix]`.

Each prints one line; what a failed one said follows at the end. With --fix, what a machine can
put right (format, order of imports) is put right first.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"
SHOWN_LINES = 40  # at the beginning and at the end of what a failed check said
# Where bandit looks: what runs in a real office.
IN_AN_OFFICE = ("run", "xenia")


@dataclass(frozen=True)
class Check:
    """One question to the code, and the command that answers it with its exit status."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """How a check went; `said` is its output."""

    check: Check
    is_ok: bool
    seconds: float
    said: str

    def why(self) -> str:
        """What the check said, cut in the middle when it is long."""
        lines = self.said.strip().splitlines()
        if len(lines) > 2 * SHOWN_LINES:
            left_out = [f"... {len(lines) - 2 * SHOWN_LINES} lines left out ..."]
            lines = lines[:SHOWN_LINES] + left_out + lines[-SHOWN_LINES:]
        return "\n".join(lines)

    def line(self) -> str:
        """The check in one line."""
        return f"{self.check.name:<18} {'ok' if self.is_ok else 'FAILED':<7} {self.seconds:4.1f} s"


def xenia(name: str, *command: str) -> Check:
    """A check that is a command of ours."""
    return Check(name, (PYTHON, "-m", "xenia", *command))


def module(name: str, *command: str) -> Check:
    """A check that is a tool's module."""
    return Check(name, (PYTHON, "-m", *command))


CHECKS = (
    module("types", "mypy"),
    xenia("settings", "check", "--fail-level", "WARNING"),
    xenia("migrations", "makemigrations", "--check", "--dry-run"),
    xenia("safe migrations", "lintmigrations", "--quiet", "ok", "ignore"),
    xenia("translations", "check-translations"),
    module("format", "ruff", "format", "--check", "--output-format", "concise", "."),
    module("lint", "ruff", "check", "--output-format", "concise", "."),
    Check("storeys", (PYTHON, "-c", LINT_IMPORTS, "--no-cache")),
    module("templates", "djlint", "xenia", "--lint", "--quiet"),
    module("security", "bandit", "-q", "-ll", "-r", "-c", "pyproject.toml", *IN_AN_OFFICE),
)
FIXES = (
    (PYTHON, "-m", "ruff", "check", "--fix-only", "--quiet", "."),
    (PYTHON, "-m", "ruff", "format", "--quiet", "."),
)


def ask(check: Check, environment: dict[str, str]) -> Answer:
    """Run one check."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Answer(check, done.returncode == 0, time.monotonic() - began, done.stdout)


def ask_all() -> list[Answer]:
    """Run every check, as many at once as there are cores, and print each as it ends."""
    answers = []
    with tempfile.TemporaryDirectory(prefix="xenia-check-") as folder:
        environment = os.environ | {
            "XENIA_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "tests.check_settings",
            "NO_COLOR": "1",
        }
        with ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
            for done in as_completed([pool.submit(ask, check, environment) for check in CHECKS]):
                answers.append(done.result())
                print(answers[-1].line(), flush=True)
    return answers


def main(arguments: list[str]) -> int:
    """Check everything. Returns 1 when something failed, 2 when the question was wrong."""
    if set(arguments) - {"--fix"}:
        print("usage: ./run check [--fix]")
        return 2
    if "--fix" in arguments:
        for command in FIXES:
            subprocess.call(command, cwd=ROOT)
    answers = ask_all()
    failed = [answer for answer in answers if not answer.is_ok]
    for answer in failed:
        print(f"\n--- {answer.check.name} ---\n{answer.why()}")
    print(f"\nChecks: {len(answers) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
