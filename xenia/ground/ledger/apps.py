"""The room of countable facts."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What happened, counted, without a name."""

    name = "xenia.ground.ledger"
    label = "ledger"
