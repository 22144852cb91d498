"""Who may speak for people: the list of a house, one more, and its recognition."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.models import Organization
from xenia.work.casework import operations
from xenia.work.casework.forms.legal import CredentialForm, RecognitionForm
from xenia.work.casework.models import Credential
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.operations import NeedsAnother, NotThoseDays, StandsThere
from xenia.work.casework.queries import legal
from xenia.work.casework.queries.holding import names_of_holders, people_of
from xenia.work.casework.views.shown import CROSSED, UNTRUE, reader
from xenia.work.referrals.queries.partners import organizations_with_agreement

KEEP: Final = "casework.credentials"


def house_of(holder: UUID, **_more: Any) -> UUID | None:
    """The organization an address names; None where there is none."""
    return holder if Organization.objects.filter(pk=holder).exists() else None


@never_cache
@staff(KEEP, somewhere=True)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """The houses whose credentials somebody keeps, and what stands and ends there."""
    today = local_day(now())
    own = legal.houses_that_keep(request.user, today)
    if not own and not request.user.may(KEEP):
        raise PermissionDenied
    if request.user.may(KEEP):
        own = [OFFICE, *(str(one.pk) for one in organizations_with_agreement(today))]
    names = names_of_holders(own, reader())
    found: dict[str, list[Credential]] = {one: [] for one in own}
    for credential in legal.credentials_of(own):
        found[credential.holder].append(credential)
    rows = [(one, names.get(one, ""), found[one]) for one in own]
    return render(request, "casework/legal/credentials.html", {"rows": rows, "today": today})


@never_cache
@staff(KEEP, organization_of=house_of)
def keep(request: StaffRequest, holder: UUID) -> HttpResponse:
    """What people of an organization may do; one more is written down."""
    return _keep(request, _there(holder))


@never_cache
@staff(KEEP)
def keep_ours(request: StaffRequest) -> HttpResponse:
    """The same for the office's own people."""
    return _keep(request, OFFICE)


def _keep(request: StaffRequest, holder: str) -> HttpResponse:
    if not legal.keeps_credentials(request.user, holder, local_day(now())):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, holder)
    form = CredentialForm(request.POST, people=people_of(holder), auto_id="credential_%s")
    if not form.is_valid():
        return _page(request, holder, status=UNTRUE, form=form)
    try:
        made = operations.keep_credential(
            holder=holder, by=request.user, at=now(), **form.cleaned_data
        )
    except (NotThoseDays, StandsThere) as error:
        form.add_error(None, _why_not(error))
        return _page(request, holder, status=CROSSED, form=form)
    messages.success(
        request,
        _("Kept.") if made.is_confirmed else _("Kept. It counts when somebody else confirms it."),
    )
    return _back(holder)


def _why_not(error: Exception) -> str:
    if isinstance(error, StandsThere):
        return _("The same stands there already.")
    return _(
        "Look at the days: it ends after it begins, and an accreditation is given for at most 3 years."
    )


def _page(request: StaffRequest, holder: str, *, status: int = 200, **more: Any) -> HttpResponse:
    today = local_day(now())
    context: dict[str, Any] = {
        "holder": holder,
        "is_ours": holder == OFFICE,
        "name": names_of_holders([holder], reader()).get(holder, ""),
        "credentials": [
            (one, one.stands_on(today), one.may_be_confirmed_by(request.user))
            for one in legal.credentials_of([holder])
        ],
        "may_recognize": request.user.may(KEEP),
        "recognitions": legal.recognitions_of([holder]),
        "form": CredentialForm(people=people_of(holder), auto_id="credential_%s"),
        "recognition_form": RecognitionForm(auto_id="recognized_%s"),
    }
    return render(request, "casework/legal/credentials_of.html", context | more, status=status)


@never_cache
@staff(KEEP)
@require_POST
def recognized(request: StaffRequest, holder: UUID) -> HttpResponse:
    """An organization showed that it is recognized."""
    return _recognized(request, _there(holder))


@never_cache
@staff(KEEP)
@require_POST
def we_are_recognized(request: StaffRequest) -> HttpResponse:
    """The same for the office."""
    return _recognized(request, OFFICE)


def _recognized(request: StaffRequest, holder: str) -> HttpResponse:
    form = RecognitionForm(request.POST, auto_id="recognized_%s")
    if not form.is_valid():
        return _page(request, holder, status=UNTRUE, recognition_form=form)
    try:
        operations.recognize(holder=holder, by=request.user, at=now(), **form.cleaned_data)
    except (NotThoseDays, StandsThere) as error:
        form.add_error(None, _why_not(error))
        return _page(request, holder, status=CROSSED, recognition_form=form)
    messages.success(request, _("Kept."))
    return _back(holder)


def house_of_credential(pk: UUID) -> UUID | None:
    """The organization a credential is of; None for the office's."""
    found = Credential.objects.filter(pk=pk).exclude(holder=OFFICE).first()
    return UUID(found.holder) if found else None


@never_cache
@staff(KEEP, organization_of=house_of_credential)
@require_POST
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A second one looked at it."""
    credential = get_object_or_404(Credential, pk=pk)
    try:
        operations.confirm_credential(credential=credential, by=request.user, at=now())
    except NeedsAnother:
        messages.info(request, _("Somebody else must confirm it."))
    else:
        messages.success(request, _("Confirmed. From now on it counts."))
    return _back(credential.holder)


@never_cache
@staff(KEEP, organization_of=house_of_credential)
@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was taken back, or she left."""
    credential = get_object_or_404(Credential, pk=pk)
    operations.end_credential(credential=credential, by=request.user, at=now())
    messages.success(request, _("From today on it counts for nothing."))
    return _back(credential.holder)


def _back(holder: str) -> HttpResponse:
    if holder == OFFICE:
        return redirect("legal:our_credentials")
    return redirect("legal:keep_credential", holder)


def _there(holder: UUID) -> str:
    """An organization's number as credentials name it. Raises Http404."""
    if house_of(holder) is None:
        raise Http404
    return str(holder)
