"""The invented sample city: everything inside the data folder, a banner on each page."""

import os

from xenia.config.data_folder import claim
from xenia.config.settings.base import *  # noqa: F403
from xenia.config.settings.base import DATA

claim(DATA, "sample")
SAMPLE_CITY = True
# Three years of people helped, written by the worker; "0" for whoever measures or clicks through, and wants the machine.
SAMPLE_HISTORY = os.environ.get("XENIA_SAMPLE_HISTORY", "1") != "0"
SECOND_STEP_OPTIONAL = True
FISCAL_YEAR_MONTH = 7
# Shows how a machine's drafts come in; it knows no language.
TRANSLATION_MACHINE = "dummy"
MASTER_KEY_FILE = DATA / "master.key"
# Browsers offer passkeys on http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
