"""xenia audit: does the audit still say what it said, and by which hash can others know it?"""

import json
import re
from typing import Annotated, Any

from django.core.management import CommandError
from django_typer.management import TyperCommand, command
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from typer import Exit, Option

from xenia.ground.accounts.audit_trail import Verdict, head_of_chain, verify_audit
from xenia.ground.accounts.models import AuditLink

AS_JSON = Option("--json", help="Print the result for a machine.")
PUBLISHED = Option(
    "--head", help="NUMBER:HASH of a link made known before; may be given several times."
)


class Command(TyperCommand):
    """Look through the audit's chain of hashes, or print the hash to make known.

    Example: xenia audit verify
    """

    @command(
        help="Look at every link and event of the audit's chain.\n\n"
        "Example: xenia audit verify --head 4711:9f2c41d0…"
    )
    def verify(
        self,
        head: Annotated[list[str] | None, PUBLISHED] = None,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 1, and which link, when something does not fit; 2 for a wrong --head."""
        published = dict(known(said) for said in head or [])
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        newest = head_of_chain()
        with Progress(*columns, disable=as_json, transient=True) as bar:
            task = bar.add_task("Links", total=newest.number if newest else 0)
            verdict = verify_audit(
                published=published, progress=lambda done: bar.update(task, completed=done)
            )
        self.stdout.write(as_machine(verdict) if as_json else in_words(verdict))
        if verdict.broken:
            raise Exit(1)

    @command(
        help="Print the newest link, for example to put its hash into public minutes.\n\n"
        "Example: xenia audit head"
    )
    def head(self, as_json: Annotated[bool, AS_JSON] = False) -> None:
        """Exit status 1 when there is none."""
        newest = head_of_chain()
        if newest is None:
            raise CommandError("There is no link yet: the worker closes one each minute.")
        self.stdout.write(json.dumps(link_said(newest)) if as_json else line_of(newest))


def known(said: str) -> tuple[int, str]:
    """A link's number and its hash. Raises CommandError with status 2."""
    read = re.fullmatch(r"(\d+):([0-9a-f]{64})", said.strip().lower())
    if not read:
        raise CommandError(
            f"--head: {said!r} is not a number, a colon and 64 signs of a hash.", returncode=2
        )
    return int(read[1]), read[2]


def link_said(link: AuditLink) -> dict[str, Any]:
    """A link for a machine."""
    closed_at = link.closed_at.isoformat(timespec="seconds")
    return {"number": link.number, "closed_at": closed_at, "digest": link.digest}


def line_of(link: AuditLink) -> str:
    """A link as `verify --head` takes it, and when it was closed."""
    return f"{link.number}:{link.digest}  closed {link.closed_at:%Y-%m-%d %H:%M:%S} UTC"


def as_machine(verdict: Verdict) -> str:
    """One JSON object."""
    return json.dumps(
        {
            "ok": not verdict.broken,
            "links": verdict.links,
            "events": verdict.events,
            "waiting": verdict.waiting,
            "cut": verdict.cut,
            "head": link_said(verdict.head) if verdict.head else None,
            "broken": [{"link": one.number, "why": one.why} for one in verdict.broken],
        }
    )


def in_words(verdict: Verdict) -> str:
    """What was found, line by line."""
    lines = [
        f"{verdict.links} links over {verdict.events} events; {verdict.waiting} wait for the next link."
    ]
    if verdict.cut:
        lines.append(f"Events up to link {verdict.cut} were cut at the end of their term.")
    lines += [
        f"BROKEN link {one.number}: {one.why}" if one.number else f"BROKEN: {one.why}"
        for one in verdict.broken
    ]
    if not verdict.broken:
        lines.append("Every event says what it said when its link was closed.")
    if verdict.head:
        lines.append(f"Head: {line_of(verdict.head)}")
    return "\n".join(lines)
