"""What the web server serves."""

import gc
import os
import threading
import time

from xenia.config.data_folder import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

INDEX_AFTER_SECONDS = 3.0
# Looking for cycles after every 700 new objects, as Python does by itself, costs a page a sixth of its time.
OBJECTS_BETWEEN_LOOKS = 20_000
gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)


def warm_up() -> None:
    """Read every page's code before the first visitor asks, then open the search index.

    The index comes some seconds later: opening it takes longer than all the rest of the start. Without
    one there is nothing to open yet.
    """
    from contextlib import suppress

    from django.urls import get_resolver

    from xenia.registers.directory.search.index import NoIndex
    from xenia.registers.directory.search.office import open_office_index

    started = time.monotonic()
    get_resolver().url_patterns  # noqa: B018 - asking is what imports them
    time.sleep(max(0.0, INDEX_AFTER_SECONDS - (time.monotonic() - started)))
    with suppress(NoIndex):
        open_office_index()
    # What is there by now stays: it is not looked through again.
    gc.collect()
    gc.freeze()


threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
