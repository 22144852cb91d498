"""The room of messages."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """How people are reached, what they agreed to, and what leaves: after the commit, in their language, telling nothing."""

    name = "xenia.ground.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted and which messages there are."""
        from . import checks, ledger_kinds, own_messages, permissions  # noqa: F401
