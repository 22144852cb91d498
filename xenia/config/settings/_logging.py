"""Logs: one JSON line per event on standard output, without personal data."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "xenia.config.logs.JsonLines"},
    },
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "lines"},
    },
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "xenia": {"level": "INFO"},
        # Django's own request lines would carry the path; ours carries the view's name.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
