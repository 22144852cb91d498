"""Shares that people bring: from files of their sheets, or typed from paper."""

import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from xenia.ground.common.shares import NEEDED, UnfitShares, version_on, words_of

ASKED = "Words of share {}, with spaces between (they do not show): "


def brought(files: Sequence[Path]) -> tuple[list[list[str]], set[int]]:
    """The words of shares, and the versions their sheets name. Raises UnfitShares.

    Without files they are typed: hidden on a terminal, else a share a line on standard input.
    """
    texts = [_read(path) for path in files] if files else _typed()
    versions = {version for text in texts if (version := version_on(text))}
    if len(versions) > 1:
        raise UnfitShares(
            f"These sheets are of versions {' and '.join(str(one) for one in sorted(versions))}. "
            "Take two of the same version."
        )
    return [words_of(text) for text in texts], versions


def _read(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UnfitShares(f"{path} cannot be read as a sheet.") from None


def _typed() -> list[str]:
    if sys.stdin.isatty():
        return [getpass(ASKED.format(number)) for number in range(1, NEEDED + 1)]
    return [line for line in sys.stdin.read().splitlines() if line.strip()]
