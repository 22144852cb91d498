"""What is done while the person waits, and what the job worker does."""

from typing import Final

from xenia.ground.imports.models import SheetRun

# Rows: a bit more than a second of work each time.
SMALL: Final = 500


def is_small(run: SheetRun) -> bool:
    """Whether a person can wait for this import."""
    return run.row_count <= SMALL
