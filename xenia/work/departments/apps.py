"""The room of departments."""

from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    """Whom each city service serves."""

    name = "xenia.work.departments"
    label = "departments"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted, what is said, and what is put into other languages."""
        from . import ledger_kinds, permissions  # noqa: F401
        from .content import register_content
        from .messages import register_messages
        from .queries.measures import register_measures

        register_content()
        register_messages()
        register_measures()
