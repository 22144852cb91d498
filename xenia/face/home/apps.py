"""The public front of the house."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, search, services, saved list, I speak, help; and the lists colleagues prepare to hand over."""

    name = "xenia.face.home"
    label = "home"

    def ready(self) -> None:
        """Tell the ground who may prepare lists."""
        from . import permissions  # noqa: F401
