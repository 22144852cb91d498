"""The room of users, roles and the audit."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works here, what they may do, and who did what."""

    name = "xenia.ground.accounts"
    label = "accounts"
