"""The room of keys."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """The second database: what opens people's records, wrapped by the master key."""

    name = "xenia.ground.keys"
    label = "keys"
