"""The front desk counts a contact without a name: what was needed, in which language. Two clicks."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known, language, name_in
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.forms import contact_log as form_of
from xenia.work.enquiries.forms.contact_log import MARK_LASTS, ContactForm, mark_of, marked
from xenia.work.enquiries.operations import Mode
from xenia.work.enquiries.queries.measures import contacts_on
from xenia.work.enquiries.views.shown import reader

FOUND = 8


@staff("enquiries.log")
def log_contact(request: StaffRequest) -> HttpResponse:
    """Choose the need, then press the language: counted. How she came, and the language, stay as they were last time."""
    if request.method == "POST":
        return _count(request)
    return _page(request)


def _page(request: StaffRequest) -> HttpResponse:
    """The page; after a form that could not be counted, with what was chosen in it."""
    last = marked(request.GET.get("done", ""))
    words = request.GET.get("named", "").strip()
    context = {
        "needs": form_of.needs(reader()),
        "modes": Mode.choices,
        "mode": request.POST.get("mode") or (last[0].mode if last else Mode.WALK_IN),
        "need": request.POST.get("need", ""),
        "languages": _languages(last[0].language if last else ""),
        "today": contacts_on(local_day(now())),
        "mark": request.GET.get("done", "") if last else "",
        "last": last[0] if last else None,
        "named": words,
        "organizations": _organizations(words) if last and words else (),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "enquiries/log_contact.html", context, status=status)


def _count(request: StaffRequest) -> HttpResponse:
    form = ContactForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the need first, then press the language."))
        return _page(request)
    day = operations.log_contact(contact=form.contact(), by=request.user, at=now())
    return redirect(
        f"{reverse('enquiries:log_contact')}?{urlencode({'done': mark_of(form.contact(), day)})}"
    )


def _languages(last: str) -> dict[str, list[tuple[str, str, str]]]:
    """The language of last time, the office's own, then all the others: (code, own name, name)."""
    own = [code for code in office_facts().codes if code != last]
    first = [last, *own] if is_known(last) else own
    return {
        "first": [_named(code) for code in first],
        "more": [_named(code) for code in form_of.spoken_codes() if code not in first],
    }


def _named(code: str) -> tuple[str, str, str]:
    return code, language(code).own_name, name_in(code, reader())


def _organizations(words: str) -> list[Organization]:
    active = Organization.objects.filter(status=Organization.Status.ACTIVE)
    return list(active.filter(name__icontains=words).order_by("name")[:FOUND])


@staff("enquiries.log")
@require_POST
def unlog_contact(request: StaffRequest) -> HttpResponse:
    """It was a slip: one contact less. Once for each contact."""
    mark = request.POST.get("mark", "")
    last = marked(mark)
    if last is None or not _is_first("undone", mark):
        messages.info(request, _("This contact was taken back already, or too long ago."))
        return redirect("enquiries:log_contact")
    try:
        operations.unlog_contact(contact=last[0], on=last[1], by=request.user, at=now())
        messages.success(request, _("Taken back. It is not counted."))
    except YearIsClosed:
        messages.info(request, _("The counts of that year are closed."))
    return redirect("enquiries:log_contact")


@staff("enquiries.log")
@require_POST
def note_named(request: StaffRequest) -> HttpResponse:
    """Whom we told her to ask, if somebody has the time to say it. Once for each contact."""
    mark, last = request.POST.get("mark", ""), marked(request.POST.get("mark", ""))
    chosen = Organization.objects.filter(pk__in=_numbers(request.POST.get("organization", "")))
    provider = chosen.values_list("pk", flat=True).first()
    if last and provider and _is_first("named", mark):
        operations.note_named(contact=last[0], provider=provider, by=request.user, at=now())
        messages.success(request, _("Noted where you sent her."))
    return redirect(f"{reverse('enquiries:log_contact')}?{urlencode({'done': mark})}")


def _numbers(typed: str) -> list[UUID]:
    try:
        return [UUID(typed)]
    except ValueError:
        return []


def _is_first(what: str, mark: str) -> bool:
    digest = hashlib.sha256(mark.encode()).hexdigest()
    return bool(cache.add(f"enquiries-{what}-{digest}", 1, timeout=MARK_LASTS))
