"""The desks of staff and partners."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Today's work over every room, and the settings checklist."""

    name = "xenia.face.desk"
    label = "desk"
