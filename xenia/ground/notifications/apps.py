"""The room of messages."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Messages wait in the outbox and leave after the commit."""

    name = "xenia.ground.notifications"
    label = "notifications"
