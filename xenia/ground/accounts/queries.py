"""Questions about colleagues, invitations and the audit."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from xenia.ground.accounts.authority import decides_everywhere, given_by, organizations_in_her_hands
from xenia.ground.accounts.models import AuditEvent, Invitation, RoleGrant, User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import day_span

LIVING = Prefetch(
    "role_grants",
    queryset=RoleGrant.objects.filter(ended_at=None).order_by("granted_at"),
    to_attr="living_grants",
)


def people_seen_by(user: User) -> QuerySet[User]:
    """The colleagues whose access a person may look at: everybody, or those of her own organisations."""
    people = User.objects.prefetch_related(LIVING).order_by("name", "email")
    if decides_everywhere(user):
        return people
    places = organizations_in_her_hands(user)
    hers = RoleGrant.objects.filter(ended_at=None, organization_id__in=places).values("user")
    return people.filter(pk__in=hers)


def people_found(
    people: QuerySet[User], *, words: str = "", role: str = "", left: bool = False
) -> QuerySet[User]:
    """Those of some people whose name or e-mail has every word, who hold a role now, who left or have not."""
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role:
        holders = RoleGrant.objects.filter(ended_at=None, role=role).values("user")
        people = people.filter(pk__in=holders)
    return people.filter(is_active=not left)


def open_invitations(user: User, at: datetime) -> QuerySet[Invitation]:
    """The invitations that wait for an answer and that a person may withdraw, the newest first."""
    waiting = Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=at
    ).order_by("-invited_at")
    if decides_everywhere(user):
        return waiting.filter(role__in=given_by(user.roles()))
    hers = Q(pk__in=())
    for place in organizations_in_her_hands(user):
        hers |= Q(organization_id=place, role__in=given_by(user.grants()[place]))
    return waiting.filter(hers)


def audit_events(
    *,
    person: str = "",
    record_type: str = "",
    record_id: UUID | None = None,
    day: date | None = None,
) -> QuerySet[AuditEvent]:
    """What was done: by or about the people a few words name, to a kind of record, on a local day. Newest first."""
    events = AuditEvent.objects.order_by("-at", "pk")
    if person.strip():
        ids = list(_named(person).values_list("pk", flat=True))
        events = events.filter(Q(actor_id__in=ids) | Q(record_id__in=ids))
    if record_type:
        events = events.filter(record_type=record_type)
    if record_id:
        events = events.filter(record_id=record_id)
    if day:
        start, end = day_span(day)
        events = events.filter(at__gte=start, at__lt=end)
    return events


def _named(words: str) -> QuerySet[User]:
    people = User.objects.all()
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people


def recorded_types() -> list[str]:
    """The kinds of record the audit speaks of."""
    kinds = AuditEvent.objects.exclude(record_type="").order_by("record_type")
    return list(kinds.values_list("record_type", flat=True).distinct())


def names_of_people(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What colleagues are called, by id; an unknown id is left out."""
    wanted = {one for one in ids if one}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=wanted)}


def sample_people() -> list[tuple[str, str]]:
    """One person of each role, to try the sample city with: (role, e-mail)."""
    found: dict[str, str] = {}
    grants = RoleGrant.objects.filter(ended_at=None).order_by("granted_at", "user__email")
    for role, email in grants.values_list("role", "user__email"):
        found.setdefault(role, email)
    return [(str(role.label), found[role]) for role in Role if role in found]
