"""Why this interpreter or not, what would fill a request, and what whoever asked can do: in the reader's words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.work.language_access.matching import Favour, Lever
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import Cause, Mode

FAVOURS: Final[Mapping[str, Promise]] = {
    Favour.PREFERRED_START: _("Free at the time that is wished."),
    Favour.WISH_MET: _("Has the gender that is wished."),
    Favour.NO_HOURS_YET: _("Has no work this week yet."),
    Favour.NO_TRAVEL: _("Need not travel from another meeting."),
    Favour.NOT_SCARCE: _("Her other languages are not scarce."),
}
# Of one person; the labels of `Cause` are about the whole roster.
AGAINST: Final[Mapping[str, Promise]] = {
    Cause.DIRECTION: _("Does not work in this direction."),
    Cause.WAY: _("Does not have the dialect in this way of working."),
    Cause.AREA: _("Does not go to this part of the city."),
    Cause.CREDENTIAL: _("Has no credential that is high enough."),
    Cause.MODE: _("Does not work in this way."),
    Cause.GENDER: _("Does not have the gender that is needed."),
    Cause.CONFLICT: _("Has an interest there."),
    Cause.DO_NOT_SEND: _("Is not sent there."),
    Cause.NOT_AVAILABLE: _("Does not work at this time."),
    Cause.CAP: _("Has a full week."),
    Cause.BUSY: _("Is booked at this time."),
    Cause.TRAVEL: _("Cannot get there in time."),
}
LEVERS: Final[Mapping[str, Promise]] = {
    Lever.BOOK: _("Somebody is free. Send her."),
    Lever.MOVE_OTHERS: _("Other meetings of the week would have to move."),
    Lever.SHIFT: _("It begins at another time."),
    Lever.VIDEO: _("It is by video."),
    Lever.PHONE: _("It is by phone."),
    Lever.ASK_FOR_HOURS: _("Somebody works beyond her hours. Call and ask."),
    Lever.RAISE_THE_CAP: _("Somebody works more than agreed for the week. Call and ask."),
    Lever.VENDOR: _("A vendor’s line takes it."),
    Lever.RECRUIT: _("We bring in somebody new."),
}
_CALL: Final = _("Another time will not help. Call us, so that we find another way.")
_LET_GO: Final = _(
    "If you can do without it, take it out of what you asked for. Then we look again."
)
_OTHER_WAY: Final = _("Choose another way to meet, or more than one. Then we look again.")
_TIME: Final = _("Change the time. Then we look again.")
_TIME_OR_REMOTE: Final = _(
    "Change the time, or say that video or phone would do as well. Then we look again."
)
_ADVICE: Final[Mapping[str, Promise]] = {
    Cause.LANGUAGE: _CALL,
    Cause.DIRECTION: _CALL,
    Cause.CONFLICT: _CALL,
    Cause.DO_NOT_SEND: _CALL,
    Cause.WAY: _LET_GO,
    Cause.CREDENTIAL: _LET_GO,
    Cause.GENDER: _LET_GO,
    Cause.AREA: _OTHER_WAY,
    Cause.MODE: _OTHER_WAY,
}


def against_words(cause: str) -> str:
    """What speaks against one person."""
    return str(AGAINST.get(cause) or Cause(cause).label)


def advice(request: InterpreterRequest) -> str:
    """What whoever asked can change, so that somebody is found; it follows from the cause."""
    said = _ADVICE.get(request.cause)
    if said is None:
        said = _TIME if Mode.PHONE in request.modes else _TIME_OR_REMOTE
    return str(said)
