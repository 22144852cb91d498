"""The room of organisations, services and places."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The city's directory, in the names and shapes of HSDS 3.1."""

    name = "xenia.registers.directory"
    label = "directory"

    def ready(self) -> None:
        """Tell the ground what may be done here and what is counted."""
        from . import import_door, ledger_kinds, memberships, permissions  # noqa: F401
        from .content import register_content
        from .letters import register_letters

        register_content()
        register_letters()
