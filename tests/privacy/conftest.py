"""What proofs over the whole house stand on."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_master_key(settings: Any, tmp_path: Path) -> None:
    """A master key of the test's own: a round renews it, and other tests run beside."""
    settings.MASTER_KEY_FILE = tmp_path / "master.key"
