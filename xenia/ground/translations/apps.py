"""The room of translated text."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """Text in many languages: status, staleness, review by a second person."""

    name = "xenia.ground.translations"
    label = "translations"

    def ready(self) -> None:
        """Say who may do what here, and let `xenia check` look at the catalogues and the machine."""
        from xenia.ground.translations import checks, permissions  # noqa: F401
