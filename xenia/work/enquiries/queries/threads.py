"""Questions as colleagues look for them, and as those who asked read them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.common.languages import is_known, language, name_in
from xenia.ground.vault.fields import is_shredded
from xenia.work.enquiries.codes import hash_of
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import AT_WORK, OWED, Status
from xenia.work.enquiries.models.word import OWN, SHOWN_TO_ASKER

WAITING, MINE, FORWARDED, TRANSLATE, ANSWERED, CLOSED = (
    "waiting",
    "mine",
    "forwarded",
    "translate",
    "answered",
    "closed",
)
# The oldest of a view that is looked through.
MOST = 1_000
VIEWS: dict[str, dict[str, Any]] = {
    "": {"status__in": OWED},
    WAITING: {"status": Status.WAITING},
    MINE: {"status__in": (Status.TAKEN, Status.FORWARDED)},
    FORWARDED: {"status": Status.FORWARDED},
    TRANSLATE: {"status": Status.TAKEN, "wants_translation": True},
    ANSWERED: {"status__in": (Status.ANSWERED, Status.ASKED_BACK)},
    CLOSED: {"status": Status.CLOSED},
}


def queue(*, view: str, mine: UUID, kind: str = "", tongue: str = "") -> list[Enquiry]:
    """Questions of a view, the most urgent first.

    kind: "work" for departments, press and partners, "people" for everybody else. tongue: asked in this language; it is
    sealed, so the rows of the view are opened to look: a view has a few hundred at most.
    """
    rows = Enquiry.objects.filter(**VIEWS[view]).select_related("forwarded_to")
    if view == MINE:
        rows = rows.filter(taken_by_id=mine)
    if kind:
        rows = rows.filter(asker__in=AT_WORK) if kind == "work" else rows.exclude(asker__in=AT_WORK)
    order = ("-moved_on", "pk") if view in (ANSWERED, CLOSED) else ("due_on", "asked_on", "pk")
    found = list(rows.order_by(*order)[:MOST])
    return [one for one in found if not tongue or str(one.language) == tongue]


def tongues(enquiries: list[Enquiry]) -> list[str]:
    """The languages somebody asked in, each once."""
    return sorted({str(one.language) for one in enquiries if is_known(str(one.language))})


def tongue_name(enquiry: Enquiry, reader: str) -> str:
    """The language of a question in the reader's words; "" where it was erased."""
    code = str(enquiry.language)
    return name_in(code, reader) if is_known(code) and not is_shredded(enquiry.language) else ""


def direction(enquiry: Enquiry) -> str:
    """Which way its language is written."""
    code = str(enquiry.language)
    return language(code).direction if is_known(code) else "ltr"


def with_code(typed: str) -> Enquiry | None:
    """The question somebody holds the code of; None when there is none."""
    hashed = hash_of(typed)
    found: Enquiry | None = Enquiry.objects.filter(code_hash=hashed).first() if hashed else None
    return found if found and not is_shredded(found.language) else None


def read_by_asker(enquiry: Enquiry) -> list[Word]:
    """The thread as she reads it: her words and ours to her, never a colleague's note."""
    return list(enquiry.words.filter(kind__in=SHOWN_TO_ASKER))


def read_by_other(enquiry: Enquiry) -> list[Word]:
    """What another organization reads: the question, what it means, and the newest note. Not who asks."""
    own = list(enquiry.words.filter(kind__in=OWN))
    note = enquiry.words.filter(kind=Word.Kind.FORWARD).order_by("-number")[:1]
    return [*own, *note]


def forwarded_to(organizations: set[UUID]) -> "QuerySet[Enquiry]":
    """Questions that lie with some organizations, the most urgent first."""
    rows: QuerySet[Enquiry] = Enquiry.objects.filter(
        status=Status.FORWARDED, forwarded_to_id__in=organizations
    )
    return rows.select_related("forwarded_to").order_by("due_on", "pk")


def organization_of(pk: UUID) -> UUID | None:
    """The organization a question lies with now; None when with none."""
    rows = Enquiry.objects.filter(pk=pk, status=Status.FORWARDED)
    found: UUID | None = rows.values_list("forwarded_to_id", flat=True).first()
    return found


def counts(today: date, mine: UUID) -> dict[str, int]:
    """How many questions stand in each view, and how many are late."""
    rows = Enquiry.objects.filter
    found = {
        view: (
            rows(**VIEWS[view], taken_by_id=mine) if view == MINE else rows(**VIEWS[view])
        ).count()
        for view in (WAITING, MINE, FORWARDED, TRANSLATE)
    }
    return found | {"late": Enquiry.objects.overdue(today).count()}
