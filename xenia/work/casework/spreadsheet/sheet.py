"""The spreadsheet of open cases: one row for each person, or one for each thing she needs.

Who is new comes in with her case; who is known gets what the list adds. Nobody is joined to somebody of the same name
alone: the phone, the e-mail or the year of birth must be the same, too.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy, gettext_noop

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import name_in
from xenia.ground.common.numbers_not_kept import without_numbers
from xenia.ground.common.text import fold
from xenia.ground.imports.cells import Ways, day, email, one_of, plain, text
from xenia.ground.imports.plug import Column, Done, Outcome, Sheet, Step, Values
from xenia.ground.imports.reading import Cell
from xenia.ground.imports.sentences import Partly, Refused, Sentence
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.notifications.addresses import NotAnAddress, own_phone
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.notifications.safety import Safety
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault import blind
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said
from xenia.registers.clients.queries.finding import by_address
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import OPEN, Status
from xenia.work.casework.operations.listed import (
    ListedCase,
    WorkedOnSince,
    bring_case,
    take_case_back,
)
from xenia.work.casework.queries.colleagues import deciders
from xenia.work.casework.queries.need_words import NoNeed, needs_in
from xenia.work.language_access.spreadsheet.tongues import language_words

NOBODY: Final = gettext_noop(
    "No colleague of this name decides about cases here. The case comes to you; hand it over afterwards."
)
TWO_OF_A_NAME: Final = gettext_noop(
    "Somebody of this name has another e-mail or phone. If it is somebody else, write the whole name."
)
KNOWN: Final = gettext_noop(
    "We may know this person already: somebody has this phone or e-mail. She comes in anew; compare the two on her page."
)
STRUCK_OUT: Final = gettext_noop(
    "We never keep a Social Security number or an A-number. It is left out."
)
YES: Final = frozenset(
    {"y", "yes", "x", "signed", "on file", "si", "oui", "sim", "wi", "true", "1", "verbal", "ok"}
)
NO: Final = frozenset({"n", "no", "not yet", "pending", "false", "0"})
OPENED: Final = frozenset(
    {"open", "active", "in progress", "ongoing", "new", "pending", "waiting", "waitlist", "abierto"}
)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, known by the words of her name, her phone and her e-mail."""

    name: frozenset[str]
    phone: str = ""
    email: str = ""
    birth_year: str = field(default="", compare=False)
    opened_on: date | None = field(default=None, compare=False)
    called: str = field(default="", compare=False)


def key(row: Values) -> Who | None:
    """Whom a row is about; None of somebody without a name whom nobody can reach."""
    if not {"name", "phone", "email"} & row.keys():
        return None
    return Who(
        name_words(row.get("name", "")),
        row.get("phone", ""),
        row.get("email", ""),
        row.get("birth_year", ""),
        row.get("opened_on"),
        row.get("name", ""),
    )


def name_words(name: str) -> frozenset[str]:
    """The words of a name, in any order, without marks."""
    return frozenset(re.findall(r"[^\W\d_]+", fold(name)))


def find(keys: Collection[Who], _at: datetime) -> Mapping[Who, Client]:
    """Who is known under the same name, and by something more than the name; without a name, by the phone or e-mail."""
    return {who: client for who in keys if (client := _known(who))}


def _known(who: Who) -> Client | None:
    if not who.called:
        return next((one for one in _reached_by(who.phone, who.email) if not one.is_named), None)
    subjects = blind.candidates("name", blind.sounds(who.called))
    found = Client.objects.standing().filter(subject_id__in=subjects).select_related("contact")
    for client in found:
        if name_words(str(client.called)) == who.name and _is_hers(who, client):
            known: Client = client
            return known
    return None


def _reached_by(*addresses: str) -> list[Client]:
    """Whose phone or e-mail this is."""
    return [client for address in addresses if address for client in by_address(address)]


def _is_hers(who: Who, client: Client) -> bool:
    """The same way to reach her, or year of birth; a list without both, a case begun that very day."""
    reached = str(client.contact.address) if client.contact else ""
    if reached and (who.phone or who.email):
        return reached in (who.phone, who.email)
    if who.birth_year and client.birth_year:
        return who.birth_year == str(client.birth_year)
    begun = Intake.objects.filter(client=client)
    return bool(who.opened_on and begun.filter(begun_on=who.opened_on).exists())


