"""The roof: settings, addresses, the command line."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Puts the rooms together."""

    name = "xenia.config"
    label = "config"

    def ready(self) -> None:
        """Say which due work takes away what the rooms themselves do not."""
        from xenia.ground.vault.terms import REMOVED_BY

        REMOVED_BY["accounts.auditevent"] = "accounts.audit_cut"
