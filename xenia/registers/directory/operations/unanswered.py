"""A search found nothing: what the office learns from it, without learning who asked."""

import hmac
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import F

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.keys.named import destroy_named_key, exists, make_named_key
from xenia.ground.ledger.operations.entry import record
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import HeardWords, TermWord, UnansweredWords, UnmetNeed
from xenia.registers.directory.unanswered_words import words_to_keep

log = logging.getLogger("xenia.unanswered")

DAYS_TO_KEEP: Final = 3
KEY_DAYS: Final = 30
# How many different words of a day are heard, how many wait at most, and how often a need counts in a day: beyond
# these a machine is asking.
MOST_A_DAY: Final = 500
MOST_WAITING: Final = 2000
MOST_TIMES: Final = 100
UNDECIDED_FOR: Final = timedelta(days=365)
COUNTED_FOR: Final = timedelta(days=60)


class NoSuchTerm(ValueError):
    """The taxonomy has no such term."""


def note_unanswered(*, words: str, language: str, terms: Sequence[str], at: datetime) -> None:
    """Learn from a search that found nothing of what was asked. Never fails the search.

    terms: what the words were understood as, likeliest first; then the need is counted and no word is kept.
    """
    try:
        with transaction.atomic():
            if terms:
                count_unmet(term=terms[0], language=language, on=local_day(at))
            else:
                hear_words(typed=words, language=language, at=at)
    except DatabaseError:
        log.warning("an unanswered search was not noted")


def count_unmet(*, term: str, language: str, on: date) -> None:
    """Count that somebody looked for something we know and have nothing for."""
    row, is_new = UnmetNeed.objects.get_or_create(term=term, language=language, on=on)
    if not is_new:
        UnmetNeed.objects.filter(pk=row.pk, times__lt=MOST_TIMES).update(times=F("times") + 1)


@transaction.atomic
def hear_words(*, typed: str, language: str, at: datetime) -> UnansweredWords | None:
    """Remember words as a hash; keep them when the same ones came on three days. Returns what is kept, if anything.

    A day counts once, however often they come: one browser that repeats itself counts no more than one that does not.
    """
    said, today = words_to_keep(typed), local_day(at)
    if said is None:
        return None
    words, key = said
    known = UnansweredWords.objects.filter(language=language, key=key)
    if known.exists():
        known.filter(last_on__lt=today).update(days=F("days") + 1, last_on=today)
        return known.first()
    digest = _digest(language, key, today)
    heard = HeardWords.objects.filter(digest=digest)
    if heard.filter(heard_on=today).exists():
        return None
    if HeardWords.objects.filter(heard_on=today).count() >= MOST_A_DAY:
        return None
    HeardWords.objects.bulk_create(
        [HeardWords(digest=digest, heard_on=today)], ignore_conflicts=True
    )
    days = sorted(heard.values_list("heard_on", flat=True))
    if len(days) < DAYS_TO_KEEP or _queue_is_full():
        return None
    kept, _is_new = known.get_or_create(
        language=language,
        key=key,
        defaults={"words": words, "days": len(days), "first_on": days[0], "last_on": today},
    )
    heard.delete()
    return kept


def _queue_is_full() -> bool:
    waiting = UnansweredWords.objects.filter(status=UnansweredWords.Status.WAITING)
    return waiting.count() >= MOST_WAITING


def _digest(language: str, key: str, day: date) -> str:
    said = f"{language}\0{key}".encode()
    return hmac.new(make_named_key(_key_name(day)), said, sha256).hexdigest()


def _key_name(day: date) -> str:
    """The key of the 30 days in which a day lies."""
    return f"directory.unanswered:{day.toordinal() // KEY_DAYS}"


@transaction.atomic
def map_words(*, waiting: UnansweredWords, term: str, by: User, at: datetime) -> UnansweredWords:
    """These words mean a term: the office's own word for it, from now on found by everybody.

    Raises NoSuchTerm, and WrongState when somebody else was first.
    """
    _known(term)
    transition(waiting, to="mapped", at=at, term=term, decided_at=at, decided_by=by.pk)
    TermWord.objects.get_or_create(
        term=term,
        language=waiting.language,
        words=waiting.words,
        defaults={"added_at": at},
    )
    audit.record(by, "directory.words_mapped", waiting, at=at)
    transaction.on_commit(_tell_the_search)
    return waiting


