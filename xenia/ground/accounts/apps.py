"""The room of users, roles and the audit."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works here, what they may do, and who did what."""

    name = "xenia.ground.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What is sealed here follows the master key when it is replaced."""
        from xenia.ground.keys.rotation import SEALED_ELSEWHERE

        def second_steps() -> int:
            # Asked for when it is needed: allauth's models are not ready yet.
            from .operations.second_step import seal_second_steps_anew

            return seal_second_steps_anew()

        SEALED_ELSEWHERE["accounts.second_steps"] = second_steps
