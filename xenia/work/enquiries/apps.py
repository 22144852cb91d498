"""The room of questions."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Anybody asks the office, in any language, without an account; what was answered once is at hand the next time."""

    name = "xenia.work.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted, what is said in other languages, and who is told."""
        from xenia.ground.common.code_pages import CODE_PAGES

        from . import ledger_kinds, permissions  # noqa: F401
        from .content import register_content
        from .messages import register_messages
        from .operations.translated import register_message_texts
        from .queries.measures import register_measures
        from .queries.threads import with_code

        CODE_PAGES["enquiries:answer"] = lambda typed: with_code(typed) is not None
        register_content()
        register_messages()
        register_measures()
        register_message_texts()
