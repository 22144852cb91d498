"""The room of referrals."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Who was sent where, with whose consent, what was answered, and how it ended for her."""

    name = "xenia.work.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Say what may be done here, what is counted and told; act at once when a consent is taken back."""
        from xenia.ground.common.code_pages import CODE_PAGES
        from xenia.ground.common.transitions import follow
        from xenia.registers.clients.operations import WITHDRAWN_HEARD_BY
        from xenia.registers.clients.sections import SECTIONS
        from xenia.registers.directory.ways_on import WAYS_ON

        from . import ledger_kinds, permissions  # noqa: F401
        from .messages import register_messages
        from .on_record import her_referrals
        from .operations.counting import count_step
        from .operations.ending import stop_at_withdrawal
        from .operations.heard import tell_rooms
        from .queries.lists import with_code
        from .way_on import send_somebody_here

        CODE_PAGES["my_referral:code"] = lambda typed: with_code(typed) is not None
        register_messages()
        follow("referrals.referral", count_step)
        follow("referrals.referral", tell_rooms)
        SECTIONS["referrals"] = her_referrals
        WAYS_ON["referrals"] = send_somebody_here
        WITHDRAWN_HEARD_BY["referrals"] = stop_at_withdrawal
