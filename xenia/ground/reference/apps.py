"""The room of what the office decides about itself."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """The office's settings, areas, vocabularies, taxonomy, calendar."""

    name = "xenia.ground.reference"
    label = "reference"

    def ready(self) -> None:
        """Tell the ground who may change the settings, what the office is called and which languages it speaks."""
        from xenia.ground.accounts.neighbours import HANDLERS

        from . import permissions  # noqa: F401
        from .content import register_content
        from .office import office_facts

        HANDLERS.office_name = lambda reader: office_facts().text("name", reader)
        HANDLERS.office_languages = lambda: office_facts().languages
        register_content()
