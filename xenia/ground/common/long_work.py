"""Long work of the worker says how far it is, so that pages can show it. It lies in the cache: nobody misses it when it is gone."""

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

SAMPLE_HISTORY: Final = "sample-history"
SAMPLE_REPORTS: Final = "sample-reports"
# Work that says nothing for longer has stopped, or is done.
SAID_FOR: Final = 10 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """So much of so much."""

    done: int
    total: int


def say_progress(work: str, done: int, total: int) -> None:
    """So much is done; what is done altogether is not spoken of any more."""
    if done >= total:
        cache.delete(_key(work))
    else:
        cache.set(_key(work), (done, total), SAID_FOR)


def progress_of(work: str) -> Progress | None:
    """How far a work is; None when it does not go on."""
    said = cache.get(_key(work))
    return Progress(*said) if said else None


def _key(work: str) -> str:
    return f"long-work-{work}"
