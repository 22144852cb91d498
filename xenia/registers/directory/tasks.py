"""What the job worker does for the directory."""

from uuid import UUID

from django_tasks import task

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.operations.upload import import_uploaded_file
from xenia.registers.directory.search.keeping import index_waiting
from xenia.registers.directory.search.office import keep_office_book


@task()
def index_waiting_listings() -> None:
    """Bring the search index up to date with the listings that changed. Safe to run again."""
    index_waiting()


@task()
def keep_phrases() -> None:
    """Make the phrases of the search anew after a word of the office's own came or went. Safe to run again."""
    keep_office_book()


@task()
def import_upload(run: str, is_dry_run: bool, by: str) -> None:
    """Bring in, or try, the file somebody laid down. run, by: ids. Done twice, the second time changes nothing."""
    import_uploaded_file(
        run=ImportRun.objects.get(pk=UUID(run)),
        is_dry_run=is_dry_run,
        by=User.objects.filter(pk=by, is_active=True).first(),
        at=now(),
    )
