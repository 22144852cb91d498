"""Where the office's master key lies."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def master_key_outside(data: Path) -> Path:
    """The master key's file, which must lie outside the data folder.

    A thief of the data folder would otherwise hold lock and key.
    Raises ImproperlyConfigured with what to do.
    """
    named = os.environ.get("XENIA_MASTER_KEY_FILE")
    if not named:
        raise ImproperlyConfigured(
            "Set XENIA_MASTER_KEY_FILE to the file with the master key, "
            "for example /etc/xenia/master.key. `xenia new-city` makes one."
        )
    path = Path(named).expanduser().resolve()
    if path.is_relative_to(data):
        raise ImproperlyConfigured(
            "The master key lies inside the data folder: whoever takes the folder could open it. "
            "Move it to another place and name that in XENIA_MASTER_KEY_FILE."
        )
    if not path.is_file():
        raise ImproperlyConfigured(f"No master key at {path}. `xenia new-city` makes one.")
    return path
