"""Three years of people helped by the office of Lindenport before today's: some 3,000, month by month. All invented.

It is written by the worker after the office is open, a month at a time, each in one transaction, the newest first. Whoever
stops it loses nothing: the next run goes on with the months that are not there, and no month is written twice. Every record passes
the same guards as one at the desk (`operations/in_bulk.py` of each room); nobody is sent a message about the past.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from sample_city.data import rows
from sample_city.helped import SENT_FOR, Desk, serve_everybody
from sample_city.legal_help import (
    OURS,
    SPEAKS_FOR_THE_OFFICE,
    SPEAKS_FOR_THE_PROVIDER,
    THEIRS,
    let_them_speak,
)
from sample_city.lives import draw_month
from sample_city.looked_up import look_up_alone
from sample_city.referrals import BEGAN, PARTNERS, TOLD
from sample_city.seasons import COURSES, begin_season
from sample_city.turns import in_turns
from sample_city.year import founded_on
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import day_span
from xenia.ground.common.ids import lasting_id
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.ledger.operations import written_together
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.reference.calendar import closures_at_hand
from xenia.ground.reference.models import Office
from xenia.registers.directory.models import Organization, Service
from xenia.work.referrals.operations import Terms, make_agreement

MONTHS: Final = 36
# Of the people each month has; the tests make do with fewer.
SHARE = 1.0
WRITTEN: Final = "sample_city.month_written"
AT_MOST: Final = 20.0  # seconds of each round of the worker
COLLEAGUES: Final = (
    "thuy-linh-pham",
    "hodan-warsame",
    "mateo-villacorta",
    "wei-shan-guo",
    "fabiola-mondesir",
)
EARLIER: Final = timedelta(days=40)


def carry_on(at: datetime) -> int:
    """What the worker does each round: write for a few seconds what is missing. How many months it wrote."""
    return in_turns(write_history(at=at), seconds=AT_MOST)


def write_history(*, at: datetime) -> Iterator[date]:
    """Write every month that is missing, the newest first, and name each when it is there."""
    founded = founded_on()
    for month in missing_months(founded) if founded else []:
        assert founded
        if _write(month, founded, at):
            yield month


def how_far() -> tuple[int, int] | None:
    """How many months are written, and of how many; None where there is no sample city."""
    founded = founded_on()
    if founded is None:
        return None
    return MONTHS - len(missing_months(founded)), MONTHS


def missing_months(founded: date) -> list[date]:
    """The first days of the months that are not written, the newest first: three years up to the founding."""
    wanted = {_mark(one): one for one in all_months(founded)}
    there = AuditEvent.objects.filter(action=WRITTEN, record_id__in=wanted)
    gone = set(there.values_list("record_id", flat=True))
    return [one for pk, one in wanted.items() if pk not in gone]


def all_months(founded: date) -> list[date]:
    """The month the city was built in, and those before it."""
    months = [founded.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def _mark(month: date) -> UUID:
    return lasting_id("sample city", "month", f"{month}")


@transaction.atomic
def _write(month: date, founded: date, at: datetime) -> bool:
    """Write one month; False where somebody wrote it meanwhile. A year somebody locked stays as it is."""
    list(Office.objects.select_for_update())
    if month not in missing_months(founded):
        return False
    _agree_earlier(founded, at)
    let_them_speak(_people(), _organizations(), founded, at)
    try:
        with (
            keys_at_hand(),
            closures_at_hand(),
            transaction.atomic(),
            written_together([month, founded]),
        ):
            _live_through(month, founded, at)
    except YearIsClosed:
        pass
    audit.record(None, WRITTEN, ("sample_city.month", _mark(month)), at=at)
    return True


def _live_through(month: date, founded: date, at: datetime) -> None:
    people = _people()
    number = MONTHS - 1 - all_months(founded).index(month)
    desk = Desk(
        colleagues=[people[key] for key in COLLEAGUES],
        speakers={
            OURS: [people[key] for key in SPEAKS_FOR_THE_OFFICE],
            THEIRS: [people[SPEAKS_FOR_THE_PROVIDER]],
        },
        members=_members(people),
        services=_services(),
        until=day_span(founded)[0],
        at=at,
    )
    known = serve_everybody(list(draw_month(month, number, share=SHARE)), desk)
    runs = {row["key"]: people[row["by"]] for row in rows("programs")}
    by = {course.program: runs[course.program] for course in COURSES}
    begin_season(month, known, founded=founded, by=by, colleague=desk.colleagues[0], at=at)
    look_up_alone(month, number, until=desk.until, share=SHARE)


def _people() -> dict[str, User]:
    by_email = {one.email: one for one in User.objects.all()}
    return {
        row["key"]: by_email[row["email"]] for row in rows("people") if row["email"] in by_email
    }


def _organizations() -> dict[str, Organization]:
    by_name = {one.name: one for one in Organization.objects.all()}
    known = (row for row in rows("organizations") if row["name"] in by_name)
    return {row["key"]: by_name[row["name"]] for row in known}


def _members(people: Mapping[str, User]) -> dict[object, User]:
    """Somebody who answers at each partner."""
    names = {row["key"]: row["name"] for row in rows("organizations")}
    found = {one.name: one.pk for one in Organization.objects.filter(name__in=names.values())}
    answering = [row for row in rows("people") if row["role"].startswith("partner_")]
    return {found[names[row["organization"]]]: people[row["key"]] for row in answering}


def _services() -> dict[str, Service]:
    names = {
        row["key"]: row["name"]
        for part in ("services_full", "services_named")
        for row in rows(part)
    }
    wanted = {names[key]: key for keys in SENT_FOR.values() for key in keys}
    found = Service.objects.filter(name__in=wanted).select_related("organization")
    return {wanted[one.name]: one for one in found}


def _agree_earlier(founded: date, at: datetime) -> None:
    """Before the agreements of today there were others, with the same partners."""
    first = all_months(founded)[-1] - EARLIER
    names = {row["key"]: row["name"] for row in rows("organizations")}
    for key, reply_days in PARTNERS.items():
        organization = Organization.objects.get(name=names[key])
        if organization.agreements.filter(begins_on__lte=first).exists():
            continue
        terms: dict[str, Any] = {"reply_days": reply_days, "fields": TOLD}
        last = founded - BEGAN - timedelta(days=1)
        make_agreement(organization=organization, terms=Terms(first, last, **terms), by=None, at=at)
