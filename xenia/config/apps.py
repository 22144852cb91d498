"""The roof: settings, addresses, the command line."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Puts the rooms together."""

    name = "xenia.config"
    label = "config"
