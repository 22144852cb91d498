"""What runs in an office needs only packages that an office installs; the tests bring more."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.plan import ROOT, XENIA

OURS = {"xenia", "sample_city"}
OFFICE_SETS = ("requirements.txt", "requirements-report.txt")
SETTINGS = XENIA / "config" / "settings"
# `django_htmx.middleware.HtmxMiddleware`: settings name packages without importing them.
DOTTED = re.compile(r"[a-z]\w*(\.\w+)*")


def plain(distribution: str) -> str:
    """A distribution's name as indexes compare it. Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@cache
def installed_in_an_office() -> frozenset[str]:
    """Every distribution the lock files of an office name."""
    texts = [(ROOT / lock).read_text(encoding="utf-8") for lock in OFFICE_SETS]
    found = [name for text in texts for name in re.findall(r"(?m)^([\w.-]+)(?:\[.*\])?==", text)]
    return frozenset(map(plain, found))


@cache
def distributions() -> Mapping[str, list[str]]:
    """Which distributions bring a package that can be imported."""
    return packages_distributions()


def files_of_an_office() -> list[Path]:
    """Every file of ours that runs outside the tests."""
    found = [path for name in sorted(OURS) for path in sorted((ROOT / name).rglob("*.py"))]
    return [path for path in found if not {"tests", "__pycache__"} & set(path.parts)]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a file imports, wherever in it, also by the name of a package in quotes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.Call) and node.args:
            name, first = ast.unparse(node.func).rpartition(".")[2], node.args[0]
            if name in {"import_module", "find_spec"} and isinstance(first, ast.Constant):
                yield str(first.value)


def named(tree: ast.AST) -> Iterator[str]:
    """Every package that stands in a settings file in quotes."""
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    for word in words:
        if isinstance(word, str) and DOTTED.fullmatch(word):
            yield from [word] if word.partition(".")[0] in distributions() else []


def not_in_an_office(place: str, modules: Iterable[str], office: frozenset[str]) -> list[str]:
    """A sentence for each package this file needs that an office does not install."""
    tops = sorted({module.partition(".")[0] for module in modules} - OURS - sys.stdlib_module_names)
    brought = {top: sorted(map(plain, distributions().get(top, ()))) for top in tops}
    return [
        f"{place} needs {top}, of {' or '.join(its) or 'no package that is installed'}"
        for top, its in brought.items()
        if not office & set(its)
    ]


def needs(path: Path, source: str, office: frozenset[str]) -> list[str]:
    """What this file needs and an office does not have."""
    tree = ast.parse(source)
    modules = list(imported(tree))
    if path.parent == SETTINGS:
        modules += named(tree)
    return not_in_an_office(str(path.relative_to(ROOT)), modules, office)


def test_an_office_needs_nothing_that_only_the_tests_install() -> None:
    missing = [
        sentence
        for path in files_of_an_office()
        for sentence in needs(path, path.read_text(encoding="utf-8"), installed_in_an_office())
    ]
    assert not missing, "put it into requirements.in or requirements-report.in:\n" + "\n".join(
        missing
    )


def test_a_package_that_is_missing_is_named_with_its_file() -> None:
    path = XENIA / "insight" / "reports" / "document" / "pdf_check.py"
    source = path.read_text(encoding="utf-8")
    assert "pikepdf" in installed_in_an_office()
    assert needs(path, source, installed_in_an_office()) == []
    assert needs(path, source, installed_in_an_office() - {"pikepdf"}) == [
        "xenia/insight/reports/document/pdf_check.py needs pikepdf, of pikepdf"
    ]


def test_it_is_found_inside_a_function_in_quotes_and_in_the_settings() -> None:
    office = installed_in_an_office()
    room, settings = XENIA / "config" / "due.py", SETTINGS / "base.py"
    within = "def late():\n    from hypothesis.strategies import text\n    import os.path\n"
    assert needs(room, within, office) == [
        "xenia/config/due.py needs hypothesis, of hypothesis",
    ]
    in_quotes = "import importlib.util\nimportlib.util.find_spec('playwright')\n"
    assert needs(room, in_quotes, office) == ["xenia/config/due.py needs playwright, of playwright"]
    nowhere = "import no_such_package_anywhere\n"
    assert needs(room, nowhere, office)[0].endswith("of no package that is installed")
    apps = "INSTALLED_APPS = ['django_htmx', 'zeal.middleware', 'xenia.config']\n"
    assert needs(settings, apps, office) == [
        "xenia/config/settings/base.py needs zeal, of django-zeal"
    ]
