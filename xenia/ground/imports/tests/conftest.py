"""Every test of the importer keeps its files in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> Path:
    """The folder open imports lie in."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads" / "imports"
