"""The room of the people served."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Who the office serves: identity under each person's key, consent, households, helpers."""

    name = "xenia.registers.clients"
    label = "clients"

    def ready(self) -> None:
        """Say who may do what here, and for what records are opened."""
        from xenia.ground.common.code_pages import CODE_PAGES

        from . import permissions  # noqa: F401
        from .operations import consent_of_receipt
        from .operations.looking import register_purposes

        CODE_PAGES["clients:own_consent"] = lambda typed: consent_of_receipt(typed) is not None
        register_purposes()
