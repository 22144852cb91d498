"""What waits for an editor, and how a proposal reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import (
    Location,
    Organization,
    Proposal,
    ProposedChange,
    Service,
)
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries.details import DETAILS, read_rows
from xenia.registers.directory.queries.differences import Piece, side_by_side
from xenia.registers.directory.queries.location import locations_seen_by
from xenia.registers.directory.queries.wording import field_name, row_in_words, value_in_words

DECIDED_BY_EDITORS = (
    Proposal.Status.ACCEPTED,
    Proposal.Status.PARTLY,
    Proposal.Status.DECLINED,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a proposal, in the reader's words. is_crossed: it says something else than when it was proposed."""

    change: ProposedChange
    field: str
    now: list[Piece]
    proposed: list[Piece]
    then: str = ""
    is_crossed: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether nobody decided about this field yet."""
        return self.change.status == ProposedChange.Status.WAITING


def proposals_seen_by(user: User) -> QuerySet[Proposal]:
    """The proposals a person may read: all of them in the office, elsewhere those of her own organisations.

    What the public says about an organisation is for the office alone.
    """
    found = Proposal.objects.select_related("by", "decided_by", "organization")
    if user.may("directory.edit"):
        return found
    own = [one for one in user.organizations() if user.may("directory.edit", organization=one)]
    return found.filter(organization__in=own).exclude(origin=Proposal.Origin.PUBLIC)


def waiting_proposals(user: User) -> QuerySet[Proposal]:
    """What waits, the oldest first."""
    return proposals_seen_by(user).filter(status=Proposal.Status.WAITING).order_by("made_at", "pk")


def decided_proposals(user: User) -> QuerySet[Proposal]:
    """What was decided or taken back, the newest first; what a newer proposal replaced is left out."""
    found = proposals_seen_by(user).exclude(status=Proposal.Status.WAITING)
    return found.filter(replaced_by=None).order_by("-decided_at", "pk")


def decided_for(user: User, *, since: datetime) -> QuerySet[Proposal]:
    """What the office decided since a moment about the changes this person asked for, the newest first."""
    return decided_proposals(user).filter(
        by=user, decided_at__gt=since, status__in=DECIDED_BY_EDITORS
    )


def waiting_of(record: Record, user: User) -> list[Proposal]:
    """What waits about one record, as far as this person may read it."""
    kind = str(record._meta.model_name)
    return list(waiting_proposals(user).filter(record_type=kind, record_id=record.pk))


def own_waiting(record: Record, user: User) -> Proposal | None:
    """What this person asked to change of one record and nobody decided yet."""
    return next((one for one in waiting_of(record, user) if one.by_id == user.pk), None)


def names_of_records(proposals: Iterable[Proposal]) -> dict[UUID, str]:
    """What the entries of some proposals are called."""
    wanted: dict[str, set[UUID]] = {}
    for one in proposals:
        wanted.setdefault(one.record_type, set()).add(one.record_id)
    found: dict[UUID, str] = {}
    for model in (Service, Organization, Location):
        ids = wanted.get(str(model._meta.model_name), set())
        if ids:
            rows = model._default_manager.filter(pk__in=ids)
            found |= dict(rows.values_list("pk", "name"))
    return found


def lines_of(proposal: Proposal, now: Mapping[str, str], *, reader: str, user: User) -> list[Line]:
    """The fields of a proposal, each with what stands now beside what is proposed.

    now: what stands in each waiting field; a decided field shows what stood when it was proposed.
    """
    return [
        _line(proposal, change, now.get(change.field, change.before), reader, user)
        for change in proposal.changes.all()
    ]


def _line(
    proposal: Proposal, change: ProposedChange, standing: str, reader: str, user: User
) -> Line:
    is_waiting = change.status == ProposedChange.Status.WAITING
    stands = standing if is_waiting else change.before

    def said(text: str) -> str:
        return in_words(proposal.record_type, change.field, text, reader=reader, user=user)

    old, new = side_by_side(said(stands), said(change.after))
    is_crossed = is_waiting and standing != change.before
    return Line(
        change=change,
        field=field_name(change.field, reader),
        now=old,
        proposed=new,
        then=said(change.before) if is_crossed else "",
        is_crossed=is_crossed,
    )


def in_words(kind: str, name: str, text: str, *, reader: str, user: User) -> str:
    """A field's text as people read it; places by their names, as far as this person may know of them."""
    if name == "places":
        ids = [one for one in text.split(",") if one]
        found = locations_seen_by(user).filter(pk__in=ids)
        return "\n".join(found.order_by("name").values_list("name", flat=True))
    if name in DETAILS and text:
        return "\n".join(_row(name, row, reader) for row in read_rows(name, text))
    return value_in_words(kind, name, text, reader)


def _row(name: str, row: dict[str, object], reader: str) -> str:
    words = row_in_words(name, row, reader)
    return " · ".join((words, _("Only for the office"))) if row.get("is_confidential") else words
