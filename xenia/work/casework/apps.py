"""The room of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """From hello to an outcome: intakes, needs, visits, matters."""

    name = "xenia.work.casework"
    label = "casework"

    def ready(self) -> None:
        """Tell the ground what may be done here, what is counted, what is said, and who is heard."""
        from xenia.ground.common.code_pages import CODE_PAGES

        from . import ledger_kinds, ledger_kinds_legal, permissions  # noqa: F401
        from .counting import count_every_step
        from .counting_legal import count_legal_steps
        from .joined import join_rooms
        from .messages import register_messages
        from .queries.cases import with_code
        from .queries.legal_counts import register_legal_measures
        from .queries.measures import register_measures

        CODE_PAGES["casework:help_answer"] = lambda typed: with_code(typed) is not None
        count_every_step()
        count_legal_steps()
        register_messages()
        register_measures()
        register_legal_measures()
        join_rooms()
        self._take_spreadsheets()

    def _take_spreadsheets(self) -> None:
        """An office's own list of open cases comes in through the pages of imports."""
        from xenia.ground.imports.plug import plug_in

        from .spreadsheet.sheet import CASES

        plug_in(CASES)
