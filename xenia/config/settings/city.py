"""A real city or county: second step at sign-in, secure cookies, the master key outside the data folder."""

import os

from xenia.config.data_folder import claim
from xenia.config.master_key import master_key_outside
from xenia.config.settings.base import *  # noqa: F403
from xenia.config.settings.base import DATA

claim(DATA, "city")
MASTER_KEY_FILE = master_key_outside(DATA)

_https = os.environ.get("XENIA_HTTPS", "on") != "off"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
