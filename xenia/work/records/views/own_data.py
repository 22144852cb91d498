"""A person gets what the office holds of her, from the colleague who knows who she is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.reference.office import office_facts
from xenia.ground.vault.operations.reading import MayNotOpen
from xenia.work.records.forms.own_data import OwnDataForm
from xenia.work.records.operations.own_data import own_data
from xenia.work.records.queries.rows import is_known
from xenia.work.records.views.shown import reader


@never_cache
@staff("records.give_own")
def give(request: StaffRequest, subject: UUID) -> HttpResponse:
    """Choose the language she reads, and hand the file over."""
    if not is_known(subject):
        raise Http404
    wanted = request.GET.get("language", "")
    form = OwnDataForm(
        request.POST or None,
        initial={"language": wanted if wanted in office_facts().codes else reader()},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "records/give_own.html", {"form": form}, status=status)
    try:
        content = own_data(
            subject, language=form.cleaned_data["language"], by=request.user, at=now()
        )
    except MayNotOpen:
        messages.error(request, _("Your role cannot open everything. Ask your supervisor."))
        return redirect("records:give_own", subject=subject)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-records.zip"'
    return response
