"""The design room as a Django app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Tokens, components, icons and fonts."""

    name = "xenia.ground.design"
    label = "design"
