"""Finding a person: by phone, e-mail, her code, or the sound of what she is called."""

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.common.text import fold
from xenia.ground.keys.codes import ALPHABET
from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.queries import contacts_at
from xenia.ground.vault import blind
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.merging import everybody_who_is, known_as
from xenia.registers.clients.models import Client

MOST = 20
# How many sealed names are opened to compare: a common name has thousands of hits.
OPENED = 200
# Of 100: how much of what was typed a name must share.
ENOUGH = 74
CODE = re.compile(rf"^([{ALPHABET}]{{3}})[\s-]?([{ALPHABET}]{{3}})$")
YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")


def find(text: str, *, by: User) -> list[Client]:
    """At most 20 people for what somebody typed, best first. A record that was merged leads to the one that stands.

    by: who asks; somebody who may not serve people finds nobody. Whoever shows them notes the look
    (`operations.note_found`).
    """
    typed = text.strip()
    if not by.may("clients.serve"):
        return []
    return by_code(typed) or by_address(typed) or by_name(typed)


def by_code(typed: str) -> list[Client]:
    """Who has this code."""
    code = CODE.match(typed.upper())
    return _standing(Client.objects.filter(code="-".join(code.groups()))) if code else []


def by_address(typed: str) -> list[Client]:
    """Whose phone number or e-mail this is. A phone is often shared."""
    for kind, own in (("email", own_email), ("phone", own_phone)):
        try:
            address = own(typed)
        except NotAnAddress:
            continue
        people = {point.subject_id for point in contacts_at(kind, address)}
        return of_subjects(people)
    return []


def by_name(typed: str) -> list[Client]:
    """Whose name sounds like this. A year beside it is taken as her year of birth."""
    year = YEAR.search(typed)
    name = YEAR.sub(" ", typed).strip()
    if not name:
        return []
    found = []
    for client in alike(name, int(year.group()) if year else None):
        near = likeness(name, str(client.called))
        if near >= ENOUGH:
            found.append((near + 5 * bool(year and client.birth_year == year.group()), client))
    found.sort(key=lambda pair: -pair[0])
    return _standing([client for _near, client in found])


def alike(name: str, year: int | None = None) -> list[Client]:
    """People whose name may sound like this, the likeliest first; each is still to be compared."""
    people = blind.likeliest("name", blind.sounds(name, year), most=OPENED)
    now = known_as(people)
    place = {subject: number for number, subject in enumerate(people)}
    rows = Client.objects.filter(subject_id__in=list(now))
    return sorted(rows, key=lambda row: place[now[row.subject_id]])


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, in whatever letters and order."""
    from anyascii import anyascii
    from rapidfuzz import fuzz

    first, second = (fold(anyascii(name)) for name in (one, other))
    if not first or not second:
        return 0
    return float(max(fuzz.token_set_ratio(first, second), fuzz.ratio(first, second)))


def of_subjects(people: Collection[UUID]) -> list[Client]:
    """The standing records of these people."""
    return _standing(Client.objects.filter(subject_id__in=everybody_who_is(people)))


def _standing(found: Iterable[Client]) -> list[Client]:
    """Each person once, by the record that stands for her, in order; who was erased is left out."""
    rows = list(found)
    moved = [row.merged_into_id for row in rows if row.merged_into_id]
    kept = {row.pk: row for row in Client.objects.filter(pk__in=moved)} if moved else {}
    now = [kept[row.merged_into_id] if row.merged_into_id else row for row in rows]
    people = {one.pk: one for one in now if not is_shredded(one.called)}
    return list(people.values())[:MOST]
