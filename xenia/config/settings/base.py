"""What every office has in common."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from xenia.config.data_folder import PROJECT, data_folder, secret_in
from xenia.config.databases import postgresql, sqlite
from xenia.ground.common.languages import all_languages

DATA: Path = data_folder()
SAMPLE_CITY = False
# Whether the worker writes the invented years of the sample city once it is open.
SAMPLE_HISTORY = False
# What pages say before the office has given itself a name.
NEW_OFFICE_NAME = "A new office"
DEBUG = False
SECRET_KEY = os.environ.get("XENIA_SECRET_KEY") or secret_in(DATA, "secret-key")
ALLOWED_HOSTS = [
    host for host in os.environ.get("XENIA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("XENIA_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_typer",
    "axes",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "xenia.ground.common",
    "xenia.ground.design",
    "xenia.ground.keys",
    "xenia.ground.accounts",
    "xenia.ground.translations",
    "xenia.ground.reference",
    "xenia.ground.ledger",
    "xenia.ground.vault",
    "xenia.ground.notifications",
    "xenia.ground.imports",
    "xenia.registers.directory",
    "xenia.registers.population",
    "xenia.registers.clients",
    "xenia.work.departments",
    "xenia.work.ombudsman",
    "xenia.work.language_access",
    "xenia.work.programs",
    "xenia.work.records",
    "xenia.work.enquiries",
    "xenia.work.referrals",
    "xenia.work.casework",
    "xenia.insight.reports",
    "xenia.face.desk",
    "xenia.face.home",
    "xenia.face.api",
    "xenia.config",
]

MIDDLEWARE = [
    "xenia.config.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "xenia.ground.reference.middleware.language_from_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "xenia.ground.accounts.middleware.default_deny",
]

ROOT_URLCONF = "xenia.config.urls"
WSGI_APPLICATION = "xenia.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "xenia.config.shell.shell",
            ],
        },
    }
]

FORM_RENDERER = "xenia.ground.design.widgets.QuickRenderer"

_DATABASE_URL = os.environ.get("XENIA_DATABASE_URL", "")
_KEYS_URL = os.environ.get("XENIA_KEYS_DATABASE_URL", "")
DATABASES: dict[str, dict[str, Any]] = {
    "default": postgresql(_DATABASE_URL) if _DATABASE_URL else sqlite(DATA / "default.sqlite3"),
    "keys": postgresql(_KEYS_URL) if _KEYS_URL else sqlite(DATA / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["xenia.config.databases.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters are shared by all processes; pages are kept by each process for itself.
CACHES = {
    "default": {
        "BACKEND": "xenia.ground.common.shared_counters.SharedCounters",
        "LOCATION": "shared_counters",
        # Full, it forgets what still counts: who sends thousands of forms must not fill it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

# Who keeps the master key: "file", or "transit" for a key service that opens the file.
MASTER_KEY_KEEPER = os.environ.get("XENIA_KEY_KEEPER", "file")
KEY_SERVICE = {
    "url": os.environ.get("XENIA_KEY_SERVICE_URL", ""),
    "key": os.environ.get("XENIA_KEY_SERVICE_KEY", "xenia"),
    "token_file": os.environ.get("XENIA_KEY_SERVICE_TOKEN_FILE", ""),
}

# How long backups are kept; keys at most 30 days, so that no old copy outlives the master key it was wrapped under.
DATA_BACKUP_DAYS = int(os.environ.get("XENIA_DATA_BACKUP_DAYS", "365"))
KEYS_BACKUP_DAYS = int(os.environ.get("XENIA_KEYS_BACKUP_DAYS", "30"))

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "home:front"

LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.english_name) for language in all_languages()]
LANGUAGES_BIDI = [language.code for language in all_languages() if language.direction == "rtl"]
LOCALE_SOURCES = PROJECT / "locale"
LOCALE_PATHS = [DATA / "locale"]
USE_I18N = True
USE_TZ = True
# The engine that may write drafts of public texts: off, dummy, or the dotted path of another.
TRANSLATION_MACHINE = os.environ.get("XENIA_TRANSLATION_MACHINE", "off")
TIME_ZONE = os.environ.get("XENIA_TIME_ZONE", "America/New_York")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [DATA / "derived"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The first takes what must not touch a disk as it came.
FILE_UPLOAD_HANDLERS = [
    "xenia.ground.common.uploads.KeptInMemory",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MEDIA_ROOT = DATA / "uploads"
MEDIA_URL = "/uploads/"
INDEX_FOLDER = DATA / "index"
LEDGER_FOLDER = DATA / "ledger"
REPORTS_FOLDER = DATA / "reports"
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# How messages leave: docs/operations.md, "Messages". Without a mail server or provider they wait, and colleagues see why.
_HERE = f"http://localhost:{os.environ.get('XENIA_PORT') or 8000}"
SITE_ADDRESS = (os.environ.get("XENIA_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), _HERE)).rstrip(
    "/"
)
SMTP_URL = os.environ.get("XENIA_SMTP_URL", "")
MAIL_FROM = os.environ.get("XENIA_MAIL_FROM", "")
SMS_FILE = os.environ.get("XENIA_SMS_FILE", "")
MESSAGE_HOURS = os.environ.get("XENIA_MESSAGE_HOURS", "08:00-21:00")
OUTBOX_FOLDER = DATA / "outbox"

# The city's Open311 server lies in the city's own network: private addresses and http are asked.
CITY_SERVER_IN_OWN_NETWORK = os.environ.get("XENIA_CITY_SERVER_IN_OWN_NETWORK", "") == "on"

# Interpreters: a booking is not moved in the last hours; cancelling in the last hours is late; an offer stands for hours.
INTERPRETER_LOCKED_HOURS = int(os.environ.get("XENIA_INTERPRETER_LOCKED_HOURS", "48"))
INTERPRETER_LATE_HOURS = int(os.environ.get("XENIA_INTERPRETER_LATE_HOURS", "24"))
INTERPRETER_OFFER_HOURS = int(os.environ.get("XENIA_INTERPRETER_OFFER_HOURS", "4"))

# The month the city's fiscal year begins with; 1 where it is the calendar year.
FISCAL_YEAR_MONTH = int(os.environ.get("XENIA_FISCAL_YEAR_MONTH", "1"))

# The largest share of a published number that one organization may have brought, such as 0.9; "" where it does not matter.
MOST_FROM_ONE = os.environ.get("XENIA_MOST_FROM_ONE", "")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
# Not "no-referrer": browsers then send "Origin: null" with our own forms, and every one is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "xenia.config.errors.csrf_failure"

# What went wrong in a command is shown without the values at hand: they may be what a person typed.
DT_RICH_TRACEBACK_CONFIG = {"show_locals": False}

SILENCED_SYSTEM_CHECKS = [
    # Lock-out counters live in the cache, so the database handler's advice does not apply.
    "axes.W006",
]

from xenia.config.settings._logging import LOGGING  # noqa: E402, F401
from xenia.config.settings._sign_in import *  # noqa: E402, F403
