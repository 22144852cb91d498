"""A person under every record she has here, and what belongs to her."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from xenia.ground.accounts.models import AuditEvent, RoleGrant
from xenia.ground.accounts.roles import Role
from xenia.ground.common.languages import is_known, language
from xenia.ground.common.text import fold
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.office import office_facts
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models.record import record_models
from xenia.ground.vault.queries import LOOKS
from xenia.registers.clients.models import Client, Consent, Helper, HouseholdMember
from xenia.registers.clients.models.consent import Consents
from xenia.registers.clients.models.helper import Helpers
from xenia.registers.clients.models.household import Relation

SHOWN_LOOKS = 5


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at her record. who: the roles held then, never a colleague's name; () the office's machine."""

    at: datetime
    who: tuple[str, ...]
    purpose: str
    is_machine: bool


def kept(client: Client) -> Client:
    """The record that stands for her now."""
    found: Client = client
    while found.merged_into is not None:
        found = found.merged_into
    return found


def known_as(client: Client) -> list[UUID]:
    """The numbers of every record of hers, the standing one first. Whoever lists what belongs to her asks for all."""
    first = kept(client)
    others = Client.objects.filter(merged_into=first).values_list("pk", flat=True)
    return [first.pk, *others]


def points_of(client: Client) -> list[ContactPoint]:
    """Her ways of being reached, under this record, the newest of each kind."""
    rows = ContactPoint.objects.filter(subject_id=client.subject_id).order_by("added_on", "pk")
    return list({point.kind: point for point in rows}.values())


def paper_language(client: Client, *, otherwise: str) -> str:
    """The language of the pages that she reads best, for what she takes home; `otherwise` where the office has none."""
    own = str(client.written_language)
    if not own and client.spoken_language and is_known(str(client.spoken_language)):
        own = language(str(client.spoken_language)).written_as
    return own if own in office_facts().codes else otherwise


def consents_of(client: Client) -> "Consents":
    """What she agreed to, under every record of hers, the newest first."""
    found: Consents = Consent.objects.filter(_hers(client)).select_related("recipient")
    return found


def helpers_of(client: Client, *, on: date) -> "Helpers":
    """Who may act for her on a day."""
    found: Helpers = Helper.objects.filter(_hers(client)).standing(on)
    return found


def may_act(client: Client, what: str, *, on: date) -> list[Helper]:
    """Who may do this for her on a day; what: a code of May."""
    return [helper for helper in helpers_of(client, on=on) if what in helper.may]


def membership_of(client: Client) -> HouseholdMember | None:
    """Where she lives, if she said so."""
    found: HouseholdMember | None = (
        HouseholdMember.objects.living_there()
        .filter(_hers(client))
        .select_related("household")
        .first()
    )
    return found


def household_of(client: Client) -> list[HouseholdMember]:
    """Everybody who lives with her, herself among them, who was met first first; [] when she never said."""
    member = membership_of(client)
    if member is None:
        return []
    together = HouseholdMember.objects.living_there().filter(household=member.household)
    rows = list(together.select_related("client__merged_into"))
    return sorted(rows, key=_place_at_home)


def _place_at_home(member: HouseholdMember) -> tuple[bool, date, str]:
    return (
        member.relation != Relation.FIRST,
        member.joined_on,
        fold(str(member.client.called)),
    )


def who_looked(client: Client, *, most: int | None = None) -> list[Look]:
    """Who looked at anything of hers, the latest first. For the person herself, so no colleague is named."""
    people = everybody_who_is([client.subject_id])
    rows = {
        pk
        for model in record_models()
        for pk in model.objects.filter(subject_id__in=people).values_list("pk", flat=True)
    }
    return _looks(AuditEvent.objects.filter(record_id__in=rows), most)


def who_opened_her_page(client: Client, *, most: int = SHOWN_LOOKS) -> list[Look]:
    """The last looks at her own record alone: cheap enough for every page."""
    found = AuditEvent.objects.filter(
        record_type=Client._meta.label_lower, record_id__in=known_as(client)
    )
    return _looks(found, most)


def _hers(client: Client) -> Q:
    return Q(client=client) | Q(client__merged_into=client)


def _looks(events: "QuerySet[AuditEvent]", most: int | None) -> list[Look]:
    found = list(events.filter(action__in=LOOKS).order_by("-at", "pk")[:most])
    grants = RoleGrant.objects.filter(user_id__in={one.actor_id for one in found if one.actor_id})
    held: dict[UUID, list[tuple[str, datetime, datetime | None]]] = {}
    for user, *period in grants.values_list("user_id", "role", "granted_at", "ended_at"):
        held.setdefault(user, []).append(tuple(period))  # type: ignore[arg-type]
    return [
        Look(
            one.at,
            _roles(held.get(one.actor_id or one.pk, []), one.at),
            one.purpose,
            not one.actor_id,
        )
        for one in found
    ]


def _roles(held: list[tuple[str, datetime, datetime | None]], at: datetime) -> tuple[str, ...]:
    return tuple(
        str(Role(role).label)
        for role, since, until in held
        if since <= at and (until is None or at < until)
    )
