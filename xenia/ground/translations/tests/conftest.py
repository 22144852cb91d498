"""Catalogues of one test are not those of the next."""

from collections.abc import Iterator

import pytest

from xenia.ground.translations.catalogues import read_coverage


@pytest.fixture(autouse=True)
def coverage_counted_anew() -> Iterator[None]:
    """Count again after each test."""
    read_coverage.cache_clear()
    yield
    read_coverage.cache_clear()
