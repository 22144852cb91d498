"""What stands in the project's files: every room in the plan for people, no place of one machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.plan import ROOT, made_rooms

# Written in pieces, so that this file does not hold them itself.
HOSTS = (
    "pythonhosted" + r"\.org",
    "pypi" + r"\.org",
    "npmjs" + r"\.(org|com)",
    "debian" + r"\.org",
)
MACHINE = (
    "(?<!xenia)/wo" + "rk/",
    "/ro" + "ot/",
    r"(?<!\w)/home/\w+/",
    r"/opt/py" + "pi",
    r"\.py" + "env/",
)
NEVER = re.compile("|".join((*HOSTS, *MACHINE)))
SELDOM_TEXT = {".png", ".woff2", ".ttf", ".zip", ".gz", ".sqlite3"}


def kept_files() -> list[Path]:
    """Every file that is, or is about to be, in the project's history."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("needs git, to know which files are the project's")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in found if path.is_file() and path.suffix not in SELDOM_TEXT]


def test_no_file_names_a_machine_or_where_packages_come_from() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in kept_files()
        for match in [NEVER.search(path.read_text(encoding="utf-8", errors="replace"))]
        if match
    ]
    assert not found, found


def test_every_room_stands_in_the_plan_for_people() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    missing = [room.name for room in made_rooms() if not re.search(rf"\b{room.name}\b", plan)]
    assert not missing, f"docs/architecture.md does not mention {missing}"


def pinned(lock: str) -> set[str]:
    """The packages a lock names, with their versions."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Za-z0-9][^\s;\\]*==[^\s;\\]+)", text, re.MULTILINE))


def test_tests_run_on_the_very_packages_the_office_runs_on() -> None:
    assert pinned("requirements.txt") <= pinned("requirements-test.txt")
    assert pinned("requirements-report.txt") <= pinned("requirements-test.txt")


@pytest.mark.parametrize(
    "lock",
    [
        "requirements.txt",
        "requirements-report.txt",
        "requirements-test.txt",
        "requirements-bench.txt",
    ],
)
def test_every_package_is_pinned_with_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
