"""The room of language access."""

from django.apps import AppConfig


class LanguageAccessConfig(AppConfig):
    """Who interprets which language and when, who goes where, and what departments promise."""

    name = "xenia.work.language_access"
    label = "language_access"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted, and what is said to whom."""
        from . import (  # noqa: F401
            asking_kinds,
            ledger_kinds,
            permissions,
            plan_kinds,
            text_kinds,
        )
        from .messages import register_messages
        from .plan_messages import register_plan_messages
        from .text_content import register_text_content
        from .text_messages import register_text_messages

        register_messages()
        register_plan_messages()
        register_text_messages()
        register_text_content()
        self._take_spreadsheets()

    def _take_spreadsheets(self) -> None:
        """An office's own list of interpreters comes in through the pages of imports."""
        from xenia.ground.imports.plug import plug_in

        from .spreadsheet.sheet import INTERPRETERS

        plug_in(INTERPRETERS)
