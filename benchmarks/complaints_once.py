"""One person who complains, again and again: `python -m benchmarks.complaints_once SECONDS NUMBER`.

It says "ready" when it is set up, begins when a line comes in, and prints how many milliseconds each complaint took. Each is
one commit: her words, sealed under a key of her own, what it is about, her first clock, and what is counted. Without
arguments it prints who opens which pages of the queue, {"filed", "let_in", "cookie", "pages"}.
"""

import json
import os
import random
import sys
import time
from typing import Any

SETTINGS = "xenia.config.settings.sample"
LANGUAGES = ("es", "ht", "vi", "ar", "ru", "so", "fr", "pt-br")
KINDS = ("access", "language", "treatment", "delay", "mistake", "privacy")
WORDS = "Invented: I came at nine with every paper, and was sent home at noon without a word. " * 5


def main() -> int:
    """Complain until the time is over; or say what there is to see."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    if len(sys.argv) == 1:
        sys.stdout.write(json.dumps(_scene()) + "\n")
        return 0
    json.dump(_complain_for(float(sys.argv[1]), random.Random(sys.argv[2])), sys.stdout)
    return 0


def _complain_for(seconds: float, chance: random.Random) -> list[float]:
    from xenia.ground.reference.models import Area
    from xenia.work.departments.queries.statements import city_services

    services, areas = list(city_services()), list(Area.objects.all())
    _complain(chance, services, areas)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    took, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        begun = time.perf_counter()
        _complain(chance, services, areas)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _complain(chance: random.Random, services: list[Any], areas: list[Any]) -> None:
    from xenia.ground.common.dates import now
    from xenia.ground.common.gate import open_form
    from xenia.work.ombudsman.operations.filing import Report, file_complaint

    report = Report(
        words=WORDS,
        language=chance.choice(LANGUAGES),
        kind=chance.choice(KINDS),
        service=chance.choice(services),
        area=chance.choice(areas),
    )
    file_complaint(report=report, token=open_form("ombudsman.file"), at=now())


def _scene() -> dict[str, Any]:
    from django.test import Client as Browser

    from xenia.ground.accounts.models import RoleGrant
    from xenia.work.ombudsman.models import Complaint

    officer = RoleGrant.objects.filter(role="ombudsman_officer", ended_at=None)
    browser = Browser()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(officer.select_related("user")[0].user, backend)
    return {
        "filed": Complaint.objects.count(),
        "let_in": Complaint.objects.exclude(status="held").count(),
        "cookie": f"sessionid={browser.cookies['sessionid'].value}",
        "pages": {
            "the queue": "/en/desk/complaints/",
            "nobody’s, of one kind": "/en/desk/complaints/?kind=delay&view=nobodys",
        },
    }


if __name__ == "__main__":
    raise SystemExit(main())
