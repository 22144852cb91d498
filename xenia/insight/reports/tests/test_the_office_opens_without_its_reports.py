"""The packages for reports are loaded when something is reckoned, and never when the office opens."""

import subprocess
import sys

import pytest

from xenia.ground import disclosure
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.engine import facts_of
from xenia.insight.reports.figures import TOTAL

OPENING = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.test"
import django
django.setup()
import xenia.insight.reports.engine
heavy = ("altair", "duckdb", "highspy", "ibis", "numpy", "pandas", "pyarrow", "typst")
print([name for name in heavy if name in sys.modules])
"""


def test_nothing_heavy_is_loaded_when_the_office_opens() -> None:
    opened = subprocess.run(
        [sys.executable, "-c", OPENING], capture_output=True, text=True, check=True
    )
    assert opened.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["ibis", "duckdb", "pyarrow"])
def test_without_the_packages_it_says_what_to_do(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReportSetMissing, match=r"\./run --full"), facts_of(2026):
        pass


def test_the_whole_is_called_as_where_it_is_protected() -> None:
    assert TOTAL == disclosure.TOTAL
