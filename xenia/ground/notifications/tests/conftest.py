"""What the tests of messages stand on."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Messages that become files lie in a folder of the test."""
    settings.OUTBOX_FOLDER = tmp_path / "outbox"
