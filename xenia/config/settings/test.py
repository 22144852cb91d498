"""The suite: SQLite in memory-like speed, or the PostgreSQL named by XENIA_TEST_DATABASE_URL."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("XENIA_DATA", str(Path(tempfile.gettempdir()) / f"xenia-tests-{os.getuid()}"))
os.environ.setdefault("XENIA_SECRET_KEY", "only-for-the-tests")

from xenia.config.databases import postgresql, sqlite
from xenia.config.settings.base import *  # noqa: F403
from xenia.config.settings.base import CACHES, DATA, INSTALLED_APPS

# A room of invented people, which no office has.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.people"]

SAMPLE_CITY = True
SECOND_STEP_OPTIONAL = True
# One for each process of the suite: a test that replaces it must not shut another process out.
MASTER_KEY_FILE = DATA / f"master{os.environ.get('PYTEST_XDIST_WORKER', '')}.key"
# Files of reckoning too: a test begins without any, and leaves none behind (conftest.py).
LEDGER_FOLDER = DATA / f"ledger-{os.getpid()}"
REPORTS_FOLDER = DATA / f"reports-{os.getpid()}"
# Browsers offer passkeys on http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
_url = os.environ.get("XENIA_TEST_DATABASE_URL", "")
if _url:
    DATABASES = {
        "default": postgresql(_url, name="xenia"),
        "keys": postgresql(_url, name="xenia_keys"),
    }
else:
    DATABASES = {"default": sqlite(DATA / "default"), "keys": sqlite(DATA / "keys")}
    for _alias in DATABASES:
        DATABASES[_alias]["TEST"] = {"NAME": None}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = []
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
WHITENOISE_AUTOREFRESH = True
