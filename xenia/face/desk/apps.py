"""The desks of staff and partners."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Today's work over every room, and the settings checklist."""

    name = "xenia.face.desk"
    label = "desk"

    def ready(self) -> None:
        """Say where the office's own words are written in another language."""
        from .words import point_to_pages

        point_to_pages()
