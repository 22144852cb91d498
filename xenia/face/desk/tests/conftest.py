"""Every test of the desk starts without the office another test left in memory."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from xenia.ground.reference.office import forget_office


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """The office and its counts are read anew."""
    forget_office()
    caches["pages"].clear()
    yield
    forget_office()
