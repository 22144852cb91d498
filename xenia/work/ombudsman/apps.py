"""The room of the ombudsman."""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """Complaints, their clocks, and what comes of them."""

    name = "xenia.work.ombudsman"
    label = "ombudsman"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted and said, who is told, and which files touch no disk."""
        from xenia.ground.common.code_pages import CODE_PAGES
        from xenia.ground.common.transitions import follow
        from xenia.ground.common.uploads import KEPT_IN_MEMORY
        from xenia.ground.imports.plug import plug_in

        from . import ledger_kinds, permissions  # noqa: F401
        from .clock_messages import register_clock_messages
        from .evidence import PICTURES
        from .messages import register_messages
        from .operations.telling import tell_of_step
        from .operations.translated import register_message_texts
        from .queries.measures import register_measures
        from .queries.threads import with_code
        from .spreadsheet.sheet import COMPLAINTS

        CODE_PAGES["complaint:answer"] = lambda typed: with_code(typed) is not None
        KEPT_IN_MEMORY.add(PICTURES)
        register_messages()
        register_clock_messages()
        register_measures()
        register_message_texts()
        follow("ombudsman.complaint", tell_of_step)
        plug_in(COMPLAINTS)
