"""From a question to the services found, and why each is shown, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.home.cards import own_language_name
from xenia.face.home.near import Near, near_which
from xenia.face.home.question import PAGE_SIZE, Question
from xenia.ground.common.dates import local_day, local_time
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.operations.unanswered import note_unanswered
from xenia.registers.directory.search.office import open_office_index
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import Reason, Relaxed, SearchRequest, SearchResult


def found_for(
    question: Question, reader: str, *, at: datetime, page_size: int = PAGE_SIZE
) -> SearchResult:
    """What the directory has for a question. Raises NoIndex before the first index is made."""
    near = near_which(question.near, question.branch, reader)
    request = search_request(question, near, reader, at=at, page_size=page_size)
    return search(request, open_office_index(), today=local_day(at))


def learn_from(question: Question, found: SearchResult, reader: str, *, at: datetime) -> None:
    """A question without an answer teaches the office what it does not know, or does not have.

    Only words alone: with filters we cannot say what was missing.
    """
    filters = {name for name, _value in question.fields()} - {"saved", "anywhere", "sort"}
    is_narrowed = filters or question.page > 1
    is_answered = found.total > found.near and found.relaxed is not Relaxed.SOME_WORDS
    if question.words and not is_narrowed and not is_answered and not found.elsewhere:
        terms = [match.code for match in found.matches]
        note_unanswered(words=question.words, language=reader, terms=terms, at=at)


def title_of(question: Question, found: SearchResult, reader: str) -> str:
    """The answer in one line: how many places, for what. Where the words are unknown, no place is promised for them."""
    if found.relaxed is Relaxed.HELPERS:
        return ngettext(
            "%(count)d place that helps with many things",
            "%(count)d places that help with many things",
            found.total,
        ) % {"count": found.total}
    if found.total and found.near == found.total:
        return _("Near what you asked for")
    what = load_taxonomy().label(question.need, reader) if question.need else ""
    if question.words:
        what = next(iter(found.looked_for), "") if not question.only else question.words
        what = what or question.words
    # Places that are only near what was asked are shown after the others, and not promised here.
    count = found.total - found.near
    if not what:
        return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}
    return ngettext("%(count)d place for %(what)s", "%(count)d places for %(what)s", count) % {
        "count": count,
        "what": what,
    }


def search_request(
    question: Question, near: Near, reader: str, *, at: datetime, page_size: int = PAGE_SIZE
) -> SearchRequest:
    """The question as the directory's search takes it."""
    return SearchRequest(
        words=question.words,
        language=reader,
        languages=frozenset(question.languages),
        cost_free="free" in question.good,
        no_status="no_status" in question.good,
        no_id="no_id" in question.good,
        remote="remote" in question.good,
        accessible="accessible" in question.good,
        evening="evening" in question.when,
        weekend="weekend" in question.when,
        open_at=local_time(at) if "now" in question.when else None,
        now=local_time(at),
        point=near.point,
        lives_in=near.area,
        any_area=question.anywhere,
        term=question.need,
        only_my_words=question.only,
        prefer_language=reader != "en",
        sort=question.sort if near.point else "best",
        page=question.page,
        page_size=page_size,
    )


def reason_words(reason: Reason) -> str:
    """Why a place is shown, in words; what its facts already say is left out."""
    if reason.kind in ("term", "mentions"):
        return reason.label
    if reason.kind == "words":
        return reason.value
    if reason.kind == "language":
        return _("%(language)s spoken") % {"language": own_language_name(reason.value)}
    return {
        "evening": _("evenings"),
        "weekend": _("weekends"),
        "open_at": _("open now"),
        "no_id": _("no ID needed"),
    }.get(reason.kind, "")
