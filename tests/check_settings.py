"""The test settings, and the tool that reads migrations."""

from xenia.config.settings.test import *  # noqa: F403
from xenia.config.settings.test import INSTALLED_APPS, SILENCED_SYSTEM_CHECKS

# Tests count sign-in attempts in local memory; an office counts them in its database.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "axes.W001"]

# Other people's migrations are theirs.
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [app.split(".")[-1] for app in INSTALLED_APPS if app.startswith("xenia.")],
    "no_cache": True,
    # What makes the tables finds no rows in them.
    "ignore_initial_migrations": True,
    # On SQLite every table that is made anew reads as a column made NOT NULL; ours have database defaults.
    "exclude_migration_tests": ["NOT_NULL"],
    "ignore_name": [
        # Its unique constraints are on tables it makes, and on matters, where they become looser: no row can break them.
        "0002_legal",
        # Drops what nothing reads any more, on purpose (ADR 0043).
        "0002_refusals_are_complaints",
    ],
}
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
