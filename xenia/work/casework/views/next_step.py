"""What comes next for an intake, in one sentence: every page of a case says it first."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import written_day
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Status

AFTERWARDS: Final[dict[str, str | Promise]] = {
    Status.WAITLISTED: gettext_lazy(
        "She waits until something is free. Then we help, and tell her."
    ),
    Status.DECLINED: gettext_lazy("We cannot help with this. Tell her who else can."),
    Status.WITHDRAWN: gettext_lazy("It has ended. If she comes back, it can be opened again."),
}


def next_step(
    intake: Intake, *, reader: User, with_whom: str, open_needs: int | None, locale: str
) -> str:
    """The next thing to do, for whoever reads. with_whom: the colleague who has it, if anybody; locale: of the page.

    open_needs: None while nobody has written down what she needs.
    """
    if intake.status == Status.ACCEPTED:
        return _help_goes_on(open_needs)
    if intake.status in AFTERWARDS:
        return str(AFTERWARDS[intake.status])
    if not reader.may("casework.decide"):
        return _somebody_else_looks(intake, with_whom, locale)
    return _a_decider_goes_on(intake, reader, with_whom)


def _a_decider_goes_on(intake: Intake, reader: User, with_whom: str) -> str:
    if intake.status == Status.SCREENED:
        return _("Decide what we can do: help, the waiting list, or somebody else who can.")
    if intake.taken_by_id == reader.pk:
        return _("It is with you. Read what she says, then press “I looked at it”.")
    if with_whom:
        return _("%(name)s has it. Go on only if you agreed on it.") % {"name": with_whom}
    return _("Nobody has it yet. Take it, read what she says, then press “I looked at it”.")


def _help_goes_on(open_needs: int | None) -> str:
    if open_needs is None:
        return _("Write down what she needs, under “Write more down”.")
    if not open_needs:
        return _("Every need is settled. If she comes again, press how she came.")
    return ngettext(
        "%(count)s need is open. Send her somewhere, find a place in a program, or open a matter. Then press “Met”.",
        "%(count)s needs are open. Send her somewhere, find a place in a program, or open a matter. Then press “Met”.",
        open_needs,
    ) % {"count": open_needs}


def _somebody_else_looks(intake: Intake, with_whom: str, locale: str) -> str:
    day = written_day(intake.due_on, locale) if intake.due_on else ""
    if with_whom:
        return _("%(name)s takes the next step by %(day)s. Tell her so.") % {
            "name": with_whom,
            "day": day,
        }
    return _("A caseworker takes the next step by %(day)s. Tell her so.") % {"day": day}
