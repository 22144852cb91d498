"""The room of messages."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """How people are reached, what they agreed to, and what leaves: after the commit, in their language, telling nothing."""

    name = "xenia.ground.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted and which messages there are."""
        from xenia.ground.vault.terms import REMOVED_BY

        from . import checks, ledger_kinds, own_messages, permissions  # noqa: F401

        REMOVED_BY["notifications.outboxmessage"] = "notifications.forget"
        REMOVED_BY["notifications.heardcall"] = "notifications.forget"
