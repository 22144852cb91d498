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
from xenia.work.language_access.operations import Described, Pair, Proof, Stretch

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
SINCE = date(2026, 1, 5)


def bring_in_interpreters(
    *, at: datetime, people: Mapping[str, User], organizations: Mapping[str, Organization]
) -> None:
    """Staff, contractors, volunteers and vendor lines, each brought in as the office does it."""
    keeper, areas = people["grace-tesfamariam"], {one.code: one for one in Area.objects.all()}
    for row in rows("interpreters"):
        said = _described(row, people, organizations, areas)
        somebody = operations.add_interpreter(said=said, by=keeper, at=at)
        for pair in row["languages"]:
            _language(somebody, pair, row, keeper, at)
        operations.set_weekly_hours(
            interpreter=somebody, hours=HOURS[row["hours"]], from_day=SINCE, by=keeper, at=at
        )
        _stand(somebody, row.get("state", "active"), keeper, at)


def _described(
    row: Row,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    areas: Mapping[str, Area],
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
