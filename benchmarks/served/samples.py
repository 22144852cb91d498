"""Who opens which pages of the large office: prints one JSON object for `benchmarks.served`.

{page: {paths, forms, cookie, queries}}; queries: how many one view of it asks of both databases.
"""

import json
import os
import sys
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

PEOPLE = 400
SETTINGS = "xenia.config.settings.sample"


def main() -> int:
    """Sign two people in, choose what they look at, and count the queries."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    sys.stdout.write(json.dumps({name: _counted(page) for name, page in _pages().items()}) + "\n")
    return 0


def _pages() -> dict[str, dict[str, Any]]:
    from benchmarks.served.people import code_of, name_of, phone_of
    from xenia.registers.clients.models import Client
    from xenia.work.casework.models import Intake

    codes = [code_of(number) for number in range(0, PEOPLE * 7, 7)]
    people = list(Client.objects.filter(code__in=codes).values_list("pk", flat=True))
    intakes = Intake.objects.filter(client__in=people, status__in=("submitted", "accepted"))
    cases = [f"/en/desk/cases/{one}/" for one in intakes.values_list("pk", flat=True)[:PEOPLE]]
    colleague, partner = _cookie_of("supervisor"), _partner_cookie()
    numbers = range(0, PEOPLE * 7, 7)
    find = "/en/desk/people/"
    return {
        "queue of cases": {"paths": ["/en/desk/cases/"], "cookie": colleague},
        "one case": {"paths": cases, "cookie": colleague},
        "one person": {
            "paths": [f"/en/desk/people/{one}/" for one in people],
            "cookie": colleague,
        },
        "search by phone": _search(find, colleague, [phone_of(one) for one in numbers if one % 5]),
        "search by name": _search(
            find, colleague, [name for one in numbers if (name := name_of(one))]
        ),
        "search by code": _search(find, colleague, codes),
        "partner's inbox": {"paths": ["/en/desk/inbox/"], "cookie": partner},
    }


def _search(path: str, cookie: str, typed: list[str]) -> dict[str, Any]:
    token = cookie.rpartition("csrftoken=")[2]
    forms = [urlencode({"text": one, "csrfmiddlewaretoken": token}) for one in typed]
    return {"paths": [path], "forms": forms, "cookie": cookie}


def _partner_cookie() -> str:
    """Of a member of the partner with the most referrals."""
    from django.db.models import Count

    from xenia.work.referrals.models import Referral

    busiest = Referral.objects.values("organization_id").annotate(sent=Count("pk"))
    for one in busiest.order_by("-sent"):
        if cookie := _cookie_of("partner_member", one["organization_id"]):
            return cookie
        if cookie := _cookie_of("partner_manager", one["organization_id"]):
            return cookie
    raise LookupError("no partner has a member who signs in")


def _cookie_of(role: str, organization: UUID | None = None) -> str:
    from django.test import Client as Browser

    from xenia.ground.accounts.models import RoleGrant

    grants = RoleGrant.objects.filter(role=role, ended_at=None, organization_id=organization)
    grant = grants.select_related("user").first()
    if grant is None:
        return ""
    browser = Browser()
    browser.force_login(grant.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = browser.cookies["sessionid"].value
    return f"sessionid={session}; csrftoken={'x' * 32}"


def _counted(page: dict[str, Any]) -> dict[str, Any]:
    """The page, with the queries of its second view in one process."""
    from django.db import connections
    from django.test import Client as Browser
    from django.test.utils import CaptureQueriesContext

    browser = Browser(SERVER_NAME="localhost", headers={"cookie": page["cookie"]})
    forms = page.setdefault("forms", [])
    for _view in range(2):
        with (
            CaptureQueriesContext(connections["default"]) as records,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            if forms:
                kind = "application/x-www-form-urlencoded"
                answer = browser.post(page["paths"][0], forms[0], content_type=kind)
            else:
                answer = browser.get(page["paths"][0])
    if answer.status_code != 200:
        raise RuntimeError(f"{page['paths'][0]} answered {answer.status_code}")
    return page | {"queries": len(records) + len(keys)}


if __name__ == "__main__":
    raise SystemExit(main())
