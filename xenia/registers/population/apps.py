"""The room of how many people speak what."""

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Census and other estimates, each with its margin of error; which languages a law asks for, and how sure that is."""

    name = "xenia.registers.population"
    label = "population"

    def ready(self) -> None:
        """Say who reads the estimates and who brings them in."""
        from . import permissions  # noqa: F401
