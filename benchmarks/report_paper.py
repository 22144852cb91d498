"""What a yearly report of more than twenty pages costs to set: paper, page, workbook, data, all of it in two languages."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import Figure, at_most

Made = TypeVar("Made")
MOST_SECONDS = 3.0
PAGES = 20


def measure() -> Iterator[Figure]:
    """The paper with its charts drawn anew; the first of a process, which loads its programs, apart."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.test")
    import django

    django.setup()
    from xenia.insight.reports.document.bundling import bundle
    from xenia.insight.reports.document.html import as_page, drawings
    from xenia.insight.reports.document.pdf import as_pdf
    from xenia.insight.reports.document.pdf_check import check
    from xenia.insight.reports.document.sheets import as_workbook
    from xenia.insight.reports.tests.documents import a_long_document

    document = a_long_document()
    first, paper = timed(lambda: as_pdf(document, drawings(document)))
    pages = check(paper).pages
    yield Figure("report", "pages of the paper", pages, "", f"at least {PAGES}", pages >= PAGES)
    yield Figure("report", "paper with charts, the first of a process", first, "s")
    again, _paper = timed(lambda: as_pdf(document, drawings(document)))
    yield at_most("report", "paper with charts", again, "s", MOST_SECONDS)
    pictures = drawings(document)
    yield at_most(
        "report", "paper alone", timed(lambda: as_pdf(document, pictures))[0], "s", MOST_SECONDS
    )
    yield Figure("report", "page", timed(lambda: as_page(document, pictures))[0], "s")
    yield Figure("report", "workbook", timed(lambda: as_workbook(document))[0], "s")
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        both = {language: a_long_document(language) for language in ("en", "es")}
        seconds, _ = timed(lambda: bundle(both, Path(folder) / "2025"))
    yield Figure("report", "bundle in two languages", seconds, "s")


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """How many seconds a piece of work takes, and what it makes."""
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made
