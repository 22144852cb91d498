"""The room of requests for records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Who asked the office for records, what it gave, how long it keeps what it holds, and the page that says so."""

    name = "xenia.work.records"
    label = "records"

    def ready(self) -> None:
        """Tell the ground what may be done here and what is counted; join the vault and the ledger."""
        from xenia.ground.vault.terms import REMOVED_BY

        from . import ledger_kinds, permissions  # noqa: F401
        from .joins import join_vault_and_ledger

        join_vault_and_ledger()
        # The audit's own room lies below the vault and cannot say it.
        REMOVED_BY["accounts.auditevent"] = "accounts.audit_cut"