@transaction.atomic
def say_unmet(*, waiting: UnansweredWords, term: str, by: User, at: datetime) -> UnansweredWords:
    """The words name a need for which the city has nothing: count it.

    Raises NoSuchTerm, and WrongState when somebody else was first.
    """
    _known(term)
    transition(waiting, to="unmet", at=at, term=term, decided_at=at, decided_by=by.pk)
    _count(term, waiting.language, waiting.days, local_day(at))
    audit.record(by, "directory.words_unmet", waiting, at=at)
    return waiting


@transaction.atomic
def say_no_need(*, waiting: UnansweredWords, by: User, at: datetime) -> UnansweredWords:
    """The words are no need. They are remembered as decided, so that they do not come again. Raises WrongState."""
    transition(waiting, to="no need", at=at, decided_at=at, decided_by=by.pk)
    audit.record(by, "directory.words_no_need", waiting, at=at)
    return waiting


@transaction.atomic
def undo_decision(*, decided: UnansweredWords, by: User, at: datetime) -> UnansweredWords:
    """Take a decision back: the words wait again, the word and the count are gone. Raises WrongState."""
    before = UnansweredWords.objects.select_for_update().get(pk=decided.pk)
    transition(decided, to="waiting", at=at, term="", decided_at=None, decided_by=None)
    if before.status == UnansweredWords.Status.MAPPED:
        TermWord.objects.filter(
            term=before.term, language=before.language, words=before.words
        ).delete()
        transaction.on_commit(_tell_the_search)
    if before.status == UnansweredWords.Status.UNMET and before.decided_at:
        _count(before.term, before.language, -before.days, local_day(before.decided_at))
    audit.record(by, "directory.words_undone", decided, at=at)
    return decided


def _tell_the_search() -> None:
    from xenia.registers.directory.tasks import keep_phrases

    keep_phrases.enqueue()


def _known(term: str) -> None:
    if term not in load_taxonomy():
        raise NoSuchTerm(f"{term!r} is no term of the taxonomy")


def _count(term: str, language: str, times: int, on: date) -> None:
    found = load_taxonomy().terms.get(term)
    record(
        kind="directory.unmet_need",
        on=on,
        quantity=times,
        need=found.need if found else "",
        language=language,
    )


def tidy_unanswered(at: datetime) -> None:
    """Count what is over, destroy keys past their 30 days with their hashes, forget what nobody decided in a year."""
    today = local_day(at)
    for row in UnmetNeed.objects.filter(on__lt=today, counted_on=None):
        _count_day(row, today)
    _forget_hashes(today)
    for past in (
        UnmetNeed.objects.filter(counted_on__lt=today - COUNTED_FOR),
        UnansweredWords.objects.filter(last_on__lt=today - UNDECIDED_FOR),
    ):
        # Asked first: this runs every half minute, and a delete of nothing would hold up other writers.
        if past.exists():
            past.delete()


@transaction.atomic
def _count_day(row: UnmetNeed, today: date) -> None:
    """One day of one need goes into the ledger, once, whoever else runs this."""
    if UnmetNeed.objects.filter(pk=row.pk, counted_on=None).update(counted_on=today):
        _count(row.term, row.language, row.times, row.on)


def _forget_hashes(today: date) -> None:
    """Hashes of a key that is gone say nothing: the key goes first."""
    first = date.fromordinal(today.toordinal() // KEY_DAYS * KEY_DAYS)
    old = HeardWords.objects.filter(heard_on__lt=first)
    # The last key may have outlived its hashes, when all of them became words.
    days = {first - timedelta(days=1), *old.values_list("heard_on", flat=True).distinct()}
    for name in {_key_name(day) for day in days}:
        if exists(name):
            destroy_named_key(name)
    if old.exists():
        old.delete()
