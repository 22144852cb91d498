"""The spreadsheet of interpreters: one row for each person, or one for each of her languages.

Who is new comes to be brought in; who stands on the roster gets what the list adds, and keeps what she has. Nobody is
sent because a list says so, and no credential counts before a colleague saw it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy, gettext_noop

from xenia.ground.accounts.models import User
from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import WEEKDAYS, clock, day_name
from xenia.ground.common.text import fold
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.cells import day, email, last_day, one_of, text
from xenia.ground.imports.plug import Column, Done, Outcome, Sheet, Step, Values
from xenia.ground.imports.sentences import Refused, Sentence
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.credential import Evidence
from xenia.work.language_access.models.interpreter import Kind, Status
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.operations import Described, Pair, Proof, Stretch, bringing
from xenia.work.language_access.operations.bringing import ChangedSince, Listed
from xenia.work.language_access.spreadsheet import small
from xenia.work.language_access.spreadsheet.papers import Paper, Papers, language_of, papers
from xenia.work.language_access.spreadsheet.tongues import Tongue, tongues
from xenia.work.language_access.spreadsheet.week import week

USUAL_WAYS: Final = (Way.IN_PERSON.value, Way.PHONE.value)
SOME_LEFT_OUT: Final = gettext_noop(
    "Hours or credentials were not clear and are left out. Write them down on the interpreter’s page."
)
_TITLES: Final = frozenset({"mr", "mrs", "ms", "dr", "jr", "sr", "mme", "sra"})


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, known by the words of her name; where names agree, mail and phone must not speak against it."""

    name: frozenset[str]
    email: str = field(default="", compare=False)
    phone: str = field(default="", compare=False)

    def is_the_same(self, other: "Who") -> bool:
        """The same name; or the same mail or phone, and one name is the longer form of the other."""
        if self.name == other.name:
            return True
        is_longer = self.name < other.name or other.name < self.name
        return is_longer and self.meets(other)

    def meets(self, other: "Who") -> bool:
        """Whether mail or phone are the same."""
        return bool(self.email and self.email == other.email) or bool(
            self.phone and self.phone == other.phone
        )

    def differs(self, other: "Who") -> bool:
        """Whether both mail and phone, as far as both have them, are others: two people of one name."""
        pairs = ((self.email, other.email), (self.phone, other.phone))
        both = [(mine, yours) for mine, yours in pairs if mine and yours]
        return bool(both) and all(mine != yours for mine, yours in both)


def _who(name: str, mail: str, number: str) -> Who:
    words = frozenset(re.findall(r"[^\W\d_]+", fold(name))) - _TITLES
    figures = "".join(sign for sign in number if sign.isdecimal())
    return Who(words, mail.lower(), figures[-10:])


def key(row: Values) -> Who:
    """Whom a row is about."""
    return _who(row["name"], row.get("email", ""), row.get("phone", ""))


def find(keys: Collection[Who], _at: datetime) -> Mapping[Who, Interpreter]:
    """Who stands on the roster under these names; whoever left is found, too."""
    people = Interpreter.objects.exclude(kind=Kind.VENDOR_LINE)
    known = [(_who(str(one.name), str(one.email), str(one.phone)), one) for one in people]
    found: dict[Who, Interpreter] = {}
    for wanted in keys:
        same = [(who, one) for who, one in known if wanted.is_the_same(who)]
        same.sort(key=lambda pair: (not wanted.meets(pair[0]), wanted.differs(pair[0])))
        if same:
            found[wanted] = same[0][1]
    return found


def plan(row: Values, found: Interpreter | None, by: User) -> Step:
    """Who is new is brought in; to who is there, what is new is added; else nothing happens."""
    if not key(row).name:
        raise Refused(gettext_noop("There is no name in this cell."))
    listed, note = _listed(row), _note(row)
    if found is None:
        return Step(Outcome.ADDED, lambda at: _bring(listed, by, at), note)
    _refuse_unless_it_is_her(row, found)
    if bringing.news(listed, found).is_empty:
        return Step(Outcome.UNCHANGED)
    return Step(Outcome.MERGED, lambda at: _add(found, listed, by, at), note)


def join(earlier: Values, row: Values) -> None:
    """Two rows of one name are about one person, unless mail and phone say otherwise. Raises Refused."""
    _refuse_another(key(row), key(earlier))


def _refuse_another(one: Who, other: Who) -> None:
    if one.differs(other):
        raise Refused(
            gettext_noop(
                "Somebody of this name has another e-mail and phone. If it is somebody else, write the whole name."
            )
        )


def _refuse_unless_it_is_her(row: Values, found: Interpreter) -> None:
    _refuse_another(key(row), _who(str(found.name), str(found.email), str(found.phone)))
    if found.status == Status.LEFT:
        raise Refused(gettext_noop("This interpreter left. Bring them back on their page first."))


