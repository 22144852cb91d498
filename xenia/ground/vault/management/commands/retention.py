"""xenia retention: what the rules would let go today, and letting it go."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django_typer.management import TyperCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from typer import Exit, Option

from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.models import RetentionRound, RetentionRule
from xenia.ground.vault.operations.rounds import StepProgress, run_round
from xenia.ground.vault.overviews import RuleLine, rules_overview
from xenia.ground.vault.retention import Counts

HEADINGS = {
    "today": "today",
    "in_30_days": "30 days",
    "later": "later",
    "held": "held",
    "waiting_for_approval": "waiting",
    "not_closed": "not closed",
}
STEPS = {"list": "Noticing", "shredded": "Shredding"}


class Command(TyperCommand):
    """Say what the retention rules let go today, or let it go: people's keys are destroyed for ever."""

    help = (
        "Say for each kind of record which rule holds, who approved it, and how many people leave. Nothing is changed "
        "without --apply, and nothing of a class is ever destroyed before two people approved its rule.\n\n"
        "Example: xenia retention --json"
    )

    def handle(
        self,
        apply: Annotated[
            bool, Option("--apply", help="Run today's round now: notice, shred, sweep.")
        ] = False,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when an approved rule cannot be carried out or a step failed, 2 for wrong usage."""
        at = now()
        done = self._applied(at, quiet=as_json) if apply else None
        lines = rules_overview(at)
        if as_json:
            self.stdout.write(json.dumps(as_machine(lines, done), default=str, indent=1))
        else:
            self.stdout.write("\n".join([*in_words(lines, at), *said_of(done)]))
        if (done and done.problems) or any(line.trouble for line in lines):
            raise Exit(1)

    def _applied(self, at: datetime, *, quiet: bool) -> RetentionRound:
        with watched(quiet=quiet) as progress:
            return run_round(at=at, progress=progress)


@contextmanager
def watched(*, quiet: bool) -> Iterator[StepProgress]:
    """A bar for each step that takes long."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bar:
        tasks = {step: bar.add_task(title, total=None) for step, title in STEPS.items()}

        def show(step: str, done: int, total: int) -> None:
            bar.update(tasks[step], completed=done, total=total)

        yield show


def as_machine(lines: list[RuleLine], done: RetentionRound | None) -> dict[str, Any]:
    """One JSON object: the classes, and what a round did."""
    said: dict[str, Any] = {"classes": [_class_for_a_machine(line) for line in lines]}
    if done:
        said |= {"done": done.done, "problems": done.problems}
    return said


def _class_for_a_machine(line: RuleLine) -> dict[str, Any]:
    return {
        "class": line.record_class,
        "name": line.name,
        "declared_days": line.declared_keep.days if line.declared_keep else None,
        "declared_since": line.declared_since,
        "rule": _rule_for_a_machine(line.rule),
        "proposed": _rule_for_a_machine(line.proposed),
        "approved_by_two": line.is_approved,
        "removed_by": line.removed_by,
        "trouble": line.trouble,
        "people": asdict(line.counts) if line.counts else None,
    }


def _rule_for_a_machine(rule: RetentionRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "version": rule.version,
        "keep_days": rule.keep_days,
        "since": rule.since,
        "source": rule.source,
        "in_effect_on": rule.in_effect_on,
        "approvals": rule.approvals,
    }


def in_words(lines: list[RuleLine], at: datetime) -> list[str]:
    """A table of people, then what stands behind each line, then records without people's keys."""
    about_people = [line for line in lines if line.counts]
    said = ["People by kind of record (leave today, in 30 days, later; or why they stay):"]
    said += _table(about_people)
    said += ["", "Rules:"]
    said += [f"  {line.record_class}: {_rule_in_words(line, at)}" for line in about_people]
    said += ["", "Other records with a term:"]
    said += [
        f"  {line.record_class}: {_other_in_words(line, at)}" for line in lines if not line.counts
    ]
    said += [
        f"CANNOT BE CARRIED OUT {line.record_class}: {line.trouble}"
        for line in lines
        if line.trouble
    ]
    return said


def _table(lines: list[RuleLine]) -> list[str]:
    width = max((len(line.record_class) for line in lines), default=0)
    head = " ".join(f"{title:>10}" for title in HEADINGS.values())
    return [
        f"  {'':<{width}} {head}",
        *(
            f"  {line.record_class:<{width}} {_numbers(line.counts)}"
            for line in lines
            if line.counts
        ),
    ]


def _numbers(counts: Counts) -> str:
    return " ".join(f"{getattr(counts, name):>10}" for name in HEADINGS)


def _rule_in_words(line: RuleLine, at: datetime) -> str:
    said = _approved_in_words(line.rule, at) if line.rule else _unapproved_in_words(line)
    if line.proposed:
        said += (
            f" Version {line.proposed.version} ({line.proposed.keep_days} days after "
            f"{line.proposed.since}) has {line.proposed.approvals} of 2 approvals."
        )
    return said


def _approved_in_words(rule: RetentionRule, at: datetime) -> str:
    later = (
        "" if rule.in_effect_on <= local_day(at) else ", not yet in effect: nothing is destroyed"
    )
    return (
        f"{rule.keep_days} days after {rule.since}, version {rule.version}, approved by two. "
        f"Source: {rule.source}, in effect {rule.in_effect_on}{later}."
    )


def _unapproved_in_words(line: RuleLine) -> str:
    if line.declared_keep is None:
        return "no term declared and no rule approved: nothing is destroyed."
    return (
        f"no approved rule: nothing is destroyed. "
        f"Declared: {line.declared_keep.days} days after {line.declared_since}."
    )


def _other_in_words(line: RuleLine, at: datetime) -> str:
    removed = f"taken away by {line.removed_by}" if line.removed_by else "nothing takes it away yet"
    if line.rule or line.proposed:
        return f"{_rule_in_words(line, at)} {removed.capitalize()}."
    kept = (
        f"{line.declared_keep.days} days after {line.declared_since}" if line.declared_keep else ""
    )
    return f"declared: {kept}; {removed}."


def said_of(done: RetentionRound | None) -> list[str]:
    """What a round did, and what went wrong in it."""
    if done is None:
        return ["", "Nothing was changed. `--apply` runs today's round now."]
    did = ", ".join(f"{name} {number}" for name, number in done.done.items())
    return ["", f"Done: {did}", *(f"FAILED {name}: {why}" for name, why in done.problems.items())]
