"""Why an act could not be done, in a sentence."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.models import guards
from xenia.work.ombudsman.operations import clocks, working
from xenia.work.ombudsman.operations.thread import NothingToSay, NotYours

# Somebody else was faster, or has it: what was typed stands on the page as it is now.
MEANWHILE: Final = (WrongState, NotYours, working.RemedySeen, working.LookedAtTwice, clocks.NoClock)
QUOTED: Final = gettext_lazy(
    "Something in your words is hers: a name, a number, or how she says it. The department would know who complained."
    " Write it in your own words, without it."
)
# Something is missing or cannot be: said beside the form, which keeps what was typed.
UNFIT: Final[dict[type[Exception], str | Promise]] = {
    NothingToSay: gettext_lazy("Write your words into the box."),
    working.QuotesHer: QUOTED,
    working.NamesHer: QUOTED,
    working.NamesSomebody: gettext_lazy("Read your words again. Tick this when they name nobody."),
    working.MayNotHandle: gettext_lazy("This colleague does not work on complaints."),
    working.Protected: gettext_lazy(
        "She says that she was punished. Only a supervisor takes that back, and says why."
    ),
    working.NotItsDay: gettext_lazy("Its day is to come. Tick it when it is there already."),
    working.NoNewDay: gettext_lazy("Choose a day to come."),
    working.Circular: gettext_lazy("This one follows the other already."),
    guards.NoDepartment: gettext_lazy("Say first which department it is about."),
    guards.Accused: gettext_lazy(
        "She says that this department punished her. It is not asked about it."
    ),
    guards.FoundBefore: gettext_lazy(
        "Whoever found what was found first does not look again. Choose somebody else."
    ),
    guards.NoDestination: gettext_lazy(
        "Say who decides it, so that she is not sent away for nothing."
    ),
    guards.NothingFound: gettext_lazy("Say first what we found, or choose another reason."),
    guards.RemedyMissing: gettext_lazy(
        "A remedy is not there yet. Look at it first, or choose another reason."
    ),
    guards.RepeatsNothing: gettext_lazy(
        "Say first which complaint came before: choose it under “Did it come twice?”."
    ),
    clocks.ExtendedBefore: gettext_lazy("It was given more time once. There is no second time."),
    clocks.TooLateToExtend: gettext_lazy("Its day is over. Time is given before it."),
    clocks.TooLong: "",
}


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now.")


def why_meanwhile(error: Exception) -> str:
    """Somebody else was faster, or has it."""
    if isinstance(error, NotYours):
        return _("Another colleague works on this complaint.")
    if isinstance(error, working.LookedAtTwice):
        return _("Somebody else looked at it again before. There is no third time.")
    if isinstance(error, clocks.NoClock):
        return _("This clock does not run any more.")
    return too_late()


def why_unfit(error: Exception) -> str:
    """What is missing, or cannot be."""
    if isinstance(error, clocks.TooLong):
        return _("Choose from 1 to %(most)s working days.") % {"most": error.most}
    return str(UNFIT[type(error)])
