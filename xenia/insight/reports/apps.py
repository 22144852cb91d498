"""The room of the yearly report."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Measures, drafts, sign-off, and everything that leaves the office as a number."""

    name = "xenia.insight.reports"
    label = "reports"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is measured and kept, what is said, and what is translated."""
        from importlib import import_module

        from xenia.ground.ledger.before_closing import before_closing

        from . import permissions  # noqa: F401
        from .content import register_content
        from .engine.sealing import store_when_sealed
        from .measures import FILES
        from .messages import register_messages
        from .operations.weeks import count_weeks

        for file in FILES:
            import_module(f"{__package__}.measures.{file}")
        store_when_sealed()
        register_content()
        register_messages()
        before_closing("reports.weeks", count_weeks)
