"""People who may be the same. It is suggested, never decided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from xenia.registers.clients.models import Client, NotTheSame
from xenia.registers.clients.queries.finding import alike, by_address, likeness
from xenia.registers.clients.queries.people import household_of, points_of
from xenia.registers.clients.said import Said

SUGGESTED = 5
# Of 100. The same name in other letters scores above 85; two names that share one word score below.
SAME_NAME = 85
NEAR_NAME = 60
# A year told wrong by one is common; by more it is another person.
# Source: research, casework §1 (false positives on one surname and other birth dates).
YEARS_APART = 1


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody who may be the same person, and what speaks for it."""

    client: Client
    reasons: tuple[str, ...]


def likely(one: Client | Said, *, phone: str = "", email: str = "") -> list[Likely]:
    """At most 5 people who may be the same as somebody known, or as somebody who is just said. Best first.

    phone, email: what somebody new gave. Whoever shows them notes the look.
    """
    return _best(one, _with_address(_addresses(one, phone, email)), _with_name(one))


def likely_by_address(one: Client) -> list[Likely]:
    """Of these, those who share her phone or e-mail: cheap enough for every page. A name alone takes a look at many."""
    return _best(one, _with_address(_addresses(one, "", "")), ())


def likely_same(one: Client | Said, *, phone: str = "", email: str = "") -> list[Client]:
    """The same people, without the reasons."""
    return [pair.client for pair in likely(one, phone=phone, email=email)]


def _best(
    one: Client | Said, shared: list[Client], alike_by_name: Iterable[Client]
) -> list[Likely]:
    others = {client.pk: client for client in [*shared, *alike_by_name]}
    for pk in _told_apart(one):
        others.pop(pk, None)
    found = [
        Likely(other, reasons)
        for other in others.values()
        if not other.merged_into_id and (reasons := _reasons(one, other, other in shared))
    ]
    found.sort(key=lambda pair: -len(pair.reasons))
    return found[:SUGGESTED]


def _reasons(one: Client | Said, other: Client, shares_address: bool) -> tuple[str, ...]:
    near = likeness(str(one.called), str(other.called)) if one.called and other.called else 0
    apart = _years_apart(one, other)
    if apart is not None and apart > YEARS_APART:
        return ()
    if near < (NEAR_NAME if shares_address or not one.called else SAME_NAME) and other.called:
        return ()
    beside = _beside(one, other, shares_address, apart)
    if near >= SAME_NAME and not beside and len(str(one.called).split()) == 1:
        return ()
    return ((_("The name is alike"),) if near >= NEAR_NAME else ()) + beside


def _beside(
    one: Client | Said,
    other: Client,
    shares_address: bool,
    apart: int | None,
) -> tuple[str, ...]:
    """What speaks for it apart from the name."""
    said = (
        (shares_address, _("The same phone or e-mail")),
        (apart is not None, _("The same year of birth, or the one beside it")),
        (bool(one.area) and one.area == other.area, _("The same neighborhood")),
    )
    return tuple(words for holds, words in said if holds)


def _years_apart(one: Client | Said, other: Client) -> int | None:
    years = [str(who.birth_year) for who in (one, other)]
    if not all(year.isdecimal() for year in years):
        return None
    return abs(int(years[0]) - int(years[1]))


def _with_name(one: Client | Said) -> list[Client]:
    if not one.called:
        return []
    year = str(one.birth_year)
    return alike(str(one.called), int(year) if year.isdecimal() else None)


def _with_address(addresses: Iterable[str]) -> list[Client]:
    return [client for address in addresses for client in by_address(address)]


def _addresses(one: Client | Said, phone: str, email: str) -> list[str]:
    if isinstance(one, Client):
        return [str(point.address) for point in points_of(one) if not point.is_erased]
    return [address for address in (phone, email) if address]


def _told_apart(one: Client | Said) -> set[UUID]:
    """Herself, those somebody told apart from her, and those she lives with."""
    if not isinstance(one, Client):
        return set()
    pairs = NotTheSame.objects.filter(Q(one=one) | Q(other=one)).values_list("one", "other")
    return {
        one.pk,
        *(pk for pair in pairs for pk in pair),
        *(member.client_id for member in household_of(one)),
    }
