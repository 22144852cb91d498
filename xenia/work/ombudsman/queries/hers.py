"""Her complaint as she reads it: what was said, where it stands, and what is due when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.dates import local_day
from xenia.ground.design.shell import PathStep
from xenia.ground.vault.operations.reading import read_by_herself
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord, Release, Remedy
from xenia.work.ombudsman.models.complaint import REVIEWED, Status
from xenia.work.ombudsman.models.words import SHOWN_TO_HER

# The doors she passes, and the states behind each.
DOORS: Final[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = (
    (_("We have it"), (Status.HELD, Status.RECEIVED, Status.ACKNOWLEDGED)),
    (
        _("We look into it"),
        (Status.INVESTIGATING, Status.WITH_DEPARTMENT, Status.WAITS_FOR_HER, Status.REVIEW),
    ),
    (_("What we found"), (Status.FOUND, Status.REMEDY_AGREED, Status.REMEDY_VERIFIED)),
    (_("Closed"), (Status.CLOSED, Status.DISCARDED)),
)
# Each step in words to her.
STEPS: Final[dict[str, str | Promise]] = {
    Status.RECEIVED: _("It came in."),
    Status.ACKNOWLEDGED: _("We wrote to you that we have it."),
    Status.INVESTIGATING: _("We look into it."),
    Status.WITH_DEPARTMENT: _("We asked the department, without your name and without your words."),
    Status.WAITS_FOR_HER: _("We asked you something."),
    Status.FOUND: _("We wrote to you what we found."),
    Status.REMEDY_AGREED: _("We agreed with the department how it makes it good."),
    Status.REMEDY_VERIFIED: _("We looked: it was made good."),
    Status.REVIEW: _("Somebody else looks at it again."),
    Status.CLOSED: _("We closed it."),
}


ANSWERS: Final = (Clock.Which.ACKNOWLEDGE, Clock.Which.ANSWER, Clock.Which.REVIEW)
# What a colleague reads about her is said to her.
FOR_HER: Final[dict[str, str | Promise]] = {Remedy.Kind.SERVICE: _("You get the service")}
WISHED: Final = _("You asked for a second look.")


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of the thread."""

    text: str
    language: str
    on: date
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and the day it was taken."""

    words: str | Promise
    on: date


@dataclass(frozen=True, slots=True)
class Promised:
    """What makes it good, until when, and since when it is there."""

    words: str | Promise
    due_on: date
    verified_on: date | None


def read_by_her(complaint: Complaint) -> list[Said]:
    """The thread: her words and ours to her, as soon as they are in her language."""
    words = complaint.words.filter(kind__in=SHOWN_TO_HER, waits=False)
    return [_said(one, str(complaint.language)) for one in words]


def _said(word: ComplaintWord, hers: str) -> Said:
    opened = read_by_herself(word, "text", "english")
    text = opened["text"] or opened["english"] or ""
    return Said(str(text), hers if opened["text"] else "en", word.on, word.kind == word.Kind.ANSWER)


def doors(complaint: Complaint) -> list[PathStep]:
    """The way of a complaint, as far as it went and she can read it."""
    status = Status.INVESTIGATING if unread_since(complaint) else complaint.status
    here = next(place for place, (_name, states) in enumerate(DOORS) if status in states)
    return [PathStep(str(name), _state(place, here)) for place, (name, _states) in enumerate(DOORS)]


def _state(place: int, here: int) -> Literal["done", "here", "ahead"]:
    if place == here:
        return "here"
    return "done" if place < here else "ahead"


def steps(complaint: Complaint) -> list[Step]:
    """What happened, by day, the newest first; what was found or closed, once she can read it."""
    unread = unread_since(complaint)
    taken: Iterable[tuple[str, date]] = (
        (one.after, local_day(one.at)) for one in complaint.steps_taken.order_by("-at", "-pk")
    )
    ours = [
        Step(STEPS[after], on)
        for after, on in taken
        if after in STEPS and not (unread and on >= unread and after in REVIEWED)
    ]
    wishes = [Step(WISHED, one.started_on) for one in complaint.clocks.all() if one.is_wish]
    return sorted([*wishes, *ours], key=lambda one: one.on, reverse=True)


def remedies(complaint: Complaint) -> list[Promised]:
    """What was agreed to make it good, the next day first. What it is in full, our words to her say."""
    rows = complaint.remedies.all()
    return [
        Promised(FOR_HER.get(one.kind, one.get_kind_display()), one.due_on, one.verified_on)
        for one in rows
    ]


def unread_since(complaint: Complaint) -> date | None:
    """Since when an answer of ours is waited for that was given, and is not in her language yet."""
    if complaint.status not in REVIEWED:
        return None
    running = complaint.clocks.filter(which__in=ANSWERS, met_on=None, dropped_on=None)
    return max((one.started_on for one in running if not one.is_wish), default=None)


def is_being_translated(complaint: Complaint) -> bool:
    """Whether words of ours to her are not in her language yet."""
    return bool(complaint.words.filter(waits=True).exists())


def may_ask_for_review(complaint: Complaint) -> bool:
    """Whether she can ask that somebody else looks at it again: once she can read what we said, and once only."""
    running = complaint.clocks.filter(which__in=ANSWERS, met_on=None, dropped_on=None)
    is_said = complaint.status in REVIEWED and not is_being_translated(complaint)
    return is_said and complaint.stage == 1 and not running.exists()


def releases(complaint: Complaint, today: date) -> "QuerySet[Release]":
    """What the department may read about her today."""
    rows: QuerySet[Release] = complaint.releases.filter(withdrawn_on=None, until__gte=today)
    return rows.select_related("department")