def plan(row: Values, found: Client | None, by: User) -> Step:
    """Who is new is brought in with her case; who is known gets a case for what is new; else nothing happens."""
    if row.get("name") and not name_words(row["name"]):
        raise Refused(gettext_noop("There is no name in this cell."))
    listed = _listed(row)
    if listed.opened_on > local_day(now()):
        raise Refused(gettext_noop("This day is still to come. Write the day the case was opened."))
    is_without = row.get("caseworker") == ""
    nobody = Sentence(NOBODY) if is_without else None
    if found is None:
        is_known = _reached_by(row.get("phone", ""), row.get("email", ""))
        also = Sentence(KNOWN) if is_known else None
        return Step(Outcome.ADDED, lambda at: _bring(listed, None, by, at), nobody, also)
    fresh = _new_of(listed, found)
    if not fresh.needs:
        return Step(Outcome.UNCHANGED)
    return Step(Outcome.MERGED, lambda at: _bring(fresh, found, by, at), nobody)


def join(earlier: Values, row: Values) -> None:
    """Rows of one name and one phone are about one person: their needs add up. Raises Refused."""
    if row.get("opened_on") and earlier.get("opened_on") not in (None, row["opened_on"]):
        raise Refused(
            gettext_noop(
                "This person stands further up with another day. Write the day both cases share."
            )
        )


def _listed(row: Values) -> ListedCase:
    spoken = row.get("language", "")
    caseworker = row.get("caseworker") or None
    return ListedCase(
        said=Said(
            called=row.get("name", ""),
            spoken_language=spoken,
            written_language=spoken,
            birth_year=row.get("birth_year", ""),
        ),
        needs=tuple(row["needs"]),
        opened_on=row["opened_on"],
        ways=tuple(_ways_to(row)),
        note=row.get("note", ""),
        has_agreed=row.get("agreed", False),
        caseworker=caseworker,
    )


def _ways_to(row: Values) -> list[Way]:
    """A list says how to reach her, and nothing of what is safe: we write and call, and leave no message."""
    found = []
    if number := row.get("phone"):
        found.append(Way("phone", number, Safety(may_text=False, may_leave_voicemail=False)))
    if mail := row.get("email"):
        found.append(Way("email", mail))
    return found


def _new_of(listed: ListedCase, client: Client) -> ListedCase:
    under_way = set(client.matters.under_way().values_list("issue", flat=True))
    waiting = Intake.objects.filter(client=client, status__in=(*OPEN, Status.ACCEPTED))
    under_way |= set(waiting.values_list("needs__need", flat=True))
    return replace(listed, needs=tuple(one for one in listed.needs if one not in under_way))


def _bring(listed: ListedCase, client: Client | None, by: User, at: datetime) -> Done:
    try:
        intake = bring_case(listed=listed, client=client, by=by, at=at)
    except YearIsClosed:
        raise Refused(
            gettext_noop("The counts of that year are closed. Write a day of a year that is open.")
        ) from None
    return Done({"intake": str(intake.pk), "at": at.isoformat()})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """A case that came goes again. What somebody worked on since stays."""
    since = datetime.fromisoformat(trace["at"])
    try:
        take_case_back(intake=UUID(trace["intake"]), since=since, by=by, at=at)
    except WorkedOnSince:
        raise Refused(
            gettext_noop("Somebody has worked on this case since. End it on its page.")
        ) from None


def needs(cell: Cell, _ways: Ways) -> tuple[str, ...]:
    """Several needs in one cell. Raises Refused for a word that is none."""
    try:
        return needs_in(plain(cell))
    except NoNeed:
        words = gettext_noop(
            "We do not know one of these needs. Write words such as housing, food, English classes."
        )
        raise Refused(words) from None


def phone(cell: Cell, _ways: Ways) -> str:
    """A phone number in its own form."""
    try:
        return own_phone(plain(cell))
    except NotAnAddress:
        raise Refused(gettext_noop("Write a phone number such as 617-555-0142.")) from None


def year(cell: Cell, _ways: Ways) -> str:
    """A year of birth, also out of a whole date: the day and the month are not kept."""
    if isinstance(cell, date):
        return str(cell.year)
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", plain(cell))
    if len(found) != 1:
        raise Refused(gettext_noop("Write a year of four digits."))
    return str(found[0])


def note(cell: Cell, ways: Ways) -> str | Partly:
    """What was written beside it, without the numbers of papers that are never kept."""
    said = text(2_000)(cell, ways)
    kept = without_numbers(said)
    return said if kept == said else Partly(kept, (Sentence(STRUCK_OUT),))


