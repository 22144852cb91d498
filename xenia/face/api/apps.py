"""The room where other software comes in."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The addresses each room keeps for other software, and the page that explains them."""

    name = "xenia.face.api"
    label = "api"
