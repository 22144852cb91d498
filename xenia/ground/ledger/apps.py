"""The room of countable facts."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What happened, counted, without a name."""

    name = "xenia.ground.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Tell the ground who may read the ledger, and who may close a year."""
        from . import permissions  # noqa: F401
        from .rooms_below import count_for_rooms_below

        count_for_rooms_below()
