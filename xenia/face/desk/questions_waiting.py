"""Questions that wait: for the office's colleagues, and for other organizations."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known, language
from xenia.ground.common.local_words import written_day
from xenia.work.enquiries.models import AnswerText, Enquiry
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.queries.threads import forwarded_to


def questions_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """What is hers or nobody's yet, most urgent first; and what another organization was asked."""
    today = local_day(at)
    if user.may("enquiries.answer"):
        hers = Q(status=Status.TAKEN, taken_by_id=user.pk)
        rows = Enquiry.objects.filter(hers | Q(status=Status.WAITING) | Q(wants_translation=True))
        yield _part(rows.order_by("due_on", "pk"), "enquiries:enquiry", today, reader)
        yield from _old_answers(today)
    elif user.may_somewhere("enquiries.reply"):
        yield _part(forwarded_to(user.organizations()), "enquiries:forwarded_one", today, reader)


def _part(rows: "QuerySet[Enquiry]", address: str, today: date, reader: str) -> Part:
    shown = list(rows[:SHOWN])
    is_office = address == "enquiries:enquiry"
    return Part(
        "questions",
        _("Questions") if is_office else _("Questions for you"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_task(one, address, today, reader) for one in shown),
        _("No question waits.") if is_office else _("No question waits for you."),
        reverse("enquiries:questions" if is_office else "enquiries:forwarded"),
    )


def _task(one: Enquiry, address: str, today: date, reader: str) -> Task:
    code = str(one.language) if is_known(str(one.language)) else ""
    return Task(
        title=_("Question %(label)s") % {"label": one.label},
        url=reverse(address, args=[one.pk]),
        verb=_("Look"),
        when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
        who=one.get_asker_display(),
        language=language(code).own_name if code else "",
        lang=code,
        is_late=one.is_overdue(today),
    )


def _old_answers(today: date) -> Iterator[Part]:
    """Answers whose day has passed; nothing is shown while there is none."""
    old = list(AnswerText.objects.grown_old(today)[: SHOWN + 1])
    if old:
        tasks = tuple(
            Task(
                one.title, reverse("enquiries:answer_text", args=[one.pk]), _("Look"), is_late=True
            )
            for one in old[:SHOWN]
        )
        yield Part(
            "old_answers",
            _("Answers to look at again"),
            len(old),
            tasks,
            "",
            reverse("enquiries:answer_texts"),
        )
