"""Each test has an office of its own, and no process remembers the last one."""

from collections.abc import Iterator

import pytest

from xenia.ground.reference.office import forget_office


@pytest.fixture(autouse=True)
def nobody_remembers_another_office() -> Iterator[None]:
    """A test's office is never committed, so nothing tells the process that it changed."""
    forget_office()
    yield
    forget_office()
