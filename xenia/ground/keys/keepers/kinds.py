"""What a keeper of the master key can do."""

from typing import Protocol

from xenia.ground.common.master_key import MasterKeys


class Keeper(Protocol):
    """A place where versions of the master key live and die. Each method may raise BadMasterKey."""

    def read(self) -> MasterKeys:
        """Every living version."""

    def add(self) -> int:
        """Make a new version; its number."""

    def destroy(self, versions: set[int]) -> None:
        """Forget these versions for ever. Those already gone are no mistake; the newest is never forgotten."""
