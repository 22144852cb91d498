"""The desks of staff and partners."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Today's work over every room, and the settings checklist."""

    name = "xenia.face.desk"
    label = "desk"

    def ready(self) -> None:
        """Say where the office's own words are written in another language; show the way to a person's own data."""
        from . import permissions  # noqa: F401
        from .own_data import show_on_her_page
        from .words import point_to_pages

        point_to_pages()
        show_on_her_page()
