"""The languages of the sample city, and those each run looks at."""

INTERFACE = ("en", "es", "zh-hans", "zh-hant", "ht", "vi", "kea", "pt-br", "ru", "ar", "fr", "so")
# One written from the right, one without a core catalogue, one in other letters.
EACH_TIME = ("en", "ar", "ht", "zh-hans")