def agreed(cell: Cell, _ways: Ways) -> bool:
    """Whether she agreed that we keep her record. A day counts as yes."""
    if isinstance(cell, date | datetime):
        return True
    said = fold(plain(cell)).strip(" .")
    if said in NO:
        return False
    if said in YES or re.search(r"\d", said):
        return True
    raise Refused(gettext_noop("Write yes or no."))


def colleague(cell: Cell, _ways: Ways) -> Any:
    """Who works on it, by name or e-mail; "" where nobody of that name does."""
    said = fold(plain(cell)).strip()
    found = [
        one
        for one in deciders()
        if said in (fold(one.name), fold(one.email), fold(one.name).split(" ")[0])
    ]
    return found[0] if len(found) == 1 else ""


def is_open(cell: Cell, _ways: Ways) -> bool:
    """Only open cases come in. Raises Refused for every other word."""
    if fold(plain(cell)).strip(" .") in OPENED:
        return True
    raise Refused(gettext_noop("Only open cases come in. Leave closed ones out of the file."))


def _reader() -> str:
    return get_language() or "en"


def _needs_shown(codes: tuple[str, ...]) -> str:
    return ", ".join(label_of("needs", code, _reader()) for code in codes)


def _language_shown(code: str) -> str:
    return name_in(code, _reader())


CASES = Sheet(
    code="cases",
    title=gettext_lazy("Open cases"),
    explanation=gettext_lazy(
        "One row for each person, or one for each thing she needs. Columns we do not know, such as notes about papers, "
        "are not read. A case begins only where the list says that she agreed to a record; the others wait until you ask."
    ),
    permission="casework.bring",
    joins=join,
    most_rows=5_000,
    columns=(
        Column(
            "name", gettext_lazy("Name"), text(200), is_personal=True, example="Ana Tavares",
            words=("client", "client name", "full name", "person", "nombre", "nome", "nom", "non", "first and last name"),
        ),
        Column(
            "needs", gettext_lazy("Needs"), needs, is_required=True, is_personal=True, example="housing, food",
            words=("need", "issue", "issues", "type", "case type", "service", "services", "reason", "request", "problem"),
            shows=_needs_shown,
        ),
        Column(
            "opened_on", gettext_lazy("Opened on"), day, is_required=True, is_personal=True, example="2026-02-01",
            words=("opened", "date", "date opened", "intake date", "open date", "start", "start date", "since", "fecha"),
        ),
        Column(
            "language", gettext_lazy("Language"), is_personal=True, example="Vietnamese",
            reads=one_of(language_words, gettext_noop("A language is not clear. Say which one, such as Haitian Creole.")),
            words=("lang", "language spoken", "primary language", "speaks", "idioma", "preferred language"), shows=_language_shown,
        ),
        Column(
            "phone", gettext_lazy("Phone"), phone, is_personal=True, example="617-555-0142",
            words=("phone number", "telephone", "tel", "cell", "cell phone", "mobile", "telefono", "phone #", "contact"),
        ),
        Column(
            "email", gettext_lazy("E-mail"), email, is_personal=True, example="name@office.example",
            words=("email", "e-mail address", "email address", "mail", "correo"),
        ),
        Column(
            "birth_year", gettext_lazy("Year of birth"), year, is_personal=True, example="1984",
            explanation=gettext_lazy("Of a whole date only the year is read."),
            words=("dob", "date of birth", "birth date", "birth year", "born", "yob", "birthday"),
        ),
        Column(
            "caseworker", gettext_lazy("Caseworker"), colleague, is_personal=True, example="",
            words=("assigned to", "assigned", "staff", "worker", "case manager", "navigator", "owner"), shows=str,
        ),
        Column(
            "agreed", gettext_lazy("Agreed to a record"), agreed, is_personal=True, example="yes",
            words=("consent", "consent form", "consent signed", "release", "roi", "signed consent"),
            shows=lambda said: "✓" if said else "—",
        ),
        Column(
            "state", gettext_lazy("State of the case"), is_open, is_personal=True, example="open",
            words=("status", "case status", "open/closed"), shows=lambda _said: "✓",
        ),
        Column(
            "note", gettext_lazy("Note"), note, is_personal=True, example="",
            words=("notes", "comments", "comment", "details", "description"),
        ),
    ),
    key=key,
    find=find,
    plan=plan,
    undo=undo,
)  # fmt: skip
