"""Colleagues: who they are, which roles they hold, when they leave."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.authority import may_decide_about, roles_to_give
from xenia.ground.accounts.forms.people import PeopleFilter, PlaceForm
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.operations import person as person_operations
from xenia.ground.accounts.operations import role as role_operations
from xenia.ground.accounts.operations.sign_in_link import issue_sign_in_link
from xenia.ground.accounts.queries import open_invitations, people_found, people_seen_by
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.views.shown import day, moment, place_names, shown_role
from xenia.ground.common.dates import now

PEOPLE_ON_A_PAGE = 25


@staff("accounts.manage", somewhere=True)
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """The list of colleagues, and the invitations that wait."""
    form = PeopleFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found = people_found(
        people_seen_by(request.user),
        words=said.get("q", ""),
        role=said.get("role", ""),
        left=said.get("left", False),
    )
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/people.html",
        {
            "form": form,
            "is_filtered": any(said.values()),
            "page": page,
            "rows": _rows(list(page.object_list)),
            "page_url": f"?{urlencode({k: v for k, v in request.GET.items() if k != 'page'})}&page=",
            "invitations": _waiting(request.user),
        },
    )


def _rows(shown: list[User]) -> list[dict[str, Any]]:
    grants = [grant for person in shown for grant in _living(person)]
    names = place_names(grants)
    return [
        {"person": person, "roles": [shown_role(grant, names) for grant in _living(person)]}
        for person in shown
    ]


def _living(person: User) -> list[RoleGrant]:
    found: list[RoleGrant] = person.living_grants  # type: ignore[attr-defined]
    return found


def _waiting(user: User) -> list[dict[str, Any]]:
    waiting = list(open_invitations(user, now()))
    names = place_names(waiting)
    return [
        {
            "invitation": one,
            "role": Role(one.role).label,
            "place": names.get(one.organization_id, "") if one.organization_id else "",
            "until": moment(one.expires_at),
        }
        for one in waiting
    ]


@staff("accounts.manage", somewhere=True)
@require_GET
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One colleague."""
    return _person_page(request, _seen(request, pk), PlaceForm(by=request.user))


def _seen(request: StaffRequest, pk: UUID) -> User:
    return get_object_or_404(people_seen_by(request.user), pk=pk)


def _person_page(
    request: StaffRequest, colleague: User, form: PlaceForm, *, status: int = 200
) -> HttpResponse:
    grants = list(colleague.role_grants.order_by("ended_at", "granted_at"))
    names = place_names(grants)
    roles = [shown_role(grant, names, may_end=_may_end(request.user, grant)) for grant in grants]
    context = {
        "colleague": colleague,
        "form": form,
        "held": [role for role in roles if not role.until],
        "ended": [role for role in roles if role.until],
        "is_self": colleague.pk == request.user.pk,
        "may_decide": may_decide_about(request.user, colleague),
        "joined": day(colleague.joined_at) if colleague.joined_at else "",
        "left": day(colleague.left_at) if colleague.left_at else "",
        "last_seen": moment(colleague.last_login) if colleague.last_login else "",
    }
    return render(request, "accounts/person.html", context, status=status)


def _may_end(by: User, grant: RoleGrant) -> bool:
    may = Role(grant.role) in roles_to_give(by, grant.organization_id)
    return may and grant.ended_at is None and grant.user_id != by.pk


@staff("accounts.manage", somewhere=True)
@require_POST
def give_role(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague gets another role."""
    colleague = _seen(request, pk)
    form = PlaceForm(request.POST, by=request.user)
    if not form.is_valid():
        return _person_page(request, colleague, form, status=422)
    try:
        role_operations.give_role(
            person=colleague,
            role=form.cleaned_data["role"],
            organization_id=form.organization_id,
            by=request.user,
            at=now(),
        )
        messages.success(request, _("The role is given. It holds from now on."))
    except role_operations.AlreadyHeld:
        messages.info(request, _("This person holds this role already."))
    except role_operations.HasLeft:
        messages.error(request, _("This person has left. Let her back in first."))
    except role_operations.MayNotDecide:
        messages.error(request, _("You cannot give this role to this person. Ask the office."))
    return redirect("accounts:person", pk=pk)


@staff("accounts.manage", somewhere=True)
@require_POST
def end_role(request: StaffRequest, pk: UUID, grant: UUID) -> HttpResponse:
    """A colleague's role ends."""
    held = get_object_or_404(RoleGrant, pk=grant, user=_seen(request, pk))
    try:
        role_operations.end_role(grant=held, by=request.user, at=now())
        messages.success(request, _("The role has ended."))
    except role_operations.AlreadyEnded:
        messages.info(request, _("This role had ended before."))
    except role_operations.NobodyWouldDirect:
        messages.error(
            request, _("The office needs a director. Give somebody else the role first.")
        )
    except role_operations.MayNotDecide:
        messages.error(request, _("You cannot end this role. Ask the office."))
    return redirect("accounts:person", pk=pk)


@staff("accounts.manage", somewhere=True)
def left(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague has left; asked once more before it happens."""
    colleague = _seen(request, pk)
    if request.method != "POST":
        return render(request, "accounts/left.html", {"colleague": colleague})
    try:
        person_operations.person_left(person=colleague, by=request.user, at=now())
        messages.success(request, _("The access has ended everywhere, at once."))
    except role_operations.HasLeft:
        messages.info(request, _("The access had ended before."))
    except role_operations.NobodyWouldDirect:
        messages.error(
            request, _("The office needs a director. Give somebody else the role first.")
        )
    except role_operations.MayNotDecide:
        messages.error(request, _("You cannot end this person’s access. Ask the office."))
    return redirect("accounts:people")


@staff("accounts.manage", somewhere=True)
@require_POST
def let_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague who left works here again."""
    colleague = _seen(request, pk)
    try:
        person_operations.let_back_in(person=colleague, by=request.user, at=now())
        messages.success(request, _("Back in. Now give a role and a new sign-in link."))
    except person_operations.StillHere:
        messages.info(request, _("This person has access already."))
    except role_operations.MayNotDecide:
        messages.error(request, _("You cannot let this person back in. Ask the office."))
    return redirect("accounts:person", pk=pk)


@never_cache
@staff("accounts.manage", somewhere=True)
@require_POST
def new_link(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague who forgot her password, or lost her phone, gets a link; it is shown once."""
    colleague = _seen(request, pk)
    try:
        link, token = issue_sign_in_link(
            person=colleague,
            by=request.user,
            at=now(),
            without_second_step="without_second_step" in request.POST,
        )
    except (role_operations.HasLeft, role_operations.MayNotDecide):
        messages.error(request, _("You cannot give this person a link. Ask the office."))
        return redirect("accounts:person", pk=pk)
    address = request.build_absolute_uri(reverse("accounts:new_password", args=[token]))
    context = {"colleague": colleague, "address": address, "until": moment(link.expires_at)}
    return render(request, "accounts/link.html", context)
