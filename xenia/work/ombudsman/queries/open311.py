"""What everybody reads of complaints through Open311: those somebody agreed to have listed, without her words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import DateField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.ground.common.languages import all_languages
from xenia.ground.reference.models import Area
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Service
from xenia.work.departments.queries.departments import departments
from xenia.work.departments.queries.statements import city_services
from xenia.work.ombudsman.codes import code_for, hash_of
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Closing, Complaints, Kind, Level, Status, Wanted
from xenia.work.ombudsman.open311.wire import (
    MOST_AT_ONCE,
    Attribute,
    Listed,
    Row,
    service_row,
)

# Who was punished for a complaint is listed nowhere: the department would read it.
OFFERED: Final = tuple(kind for kind in Kind if kind != Kind.RETALIATION)
# Whether somebody agrees that a department knows her, and that hers is listed.
YES: Final = "yes"
NO: Final = "no"
# Its state for everybody says less than ours: not whom we asked, nor whom we wait for.
HEARD: Final = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
DECIDED: Final = frozenset({Status.FOUND, Status.REMEDY_AGREED, Status.REMEDY_VERIFIED})
KEYWORDS: Final = {
    Kind.ACCESS: "refused,turned away,access",
    Kind.LANGUAGE: "language,interpreter,translation",
    Kind.TREATMENT: "rude,unfair,discrimination",
    Kind.DELAY: "waiting,late,slow",
    Kind.MISTAKE: "mistake,error",
    Kind.PRIVACY: "privacy,personal data",
    Kind.SCAM: "scam,fraud,notario",
    Kind.OTHER: "complaint",
}


def form_token(token: str) -> str:
    """What her code is made from, for the token an app was given. No page's form can be sent with it."""
    return f"open311|{token}"


def listed() -> Complaints:
    """Complaints everybody may see, the newest day first; within a day by random number."""
    rows: Complaints = Complaint.objects.let_in().filter(
        is_public=True, level=Level.OPEN, kind__in=OFFERED
    )
    return rows.order_by("-filed_on", "pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: between two days, of some kinds, open or closed ones."""

    first: date
    last: date
    codes: Collection[str] = ()
    is_open: bool | None = None


def requests(asked: Asked, *, page: int, on_a_page: int) -> list[Listed]:
    """The complaints somebody asks for, one page of them."""
    rows = listed().filter(filed_on__range=(asked.first, asked.last))
    if asked.codes:
        rows = rows.filter(kind__in=asked.codes)
    if asked.is_open is not None:
        ended = Q(status=Status.CLOSED)
        rows = rows.filter(~ended if asked.is_open else ended)
    start = (page - 1) * on_a_page
    return _as_listed(rows[start : start + on_a_page])


def requests_of(numbers: Collection[str]) -> list[Listed]:
    """The complaints with these numbers, as far as everybody may see them."""
    wanted = [number for typed in list(numbers)[:MOST_AT_ONCE] if (number := _uuid(typed))]
    return _as_listed(listed().filter(pk__in=wanted))


def with_token(token: str) -> Complaint | None:
    """The complaint an app filed; None when there is none, or it was a machine's."""
    rows = Complaint.objects.exclude(status=Status.DISCARDED)
    found: Complaint | None = rows.filter(code_hash=hash_of_token(token)).first()
    return found


def number_shown(complaint: Complaint) -> str | None:
    """Its number, once everybody may see it."""
    return str(complaint.pk) if listed().filter(pk=complaint.pk).exists() else None


def hash_of_token(token: str) -> str:
    """What is looked up for an app's token."""
    return hash_of(code_for(form_token(token)))


def services() -> list[Row]:
    """The kinds of complaints, as services."""
    return [
        service_row(
            code=kind.value,
            name=str(kind.label),
            description=_("Complain about the city or one of its departments."),
            keywords=KEYWORDS[kind],
            group=_("Complaints"),
        )
        for kind in OFFERED
    ]


def attributes() -> tuple[Attribute, ...]:
    """What a complaint may say beside its words. Only who may know of it is asked of everybody: two answers."""
    own = office_facts()
    reader = own.codes[0]
    yes_or_no = ((YES, _("Yes")), (NO, _("No")))
    tongues = sorted(
        (one for one in all_languages() if one.is_written),
        key=lambda one: one.code not in own.codes,
    )
    return (
        Attribute("open", _open_words(), yes_or_no, is_required=True),
        Attribute("listed", _listed_words(), yes_or_no, is_required=True),
        Attribute(
            "department",
            _("Which department?"),
            tuple((str(one.pk), one.name) for one in departments()),
        ),
        Attribute(
            "service",
            _("Which service?"),
            tuple(
                (
                    str(one.pk),
                    f"{one.organization.name}: {one.name}" if one.organization else one.name,
                )
                for one in city_services().select_related("organization")
            ),
        ),
        Attribute(
            "area",
            _("Which part of the city?"),
            tuple((code, own.area_name(code, reader)) for code in own.area_names),
        ),
        Attribute(
            "wanted",
            _("What would make it good?"),
            tuple((one.value, str(one.label)) for one in Wanted),
        ),
        Attribute(
            "language",
            _("In which language do you write? We answer in it."),
            tuple((one.code, one.own_name) for one in tongues),
        ),
    )


def _open_words() -> str:
    return _(
        "May the department know who you are? To stay unknown, complain on our page: %(address)s"
    ) % {"address": f"{settings.SITE_ADDRESS}{reverse('complaint:complain')}"}


def _listed_words() -> str:
    return _(
        "If the department may know: may everybody read that somebody complained, about which department, and on which"
        " day? Nobody reads your words."
    )


def area_of(code: str) -> Area | None:
    """A part of the city by its code."""
    return Area.objects.filter(code=code).first()


def service_of(number: str) -> Service | None:
    """A service of the city by its number."""
    pk = _uuid(number)
    rows = city_services().select_related("organization")
    return rows.filter(pk=pk).first() if pk else None


def _as_listed(rows: Any) -> list[Listed]:
    """No word of hers is fetched."""
    due = Clock.objects.filter(
        complaint=OuterRef("pk"),
        which__in=(Clock.Which.ANSWER, Clock.Which.REVIEW),
        met_on=None,
        dropped_on=None,
        paused_on=None,
    ).values("due_on")[:1]
    found = rows.annotate(expected_on=Subquery(due, output_field=DateField())).values(
        "pk",
        "status",
        "closing",
        "kind",
        "department__name",
        "filed_on",
        "moved_on",
        "closed_on",
        "expected_on",
    )
    return [_listed(row) for row in found]


def _listed(row: dict[str, Any]) -> Listed:
    is_open = row["status"] != Status.CLOSED
    return Listed(
        number=str(row["pk"]),
        is_open=is_open,
        notes=_notes(row["status"], row["closing"]),
        service_code=row["kind"],
        service_name=str(Kind(row["kind"]).label),
        agency=row["department__name"],
        asked_on=row["filed_on"],
        changed_on=row["moved_on"] if is_open else row["closed_on"],
        expected_on=row["expected_on"] if is_open else None,
    )


def _notes(status: str, closing: str) -> str:
    if closing:
        return str(Closing(closing).label)
    if status in HEARD:
        return _("We have it.")
    return _("We said what we found.") if status in DECIDED else _("We look into it.")


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
