"""xenia index: make the search index anew."""

from django_typer.management import TyperCommand
from rich.progress import Progress

from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.keeping import index_everything


class Command(TyperCommand):
    """Make the search index anew from the listings. Readers keep the old one until the last moment."""

    help = "Make the search index anew from the listings; safe while Xenia runs.\n\nExample: xenia index"

    def handle(self) -> None:
        """Show how far it is; it can be interrupted and run again."""
        with Progress() as bar:
            task = bar.add_task("Services", total=Listing.objects.filter(is_public=True).count())
            count = index_everything(lambda done: bar.update(task, completed=done))
        self.stdout.write(f"{count} services stand in the index.")
