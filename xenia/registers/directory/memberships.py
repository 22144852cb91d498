"""Who belongs to which organisation.

The roles are kept by `accounts`, which knows organisations by their ids and asks here for their names.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import texts_of
from xenia.registers.directory.models import Organization
from xenia.registers.directory.queries.merges import all_kept_instead

MOST_FOUND = 20


def members_of(organization: Organization) -> QuerySet[User]:
    """The people who hold a role in an organisation now, by name."""
    held = RoleGrant.objects.filter(ended_at=None, organization_id=organization.pk).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name", "email")


def organizations_of(user: User) -> QuerySet[Organization]:
    """The organisations a person belongs to now, by name."""
    return Organization.objects.filter(pk__in=user.organizations()).order_by("name")


def organization_names(ids: Collection[UUID], reader: str) -> dict[UUID, str]:
    """What organisations are called in the reader's language, else as first written; unknown ids are left out.

    One that became part of another is called as that one.
    """
    kept = all_kept_instead("organization", ids)
    wanted = {kept.get(pk, pk) for pk in ids}
    translated = texts_of(Organization, wanted)
    found = dict(Organization.objects.filter(pk__in=wanted).values_list("pk", "name"))
    names = {pk: _in(translated[pk], reader) or name for pk, name in found.items()}
    return {pk: names[kept.get(pk, pk)] for pk in ids if kept.get(pk, pk) in names}


def find_organizations(words: str, reader: str) -> list[tuple[UUID, str]]:
    """At most 20 open organisations with every word in their name, in any language; the exact name comes first."""
    found = Organization.objects.filter(status=Organization.Status.ACTIVE)
    for word in words.split():
        found = found.filter(_called(word))
    ids = _best(found, words)
    names = organization_names(ids, reader)
    return [(pk, names[pk]) for pk in ids]


def _called(word: str) -> Q:
    elsewhere = TranslatedText.objects.filter(
        record_type=Organization._meta.label_lower, field="name", text__icontains=word
    )
    return (
        Q(name__icontains=word)
        | Q(alternate_name__icontains=word)
        | Q(pk__in=elsewhere.values("record_id"))
    )


def _best(found: QuerySet[Organization], words: str) -> list[UUID]:
    exact = found.filter(name__iexact=words.strip()).values_list("pk", flat=True)[:MOST_FOUND]
    rest = found.order_by("name").values_list("pk", flat=True)[:MOST_FOUND]
    return list(dict.fromkeys([*exact, *rest]))[:MOST_FOUND]


def _in(texts: dict[str, dict[str, TranslatedText]], reader: str) -> str:
    row = texts.get("name", {}).get(reader)
    return row.text if row else ""


HANDLERS.organization_names = organization_names
HANDLERS.find_organizations = find_organizations
