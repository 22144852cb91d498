"""The spreadsheet of open complaints: one row for each. A name is not read, a day is never guessed.

A row that stands in the office already, with the same words on the same day, is not brought in twice.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
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
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.registers.directory.models import Organization
from xenia.work.language_access.spreadsheet.tongues import language_words
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Channel, Kind, Level
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.operations.listed import (
    ListedComplaint,
    WorkedOnSince,
    bring_complaint,
    take_complaint_back,
)
from xenia.work.ombudsman.queries.city import departments

UNKNOWN_DEPARTMENT: Final = gettext_noop(
    "We know no department of this name. The complaint comes in without one; say on its page whom it is about."
)
UNKNOWN_KIND: Final = gettext_noop(
    "We do not know this kind. The complaint comes in as “Something else”."
)
STRUCK_OUT: Final = gettext_noop(
    "We never keep a Social Security number or an A-number. It is left out."
)
ENGLISH: Final = "en"
OPENED: Final = frozenset(
    {"open", "active", "in progress", "ongoing", "new", "pending", "waiting", "received", "under review", "abierto"}
)  # fmt: skip
# What lists call a kind, by words that stand in the cell; the first that fits.
CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.RETALIATION: ("retaliation", "retaliate", "punished", "reprisal"),
    Kind.SCAM: ("scam", "fraud", "notario", "cheated", "estafa"),
    Kind.LANGUAGE: ("language", "interpreter", "translation", "idioma"),
    Kind.PRIVACY: ("privacy", "confidentiality", "disclosure"),
    Kind.ACCESS: ("access", "refused", "denied", "turned away", "denial", "eligibility"),
    Kind.TREATMENT: ("treatment", "rude", "discrimination", "staff conduct", "conduct", "trato"),
    Kind.DELAY: ("delay", "late", "wait", "slow", "no response", "demora"),
    Kind.MISTAKE: ("mistake", "error", "wrong", "billing"),
    Kind.OTHER: ("other", "something else", "misc", "otro"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Which:
    """One complaint of a list, known again by its day and its words."""

    on: date
    words: str


def key(row: Values) -> Which | None:
    """Which complaint a row is; None while its day or its words cannot be read."""
    if not {"filed_on", "words"} <= row.keys():
        return None
    return Which(row["filed_on"], fold(row["words"]))


def find(keys: Collection[Which], _at: datetime) -> Mapping[Which, Complaint]:
    """Complaints of those days that came from a list, with the same words."""
    listed = Complaint.objects.filter(
        channel=Channel.LIST, filed_on__in={one.on for one in keys}
    ).prefetch_related("words")
    wanted = set(keys)
    return {which: one for one in listed if (which := _of(one)) in wanted}


def _of(complaint: Complaint) -> Which | None:
    """Its first words are compared, and shown to nobody."""
    first = next(iter(complaint.words.all()), None)
    if first is None:
        return None
    said = known_to_rules(first, "text") or known_to_rules(first, "english")
    return Which(complaint.filed_on, fold(str(said)))


def plan(row: Values, found: Complaint | None, by: User) -> Step:
    """A complaint that is not here yet is brought in."""
    if row["filed_on"] > local_day(now()):
        raise Refused(gettext_noop("This day is still to come. Write the day the complaint came."))
    if found:
        return Step(Outcome.UNCHANGED)
    is_unknown = row.get("department") == ""
    note = Sentence(UNKNOWN_DEPARTMENT) if is_unknown else None
    listed = ListedComplaint(_report(row), row["filed_on"])
    return Step(Outcome.ADDED, lambda at: _bring(listed, by, at), note)


def _report(row: Values) -> Report:
    """The words are a colleague's, in English; her language is that of the list."""
    language = row.get("language") or ENGLISH
    is_hers = language == ENGLISH
    way = _way(row)
    return Report(
        words=row["words"] if is_hers else "",
        english="" if is_hers else row["words"],
        language=language,
        kind=row.get("kind", Kind.OTHER),
        level=Level.CONFIDENTIAL if way else Level.ANONYMOUS,
        channel=Channel.LIST,
        department=row.get("department") or None,
        answer_by=_answer_by(way),
        way=way,
    )


def _way(row: Values) -> Way | None:
    """A list says how to reach her, and nothing of what is safe: we call or write, and leave no message."""
    if mail := row.get("email"):
        return Way("email", mail, channels=("email",))
    if number := row.get("phone"):
        safety = Safety(may_text=False, may_leave_voicemail=False)
        return Way("phone", number, safety, ("call",))
    return None


def _answer_by(way: Way | None) -> str:
    if way is None:
        return AnswerBy.CODE
    return AnswerBy.EMAIL if way.kind == "email" else AnswerBy.CALL


