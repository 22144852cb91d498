"""Cases that wait: those with whoever looks, those nobody has taken, drafts, matters with a day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.vocabularies import label_of
from xenia.registers.clients.models import Client
from xenia.work.casework.models import Intake, Matter
from xenia.work.casework.models.intake import OWED, Status
from xenia.work.casework.models.matter import OFFICE, STALE_AFTER
from xenia.work.casework.queries.cases import people_of, tongue


def cases_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """What is hers or nobody's yet, what cannot wait first; her drafts; her matters with a day that comes."""
    today = local_day(at)
    if user.may("casework.take_in"):
        yield _intakes(user, today, reader)
    if user.may("casework.decide"):
        yield from _matters(user, today, reader)


def _intakes(user: User, today: date, reader: str) -> Part:
    hers = Q(taken_by_id=user.pk)
    wait = Q(status__in=OWED) & (hers | Q(taken_by_id__isnull=True))
    rows = Intake.objects.filter(wait | hers & Q(status=Status.STARTED))
    order = (F("due_on").asc(nulls_last=True), "begun_on", "pk")
    shown = list(rows.order_by(*order).prefetch_related("needs")[:SHOWN])
    people = people_of(shown) if shown else {}
    return Part(
        "cases",
        _("Who asked for help"),
        rows.count() if len(shown) == SHOWN else len(shown),
        tuple(_task(one, people.get(one.client_id), today, reader) for one in shown),
        _("Nobody waits for you."),
        reverse("casework:cases"),
    )


def _task(one: Intake, client: Client | None, today: date, reader: str) -> Task:
    if one.due_on is None:
        return _draft(one, reader)
    code = tongue(one, client)
    needs = [label_of("needs", need.need, reader) for need in one.needs.all()]
    return Task(
        title=", ".join(needs) or _("Case %(label)s") % {"label": one.label},
        url=reverse("casework:intake", args=[one.pk]),
        verb=_("Look"),
        when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
        who=client.code if client else one.get_channel_display(),
        language=language(code).own_name if code else "",
        lang=code,
        is_late=one.is_overdue(today),
    )


def _draft(one: Intake, reader: str) -> Task:
    return Task(
        title=_("Draft %(label)s") % {"label": one.label},
        url=reverse("casework:draft", args=[one.pk]),
        verb=_("Go on"),
        when=written_day(one.moved_on, reader),
        who=one.get_channel_display(),
    )


def _matters(user: User, today: date, reader: str) -> Iterator[Part]:
    """Her matters with a day, and those nobody moved for long; nothing is shown while she has none."""
    late = Q(due_on__lte=today) | Q(moved_on__lt=today - STALE_AFTER)
    rows = (
        Matter.objects.under_way()
        .held_by([OFFICE])
        .filter(late, taken_by_id=user.pk, is_on_hold=False)
    )
    shown = list(rows.select_related("client").order_by("due_on", "moved_on", "pk")[: SHOWN + 1])
    if shown:
        tasks = tuple(
            Task(
                title=label_of("needs", one.issue, reader),
                url=reverse("casework:matter", args=[one.pk]),
                verb=_("Look"),
                when=written_day(one.due_on or one.moved_on, reader),
                who=one.client.code,
                is_late=True,
            )
            for one in shown[:SHOWN]
        )
        yield Part(
            "matters", _("Matters to move on"), len(shown), tasks, "", reverse("casework:matters")
        )
