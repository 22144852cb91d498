"""A sample city's office on files, with the invented room, for words that are planted and looked for."""

from xenia.config.settings.sample import *  # noqa: F403
from xenia.config.settings.sample import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.people"]
ALLOWED_HOSTS = ["*"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATICFILES_DIRS = []
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
