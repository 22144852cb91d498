"""Who interprets and translates in Lindenport: sixty invented names, their languages, papers and hours."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sample_city.data import Row, rows
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.credential import Evidence, Level, Modality
from xenia.work.language_access.operations import Described, Otherwise, Pair, Proof, Stretch
from xenia.work.language_access.operations.days import add_days

WORKDAYS = range(5)
HOURS: dict[str, tuple[Stretch, ...]] = {
    "office": tuple(Stretch(day, 9 * 60, 17 * 60) for day in WORKDAYS),
    "days": tuple(Stretch(day, 8 * 60, 18 * 60) for day in (0, 1, 3, 4)),
    "mornings": tuple(Stretch(day, 8 * 60, 13 * 60) for day in WORKDAYS),
    "afternoons": tuple(Stretch(day, 12 * 60, 19 * 60) for day in WORKDAYS),
    "evenings": tuple(Stretch(day, 16 * 60, 21 * 60) for day in range(6)),
    "always": tuple(Stretch(day, 0, 24 * 60) for day in range(7)),
}
ISSUERS: dict[str, str] = {
    Level.FEDERAL_COURT: "Federal courts (invented record)",
    Level.STATE_COURT: "State courts (invented record)",
    Level.NATIONAL_BODY: "Invented Board of Interpreters",
    Level.BEST_AVAILABLE: "Language access office",
}
# Their hours stand for longer than the year of requests that is made up.
WORKED_BEFORE = timedelta(days=400)


def bring_in_interpreters(
    *, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    """Staff, contractors, volunteers and vendor lines, each brought in as the office does it."""
    since = local_day(at) - WORKED_BEFORE
    keeper, areas = people["grace-tesfamariam"], {one.code: one for one in Area.objects.all()}
    for row in rows("interpreters"):
        said = _described(row, people, organizations, areas, since)
        somebody = operations.add_interpreter(said=said, by=keeper, at=at)
        for pair in row["languages"]:
            _language(somebody, pair, row, keeper, at)
        operations.set_weekly_hours(
            interpreter=somebody, hours=HOURS[row["hours"]], from_day=since, by=keeper, at=at
        )
        _stand(somebody, row.get("state", "active"), keeper, at)
        _differ(somebody, row, organizations, keeper, at)


def _described(
    row: Row,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    areas: Mapping[str, Area],
    since: date,
) -> Described:
    account = people[row["key"]] if row.get("user") else None
    return Described(
        name=row["name"],
        kind=row["kind"],
        phone=row["phone"],
        email=account.email if account else row.get("email", ""),
        translates=row.get("translates", False),
        gender=row["gender"],
        weekly_cap_minutes=row.get("cap"),
        rate_cents=row.get("rate_cents"),
        rate_unit=row.get("rate_unit", ""),
        user=account,
        organization=organizations[row["organization"]] if "organization" in row else None,
        areas=[areas[code] for code in row.get("areas", ())],
        access_code=row.get("access_code", ""),
        call_steps=row.get("call_steps", ""),
        agreed_on=None if row.get("state") == "onboarding" else since,
    )


def _language(somebody: Interpreter, said: Row, row: Row, keeper: User, at: datetime) -> None:
    pair = Pair(said["code"], said["to"], said["ways"], said["dialect"])
    operations.add_language_pair(interpreter=somebody, pair=pair, both_ways=True, by=keeper, at=at)
    proofs = {Modality.INTERPRETING: said.get("proof"), Modality.WRITTEN: said.get("written")}
    for modality, level in proofs.items():
        if level:
            _prove(somebody, said, modality, Level(level), row, keeper, at)


def _prove(
    somebody: Interpreter,
    said: Row,
    modality: Modality,
    level: Level,
    row: Row,
    keeper: User,
    at: datetime,
) -> None:
    is_best = level == Level.BEST_AVAILABLE
    ends = row.get("expires_in_days")
    proof = Proof(
        issuer=ISSUERS[level],
        level=level,
        evidence=Evidence.TEST if is_best else Evidence.CERTIFICATE,
        from_language=said["code"],
        to_language=said["to"],
        modality=modality,
        expires_on=None if ends is None else local_day(at) + timedelta(days=ends),
    )
    credential = operations.record_credential(interpreter=somebody, proof=proof, by=keeper, at=at)
    operations.check_credential(credential=credential, by=keeper, at=at)


def _stand(somebody: Interpreter, state: str, keeper: User, at: datetime) -> None:
    """Most work with us; one is still being brought in, one pauses."""
    if state == "onboarding":
        return
    operations.begin(interpreter=somebody, by=keeper, at=at)
    if state == "paused":
        operations.pause(interpreter=somebody, by=keeper, at=at)


def _differ(
    somebody: Interpreter,
    row: Row,
    organizations: Mapping[str, Organization],
    keeper: User,
    at: datetime,
) -> None:
    """One is away for a week, one works a Saturday more, one has an interest, one is not sent somewhere."""
    today = local_day(at)
    if "away_in_days" in row:
        first = today + timedelta(days=row["away_in_days"])
        away = Otherwise(first, is_available=False)
        last = first + timedelta(days=6)
        add_days(interpreter=somebody, said=away, last=last, by=keeper, at=at)
    if "also_in_days" in row:
        more = Otherwise(today + timedelta(days=row["also_in_days"]), True, 9 * 60, 13 * 60)
        operations.add_exception(interpreter=somebody, said=more, by=keeper, at=at)
    if "interest_in" in row:
        operations.add_conflict(
            interpreter=somebody,
            organization=organizations[row["interest_in"]],
            reason="family",
            by=keeper,
            at=at,
        )
    if said := row.get("not_sent_to"):
        operations.do_not_send(
            interpreter=somebody,
            organization=organizations[said["organization"]],
            reason="conduct",
            said_by=said["said_by"],
            why=said["why"],
            by=keeper,
            at=at,
        )
