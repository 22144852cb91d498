"""The room of what all others share."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Languages, days, text, ids, and the one way a state changes."""

    name = "xenia.ground.common"
    label = "common"
