"""What she agreed to: giving it, the receipt in her language, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.ids import new_id
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients import operations
from xenia.registers.clients.forms.around_her import ConsentForm
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations import ClientGone, NotInTime
from xenia.registers.clients.queries.people import consents_of, known_as, paper_language
from xenia.registers.clients.views.shown import (
    found,
    reader,
    status_of,
    title_of,
    told_she_moved,
)


@never_cache
@staff("clients.serve")
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What holds, what ended, and the form for something new."""
    client, today = found(pk), local_day(now())
    form = ConsentForm(request.POST or None, today=today, initial={"token": new_id().hex})
    if request.method == "POST" and form.is_valid():
        return _give(request, client, form)
    if request.method != "POST":
        note_look(client, by=request.user, purpose="service", at=now())
    rows = list(consents_of(client))
    standing = {one.pk for one in consents_of(client).standing(today)}
    context = {
        "client": client,
        "title": title_of(client),
        "form": form,
        "standing": [(one, words_of(one)) for one in rows if one.pk in standing],
        "ended": [(one, words_of(one)) for one in rows if one.pk not in standing],
    }
    return render(request, "clients/consents.html", context, status=status_of(form.errors))


def _give(request: StaffRequest, client: Client, form: ConsentForm) -> HttpResponse:
    """The receipt's code is shown on this page alone; sent again, the form shows the same."""
    try:
        consent, code = operations.give_consent(
            client=client,
            agreed=form.agreed(),
            token=form.cleaned_data["token"],
            by=request.user,
            at=now(),
        )
    except NotInTime:
        messages.error(request, _("The last day has passed meanwhile. Please enter it again."))
        return redirect("clients:consents", pk=client.pk)
    except ClientGone:
        return told_she_moved(request, client)
    tongue = paper_language(client, otherwise=reader())
    with override(tongue):
        sheet = reverse("clients:receipt", args=[client.pk, consent.pk])
    context = {
        "client": client,
        "title": title_of(client),
        "consent": consent,
        "words": words_of(consent),
        "code": code,
        "sheet": sheet,
        "tongue": tongue,
    }
    return render(request, "clients/consent_given.html", context)


@never_cache
@staff("clients.serve")
def receipt(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Her receipt on paper. Its address begins with her language; the code comes by a form, and only the right one."""
    client = found(pk)
    given = _of(client, consent)
    code = request.POST.get("code", "")
    is_hers = operations.consent_of_receipt(code) == given
    context = {
        "client": client,
        "consent": given,
        "words": words_of(given),
        "code": code if is_hers else "",
        "where": request.build_absolute_uri(reverse("clients:own_consent")),
    }
    return render(request, "clients/receipt.html", context)


@require_POST
@staff("clients.serve")
def withdraw(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """She takes it back at the desk."""
    client = found(pk)
    if operations.withdraw_consent(consent=_of(client, consent), by=request.user, at=now()):
        messages.success(request, _("Taken back. Whoever relied on it stops now."))
    else:
        messages.info(request, _("It was taken back before."))
    return redirect("clients:consents", pk=client.pk)


def _of(client: Client, pk: UUID) -> Consent:
    """A consent of hers. Raises Http404."""
    rows = Consent.objects.filter(client__in=known_as(client)).select_related("recipient")
    consent: Consent = get_object_or_404(rows, pk=pk)
    return consent


def words_of(consent: Consent) -> dict[str, Any]:
    """A consent in words."""
    return {"purpose": consent.get_purpose_display(), "fields": consent.field_words}
