"""What the web server serves."""

import os
import threading

from xenia.config.data_folder import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


AFTER_SECONDS = 3.0


def warm_up() -> None:
    """Open the search index before the first visitor asks; without one there is nothing to open yet."""
    from contextlib import suppress

    from xenia.registers.directory.search.index import NoIndex
    from xenia.registers.directory.search.office import open_office_index

    with suppress(NoIndex):
        open_office_index()


# After the start: opening takes longer than all the rest of it.
later = threading.Timer(AFTER_SECONDS, warm_up)
later.daemon = True
later.start()
