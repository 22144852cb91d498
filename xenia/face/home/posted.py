"""Closures and alerts that hold today, in the reader's words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.registers.directory.models import Notice
from xenia.registers.directory.queries.notices import closed_until, in_force, is_closed_on

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Posted:
    """One notice. lang: what its words are in; is_foreign: not the reader's, since nobody answered for hers yet.

    title: "" for a closure of everything, which the page says by itself.
    """

    title: str
    place: str
    text: str
    lang: str
    is_foreign: bool


def posted_today(document: Document, reader: str, *, today: date) -> tuple[Posted, ...]:
    """What is posted over a service today; a closure of all of it comes first."""
    places = {
        place["id"]: place for place in document.get("places", ()) if not place.get("confidential")
    }
    found = [_posted(one, places.get(one["place"]), reader) for one in in_force(document, today)]
    whole = [one for one in found if not one.place]
    return (*whole, *(one for one in found if one.place))


def _posted(notice: Document, place: Document | None, reader: str) -> Posted:
    lang, text = _said(notice["words"], reader)
    return Posted(
        title="" if notice["kind"] == Notice.Kind.CLOSED and not place else _title(notice, reader),
        place=_said(place["name"], reader)[1] if place else "",
        text=text,
        lang=lang or reader,
        is_foreign=bool(text) and lang != reader,
    )


def _title(notice: Document, reader: str) -> str:
    day = written_day(date.fromisoformat(notice["to"]), reader) if notice["to"] else ""
    if notice["kind"] == Notice.Kind.CLOSED:
        return until(day)
    if notice["kind"] == Notice.Kind.HOURS:
        return _("Other hours until %(day)s") % {"day": day} if day else _("Other hours for now")
    return _("Important")


def until(day: str) -> str:
    """ "Closed until …", in words; day: "" when nobody knows."""
    return _("Closed until %(day)s") % {"day": day} if day else _("Closed for now")


def _said(texts: dict[str, str], reader: str) -> tuple[str, str]:
    for tag in (reader, "en", *texts):
        if texts.get(tag):
            return tag, texts[tag]
    return "", ""


def closed_words(document: Document, reader: str, *, today: date) -> str:
    """What a row of a list says of a service that is closed today, all of it or one of its places; else ""."""
    last = closed_until(document, today)
    day = written_day(date.fromisoformat(last), reader) if last else ""
    if is_closed_on(document, today):
        return until(day)
    if any(one["kind"] == Notice.Kind.CLOSED for one in in_force(document, today)):
        return _("One of its places is closed")
    return ""
