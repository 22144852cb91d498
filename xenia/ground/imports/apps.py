"""The room of files that come in."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Import runs: every row imported, merged or listed."""

    name = "xenia.ground.imports"
    label = "imports"
