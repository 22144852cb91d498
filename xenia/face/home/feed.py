"""What changed in the directory, as an Atom feed: new services, changed ones and in which fields, and those that left.

An entry stands only where the public record says something new (`ServiceRecord.modified_at`). The names of the changed
fields come from the history, of fields residents can read alone; values never do.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from xenia.face.home import cards
from xenia.face.home.posted import closed_words, posted_today
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import joined
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Metadata, ServiceRecord
from xenia.registers.directory.queries.wording import FIELD_NAMES, field_name

MOST: Final = 100
# Fields of a service that residents never read, or whose change tells of something they do not.
_NOT_PUBLIC: Final = frozenset(
    {"email", "email_is_confidential", "is_confidential", "contacts", "assurer_email"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that happened to a service."""

    pk: UUID
    at: datetime
    title: str
    summary: str
    is_listed: bool


def last_change() -> datetime | None:
    """When the public directory last said something new."""
    found: datetime | None = ServiceRecord.objects.aggregate(last=Max("modified_at"))["last"]
    return found


def changes(reader: str) -> list[Change]:
    """The newest changes, one for each service."""
    rows = list(
        ServiceRecord.objects.order_by("-modified_at", "pk")
        .select_related("listing__service")
        .defer("record", "brief")[:MOST]
    )
    fields = _changed_fields(rows)
    return [_change(row, fields[row.pk], reader) for row in rows]


def _changed_fields(rows: list[ServiceRecord]) -> dict[UUID, set[str]]:
    """The fields of each service that changed in the moment its record did."""
    at = {row.pk: row.modified_at for row in rows}
    found: dict[UUID, set[str]] = defaultdict(set)
    history = Metadata.objects.filter(
        resource_type="service", resource_id__in=list(at), last_action_type="update"
    )
    for pk, when, name in history.values_list("resource_id", "last_action_date", "field_name"):
        if when == at[pk]:
            found[pk].add(name)
    return found


def _change(row: ServiceRecord, fields: set[str], reader: str) -> Change:
    if not row.is_public:
        title = _("A service is no longer listed")
        return Change(row.pk, row.modified_at, title, title, is_listed=False)
    document = row.listing.document
    name = cards.field_of(document, "name", reader).text
    day = local_day(row.modified_at)
    if not fields and (closed := closed_words(document, reader, today=day)):
        title = _("%(closed)s: %(service)s") % {"closed": closed, "service": name}
        said = " ".join(one.text for one in posted_today(document, reader, today=day) if one.text)
        return Change(row.pk, row.modified_at, title, said or closed, is_listed=True)
    if not fields and row.listing.service.listed_on == day:
        title = _("New: %(service)s") % {"service": name}
        said = cards.field_of(document, "description", reader).text
        return Change(row.pk, row.modified_at, title, said, is_listed=True)
    title = _("Changed: %(service)s") % {"service": name}
    return Change(row.pk, row.modified_at, title, _in_words(fields, reader), is_listed=True)


def _in_words(fields: set[str], reader: str) -> str:
    """Which fields changed; a field nobody reads is not named."""
    names = sorted(
        {
            field_name(one, reader)
            for one in fields
            if one.partition(".")[0] in FIELD_NAMES and one.partition(".")[0] not in _NOT_PUBLIC
        }
    )
    return joined(names, reader) if names else _("Something about it changed.")


def atom(reader: str, *, host: str) -> bytes:
    """The feed in the reader's language. host: where it is read, such as https://help.city.example."""
    address = f"{host}{reverse('home:changes')}"
    feed = Atom1Feed(
        title=_("What changed: %(office)s") % {"office": office_facts().text("name", reader)},
        link=f"{host}{reverse('home:front')}",
        description="",
        language=reader,
        feed_url=address,
        feed_guid=_tag("changes", reader),
    )
    for change in changes(reader):
        _add(feed, change, host)
    return str(feed.writeString("utf-8")).encode()


def _add(feed: Any, change: Change, host: str) -> None:
    page = reverse("home:service", args=[change.pk]) if change.is_listed else reverse("home:front")
    feed.add_item(
        title=_writable(change.title),
        link=f"{host}{page}",
        description=_writable(change.summary),
        unique_id=_tag("service", str(change.pk), change.at.strftime("%Y%m%dT%H%M%S%f")),
        updateddate=change.at,
        pubdate=change.at,
    )


def _writable(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _tag(*parts: str) -> str:
    """A name that stays whatever address the office moves to. Source: RFC 4151."""
    place = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"tag:{place},2026:{'/'.join(parts)}"
