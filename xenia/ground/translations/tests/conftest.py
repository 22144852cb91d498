"""Catalogues and pages of one test are not those of the next."""

from collections.abc import Iterator

import pytest

from xenia.ground.translations.catalogues import read_areas, read_coverage
from xenia.ground.translations.tests.content import an_office_with_pages


@pytest.fixture(autouse=True)
def coverage_counted_anew() -> Iterator[None]:
    """Count again after each test."""
    read_coverage.cache_clear()
    read_areas.cache_clear()
    yield
    read_coverage.cache_clear()
    read_areas.cache_clear()


@pytest.fixture
def office_with_pages() -> Iterator[None]:
    """An office that speaks English, Haitian Creole, Spanish and Arabic."""
    with an_office_with_pages("ht", "es", "ar"):
        yield
