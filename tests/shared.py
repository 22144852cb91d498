"""Real files from outside the project, where they are to be had."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shared_folder(name: str) -> Path:
    """The folder `../shared/<name>`; the test is skipped, with the reason, where it is absent."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs the files of ../shared/{name}, which are not on this machine")
    return folder
