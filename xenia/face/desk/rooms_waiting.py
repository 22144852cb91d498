"""What waits in the rooms that guard people's records: papers, second persons, messages that did not leave."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.cases_waiting import cases_waiting
from xenia.face.desk.changes_waiting import changes_waiting
from xenia.face.desk.complaints_waiting import complaints_waiting
from xenia.face.desk.counts_waiting import counts_waiting
from xenia.face.desk.departments_waiting import departments_waiting
from xenia.face.desk.interpreting_waiting import interpreting_waiting
from xenia.face.desk.legal_waiting import legal_waiting
from xenia.face.desk.own_work_waiting import own_work_waiting
from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.face.desk.patterns_waiting import patterns_waiting
from xenia.face.desk.programs_waiting import programs_waiting
from xenia.face.desk.questions_waiting import questions_waiting
from xenia.face.desk.referrals_waiting import referrals_waiting
from xenia.face.desk.words_waiting import words_waiting
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.common.shares import shares_are_current
from xenia.ground.keys.keepers import master_keys
from xenia.ground.ledger.models import Year
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.queries import counts_by_status, unread_replies
from xenia.ground.vault.models import BrokenGlass, LegalHold, RetentionRule
from xenia.registers.directory.operations.upkeep_round import last_round
from xenia.registers.directory.queries.quality import findings_seen_by, waiting_by_kind
from xenia.work.enquiries.models import AnswerText
from xenia.work.records.models import RecordsRequest

# Legal help that residents no longer see, or soon will not.
LATE_KINDS = frozenset({"no_evidence", "evidence_ending"})


def parts_of_rooms(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """Questions, requests for records, what needs a second person, and messages, for those whose work it is."""
    yield from cases_waiting(user, at=at, reader=reader)
    yield from legal_waiting(user, at=at, reader=reader)
    yield from questions_waiting(user, at=at, reader=reader)
    yield from complaints_waiting(user, at=at, reader=reader)
    yield from departments_waiting(user, at=at, reader=reader)
    yield from counts_waiting(user, at=at, reader=reader)
    yield from patterns_waiting(user, at=at, reader=reader)
    yield from programs_waiting(user, at=at, reader=reader)
    yield from referrals_waiting(user, at=at, reader=reader)
    yield from interpreting_waiting(user, at=at, reader=reader)
    yield from own_work_waiting(user, at=at, reader=reader)
    if user.may("records.read"):
        yield _papers(at, reader)
    if user.may("records.read") or user.may("enquiries.review"):
        yield _second_person(user)
    if user.may("notifications.handle"):
        yield _messages()
    if user.may_somewhere("directory.edit"):
        yield from changes_waiting(user, at=at, reader=reader)
        yield _to_mend(user)
    yield from words_waiting(user, reader=reader)


def _papers(at: datetime, reader: str) -> Part:
    found = RecordsRequest.objects.waiting().order_by("due_on")
    tasks = tuple(
        Task(
            title=f"{one.number} · {one.get_kind_display()}",
            url=reverse("records:request", args=[one.pk]),
            verb=_("Look"),
            when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
            who=one.get_status_display(),
            is_late=one.due_on < local_day(at),
        )
        for one in found[:SHOWN]
    )
    return Part(
        "records",
        _("Requests for records"),
        found.order_by().count() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("No request for records waits for an answer."),
        reverse("records:requests"),
    )


def _second_person(user: User) -> Part:
    """What cannot go on, or is not safe, until another person looked."""
    tasks = tuple(_second_looks(user))
    return Part(
        "second_person",
        _("Waiting for a second person"),
        len(tasks),
        tasks,
        _("Nothing waits for a second person."),
    )


def _second_looks(user: User) -> Iterator[Task]:
    if user.may("enquiries.review"):
        yield from _answers_to_read(user)
    if user.may("records.read"):
        yield from _records_to_approve(user)


def _answers_to_read(user: User) -> Iterator[Task]:
    """Answers for next time that somebody else wrote and nobody stands behind yet."""
    for one in AnswerText.objects.to_be_read_by(user.pk):
        words = _("An answer for next time: %(title)s") % {"title": one.title}
        yield Task(words, reverse("enquiries:answer_text", args=[one.pk]), _("Read"))


def _records_to_approve(user: User) -> Iterator[Task]:
    glass = BrokenGlass.objects.filter(seen_at=None).exclude(by_id=user.pk).count()
    rules = RetentionRule.objects.filter(status=RetentionRule.Status.PROPOSED)
    rules = rules.exclude(first_approved_by_id=user.pk)
    holds = LegalHold.objects.filter(lifted_at=None, lift_asked_by_id__isnull=False)
    years = Year.objects.filter(status=Year.Status.PROPOSED).exclude(proposed_by=user.pk)
    if glass:
        words = ngettext(
            "%(count)s opening in an emergency that nobody looked at",
            "%(count)s openings in an emergency that nobody looked at",
            glass,
        )
        url = reverse("records:broken_glass")
        yield Task(words % {"count": glass}, url, _("Look"), is_late=True)
    if rules.exists():
        yield Task(
            _("How long we keep records: a rule to approve"), reverse("records:rules"), _("Look")
        )
    if holds.exclude(lift_asked_by_id=user.pk).exists():
        yield Task(_("A legal hold to lift"), reverse("records:holds"), _("Look"))
    for year in years:
        words = _("The year %(year)s, to be sealed") % {"year": year.year}
        yield Task(words, reverse("ledger:years"), _("Look"))
    if user.may("accounts.audit") and not _sheets_are_current():
        url = reverse("home:handbook", args=["director"])
        yield Task(_("Key sheets to print: the master key is new"), url, _("Look"))


def _sheets_are_current() -> bool:
    """Whether the printed sheets make today's master key. The sample city needs none."""
    try:
        return settings.SAMPLE_CITY or shares_are_current(master_keys(), folder=settings.DATA)
    except BadMasterKey:
        return False


def _messages() -> Part:
    counts = counts_by_status()
    failed, by_hand = counts[OutboxMessage.Status.FAILED], counts[OutboxMessage.Status.BY_HAND]
    waiting, replies = counts[OutboxMessage.Status.WAITING], unread_replies().count()
    outbox = reverse("notifications:outbox")
    lines = (
        (failed, _("Messages that did not leave: %(count)s"), outbox),
        (by_hand, _("Letters and calls that a person does: %(count)s"), outbox),
        (replies, _("Answers nobody has read: %(count)s"), reverse("notifications:replies")),
        (waiting, _("Messages that wait to leave: %(count)s"), outbox),
    )
    return Part(
        "messages",
        _("Messages"),
        failed + by_hand + replies + waiting,
        tuple(
            Task(words % {"count": count}, url, _("Look")) for count, words, url in lines if count
        ),
        _("Every message left."),
        outbox,
    )


def _to_mend(user: User) -> Part:
    """What the daily look through the directory found, one row for each kind; what hides legal help comes first."""
    kinds = waiting_by_kind(findings_seen_by(user).filter(set_aside_at=None))
    address, looked = reverse("directory:quality"), bool(kinds) or last_round() is not None
    tasks = tuple(
        Task(
            f"{one.title}: {one.count}",
            f"{address}?kind={one.code}",
            _("Look"),
            is_late=one.code in LATE_KINDS,
        )
        for one in kinds[:SHOWN]
    )
    return Part(
        "to_mend",
        _("To mend in the directory"),
        len(kinds),
        tasks,
        _("Nothing in the directory is to mend.")
        if looked
        else _("Nobody has looked yet for what is to mend. The first look comes within a day."),
        address,
        is_known=looked,
    )
