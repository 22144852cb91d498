"""What waits for a person, as the rows of her day: when, what, who, one verb."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.face.desk.queries.checklist import open_items
from xenia.face.desk.queries.waiting import (
    Stale,
    imports_to_look_at,
    names_missing,
    services_to_check,
    stale_services,
)
from xenia.face.desk.rooms_waiting import parts_of_rooms
from xenia.ground.accounts.models import User
from xenia.ground.accounts.queries import open_invitations
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language
from xenia.ground.common.local_words import written_day
from xenia.ground.imports.models import ImportRun
from xenia.ground.reference.office import office_facts

SOON = timedelta(days=2)
MONTHS_A_YEAR = 12


def parts_for(user: User, *, at: datetime, reader: str) -> list[Part]:
    """What waits for a person, by her roles; a role without such work gets no part."""
    return list(_parts(user, at, reader))


def _parts(user: User, at: datetime, reader: str) -> Iterator[Part]:
    yield from parts_of_rooms(user, at=at, reader=reader)
    if user.may_somewhere("directory.edit"):
        yield _to_check(user, local_day(at))
    if user.may_somewhere("directory.translate"):
        yield _behind(user, reader)
    if user.may("directory.translate"):
        yield _missing()
    if user.may("directory.import"):
        yield _imports(at, reader)
    if user.may_somewhere("accounts.manage"):
        yield _invitations(user, at, reader)
    if user.may("reference.manage"):
        yield _settings(local_day(at))


def _to_check(user: User, today: date) -> Part:
    found = services_to_check(user, today)
    tasks = tuple(
        Task(
            title=service.name,
            url=reverse("directory:service", args=[service.pk]),
            verb=_("Check"),
            when=since_checked(service.assured_date, today),
            who=service.organization.name if service.organization else "",
        )
        for service in found[:SHOWN]
    )
    return Part(
        "check",
        _("Check again"),
        found.order_by().count() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("Every service was confirmed in the last year."),
        f"{reverse('directory:services')}?{urlencode({'unchecked': 'on', 'sort': 'checked'})}",
    )


def since_checked(checked: date | None, today: date) -> str:
    """How long ago a service was checked: "3 years ago", "19 months ago", "Never checked"."""
    if checked is None:
        return _("Never checked")
    months = (today.year - checked.year) * MONTHS_A_YEAR + today.month - checked.month
    if months >= 2 * MONTHS_A_YEAR:
        years = months // MONTHS_A_YEAR
        return ngettext("%(count)s year ago", "%(count)s years ago", years) % {"count": years}
    return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}


def _behind(user: User, reader: str) -> Part:
    found = stale_services(user)
    return Part(
        "behind",
        _("Changed since they were translated"),
        len(found),
        tuple(_stale(one, reader) for one in found[:SHOWN]),
        _("Every translation says what the English says."),
    )


def _stale(stale: Stale, reader: str) -> Task:
    service, first = stale.service, stale.languages[0]
    changed, owner, count = service.last_modified, service.organization, len(stale.languages)
    words = ngettext("%(count)s language", "%(count)s languages", count) % {"count": count}
    return Task(
        title=service.name,
        url=reverse("directory:translate", args=[first, "service", service.pk]),
        verb=_("Translate"),
        when=written_day(local_day(changed), reader) if changed else "",
        who=owner.name if owner else "",
        language=language(first).own_name if count == 1 else words,
        lang=first if count == 1 else "",
    )


def _missing() -> Part:
    found = names_missing(office_facts().codes)
    tasks = tuple(
        Task(
            title=ngettext(
                "%(count)s of %(total)s services has no name in this language",
                "%(count)s of %(total)s services have no name in this language",
                one.count,
            )
            % {"count": one.count, "total": one.total},
            url=f"{reverse('directory:services')}?{urlencode({'missing': one.language, 'status': 'active'})}",
            verb=_("Translate"),
            when=_("Missing"),
            language=language(one.language).own_name,
            lang=one.language,
        )
        for one in found[:SHOWN]
    )
    return Part(
        "missing",
        _("Not said in every language"),
        len(found),
        tasks,
        _("Every service has a name in every language."),
        reverse("directory:services"),
    )


def _imports(at: datetime, reader: str) -> Part:
    found = imports_to_look_at(at)
    return Part(
        "imports",
        _("Imports to look at"),
        len(found),
        tuple(_import(run, reader) for run in found),
        _("The last imports left no row aside."),
        reverse("directory:imports"),
    )


def _import(run: ImportRun, reader: str) -> Task:
    when = written_day(local_day(run.finished_at), reader) if run.finished_at else ""
    failed = run.status == ImportRun.Status.FAILED
    listed = run.totals["listed"]
    words = ngettext(
        "%(source)s: %(count)s row was left aside",
        "%(source)s: %(count)s rows were left aside",
        listed,
    )
    return Task(
        title=_("%(source)s did not go through") % {"source": run.source}
        if failed
        else words % {"source": run.source, "count": listed},
        url=reverse("directory:import_run", args=[run.pk]),
        verb=_("Look"),
        when=when,
        is_late=failed,
    )


def _invitations(user: User, at: datetime, reader: str) -> Part:
    found = list(open_invitations(user, at))
    tasks = tuple(
        Task(
            title=invitation.email,
            url=reverse("accounts:people"),
            verb=_("Look"),
            when=_("Until %(day)s")
            % {"day": written_day(local_day(invitation.expires_at), reader)},
            who=str(Role(invitation.role).label),
            is_late=invitation.expires_at - at < SOON,
        )
        for invitation in found[:SHOWN]
    )
    return Part(
        "invitations",
        _("Invited, not here yet"),
        len(found),
        tasks,
        _("Nobody is on the way."),
        reverse("accounts:people"),
    )


def _settings(today: date) -> Part:
    found = open_items(today)
    tasks = tuple(
        Task(title=item.title, url=item.url, verb=_("Settle"), when=_("Open"), who=item.said)
        for item in found[:SHOWN]
    )
    return Part(
        "settings",
        _("Settings still open"),
        len(found),
        tasks,
        _("Every setting is done."),
        reverse("desk:settings"),
    )
