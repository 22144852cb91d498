"""The suite's settings with the counters all processes share, as an office has them."""

from tests.races.office import COUNTERS
from xenia.config.settings.test import *  # noqa: F403
from xenia.config.settings.test import CACHES

CACHES["default"] = {
    "BACKEND": "xenia.ground.common.shared_counters.SharedCounters",
    "LOCATION": COUNTERS,
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
