"""xenia order-extract: open the records that counsel released, from the machine the office runs on."""

import json
import os
from pathlib import Path
from typing import Annotated
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django_typer.management import TyperCommand
from typer import Argument, Option

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.work.records.bundle import Bundle, as_json
from xenia.work.records.models import RecordsRequest
from xenia.work.records.operations import (
    NotAsked,
    NotReleased,
    SamePerson,
    extract,
    extract_all,
)

WHY_NOT = {
    NotReleased: "Counsel has not released anything for this request.",
    NotAsked: "Counsel decided about other people, or about nobody.",
    SamePerson: "This person decided about the request. Another person opens the records.",
    PermissionDenied: "This person may not open records for a request.",
}


class Command(TyperCommand):
    """Open records for a request, under the same gate as the page."""

    help = (
        "Open the records of the people a request is about, once counsel released them, into one file."
        " A second person is named, who did not decide; every look is noted.\n\n"
        "Example: xenia order-extract R-2026-0007 --by director@somerset.example --to /media/usb/answer.json"
    )

    def handle(
        self,
        number: Annotated[str, Argument(help="The request, such as R-2026-0007.")],
        subjects: Annotated[
            list[str] | None, Argument(help="Only these random numbers; all it is about otherwise.")
        ] = None,
        by: Annotated[str, Option(help="Work e-mail of the second person.")] = "",
        to: Annotated[Path | None, Option(help="The file to write; it must not exist yet.")] = None,
        as_json_: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when the gate does not open, 2 for what is not there."""
        if to is None or to.exists():
            raise CommandError("Name a new file with --to.", returncode=2)
        bundles = _opened(_request(number), _user(by), _numbers(subjects or []))
        _write(to, as_json(bundles))
        said = {"file": str(to), "people": len(bundles), "rows": sum(len(b.rows) for b in bundles)}
        if as_json_:
            self.stdout.write(json.dumps(said))
        else:
            self.stdout.write(
                f"{said['rows']} records of {said['people']} people are in {to}. Erase it when the answer is out."
            )


def _request(number: str) -> RecordsRequest:
    found: RecordsRequest | None = RecordsRequest.objects.filter(number=number).first()
    if found is None:
        raise CommandError(f"There is no request {number}.", returncode=2)
    return found


def _user(email: str) -> User:
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError("Name with --by a person who works here.", returncode=2)
    return found


def _numbers(subjects: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in subjects]
    except ValueError:
        raise CommandError(
            "A person’s random number has 32 letters and digits.", returncode=2
        ) from None


def _opened(request: RecordsRequest, by: User, subjects: list[UUID]) -> list[Bundle]:
    at = now()
    try:
        if subjects:
            return [extract(subject=one, request=request, by=by, at=at) for one in subjects]
        return extract_all(request=request, by=by, at=at)
    except tuple(WHY_NOT) as refused:
        raise CommandError(WHY_NOT[type(refused)]) from None


def _write(to: Path, content: bytes) -> None:
    """A file only its owner reads."""
    handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
