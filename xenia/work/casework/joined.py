"""Where this room meets those below it: people, referrals, programs, interpreters.

What a referral does for a need is heard here; the ways on from a need stand in `WAYS_ON`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.vocabularies import label_of
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import WITHDRAWN_HEARD_BY
from xenia.registers.clients.sections import SECTIONS, Row, Section
from xenia.work.casework.counting_legal import legal_needs
from xenia.work.casework.models import Intake, Matter, Need
from xenia.work.casework.models.need import Status, Unmet
from xenia.work.casework.operations import needs, working
from xenia.work.casework.operations.interpreter import ORIGIN, hear_of_interpreter
from xenia.work.casework.operations.legal import hear_of_withdrawn
from xenia.work.casework.queries import cases, legal
from xenia.work.casework.queries.holding import holds
from xenia.work.language_access.operations import HEARD_BY as INTERPRETERS
from xenia.work.referrals.after_yes import AFTER_YES, NextPage
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations.heard import HEARD_BY as REFERRALS


@dataclass(frozen=True, slots=True)
class WayOn:
    """A way on from a need: what the link says, who may go it, and where it leads; "" where it leads nowhere yet."""

    title: str | Promise
    permission: str
    url_of: Callable[[Need], str]


class StepLike(Protocol):
    """What is read of a step."""

    @property
    def before(self) -> str:
        """Where it came from."""

    @property
    def after(self) -> str:
        """Where it went."""

    @property
    def at(self) -> datetime:
        """When."""


# Why she was not helped there, in the words of a need.
UNMET_BECAUSE: Final[dict[str, str]] = {
    "capacity": Unmet.NO_CAPACITY,
    "not_eligible": Unmet.NOT_ELIGIBLE,
    "out_of_area": Unmet.NOT_ELIGIBLE,
    "documents": Unmet.NOT_ELIGIBLE,
    "language": Unmet.LANGUAGE,
    "cost": Unmet.COST,
    "way": Unmet.TOO_FAR,
    "not_offered": Unmet.NO_SERVICE,
    "not_wanted": Unmet.HER_WISH,
    "not_reached": Unmet.NOT_REACHED,
}
# Before referrals and courses on a person's page.
PLACE: Final = 10


def join_rooms() -> None:
    """From now on this room hears of interpreters and referrals, and stands on a person's page."""
    INTERPRETERS[ORIGIN] = hear_of_interpreter
    REFERRALS[ORIGIN] = hear_of_referral
    SECTIONS[ORIGIN] = cases_of_her
    AFTER_YES[ORIGIN] = begin_the_matter
    WITHDRAWN_HEARD_BY[ORIGIN] = hear_of_withdrawn


def _to_referral(need: Need) -> str:
    client = need.intake.client_id
    return f"{reverse('referrals:choose', args=[client])}?need={need.need}" if client else ""


def _to_program(need: Need) -> str:
    client = need.intake.client_id
    return f"{reverse('programs:all')}?view=free&for={client}" if client else ""


# Where somebody can be sent once we know her.
WAYS_ON: Final = (
    WayOn(gettext_lazy("Send her somewhere"), "referrals.send", _to_referral),
    WayOn(gettext_lazy("Find a place in a program"), "programs.enrol", _to_program),
)


def begin_the_matter(referral: Referral, user: User) -> NextPage | None:
    """A provider that said yes works on it here, or reads what is missing; nothing for whoever is not of its house."""
    house, today = str(referral.organization_id), local_day(now())
    is_provider = house in legal.legal_providers(today)
    if not holds(user, house) or not (is_provider or referral.need in legal_needs()):
        return None
    if there := legal.matter_of_referral(referral):
        return NextPage(_("Go on with the matter"), reverse("legal:matter", args=[there.pk]))
    if legal.was_handed_over(referral):
        return None
    if legal.with_a_credential(house, today).exists():
        return NextPage(_("Begin the matter"), reverse("legal:open", args=[referral.pk]))
    if not is_provider:
        why = _("A matter begins here when the office has written down who may speak for people.")
        return NextPage("", "", why)
    may = legal.keeps_credentials(user, house, today)
    url = reverse("legal:keep_credential", args=[house]) if may else ""
    why = _("Your manager writes down first who may speak for people.")
    return NextPage(_("Who may speak for people"), url, why)


