"""The room of files that come in."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Files that come in: every row imported, merged, unchanged or refused with its reason."""

    name = "xenia.ground.imports"
    label = "imports"

    def ready(self) -> None:
        """Say who may bring files in, and plug in the sheets of the rooms below."""
        from xenia.ground.reference import permissions as _reference  # noqa: F401

        from . import permissions  # noqa: F401
        from .plug import plug_in
        from .sheets.closures import CLOSURES
        from .sheets.people import PEOPLE

        plug_in(PEOPLE)
        plug_in(CLOSURES)
