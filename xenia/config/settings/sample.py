"""The invented sample city: everything inside the data folder, a banner on each page."""

from xenia.config.data_folder import claim
from xenia.config.settings.base import *  # noqa: F403
from xenia.config.settings.base import DATA

claim(DATA, "sample")
SAMPLE_CITY = True
SECOND_STEP_OPTIONAL = True
FISCAL_YEAR_MONTH = 7
# Shows how a machine's drafts come in; it knows no language.
TRANSLATION_MACHINE = "dummy"
MASTER_KEY_FILE = DATA / "master.key"
# Browsers offer passkeys on http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