def _bring(listed: ListedComplaint, by: User, at: datetime) -> Done:
    try:
        complaint = bring_complaint(listed=listed, by=by, at=at)
    except YearIsClosed:
        raise Refused(
            gettext_noop("The counts of that year are closed. Write a day of a year that is open.")
        ) from None
    return Done({"complaint": str(complaint.pk), "at": at.isoformat()})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """A complaint that came goes again. What somebody worked on since stays."""
    since = datetime.fromisoformat(trace["at"])
    try:
        take_complaint_back(complaint=UUID(trace["complaint"]), since=since, by=by, at=at)
    except (WorkedOnSince, YearIsClosed):
        raise Refused(
            gettext_noop("Somebody has worked on this complaint since. Close it on its page.")
        ) from None


def words(cell: Cell, ways: Ways) -> str | Partly:
    """What happened, without the numbers of papers that are never kept."""
    said = text(6_000)(cell, ways)
    kept = without_numbers(said)
    return said if kept == said else Partly(kept, (Sentence(STRUCK_OUT),))


def kind(cell: Cell, _ways: Ways) -> str | Partly:
    """What it is about, by the words that lists use."""
    said = fold(plain(cell))
    for code, called in CALLED.items():
        if any(re.search(rf"\b{re.escape(one)}", said) for one in called):
            return str(code)
    return Partly(str(Kind.OTHER), (Sentence(UNKNOWN_KIND),))


def department(cell: Cell, _ways: Ways) -> Organization | str:
    """The one department all these words name; "" where there is none, or several."""
    wanted = _words_of(plain(cell))
    found = [one for one in departments() if wanted and wanted <= _words_of(str(one.name))]
    exact = [one for one in found if wanted == _words_of(str(one.name))]
    best = exact or found
    return best[0] if len(best) == 1 else ""


def _words_of(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(name))) - {"dept", "department", "the", "of"}


def phone(cell: Cell, _ways: Ways) -> str:
    """A phone number in its own form."""
    try:
        return own_phone(plain(cell))
    except NotAnAddress:
        raise Refused(gettext_noop("Write a phone number such as 617-555-0142.")) from None


def is_open(cell: Cell, _ways: Ways) -> bool:
    """Only open complaints come in. Raises Refused for every other word."""
    if fold(plain(cell)).strip(" .") in OPENED:
        return True
    raise Refused(gettext_noop("Only open complaints come in. Leave closed ones out of the file."))


def _reader() -> str:
    return get_language() or ENGLISH


COMPLAINTS: Final = Sheet(
    code="complaints",
    title=gettext_lazy("Open complaints"),
    explanation=gettext_lazy(
        "One row for each complaint. Names and numbers of papers are not read. Its days are counted from the day it came, so an old one is late at once."
    ),
    permission="ombudsman.import",
    most_rows=5_000,
    columns=(
        Column(
            "words", gettext_lazy("What happened"), words, is_required=True, is_personal=True,
            example="She was sent away at the counter.",
            words=("complaint", "description", "details", "summary", "narrative", "issue", "allegation", "queja"),
        ),
        Column(
            "filed_on", gettext_lazy("Came on"), day, is_required=True, is_personal=True, example="2026-11-03",
            words=("date", "received", "date received", "filed", "filed on", "date filed", "opened", "date of complaint", "fecha"),
        ),
        Column(
            "department", gettext_lazy("Department"), department, is_personal=True, example="",
            words=("agency", "dept", "city department", "about", "against", "office", "departamento"), shows=str,
        ),
        Column(
            "kind", gettext_lazy("About what"), kind, is_personal=True, example="language",
            words=("type", "kind", "category", "complaint type", "nature", "reason", "tipo"),
            shows=lambda code: str(Kind(code).label),
        ),
        Column(
            "language", gettext_lazy("Language"), is_personal=True, example="Somali",
            reads=one_of(language_words, gettext_noop("A language is not clear. Say which one, such as Haitian Creole.")),
            words=("lang", "primary language", "language spoken", "preferred language", "idioma"),
            shows=lambda code: name_in(code, _reader()),
        ),
        Column(
            "phone", gettext_lazy("Phone"), phone, is_personal=True, example="617-555-0142",
            words=("phone number", "telephone", "tel", "cell", "mobile", "contact", "telefono"),
        ),
        Column(
            "email", gettext_lazy("E-mail"), email, is_personal=True, example="name@office.example",
            words=("email", "e-mail address", "email address", "mail", "correo"),
        ),
        Column(
            "state", gettext_lazy("State"), is_open, is_personal=True, example="open",
            words=("status", "case status", "open/closed", "complaint status"), shows=lambda _said: "✓",
        ),
    ),
    key=key,
    find=find,
    plan=plan,
    undo=undo,
)  # fmt: skip
