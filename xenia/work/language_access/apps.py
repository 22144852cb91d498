"""The room of language access."""

from django.apps import AppConfig


class LanguageAccessConfig(AppConfig):
    """Who interprets which language and when, and who goes where."""

    name = "xenia.work.language_access"
    label = "language_access"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is said to interpreters, and which spreadsheet comes in."""
        from . import permissions  # noqa: F401
        from .messages import register_messages

        register_messages()
