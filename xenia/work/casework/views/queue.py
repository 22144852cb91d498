"""The list of intakes, and finding a person who is here again."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.operations import note_found
from xenia.registers.clients.queries import finding
from xenia.work.casework import operations
from xenia.work.casework.forms.choices import AT_THE_DESK
from xenia.work.casework.forms.working import FindForm, QueueFilter
from xenia.work.casework.models import Contact
from xenia.work.casework.models.intake import Channel
from xenia.work.casework.queries import cases as queries
from xenia.work.casework.views.queue_rows import Onlooker, queue_row
from xenia.work.casework.views.shown import UNTRUE, found_person, reader

TAKE_IN = "casework.take_in"
ON_A_PAGE = 25


@never_cache
@staff(TAKE_IN)
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """The queue: how she came, what she needs, her language, by when. No name and no words."""
    today, form = local_day(now()), QueueFilter(request.GET, reader=reader())
    said = form.said()
    rows = queries.queue(mine=request.user.pk, **said)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in said.items() if value}
    shown = list(page.object_list)
    people = queries.people_of(shown)
    may_decide = request.user.may("casework.decide")
    names = names_of_people(one.taken_by_id for one in shown if one.taken_by_id)
    onlooker = Onlooker(today, names, may_decide, get_token(request) if may_decide else "")
    context = {
        "form": form,
        "find": FindForm(),
        "page": page,
        "page_url": f"?{urlencode(kept)}&page=" if kept else "?page=",
        "is_filtered": bool(kept),
        "rows": [queue_row(one, people.get(one.client_id), onlooker) for one in shown],
        "counts": queries.counts(today, request.user.pk),
        "may_bring": request.user.may("casework.bring"),
    }
    return render(request, "casework/cases.html", context)


@never_cache
@staff(TAKE_IN)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Somebody is here again, or holds a code: what was typed stands in no address."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "casework/found.html", {"find": form}, status=UNTRUE)
    words = form.cleaned_data["text"]
    if asked := queries.with_code(words):
        return redirect("casework:intake", pk=asked.pk)
    people = finding.find(words, by=request.user)
    note_found(people, by=request.user, at=now())
    rows = [{"client": client, "intakes": queries.intakes_of(client)[:3]} for client in people]
    context = {
        "find": form,
        "text": words,
        "rows": rows,
        "is_full": len(people) == finding.MOST,
        "channels": AT_THE_DESK,
        "is_asked": True,
    }
    return render(request, "casework/found.html", context)


@staff(TAKE_IN)
@require_POST
def returned(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She is here again: one press, and it is counted."""
    client = found_person(pk)
    channel = request.POST.get("channel", "")
    if client is None or channel not in Channel.values:
        messages.info(request, _("Find her once more: her record has moved."))
        return redirect("casework:cases")
    visit = operations.note_return(client=client, channel=channel, by=request.user, at=now())
    messages.success(request, _("Counted. She was here today."))
    return redirect("casework:visit", pk=visit.pk)


@never_cache
@staff(TAKE_IN)
@require_safe
def visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """After a return: what next, or a slip taken back."""
    contact = get_object_or_404(Contact.objects.filter(client__isnull=False), pk=pk)
    client = contact.client
    assert client
    note_look(client, by=request.user, purpose="service", at=now())
    context = {
        "contact": contact,
        "client": client,
        "intakes": queries.intakes_of(client)[:5],
        "matters": queries.matters_of(client)[:5],
        "may_decide": request.user.may("casework.decide"),
    }
    return render(request, "casework/visit.html", context)


@staff(TAKE_IN)
@require_POST
def undo_visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was a slip: one visit less."""
    try:
        operations.take_visit_back(contact=Contact(pk=pk), by=request.user, at=now())
        messages.success(request, _("Taken back. It is not counted."))
    except Contact.DoesNotExist:
        messages.info(request, _("This visit was taken back already."))
    except YearIsClosed:
        messages.info(request, _("The counts of that year are closed."))
    return redirect("casework:cases")
