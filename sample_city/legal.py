"""Legal matters of Lindenport: a provider with people of three kinds, and its matters in every state. All invented."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sample_city.referrals import TOLD
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.operations import Said, add_client
from xenia.registers.directory.models import Organization, Service
from xenia.work.casework import operations
from xenia.work.casework.models import Matter
from xenia.work.casework.operations import Case
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.operations import Words, Yes

PROVIDER: Final = "lantern-law"
# Who may do what, where, since how many days, for how many.
CREDENTIALS: Final = (
    ("colette-barnaby", PROVIDER, "attorney", 900, None),
    ("rafael-oduya", PROVIDER, "full", 700, 1090),
    ("ksenia-vetrova", PROVIDER, "partial", 1030, 1090),
    ("ifeoma-castleton", "quayside-legal-aid", "attorney", 500, None),
)
YEAR: Final = timedelta(days=365)
Course = Callable[[Matter, User, datetime], None]


def _begins(_matter: Matter, _by: User, _at: datetime) -> None:
    """Nobody looked for conflicts yet."""


def _is_worked_on(matter: Matter, by: User, at: datetime) -> None:
    said: dict[str, Any] = {"matter": matter, "by": by, "at": at + timedelta(hours=1)}
    operations.check_conflicts(is_clear=True, **said)
    operations.work_on(**said)
    operations.note_activity(kind="meeting", minutes=60, **said)
    operations.write_legal_note(text="She brings the papers next time.", **said)
    for kind, days in (("papers", 9), ("appointment", 34)):
        operations.add_deadline(kind=kind, due_on=local_day(at) + timedelta(days=days), **said)


def _is_filed(matter: Matter, by: User, at: datetime) -> None:
    _is_worked_on(matter, by, at)
    said: dict[str, Any] = {"matter": matter, "by": by, "at": at + timedelta(days=6)}
    operations.note_activity(kind="writing", minutes=90, **said)
    operations.tick_deadline(deadline=matter.deadlines.get(kind="papers"), by=by, at=said["at"])
    operations.wait_for_decision(**said)


def _is_decided(matter: Matter, by: User, at: datetime) -> None:
    _is_filed(matter, by, at)
    operations.decide(matter=matter, outcome="favorable", by=by, at=at + timedelta(days=30))


def _takes_the_oath(matter: Matter, by: User, at: datetime) -> None:
    _is_filed(matter, by, at)
    said: dict[str, Any] = {"matter": matter, "by": by}
    oath = operations.add_deadline(
        kind="oath", due_on=local_day(at) + timedelta(days=45), at=at + timedelta(days=31), **said
    )
    operations.decide(outcome="favorable", at=at + timedelta(days=31), **said)
    operations.tick_deadline(deadline=oath, by=by, at=at + timedelta(days=45))
    operations.close_legal(
        outcome="favorable",
        closing_code="H",
        benefits=["citizenship"],
        at=at + timedelta(days=46),
        **said,
    )


def _has_a_conflict(matter: Matter, by: User, at: datetime) -> None:
    operations.check_conflicts(matter=matter, is_clear=False, by=by, at=at)


# Called, language, need, case, whose, days ago, how far.
MATTERS: Final[tuple[tuple[str, str, str, Case, str, int, Course], ...]] = (
    ("Marisol", "es", "citizenship", Case("naturalization", "uscis", "81"), "ksenia-vetrova", 60, _takes_the_oath),
    ("Emmanuel", "ht", "immigration-legal", Case("removal", "immigration-court", "81"), "rafael-oduya", 20, _is_filed),
    ("Halima", "so", "immigration-legal", Case("family-petition", "uscis", "81"), "ksenia-vetrova", 12, _is_worked_on),
    ("Bao", "vi", "citizenship", Case("naturalization", "uscis", "81"), "ksenia-vetrova", 40, _is_decided),
    ("Joana", "pt-br", "worker-rights", Case("not-immigration", "other-court", "22"), "colette-barnaby", 3, _begins),
    ("Viktor", "ru", "other-legal", Case("not-immigration", "other-court", "63"), "colette-barnaby", 5, _has_a_conflict),
)  # fmt: skip


def run_legal_matters(
    *,
    at: datetime,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    services: Mapping[str, Service],
) -> None:
    """Credentials and recognition, then people who were sent, taken on, and helped as far as each came."""
    provider, today = organizations[PROVIDER], local_day(at)
    director, sender = people["marisol-quintana-reyes"], people["thuy-linh-pham"]
    holder = str(provider.pk)
    operations.recognize(
        holder=holder,
        valid_from=today - 2 * YEAR,
        valid_until=today + 4 * YEAR,
        by=director,
        at=at,
    )
    for key, house, kind, since, lasts in CREDENTIALS:
        first = today - timedelta(days=since)
        operations.keep_credential(
            person=people[key],
            kind=kind,
            holder=str(organizations[house].pk),
            valid_from=first,
            valid_until=first + timedelta(days=lasts) if lasts else None,
            by=director,
            at=at,
        )
    service = next(one for one in services.values() if one.organization_id == provider.pk)
    for called, language, need, case, worker, days_ago, course in MATTERS:
        sent_at, by = at - timedelta(days=days_ago), people[worker]
        said = Said(called=called, spoken_language=language, written_language=language)
        client = add_client(said=said, by=sender, at=sent_at)
        until = local_day(sent_at) + timedelta(days=90)
        referral = referrals.send_with_consent(
            client=client,
            service=service,
            words=Words(need, ""),
            yes=Yes(TOLD, until, may_ask_later=False),
            by=sender,
            at=sent_at,
        )
        referrals.accept(referral=referral, by=by, at=sent_at)
        referral.refresh_from_db()
        matter = operations.open_from_referral(
            referral=referral, case=case, until=today + YEAR, by=by, at=sent_at
        )
        course(matter, by, sent_at)