def _listed(row: Values) -> Listed:
    spoken: tuple[Tongue, ...] = row.get("languages", ())
    return Listed(
        said=_described(row, spoken),
        pairs=tuple((_pair(one, row), one.is_both_ways) for one in spoken),
        proofs=tuple(proof for one in _papers(row).found if (proof := _proof(one, row, spoken))),
        hours=row.get("hours", ()),
    )


def _described(row: Values, spoken: tuple[Tongue, ...]) -> Described:
    cents, unit = row.get("rate", (None, ""))
    return Described(
        name=row["name"],
        kind=row.get("kind", Kind.CONTRACTOR),
        phone=row.get("phone", ""),
        email=row.get("email", ""),
        translates=Way.WRITTEN in row.get("ways", ()) or any(one.is_written for one in spoken),
        gender=row.get("gender", ""),
        rate_cents=cents,
        rate_unit=unit,
        agreed_on=row.get("agreed_on"),
        areas=row.get("areas"),
    )


def _pair(tongue: Tongue, row: Values) -> Pair:
    ways = (Way.WRITTEN.value,) if tongue.is_written else row.get("ways", USUAL_WAYS)
    return Pair(tongue.code, tongue.other, ways, tongue.dialect)


def _papers(row: Values) -> Papers:
    said: Papers = row.get("papers", Papers())
    return said


def _proof(paper: Paper, row: Values, spoken: tuple[Tongue, ...]) -> Proof | None:
    """A credential nobody checked yet; None where nobody can tell for which language it is."""
    code = language_of(paper, {one.code for one in spoken})
    if not code:
        return None
    return Proof(
        issuer=paper.words,
        level=paper.level,
        evidence=paper.evidence,
        modality=paper.modality,
        from_language=code,
        to_language=next(one.other for one in spoken if one.code == code),
        expires_on=row.get("expires_on") if _ends(paper, row) else None,
    )


def _ends(paper: Paper, row: Values) -> bool:
    """Whether the day in the list is this one's: certificates end; where there is none, it is of whatever there is."""
    certificates = [one for one in _papers(row).found if one.evidence == Evidence.CERTIFICATE]
    return not certificates or paper in certificates


def _note(row: Values) -> Sentence | None:
    said, spoken = _papers(row), row.get("languages", ())
    codes = {one.code for one in spoken}
    is_clear = said.is_understood and all(language_of(one, codes) for one in said.found)
    hours_are_clear = row.get("hours") != ()
    return None if is_clear and hours_are_clear else Sentence(SOME_LEFT_OUT)


def _bring(listed: Listed, by: User, at: datetime) -> Done:
    made = bringing.bring_from_list(listed=listed, by=by, at=at)
    return Done({"interpreter": str(made.pk), "at": at.isoformat()})


def _add(found: Interpreter, listed: Listed, by: User, at: datetime) -> Done:
    try:
        added = bringing.add_from_list(interpreter=found, listed=listed, by=by, at=at)
    except WrongState:
        raise Refused(
            gettext_noop("This interpreter left. Bring them back on their page first.")
        ) from None
    return Done({"added_to": str(found.pk), "at": at.isoformat(), **added})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """Who came goes again; what was added is taken back. What somebody worked on since stays."""
    since = datetime.fromisoformat(trace["at"])
    try:
        if "interpreter" in trace:
            bringing.take_back_listed(
                interpreter=UUID(trace["interpreter"]), since=since, by=by, at=at
            )
        else:
            bringing.take_back_added(
                interpreter=UUID(trace["added_to"]), added=trace, since=since, by=by, at=at
            )
    except ChangedSince:
        raise Refused(
            gettext_noop(
                "Somebody has worked on this interpreter since. Change it on the interpreter’s page."
            )
        ) from None


def _reader() -> str:
    return get_language() or "en"


def _languages_shown(said: tuple[Tongue, ...]) -> str:
    return ", ".join(_language_shown(one) for one in said)


def _language_shown(one: Tongue) -> str:
    name, other = name_in(one.code, _reader()), name_in(one.other, _reader())
    mark = "⇄" if one.is_both_ways else "→"
    dialect = f" ({one.dialect})" if one.dialect else ""
    return f"{name}{dialect} {mark} {other}"


def _hours_shown(said: tuple[Stretch, ...]) -> str:
    """Days in a row with the same hours together: "Mon–Fri 9:00 AM–5:00 PM, Sat 9:00 AM–12:00 PM"."""
    spans = {
        number: [(one.from_minute, one.to_minute) for one in said if one.weekday == number]
        for number in range(7)
    }
    runs: list[list[int]] = []
    for number, span in spans.items():
        if runs and span == spans[runs[-1][-1]]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{_days(run)} {_spans(spans[run[0]])}" for run in runs if spans[run[0]])


def _days(run: list[int]) -> str:
    ends = dict.fromkeys((run[0], run[-1]))
    return "–".join(day_name(WEEKDAYS[number], _reader(), short=True) for number in ends)


def _spans(spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)


