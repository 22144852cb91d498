"""What every test of the house stands on."""

import importlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Random tests: short each time, long with `./run test --all`. No deadline: the machine is shared.
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=QUIET)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=QUIET)
settings.load_profile("quick")

BOTH = ["default", "keys"]
# The migrations with the triggers of tables that only grow.
APPEND_ONLY = (
    "xenia.ground.accounts.migrations.0004_audit_chain_guarded",
    "xenia.ground.ledger.migrations.0003_append_only",
)
USES_RECORDS = {"db", "transactional_db", "client", "admin_client"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that uses records use both databases, `default` and `keys`."""
    for item in items:
        marks = list(item.iter_markers("django_db"))
        for mark in marks:
            # Pytest keeps a mark's options in a plain dict.
            options: Any = mark.kwargs
            options.setdefault("databases", BOTH)
        if not marks and USES_RECORDS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=BOTH))


@pytest.fixture(autouse=True)
def office_of_its_own() -> Iterator[None]:
    """No test sees the office another one described: its facts are kept for a few seconds, and tests are faster."""
    from xenia.ground.reference.office import forget_office

    forget_office()
    yield
    forget_office()


@pytest.fixture(autouse=True)
def no_files_left_behind() -> Iterator[None]:
    """The ledger's extracts and the files of reports leave with the test that made them."""
    from django.conf import settings as of_office

    folders = [Path(of_office.LEDGER_FOLDER), Path(of_office.REPORTS_FOLDER)]
    yield
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def language_left_as_found() -> Iterator[None]:
    """A page opened in Arabic does not leave the next test in Arabic."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def audit_gives_way_to_the_next_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit leave empty tables behind; the audit's triggers would refuse to be emptied."""
    mark = request.node.get_closest_marker("django_db")
    commits = bool(mark and mark.kwargs.get("transaction"))
    if not commits and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    triggers = [importlib.import_module(name) for name in APPEND_ONLY]
    allow, refuse = (
        [statement for one in triggers for statement in getattr(one, rule)[connection.vendor]]
        for rule in ("ALLOW", "REFUSE")
    )
    with connection.cursor() as cursor:
        for statement in (*allow, *refuse):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in allow:
            cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def a_master_key() -> None:
    """The suite's key is there before the first test, whichever that is and whatever city it plays."""
    from django.conf import settings

    from xenia.ground.common.master_key import read_or_make_master_keys

    read_or_make_master_keys(Path(settings.MASTER_KEY_FILE))


@pytest.fixture(autouse=True)
def index_of_its_own(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test searches an index that nobody else writes: what an earlier one published is gone, the phrases stay."""
    from xenia.registers.directory.search.index import CURRENT

    settings.INDEX_FOLDER = tmp_path_factory.getbasetemp() / "index"
    (settings.INDEX_FOLDER / CURRENT).unlink(missing_ok=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Leave the counts for `./run test`, which adds up its rounds."""
    place = os.environ.get("XENIA_TEST_COUNTS")
    if place and not hasattr(terminalreporter.config, "workerinput"):
        found = {name: len(reports) for name, reports in terminalreporter.stats.items() if name}
        counts = {
            "passed": found.get("passed", 0) + found.get("xfailed", 0),
            "failed": found.get("failed", 0) + found.get("error", 0),
            "skipped": found.get("skipped", 0),
        }
        Path(place).write_text(json.dumps(counts), encoding="utf-8")
