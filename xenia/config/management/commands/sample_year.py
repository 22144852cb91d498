"""xenia sample-year: the sample city's year of requests for interpreters."""

from django.conf import settings
from django.core.management import CommandError
from django_typer.management import TyperCommand
from rich.progress import track

from xenia.ground.common.dates import now


class Command(TyperCommand):
    """Write the invented year of requests, as far as it is missing."""

    help = (
        "Write the sample city's year of requests for interpreters, week by week. The worker does it by itself; "
        "it can be stopped and run again.\n\nExample: xenia sample-year"
    )

    def handle(self) -> None:
        """Show each week as it comes. A real office has no invented year."""
        from sample_city.year import founded_on, missing_weeks, write_year

        founded = founded_on() if settings.SAMPLE_CITY else None
        if founded is None:
            raise CommandError("There is no sample city here. A real office counts its own year.")
        total = len(missing_weeks(founded))
        for _week in track(write_year(at=now()), total=total, description="Weeks"):
            pass
