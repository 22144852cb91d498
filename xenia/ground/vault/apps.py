"""The vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """People's names, phones and notes: encrypted for each person, gone on schedule."""

    name = "xenia.ground.vault"
    label = "vault"

    def ready(self) -> None:
        """Tell the ground what may be done here."""
        from . import permissions  # noqa: F401
