"""Links that let somebody in: made by a colleague, used by a person who is not signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, public, staff
from xenia.ground.accounts.forms.own import ArrivalForm, PasswordForm
from xenia.ground.accounts.forms.people import InviteForm
from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations import invitation as operations
from xenia.ground.accounts.operations import sign_in_link as links
from xenia.ground.accounts.operations.person import EmailTaken
from xenia.ground.accounts.operations.role import MayNotDecide
from xenia.ground.accounts.queries import open_invitations
from xenia.ground.accounts.views.shown import moment
from xenia.ground.common.dates import now


@never_cache
@staff("accounts.manage", somewhere=True)
def invite(request: StaffRequest) -> HttpResponse:
    """Invite a person; the link is shown once."""
    form = InviteForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, token = operations.invite_person(
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
                organization_id=form.organization_id,
                by=request.user,
                at=now(),
            )
        except EmailTaken:
            form.add_error(
                "email",
                _("Somebody with this e-mail works here already. Give that person the role."),
            )
        except operations.AlreadyInvited:
            form.add_error(
                "email", _("A link for this e-mail is waiting. Withdraw it first to make another.")
            )
        except MayNotDecide:
            form.add_error("role", _("You cannot give this role there. Ask the office."))
        else:
            address = request.build_absolute_uri(reverse("accounts:accept", args=[token]))
            context = {
                "invitation": invitation,
                "address": address,
                "until": moment(invitation.expires_at),
            }
            return render(request, "accounts/link.html", context)
    return render(
        request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200
    )


@staff("accounts.manage", somewhere=True)
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A link is worth nothing from now on."""
    invitation = get_object_or_404(open_invitations(request.user, now()), pk=pk)
    try:
        operations.withdraw_invitation(invitation=invitation, by=request.user, at=now())
        messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    except operations.InvitationEnded:
        messages.info(request, _("This invitation was answered or withdrawn before."))
    return redirect("accounts:people")


@public
@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person opens her link, says her name and chooses a password."""
    try:
        invitation = operations.open_invitation(token, now())
        form = ArrivalForm(request.POST or None, user=User(email=invitation.email))
        if request.method == "POST" and form.is_valid():
            operations.accept_invitation(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=get_language() or "en",
                at=now(),
            )
            return _now_sign_in(request)
    except (operations.LinkEnded, EmailTaken):
        return _link_ended(request)
    context = {"form": form, "invitation": invitation, "until": moment(invitation.expires_at)}
    return render(request, "accounts/accept.html", context, status=422 if form.errors else 200)


@public
@never_cache
@sensitive_post_parameters("password")
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """A colleague opens her sign-in link and chooses another password."""
    try:
        link = links.open_sign_in_link(token, now())
        form = PasswordForm(request.POST or None, user=link.user)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password"]
            links.use_sign_in_link(token=token, password=password, at=now())
            return _now_sign_in(request)
    except operations.LinkEnded:
        return _link_ended(request)
    context = {"form": form, "person": link.user, "until": moment(link.expires_at)}
    return render(
        request, "accounts/new_password.html", context, status=422 if form.errors else 200
    )


def _now_sign_in(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your password is set. Sign in with it now."))
    return redirect("account_login")


def _link_ended(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_ended.html", status=410)
