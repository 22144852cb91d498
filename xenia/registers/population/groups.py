"""Languages as the Census Bureau counts them: alone, or several together.

A group's key is never a language tag, so that nobody takes a number of several languages for one's own. Which line of
which table is which: `data/census_lines.csv`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xenia.ground.common.languages import all_languages, is_known, name_in
from xenia.ground.common.text import fold


@dataclass(frozen=True, slots=True)
class Group:
    """Languages counted together. members: those of the registry in it; there may be more.

    is_one_written: spoken differently and written alike, so that a translation serves all.
    """

    name: str | Promise
    members: tuple[str, ...] = ()
    is_one_written: bool = False


# Source of the groups: U.S. Census Bureau, American Community Survey 2020-2024, tables C16001 and B16001.
GROUPS: Mapping[str, Group] = {
    "chinese": Group(_("Chinese (Mandarin, Cantonese and others)"), ("cmn", "yue"), True),
    "french-haitian-cajun": Group(_("French, Haitian Creole or Cajun"), ("fr", "ht")),
    "german-west-germanic": Group(_("German or other West Germanic languages"), ("de", "yi")),
    "yiddish-west-germanic": Group(_("Yiddish or other West Germanic languages"), ("yi",)),
    "slavic": Group(
        _("Russian, Polish or other Slavic languages"), ("ru", "pl", "uk", "bs", "sr", "hr")
    ),
    "serbo-croatian": Group(_("Bosnian, Croatian or Serbian"), ("bs", "hr", "sr")),
    "ukrainian-slavic": Group(_("Ukrainian or other Slavic languages"), ("uk",)),
    "persian": Group(_("Persian and Dari"), ("fa", "prs")),
    "nepali-indic": Group(_("Nepali, Marathi or other Indic languages"), ("ne",)),
    "indo-european": Group(
        _("Other Indo-European languages"),
        ("pt-br", "it", "el", "hy", "sq", "ro", "kmr", "ckb", "ps"),
    ),
    "dravidian": Group(_("Malayalam, Kannada or other Dravidian languages"), ("ml",)),
    "tai-kadai": Group(_("Thai, Lao or other Tai-Kadai languages"), ("th", "lo")),
    "asia": Group(_("Other languages of Asia"), ("my", "tr", "uz")),
    "tagalog": Group(_("Tagalog and Filipino"), ("tl", "fil"), True),
    "austronesian": Group(
        _("Ilocano, Samoan, Hawaiian or other Austronesian languages"), ("mh", "chk", "pon", "id")
    ),
    "asian-pacific": Group(
        _("Other languages of Asia and the Pacific"),
        ("ja", "km", "hmn", "th", "lo", "te", "ta", "ml"),
    ),
    "afro-asiatic": Group(
        _("Amharic, Somali or other Afro-Asiatic languages"), ("am", "so", "ti", "om", "ha")
    ),
    "western-africa": Group(
        _("Yoruba, Twi, Igbo or other languages of Western Africa"),
        ("yo", "ak", "ig", "wo", "ff", "bm"),
    ),
    "central-southern-africa": Group(
        _("Swahili or other languages of Central, Eastern and Southern Africa"),
        ("sw", "rw", "rn", "ln"),
    ),
    "navajo": Group(_("Navajo"), (), True),
    "native-north-america": Group(_("Other Native languages of North America")),
    "other": Group(_("Other languages, or not said which")),
}


def is_language_or_group(key: str) -> bool:
    """Whether this is a tag of the registry or a group's key."""
    return key in GROUPS or is_known(key)


def members_of(key: str) -> tuple[str, ...]:
    """The languages a group holds; none for a language by itself."""
    return GROUPS[key].members if key in GROUPS else ()


def is_together(key: str) -> bool:
    """Whether a number counts different languages as one."""
    return key in GROUPS and not GROUPS[key].is_one_written


def name_of(key: str, reader: str) -> str:
    """What a language or group is called, for the reader."""
    return str(GROUPS[key].name) if key in GROUPS else name_in(key, reader)


@cache
def keys_by_word() -> dict[str, str]:
    """How files write a language or group, folded: its tag, its English or own name, a group's key or name."""
    found: dict[str, str] = {}
    with override("en"):
        for key, group in GROUPS.items():
            found |= {folded(key): key, folded(str(group.name)): key}
    for one in all_languages():
        for word in (one.code, one.english_name, one.endonym):
            if word:
                found[folded(word)] = one.code
    return found | {folded(word): key for word, key in _OTHER_WORDS.items()}


def folded(word: str) -> str:
    """A word as it is compared: small letters, single spaces, no comma or bracket."""
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(word))
    return " ".join(plain.split())


# What else offices and the Census Bureau call them.
_OTHER_WORDS: Mapping[str, str] = {
    "haitian": "ht", "kreyol": "ht", "haitian kreyol": "ht", "creole": "ht",
    "portuguese": "pt-br", "brazilian portuguese": "pt-br",
    "cape verdean": "kea", "cape verdean creole": "kea", "kriolu": "kea", "cabo verdean creole": "kea",
    "mandarin chinese": "cmn", "cantonese chinese": "yue", "chinese": "chinese", "zh": "chinese",
    "farsi": "fa", "cambodian": "km", "af soomaali": "so", "french incl cajun": "fr",
    "tagalog incl filipino": "tagalog", "chinese incl mandarin cantonese": "chinese",
    "persian incl farsi dari": "persian", "serbo croatian": "serbo-croatian",
    "french haitian or cajun": "french-haitian-cajun",
}  # fmt: skip
