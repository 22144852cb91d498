"""What our code does not do, and how long it may grow."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.plan import LONGEST_FILE, ROOT, XENIA, own_python

SIGNALS = re.compile(r"django\.dispatch|\bsignals?$")


def places(paths: list[Path]) -> list[str]:
    """Files by their place in the project, to be read in a test's name."""
    return [str(path.relative_to(ROOT)) for path in paths]


def imported(tree: ast.AST) -> set[str]:
    """Every module and name a file imports, with its dots."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}"} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("place", places(own_python()))
def test_nothing_happens_behind_a_signal(place: str) -> None:
    tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))
    found = [name for name in imported(tree) if SIGNALS.search(name)]
    assert not found, f"{place} listens to {found}: call the operation where the event happens"


SAYS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}


@pytest.mark.parametrize("place", places(own_python()))
def test_no_sentence_hides_in_a_string_that_is_put_together(place: str) -> None:
    tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))
    put_together = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    hidden = [
        said.lineno
        for one in put_together
        for said in ast.walk(one)
        if isinstance(said, ast.Call) and isinstance(said.func, ast.Name) and said.func.id in SAYS
    ]
    assert not hidden, f"{place}, lines {hidden}: translators never see these sentences"


# Where text becomes markup without being escaped, and why it may.
MARKUP_MAKERS = {
    "xenia/ground/design/": "the components themselves",
    "xenia/face/home/views/handbook.py": "handbook pages, from our own files",
    "xenia/face/api/views.py": "the page for developers, from our own file",
}


def test_markup_is_made_where_we_know_of_it() -> None:
    makers = re.compile(r"\b(mark_safe|SafeString)\(")
    found = [
        place
        for place in places(own_python())
        if makers.search((ROOT / place).read_text(encoding="utf-8"))
        and not place.startswith(tuple(MARKUP_MAKERS))
        and "/tests/" not in place
    ]
    assert not found, f"{found} make markup: use format_html, or a component of the design room"


def written_files() -> list[Path]:
    """What people write and read: code and templates. A style sheet has its budget in bytes."""
    kinds = {".py", ".html", ".js"}
    folders = [XENIA, *(ROOT / name for name in ("sample_city", "tests", "benchmarks"))]
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    return [*found, ROOT / "run", ROOT / "conftest.py"]


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in written_files()
        # A migration is written by a command and read by a machine.
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"longer than {LONGEST_FILE} lines: {long}; split it by noun"


def operations() -> list[str]:
    """Every `operations.py` and every file of an `operations/` folder."""
    alone = XENIA.glob("*/*/operations.py")
    folders = XENIA.glob("*/*/operations/*.py")
    return places(sorted([*alone, *folders]))


@pytest.mark.parametrize("place", operations())
def test_every_operation_says_what_happens_in_the_office(place: str) -> None:
    tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, f"{place}: {silent} need a docstring"
