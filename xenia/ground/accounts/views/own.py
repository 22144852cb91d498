"""A person's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.forms.own import DescriptionForm, OwnPasswordForm
from xenia.ground.accounts.middleware import has_second_step
from xenia.ground.accounts.operations.person import change_own_password, describe_oneself
from xenia.ground.accounts.views.shown import place_names, shown_role
from xenia.ground.common.dates import now
from xenia.ground.common.languages import is_known, language


@staff("accounts.own")
@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """What the office holds about the person who is signed in."""
    user = request.user
    grants = list(user.role_grants.filter(ended_at=None).order_by("granted_at"))
    names = place_names(grants)
    context = {
        "roles": [shown_role(grant, names) for grant in grants],
        "reads": language(user.language).own_name if is_known(user.language) else user.language,
        "has_second_step": has_second_step(user),
    }
    return render(request, "accounts/own.html", context)


@staff("accounts.own")
def describe(request: StaffRequest) -> HttpResponse:
    """Another name, another language."""
    user = request.user
    form = DescriptionForm(
        request.POST or None, initial={"name": user.name, "language": user.language}
    )
    if request.method == "POST" and form.is_valid():
        describe_oneself(person=user, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:own")
    return render(
        request, "accounts/describe.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@sensitive_post_parameters("current", "password")
@staff("accounts.own")
def password(request: StaffRequest) -> HttpResponse:
    """Another password; every other sign-in ends."""
    form = OwnPasswordForm(request.POST or None, user=request.user, request=request)
    if request.method == "POST" and form.is_valid():
        change_own_password(person=request.user, password=form.cleaned_data["password"], at=now())
        update_session_auth_hash(request, request.user)
        messages.success(
            request, _("Your password is changed. You are signed out everywhere else.")
        )
        return redirect("accounts:own")
    return render(
        request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200
    )
