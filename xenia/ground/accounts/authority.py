"""Who decides about whose access.

The office's director and supervisors decide everywhere; a partner's manager and a department's coordinator decide
in their own organisation. Nobody decides about herself, or about somebody who holds a role she could not give.
"""

from collections.abc import Iterable
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import GIVES, WITHIN_ORGANIZATION, Role


def roles_to_give(by: User, organization_id: UUID | None) -> frozenset[Role]:
    """The roles a person may give and end at a place (None: in the office itself)."""
    held = {role for role in by.roles() if role not in WITHIN_ORGANIZATION}
    if organization_id is not None:
        held |= by.grants().get(organization_id, set())
    return given_by(held)


def roles_to_give_anywhere(by: User) -> list[Role]:
    """Every role a person may give at some place, in the order roles are listed."""
    given = given_by(by.roles())
    return [role for role in Role if role in given]


def decides_everywhere(by: User) -> bool:
    """Whether a person decides for every organisation, and sees everybody."""
    return by.may("accounts.manage")


def organizations_in_her_hands(by: User) -> set[UUID]:
    """The organisations of her own whose people a person decides about."""
    return {one for one in by.organizations() if by.may("accounts.manage", organization=one)}


def may_decide_about(by: User, person: User) -> bool:
    """Whether a person may end another's access, let her back in, or give her a new link.

    Who holds no role now is the office's to decide about.
    """
    if by.pk == person.pk:
        return False
    places = person.grants()
    if not places:
        return decides_everywhere(by)
    return all(roles <= roles_to_give(by, place) for place, roles in places.items())


def given_by(held: Iterable[Role]) -> frozenset[Role]:
    """The roles that holders of some roles may give, where they hold them."""
    return frozenset[Role]().union(*(GIVES.get(role, frozenset()) for role in held))
