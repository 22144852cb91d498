"""The invented room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Invented people of the vault."""

    name = "tests.people"
    label = "people"
