"""xenia prepare: make everything ready to open."""

import os
import subprocess
import sys
from typing import Annotated

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django_typer.management import TyperCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from typer import Option

from xenia.config.databases import KEY_APPS
from xenia.config.sign_ins import write_sign_ins
from xenia.ground.common.dates import now
from xenia.ground.common.long_work import SAMPLE_REPORTS, say_progress
from xenia.ground.reference.models import Office


class Command(TyperCommand):
    """Migrate both databases, build fonts, catalogues and static files, and the sample city. Safe to run again."""

    help = (
        "Migrate both databases, build fonts, catalogues and static files, load the sample city.\n\n"
        "Example: xenia prepare --empty"
    )
    # It makes the files that the checks would miss.
    requires_system_checks: tuple[str, ...] = ()

    def handle(
        self,
        empty: Annotated[bool, Option("--empty", help="Do not load the sample city.")] = False,
    ) -> None:
        """Do each step that is still missing, and show which; the files are made beside the databases."""
        (settings.DATA / "derived").mkdir(parents=True, exist_ok=True)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
        )
        files = subprocess.Popen([sys.executable, "-m", "xenia", "prepare-files"])
        with Progress(*columns, disable=bool(os.environ.get("XENIA_QUIET"))) as bar:
            _databases(bar)
            if settings.SAMPLE_CITY and not empty and not Office.objects.exists():
                _sample_city(bar)
            _directory(bar)
            task = bar.add_task("Fonts, words and styles", total=1)
            if files.wait() != 0:
                raise CommandError("The fonts, words and styles could not be made; see above.")
            bar.advance(task)
            _index(bar)
        if settings.SAMPLE_CITY:
            write_sign_ins(settings.DATA / "sign-ins.txt")


def _databases(bar: Progress) -> None:
    task = bar.add_task("Databases", total=len(settings.DATABASES))
    call_command("migrate", database="default", verbosity=0, interactive=False)
    bar.advance(task)
    # Only the rooms whose tables are kept there: walking all migrations twice takes as long as the first time.
    for label in sorted(KEY_APPS & {app.label for app in apps.get_app_configs()}):
        call_command("migrate", label, database="keys", verbosity=0, interactive=False)
    connections["keys"].ensure_connection()
    bar.advance(task)
    call_command("createcachetable", verbosity=0)


def _sample_city(bar: Progress) -> None:
    from sample_city.build import build_city

    task = bar.add_task("Sample city", total=None)
    build_city(
        at=now(),
        progress=lambda what, done, total: bar.update(task, completed=done, total=total),
    )
    if settings.SAMPLE_HISTORY:
        # Until the worker's first round, which says it anew.
        say_progress(SAMPLE_REPORTS, 0, 1)


def _directory(bar: Progress) -> None:
    """What an office founded with an earlier version lacks."""
    from xenia.registers.directory.operations.catching_up import catch_up

    if not Office.objects.exists():
        return
    task = bar.add_task("Directory", total=1)
    catch_up(at=now())
    bar.advance(task)


def _index(bar: Progress) -> None:
    from xenia.registers.directory.search.keeping import index_waiting

    task = bar.add_task("Search index", total=1)
    index_waiting()
    bar.advance(task)
