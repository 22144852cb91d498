"""xenia prepare-files: fonts, compiled words, static files."""

from django.conf import settings
from django.core.management import call_command
from django_typer.management import TyperCommand

from xenia.ground.design import fonts
from xenia.ground.translations.catalogues import compile_catalogues


class Command(TyperCommand):
    """Make the derived files of the data folder: fonts, compiled catalogues, static files. Safe to run again."""

    help = (
        "Make fonts, compiled catalogues and static files in the data folder; `xenia prepare` does it too.\n\n"
        "Example: xenia prepare-files"
    )
    # It repairs what the checks would complain about.
    requires_system_checks: tuple[str, ...] = ()

    def handle(self) -> None:
        """Make what is missing or older than its source."""
        fonts.build(settings.DATA / "derived" / "design" / "fonts")
        compile_catalogues(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
