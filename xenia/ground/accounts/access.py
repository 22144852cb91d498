"""The one authorisation table over all addresses.

Every view carries one of these decorators; a view without one is refused (`middleware.default_deny`) and fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from xenia.ground.accounts.kept_form import can_be_kept, kept_form
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import PERMISSIONS

View = TypeVar("View", bound=Callable[..., Any])
OrganizationOf = Callable[..., UUID | None]


class StaffRequest(HttpRequest):
    """A request of somebody who signed in and may do this."""

    user: User


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a view: everybody (permission None), or those a permission names.

    organization_of: finds, from the address, whose record it is; None means "anywhere" is needed.
    somewhere: being allowed in any organisation of one's own is enough; the view then shows only own records.
    """

    view: str
    permission: str | None
    organization_of: OrganizationOf | None = None
    somewhere: bool = False


ACCESS: dict[str, Access] = {}


def _enter(view: Callable[..., Any], access: Access) -> None:
    ACCESS[access.view] = access
    view.access = access  # type: ignore[attr-defined]


def _name(view: Callable[..., Any]) -> str:
    return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"


def public(view: View) -> View:
    """Anybody may open this."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    _enter(open_to_all, Access(_name(view), None))
    return cast(View, open_to_all)


def staff(
    permission: str, *, organization_of: OrganizationOf | None = None, somewhere: bool = False
) -> Callable[[View], View]:
    """Only who holds the permission may open this: anywhere, or for the organisation the record belongs to."""
    if permission not in PERMISSIONS:
        raise ValueError(
            f"unknown permission {permission!r}: declare it in the room's permissions.py"
        )

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            user = request.user
            if not isinstance(user, User):
                return _sign_in_first(request)
            if not _is_allowed(user, permission, organization_of, somewhere, kwargs):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        _enter(guarded, Access(_name(view), permission, organization_of, somewhere))
        return cast(View, guarded)

    return decorate


def _is_allowed(
    user: User,
    permission: str,
    organization_of: OrganizationOf | None,
    somewhere: bool,
    kwargs: dict[str, Any],
) -> bool:
    if somewhere and user.may_somewhere(permission):
        return True
    return user.may(permission, organization=organization_of(**kwargs) if organization_of else None)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Nothing typed is lost: a form that was sent meanwhile waits on the page that says so."""
    if can_be_kept(request):
        return kept_form(request, status=401)
    return redirect(f"{resolve_url('account_login')}?{urlencode({'next': request.path})}")
