"""The public front of the house."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, search, services, saved list, I speak, help."""

    name = "xenia.face.home"
    label = "home"
