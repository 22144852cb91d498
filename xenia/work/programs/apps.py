"""The room of programs."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Programs of the office, of partners and of other city offices: places, who takes part, who waits."""

    name = "xenia.work.programs"
    label = "programs"

    def ready(self) -> None:
        """Tell the ground what may be done here and what is counted; hear who is forgotten."""
        from xenia.ground.common.transitions import follow
        from xenia.ground.vault.subjects import WHEN_SHREDDED

        from . import permissions  # noqa: F401
        from .ledger_kinds import count_step
        from .on_her_page import put_on_her_page
        from .operations.line import somebody_was_forgotten

        put_on_her_page()
        follow("programs.enrolment", count_step)
        WHEN_SHREDDED["programs"] = somebody_was_forgotten
