"""The design room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    """Tokens, components, icons and fonts."""

    name = "xenia.ground.design"
    label = "design"

    def ready(self) -> None:
        """Django speaks of wrong numbers in words for programmers; we say what to write."""
        from django import forms

        forms.IntegerField.default_error_messages |= {
            "min_value": _("Write %(limit_value)s or more."),
            "max_value": _("Write %(limit_value)s or less."),
        }