def hear_of_referral(referral: Referral, step: StepLike) -> None:
    """What a referral does for a need: sent, the need lies with it; done, the need is met or not; opened again, open.

    A "no" leaves the need open: the office sends her to somebody else.
    """
    if step.before in ("completed", "cancelled"):
        _open_again(referral, step)
    if step.after == "sent":
        _lie_with(referral, step)
        _go_on(referral, step)
    elif step.after == "completed" and referral.outcome in ("served", "partly"):
        _settle(referral, step)
    elif step.after == "completed" and referral.outcome == "not_served":
        _settle(referral, step, UNMET_BECAUSE.get(referral.outcome_reason, Unmet.DECLINED))


def _lie_with(referral: Referral, step: StepLike) -> None:
    """The open needs of the person with this code lie with the referral."""
    hers = Need.objects.filter(intake__client_id=referral.client_id, need=referral.need)
    for one in hers.filter(status=Status.OPEN):
        needs.lay_on(need=one, referral_id=referral.pk, by=None, at=step.at)


def _go_on(referral: Referral, step: StepLike) -> None:
    """Whoever sends her has looked at what she asked for; where nothing else is open, that is our help.

    An intake another colleague holds at this moment is left to her: nobody waits in a circle.
    """
    if referral.sent_by_id is None:
        return
    sender = User.objects.get(pk=referral.sent_by_id)
    waiting = Intake.objects.owed().filter(needs__referral_id=referral.pk).values("pk")
    for intake in Intake.objects.filter(pk__in=waiting).select_for_update(skip_locked=True):
        working.help_by_sending(intake=intake, by=sender, at=step.at)


def _settle(referral: Referral, step: StepLike, why: str = "") -> None:
    for one in Need.objects.filter(referral_id=referral.pk, status=Status.OPEN):
        if why:
            needs.leave_unmet(need=one, why=why, by=None, at=step.at)
        else:
            needs.meet_need(need=one, by=None, at=step.at)


def _open_again(referral: Referral, step: StepLike) -> None:
    ended = (Status.MET, Status.UNMET)
    for one in Need.objects.filter(referral_id=referral.pk, status__in=ended):
        needs.reopen_need(need=one, by=None, at=step.at)


def lines_about(client: Client, user: User) -> list[Row]:
    """Her intakes and matters, for her own page; nothing for whoever may not see them."""
    if not user.may("casework.take_in"):
        return []
    reader = get_language() or "en"
    found = [
        Row(
            ", ".join(label_of("needs", need.need, reader) for need in one.needs.all())
            or one.label,
            reverse("casework:intake", args=[one.pk]),
            written_day(one.begun_on, reader),
            one.get_status_display(),
        )
        for one in cases.intakes_of(client)
    ]
    if user.may("casework.decide"):
        found += [
            Row(
                *_about(one, reader),
                written_day(one.opened_on, reader),
                "" if one.organization_id else one.get_status_display(),
            )
            for one in cases.matters_of(client)
        ]
    return found


def _about(matter: Matter, reader: str) -> tuple[str, str]:
    """What it is about and where its page is; of another house's, only that it is there."""
    page = "legal:matter" if matter.is_legal else "casework:matter"
    words = _("A legal matter elsewhere") if matter.organization_id else ""
    return words or label_of("needs", matter.issue, reader), reverse(page, args=[matter.pk])


def cases_of_her(client: Client, user: User, _at: datetime) -> Section | None:
    """The part of her page about her cases; nothing for whoever may not see them."""
    if not user.may("casework.take_in"):
        return None
    empty = _("She asked for nothing yet.")
    return Section(
        _("Requests for help"),
        lines_about(client, user),
        url=f"{reverse('casework:new_intake')}?client={client.pk}",
        verb=_("She is here again"),
        empty=empty,
        place=PLACE,
    )
