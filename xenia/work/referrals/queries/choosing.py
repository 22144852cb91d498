"""Services to choose from with a person: what the directory finds, what is free there, and how it is reached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_day, local_time
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import joined
from xenia.registers.directory.models import Listing, Organization
from xenia.registers.directory.queries.service import Wanted, services_wanted
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.office import open_office_index
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import SearchRequest
from xenia.work.programs.queries import places_left_of
from xenia.work.referrals.capacity import in_words
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.models.choices import Way
from xenia.work.referrals.models.referral import SHARED_WAYS
from xenia.work.referrals.queries.partners import organizations_with_somebody
from xenia.work.referrals.queries.words import in_language

SHOWN = 15
# A need alone finds services in the order of their names: so many are looked at before the best are shown.
LOOKED_AT = 90


@dataclass(frozen=True, slots=True)
class Choice:
    """One service to choose. way: a code of Way, or "paper" where nobody is sent by name. free: sentences.

    is_full: every place somebody keeps count of is taken.
    """

    service: UUID
    name: str
    organization: str
    way: str
    languages: str
    speaks_hers: bool
    free: tuple[str, ...] = ()
    is_full: bool = False
    reply_days: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether an agreement stands, and somebody there can answer."""
        return self.way in SHARED_WAYS


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What to look for. need: a code of the needs; language: what she speaks."""

    words: str = ""
    need: str = ""
    language: str = ""
    only_hers: bool = False


def choices_for(wanted: LookedFor, *, at: datetime, reader: str) -> list[Choice]:
    """Services that fit: who can answer first, then who has places, then who speaks her language.

    Where these are alike, the directory's order stays: by name, or how well the words fit.
    """
    found = _found(wanted, at=at, reader=reader)
    rows = Listing.objects.filter(pk__in=found, is_public=True).values_list("pk", "document")
    documents = {pk: said for pk, said in rows if said["organization"]}
    ways = ways_to({UUID(said["organization"]["id"]) for said in documents.values()}, at)
    left = places_left_of(documents, today=local_day(at))
    choices = [
        _choice(pk, documents[pk], ways, left.get(pk, {}), wanted.language, reader)
        for pk in found
        if pk in documents
    ]
    choices.sort(key=lambda one: (not one.is_answered, one.is_full, not one.speaks_hers))
    return choices[:SHOWN]


def _choice(
    pk: UUID,
    document: dict[str, Any],
    ways: dict[UUID, tuple[str, int]],
    left: Mapping[str, int],
    hers: str,
    reader: str,
) -> Choice:
    said = document["organization"]
    codes = [one["code"] for one in document["languages"] if is_known(one["code"])]
    way, reply_days = ways[UUID(said["id"])]
    written = _written_places(document)
    counts = list(left.values()) or list(written.values())
    return Choice(
        service=pk,
        name=in_language(document["name"], reader).text,
        organization=in_language(said["name"], reader).text,
        way=way,
        languages=joined([name_in(code, reader) for code in codes], reader) if codes else "",
        speaks_hers=bool(hers) and hers in codes,
        free=tuple(in_words(left) if left else written),
        is_full=bool(counts) and not any(counts),
        reply_days=reply_days,
    )


def _written_places(document: dict[str, Any]) -> dict[str, int]:
    """What the directory's entry says itself: {sentence: how many}."""
    rows = [one for one in document.get("capacity") or () if one["available"] is not None]
    words = _("%(unit)s: %(available)s free")
    return {words % one: one["available"] for one in rows}


def ways_to(organizations: Collection[UUID], at: datetime) -> dict[UUID, tuple[str, int]]:
    """How each can be reached: (code, days to answer), with three queries for all."""
    today = local_day(at)
    standing = {
        one.organization_id: one
        for one in Agreement.objects.standing(today).filter(organization_id__in=organizations)
    }
    peopled = organizations_with_somebody(organizations)
    kinds = dict(Organization.objects.filter(pk__in=organizations).values_list("pk", "kind"))
    return {pk: _way(standing.get(pk), pk in peopled, kinds.get(pk, "")) for pk in organizations}


def _way(agreement: Agreement | None, has_somebody: bool, kind: str) -> tuple[str, int]:
    if agreement is None:
        return ("paper" if kind == Organization.Kind.SHELTER else Way.SLIP.value), 0
    if agreement.is_victim_service:
        return "paper", 0
    if has_somebody:
        return Way.INBOX.value, agreement.reply_days
    return (Way.LINK if agreement.email else Way.SLIP).value, agreement.reply_days


def _found(wanted: LookedFor, *, at: datetime, reader: str) -> list[UUID]:
    """By the directory's search; where no index was made yet, by names."""
    request = SearchRequest(
        words=wanted.words,
        language=reader,
        languages=frozenset({wanted.language})
        if wanted.only_hers and wanted.language
        else frozenset(),
        need=wanted.need,
        now=local_time(at),
        page_size=_most(wanted),
    )
    try:
        result = search(request, open_office_index(), today=local_day(at))
    except NoIndex:
        rows = services_wanted(Wanted(words=wanted.words, status="active"), on=local_day(at))
        return list(rows.values_list("pk", flat=True)[: _most(wanted)])
    return [hit.id for hit in result.hits]


def _most(wanted: LookedFor) -> int:
    """How many the directory is asked for: the best for her words, or enough to choose the best from."""
    return SHOWN if wanted.words else LOOKED_AT
