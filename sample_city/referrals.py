"""Agreements of the office of Lindenport with its partners, and people it sent to them. All invented."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models.consent import SharedField
from xenia.registers.clients.operations import Said, add_client
from xenia.registers.directory.models import Organization, Service
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations import Terms, Words, Yes

BEGAN: Final = timedelta(days=400)
LASTS: Final = timedelta(days=365)
TOLD: Final = (
    SharedField.CALLED,
    SharedField.SPOKEN_LANGUAGE,
    SharedField.CONTACT,
    SharedField.NEED,
    SharedField.NOTE,
)
# Partner and days to answer.
PARTNERS: Final = {
    "harborside-adult-learning": 5,
    "lantern-law": 3,
    "quayside-legal-aid": 3,
    "eastgate-health": 5,
    "lamplight-network": 5,
    "steady-hands": 5,
    "wrenlight-house": 1,
    "saltmarsh-pantry": 3,
}
# Nobody there has an account: they answer by a link.
BY_LINK: Final = {"saltmarsh-clinic": "referrals@saltmarshclinic.example"}
VICTIM_SERVICES: Final = ("women-of-the-landing", "thistledown-house")
Reached = Callable[[Referral, User | None, datetime], object]


def _accepted(referral: Referral, member: User | None, at: datetime) -> None:
    operations.accept(referral=referral, by=member, at=at)


def _declined(referral: Referral, member: User | None, at: datetime) -> None:
    operations.decline(referral=referral, reason="capacity", by=member, at=at)


def _helped(referral: Referral, member: User | None, at: datetime) -> None:
    _accepted(referral, member, at)
    operations.confirm_by_person(referral=referral, said="served", at=at)


def _waits(_referral: Referral, _member: User | None, _at: datetime) -> None:
    """Nobody answered yet."""


# Called, language, service, its member if it has one, need, note, days ago, how far.
SENT: Final[tuple[tuple[str, str, str, str, str, str, int, Reached], ...]] = (
    ("Thảo", "vi", "english-class-level-1", "nadege-philogene", "adult-education",
     "Mornings are best: her children are at school.", 2, _waits),
    ("Wilfrid", "ht", "benefits-check", "jonas-alcindor", "public-benefits", "", 9, _declined),
    ("Samira", "ar", "health-insurance-sign-up", "anh-thu-dang", "health",
     "She works nights; call after noon.", 12, _accepted),
    ("Dona Zeza", "kea", "job-search-desk", "dominic-ashworthy", "work", "", 30, _helped),
    ("Ludmila", "ru", "eviction-help", "hugo-marchmont", "housing",
     "The paper from her landlord names the 28th.", 8, _waits),
    # By a link to a clinic without an account, and with a paper alone.
    ("Nhung", "vi", "evening-clinic", "", "health", "After six in the evening.", 1, _waits),
    ("Yonel", "ht", "furniture-barn", "", "housing", "", 3, _waits),
)  # fmt: skip


def send_people(
    *,
    at: datetime,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    services: Mapping[str, Service],
) -> None:
    """Agreements, then a few people on their way, one in each state a caseworker meets."""
    _agree(at, organizations)
    by = people["thuy-linh-pham"]
    for called, language, service, member, need, note, days_ago, reach in SENT:
        sent_at = at - timedelta(days=days_ago)
        said = Said(called=called, spoken_language=language, written_language=language)
        client = add_client(said=said, by=by, at=sent_at)
        referral = operations.send_with_consent(
            client=client,
            service=services[service],
            words=Words(need, note),
            yes=Yes(TOLD, local_day(sent_at) + timedelta(days=90), may_ask_later=True),
            by=by,
            at=sent_at,
        )
        reach(referral, people.get(member), sent_at + timedelta(days=1))
    paper = services["safe-line-violence"]
    operations.hand_off(service=paper, need="safety", language="es", at=at)


def _agree(at: datetime, organizations: Mapping[str, Organization]) -> None:
    today = local_day(at)
    days: dict[str, Any] = {"begins_on": today - BEGAN, "ends_on": today + LASTS}
    for key, reply_days in PARTNERS.items():
        terms = Terms(**days, reply_days=reply_days, fields=TOLD)
        operations.make_agreement(organization=organizations[key], terms=terms, by=None, at=at)
    for key, email in BY_LINK.items():
        terms = Terms(**days, fields=TOLD, email=email)
        operations.make_agreement(organization=organizations[key], terms=terms, by=None, at=at)
    for key in VICTIM_SERVICES:
        terms = Terms(**days, is_victim_service=True)
        operations.make_agreement(organization=organizations[key], terms=terms, by=None, at=at)
