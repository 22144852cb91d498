"""Intakes and matters as colleagues look for them, and requests as those who asked read them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from xenia.ground.common.languages import is_known, language, name_in
from xenia.ground.vault.fields import is_shredded
from xenia.registers.clients.models import Client
from xenia.work.casework.codes import hash_of
from xenia.work.casework.models import Intake, Matter, Need, Note
from xenia.work.casework.models.intake import OPEN, OWED, Status
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.models.note import SHOWN_TO_HER

WAITING, MINE, DRAFTS, WAITLIST, HELPED, CLOSED = (
    "waiting",
    "mine",
    "drafts",
    "waitlist",
    "helped",
    "closed",
)
VIEWS: dict[str, dict[str, Any]] = {
    "": {"status__in": OWED},
    WAITING: {"status__in": OWED, "taken_by_id__isnull": True},
    MINE: {"status__in": (*OWED, Status.WAITLISTED)},
    DRAFTS: {"status": Status.STARTED},
    WAITLIST: {"status": Status.WAITLISTED},
    HELPED: {"status": Status.ACCEPTED},
    CLOSED: {"status__in": (Status.DECLINED, Status.WITHDRAWN)},
}
# Views of what lies with whoever looks.
OWN = (MINE, DRAFTS)


def queue(*, view: str, mine: UUID, need: str = "", channel: str = "") -> "QuerySet[Intake]":
    """Intakes of a view, what cannot wait first. Nobody's words and nobody's name."""
    rows: QuerySet[Intake] = Intake.objects.filter(**VIEWS[view])
    if view in OWN:
        rows = rows.filter(taken_by_id=mine)
    if need:
        rows = rows.filter(needs__need=need)
    if channel:
        rows = rows.filter(channel=channel)
    is_over = view in (HELPED, CLOSED)
    order = ("-moved_on", "pk") if is_over else ("due_on", "begun_on", "pk")
    return rows.order_by(*order).prefetch_related(
        Prefetch("needs", Need.objects.only("intake_id", "need"))
    )


def counts(today: date, mine: UUID) -> dict[str, int]:
    """How many intakes stand in each view, and how many are late."""
    lies_with_me = Q(taken_by_id=mine)
    asked = {
        WAITING: Q(**VIEWS[WAITING]),
        WAITLIST: Q(**VIEWS[WAITLIST]),
        MINE: Q(**VIEWS[MINE]) & lies_with_me,
        DRAFTS: Q(**VIEWS[DRAFTS]) & lies_with_me,
        "late": Q(status__in=OWED, due_on__lt=today),
    }
    counted: dict[str, int] = Intake.objects.filter(status__in=OPEN).aggregate(
        **{view: Count("pk", filter=which) for view, which in asked.items()}
    )
    return counted


def people_of(intakes: Iterable[Intake]) -> dict[UUID | None, Client]:
    """The people of some intakes or matters, whose keys come with one query."""
    wanted: list[UUID] = [one.client_id for one in intakes if one.client_id]
    return {one.pk: one for one in Client.objects.filter(pk__in=wanted)}


def tongue(intake: Intake, client: Client | None) -> str:
    """The code of the language she speaks; "" where it was erased, or nobody wrote it down."""
    said = client.spoken_language if client else intake.language
    code = "" if is_shredded(said) else str(said)
    return code if is_known(code) else ""


def tongue_name(code: str, reader: str) -> str:
    """A language in the reader's words."""
    return name_in(code, reader) if code else ""


def direction(code: str) -> str:
    """Which way it is written."""
    return language(code).direction if code else "ltr"


def with_code(typed: str) -> Intake | None:
    """The request somebody holds the code of; None when there is none."""
    hashed = hash_of(typed)
    found: Intake | None = Intake.objects.filter(code_hash=hashed).first() if hashed else None
    return found if found and not is_shredded(found.language) else None


def read_by_her(intake: Intake) -> list[Note]:
    """Her words and our answers, never a colleague's note."""
    return list(intake.notes.filter(kind__in=SHOWN_TO_HER))


def intakes_of(client: Client, besides: UUID | None = None) -> list[Intake]:
    """Every intake of a person, the newest first."""
    rows = Intake.objects.filter(client=client)
    rows = rows.exclude(pk=besides) if besides else rows
    return list(rows.prefetch_related("needs").order_by("-begun_on", "pk")[:50])


def matters_of(client: Client) -> list[Matter]:
    """Every matter of a person, what is open first."""
    open_first = F("closed_on").asc(nulls_first=True)
    rows = Matter.objects.filter(client=client).order_by(open_first, "-opened_on", "pk")
    return list(rows[:50])


def matters(*, view: str, mine: UUID, today: date) -> "QuerySet[Matter]":
    """The office's matters of a view: "" those of whoever looks, "all", "stale", "closed"."""
    rows: QuerySet[Matter] = Matter.objects.held_by([OFFICE]).select_related("client")
    if view == "closed":
        return rows.filter(closed_on__isnull=False).order_by("-closed_on", "pk")
    chosen = (
        rows.filter(pk__in=Matter.objects.stale(today).values("pk")) if view == "stale" else rows
    )
    chosen = chosen.filter(closed_on__isnull=True)
    if view == "":
        chosen = chosen.filter(taken_by_id=mine)
    return chosen.order_by("due_on", "moved_on", "pk")
