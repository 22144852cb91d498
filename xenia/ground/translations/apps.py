"""The room of translated text."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """Text in many languages: status, staleness, review."""

    name = "xenia.ground.translations"
    label = "translations"

    def ready(self) -> None:
        """Let `xenia check` look at the catalogues."""
        from xenia.ground.translations import checks  # noqa: F401
