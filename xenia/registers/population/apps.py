"""The room of published estimates: who lives here, and who speaks what."""

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Census and other estimates, each with its margin of error; which languages a law asks for, and how sure that is."""

    name = "xenia.registers.population"
    label = "population"

    def ready(self) -> None:
        """Say who reads the estimates and who brings them in, and what spreadsheets are taken."""
        from xenia.ground.imports.plug import plug_in

        from . import permissions  # noqa: F401
        from .content import register_content
        from .published_sheet import PUBLISHED

        register_content()
        plug_in(PUBLISHED)