def _clock(minute: int) -> str:
    return clock(time(minute // 60 % 24, minute % 60), _reader())


def _papers_shown(said: Papers) -> str:
    return ", ".join(str(one.level.label) for one in said.found)


def _label(one: Any) -> str:
    return str(one.label)


def _areas_shown(said: tuple[Any, ...]) -> str:
    return ", ".join(one.name for one in said)


INTERPRETERS = Sheet(
    code="interpreters",
    title=gettext_lazy("Interpreters and translators"),
    explanation=gettext_lazy(
        "One row for each person, or one for each language. Nobody is sent before you let them begin, and no "
        "credential counts before somebody saw it."
    ),
    permission="language_access.manage",
    joins=join,
    most_rows=1_000,
    columns=(
        Column(
            "name", gettext_lazy("Name"), text(200), is_required=True, is_personal=True, example="Ana Tavares",
            words=(
                "full name", "interpreter", "interpreter name", "translator", "contact", "contact name", "first and last name",
                "nombre", "nombre completo", "nome", "nom", "nom complet", "non", "staff name", "employee name", "provider",
            ),
        ),
        Column(
            "languages", gettext_lazy("Languages"), tongues, is_personal=True, example="Kriolu, Portuguese",
            explanation=gettext_lazy(
                "With commas between them. “Spanish into English” is one way; otherwise both ways with English. “Fluent” and "
                "“native speaker” prove nothing."
            ),
            words=(
                "language", "language(s)", "languages spoken", "lang", "langs", "language pair", "language pairs", "speaks",
                "idioma", "idiomas", "lengua", "langue", "langues", "lang yo", "linguas", "language(s) spoken",
            ),
            shows=_languages_shown,
        ),
        Column(
            "phone", gettext_lazy("Phone"), small.phone, is_personal=True, example="617-555-0142",
            words=(
                "phone number", "telephone", "tel", "cell", "cell phone", "mobile", "telefono", "telefone", "nimewo telefon",
                "phone #", "cell #", "best phone",
            ),
        ),
        Column(
            "email", gettext_lazy("E-mail"), email, is_personal=True, example="name@office.example",
            words=("email", "e-mail address", "email address", "mail", "correo", "courriel", "imel"),
        ),
        Column(
            "kind", gettext_lazy("Works as"), is_personal=True, example="Contractor",
            reads=one_of(small.kind_words, gettext_noop("Write staff, contractor or volunteer. Add a vendor’s line by hand.")),
            words=("type", "status", "employment", "staff or contractor", "category", "employment type"), shows=_label,
        ),
        Column(
            "ways", gettext_lazy("How"), small.ways, is_personal=True, example="in person, phone",
            explanation=gettext_lazy("Left empty: in person and by phone."),
            words=("mode", "modes", "modality", "modalities", "service", "services", "how they work"), shows=small.joined_ways,
        ),
        Column(
            "papers", gettext_lazy("Credential"), papers, is_personal=True, example="CCHI",
            explanation=gettext_lazy("With more than one language, name the language beside the credential."),
            words=(
                "credentials", "certification", "certifications", "certified", "qualification", "qualifications", "training",
                "certificate", "certs", "cert", "certificacion", "proof", "level", "proficiency", "certification(s)",
            ),
            shows=_papers_shown,
        ),
        Column(
            "expires_on", gettext_lazy("Credential ends on"), last_day, is_personal=True, example="2027-06-30",
            words=(
                "expires", "expiration", "expiration date", "exp", "exp date", "expiry", "cert exp", "valid until",
                "cert expires", "certification expires", "expires on", "cert. exp.",
            ),
        ),
        Column(
            "hours", gettext_lazy("Hours"), week, is_personal=True, example="Mon-Fri 9-5, Sat am",
            explanation=gettext_lazy("“am” is 9 to 12, “pm” 1 to 5, “evenings” 5 to 8."),
            words=("availability", "avail", "available", "schedule", "work hours", "days available", "horario", "days/hours", "days and hours"),
            shows=_hours_shown,
        ),
        Column(
            "gender", gettext_lazy("Gender"), is_personal=True, example="",
            reads=one_of(small.gender_words, gettext_noop("Write woman, man or non-binary, or leave it empty.")),
            words=("sex", "m/f", "pronouns", "genero", "sexo"), shows=_label,
        ),
        Column(
            "areas", gettext_lazy("Areas served"), small.areas, is_personal=True, shows=_areas_shown,
            words=("area", "areas", "neighborhood", "neighborhoods", "zone", "where"),
        ),
        Column(
            "rate", gettext_lazy("Rate"), small.rate, is_personal=True, example="$45/hour", shows=small.rate_shown,
            words=("pay", "pay rate", "hourly rate", "$/hr", "$ / hr", "$ per hour", "rate/hr", "rate per hour", "fee", "tarifa"),
        ),
        Column(
            "agreed_on", gettext_lazy("Agreement made on"), day, is_personal=True, example="2026-02-01",
            words=("agreement", "contract date", "contract", "agreement date", "contract signed", "signed on", "date signed"),
        ),
    ),
    key=key,
    find=find,
    plan=plan,
    undo=undo,
)  # fmt: skip
