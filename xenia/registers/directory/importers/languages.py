"""Languages out of free text: "English, Spanish & Creole (limited)" is three languages, one with a note."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from xenia.ground.common.languages import all_languages, is_known, language
from xenia.registers.directory.importers.clean import clean_text, match_key

# Words people write that no list of language names has, or that mean one language here.
# "Creole" alone means Haitian Creole in US directories; other Creoles are named in full.
EVERYDAY_NAMES = {
    "ht": "creole|kreyol|kreyol ayisyen|haitian|haitian kreyol|haitian french creole|creole haitian|french creole|"
    "haitien|creole haitien|criollo haitiano|crioulo haitiano|krèyol|kreol",
    "kea": "cape verdean|cape verdean creole|cape verdean kriolu|kriolu|crioulo|crioulo cabo verdiano|capeverdean|"
    "cape verdian|cape verdian creole|cabo verdean|cabo verdean creole|creole cape verdean|kabuverdianu",
    "cmn": "mandarin|mandarin chinese|chinese mandarin|putonghua|guoyu|mandarim",
    "yue": "cantonese|cantonese chinese|chinese cantonese|toisanese|taishanese|toishanese|cantones",
    "nan": "taiwanese|hokkien|fukienese|chinese taiwanese|min nan|teochew|chiu chow",
    "cdo": "fuzhounese|fujianese|foochow",
    "zh": "chinese|chinese dialects|chino|chines",
    "zh-hans": "simplified chinese|chinese simplified",
    "zh-hant": "traditional chinese|chinese traditional",
    "pt": "portuguese|portugese|portugues|portuguez",
    "pt-br": "brazilian|brazilian portuguese|portuguese brazilian|portuguese brazil|brasileiro",
    "es": "spanish|espanol|castellano|castilian|spainish|spansh|hispanic",
    "en": "english|ingles|inglish|angle",
    "fr": "french|francais",
    "vi": "vietnamese|viet|viet namese",
    "ar": "arabic|arab|arabe",
    "ase": "asl|american sign language|sign language|sign|american sign|lengua de senas",
    "fa": "farsi|persian|persian farsi|farsi persian|iranian",
    "prs": "dari|dari persian|farsi dari|afghan persian",
    "ps": "pashto|pushto|pashtu|pashtun",
    "tl": "tagalog|tagalog filipino|filipino tagalog",
    "fil": "filipino|pilipino",
    "km": "khmer|cambodian|khmer cambodian|cambodian khmer",
    "lo": "lao|laotian",
    "my": "burmese|myanmar",
    "ksw": "karen|s gaw karen|sgaw karen",
    "kyu": "karenni|kayah|western kayah",
    "hmn": "hmong|hmong dialects",
    "mww": "white hmong|hmong daw",
    "am": "amharic|ethiopian|amaharic",
    "ti": "tigrinya|tigrigna|eritrean|tygrinia",
    "om": "oromo|afaan oromo|oromiffa",
    "so": "somali|somalian|maay maay|maay",
    "sw": "swahili|kiswahili",
    "rw": "kinyarwanda|rwandan",
    "rn": "kirundi|rundi",
    "ln": "lingala",
    "ff": "fula|fulani|pulaar|fulah|fulfulde",
    "bm": "bambara|bamanankan",
    "ak": "akan|twi|fante|ashanti",
    "wo": "wolof",
    "bn": "bengali|bangla|bangladeshi",
    "pa": "punjabi|panjabi",
    "ne": "nepali|nepalese|bhutanese",
    "hi": "hindi|hindu",
    "uk": "ukrainian|ukranian",
    "sr": "serbian",
    "bs": "bosnian",
    "ku": "kurdish",
    "kmr": "kurmanji|kurdish kurmanji|kurmanji kurdish",
    "ckb": "sorani|kurdish sorani|sorani kurdish|central kurdish",
    "quc": "k iche|kiche|quiche|maya k iche",
    "kek": "q eqchi|kekchi|qeqchi",
    "mam": "mam|maya mam",
    "mh": "marshallese",
    "chk": "chuukese|trukese",
    "pon": "pohnpeian|ponapean",
    "rhg": "rohingya",
    "el": "greek",
    "he": "hebrew",
    "qu": "quechua|kichwa",
}  # fmt: skip

LONGEST = 2000  # characters read of one cell
_NO_LANGUAGE = frozenset(
    {"none", "no", "yes", "na", "n a", "not applicable", "unknown", "other", "tbd", ""}
)
_SEPARATOR = re.compile(
    r"[,;/|\u2022\u00b7+\u3001\u060c\n]+|\s(?:and|or|plus|y|e|et|ak|ou|v\u00e0|\u0438|&)\s|&",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"^(.*?)\s*[(\[]([^)\]]*)[)\]]?\s*(.*)$", re.DOTALL)
_NOTE_AFTER = re.compile(r"^(.+?)\s*(?::|\s[-\u2013\u2014]\s|\u2014|\u2013)\s*(.+)$", re.DOTALL)
_FILLER = frozenset(
    {
        "speaking",
        "spoken",
        "speak",
        "speaks",
        "speakers",
        "speaker",
        "language",
        "languages",
        "in",
        "we",
    }
)
_REMARK = re.compile(
    r"\b(?:call|ask|by|appointment|only|interpret\w*|available|limited|days?|weekdays?|hours?|upon|request|staff|"
    r"with|through|via|some|when|please|press|contact|and|for|see|varies|bilingual|translat\w*|line)\b",
    re.IGNORECASE,
)
_LANGUAGES_WITH_NAMES = ("en", "es", "fr", "pt", "ht", "vi", "zh_Hans", "zh_Hant", "ru", "ar", "so")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language as a service offers it. `code` is empty where we do not know the language; `name` is then as written."""

    code: str
    name: str
    note: str = ""


@lru_cache(maxsize=4096)
def read_languages(text: str) -> tuple[Spoken, ...]:
    """Every language a cell names, each once, with what was said about it.

    >>> [(one.code, one.note) for one in read_languages("Creole (limited), French: call ahead")]
    [('ht', 'limited'), ('fr', 'call ahead')]
    """
    found: list[Spoken] = []
    noted = False
    for part in _parts(clean_text(text)[:LONGEST]):
        spoken = _spoken(part)
        is_remark = len(spoken) == 1 and not spoken[0].code and (noted or _is_remark(part))
        if is_remark and found:
            found[-1] = _with_note(found[-1], part)
        else:
            found.extend(spoken)
        noted = bool(found and found[-1].note and ":" in part) or (noted and is_remark)
    return tuple(_each_once(found))


def language_code(text: str) -> str:
    """The registry's code of one language named, or tagged, in a cell; empty if it is not known."""
    tag = _tag_of(text)
    return registry_code(tag) if tag else ""


def english_name(tag: str) -> str:
    """What a language is called in English; the tag itself if nobody says."""
    if is_known(tag):
        return language(tag).english_name
    names: Mapping[str, str] = Locale("en").languages
    return names.get(tag.replace("-", "_")) or names.get(tag.split("-", maxsplit=1)[0], tag)


def _tag_of(text: str) -> str:
    return _names().get(match_key(text), "") or _written_tag(text)


def _language(tag: str, note: str = "") -> Spoken:
    """ "Chinese" keeps its name, though its code becomes one the registry has."""
    return Spoken(registry_code(tag), english_name(tag), note)


def _parts(text: str) -> list[str]:
    """The cell cut at commas, slashes and "and", but not inside parentheses."""
    parts: list[str] = []
    start = 0
    for match in _SEPARATOR.finditer(text):
        before = text[start : match.start()]
        if before.count("(") > before.count(")"):
            continue
        parts.append(before)
        start = match.end()
    parts.append(text[start:])
    return [
        part
        for one in parts
        if (part := one.strip(" .;,-\t")) and match_key(part) not in _NO_LANGUAGE
    ]


def _spoken(part: str) -> list[Spoken]:
    """What one part of a cell says: usually one language, perhaps with a note."""
    if tag := _tag_of(part):
        return [_language(tag)]
    if match := _PARENTHESIS.match(part):
        return _with_parenthesis(match[1], match[2].strip(), match[3].strip())
    if (match := _NOTE_AFTER.match(part)) and (found := _after_a_heading(match[1], match[2])):
        return found
    return [_named_within(part)]


def _with_parenthesis(base: str, inside: str, after: str) -> list[Spoken]:
    """ "Chinese (Mandarin)" is Mandarin, "Chinese (Mandarin, Cantonese)" is two, "Creole (limited)" has a note."""
    for name in (f"{base} {inside}", f"{inside} {base}"):
        if base and (tag := _tag_of(name)):
            return [_language(tag, after)]
    outer = _tag_of(base)
    inner = [_tag_of(one) for one in _parts(inside)]
    if base and inner == [outer]:
        return [_language(outer, after)]
    if base and inner and all(inner) and (not outer or outer.startswith("zh")):
        return [_language(tag, after) for tag in inner]
    note = " ".join(filter(None, (inside, after)))
    return [_with_note(one, note) for one in (_spoken(base) if base else [Spoken("", inside)])]


def _after_a_heading(lead: str, rest: str) -> list[Spoken]:
    """ "French: call ahead" has a note; "Languages: French" has a heading."""
    if tag := _tag_of(lead):
        return [_language(tag, rest.strip())]
    found = _spoken(rest)
    if found and found[0].code:
        return found
    first = _named_within(lead)
    return [_with_note(first, rest.strip())] if first.code else []


def _named_within(part: str) -> Spoken:
    """ "limited Portuguese", "Spanish-speaking staff": the language, and the other words as its note."""
    words = re.findall(r"[\w'\u2019.]+", part)
    for length in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            tag = _names().get(match_key(name), "")
            if tag and is_known(registry_code(tag)) and len(name) > 3:
                others = [*words[:start], *words[start + length :]]
                return _language(
                    tag, " ".join(word for word in others if word.lower() not in _FILLER)
                )
    return Spoken("", part)


def _is_remark(part: str) -> bool:
    return bool(_REMARK.search(part)) or part[:1].islower() or len(part.split()) > 3


def _with_note(spoken: Spoken, note: str) -> Spoken:
    together = ", ".join(filter(None, (spoken.note, note)))
    return Spoken(spoken.code, spoken.name, together)


def _each_once(found: list[Spoken]) -> list[Spoken]:
    kept: dict[str, Spoken] = {}
    for one in found:
        key = one.code or match_key(one.name)
        kept[key] = _with_note(kept[key], one.note) if key in kept else one
    return list(kept.values())


@cache
def _names() -> dict[str, str]:
    """Every name of a language we know, as a match key, with its tag; what comes first wins."""
    names: dict[str, str] = {}
    for code, words in EVERYDAY_NAMES.items():
        for word in words.split("|"):
            names.setdefault(match_key(word), code)
    for one in all_languages():
        for name in (one.english_name, one.endonym):
            names.setdefault(match_key(name), one.code)
    for locale in _LANGUAGES_WITH_NAMES:
        for tag, name in _cldr_names(locale).items():
            names.setdefault(match_key(name), tag.replace("_", "-").lower())
    names.pop("", None)
    return names


def _cldr_names(locale: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(locale).languages)
    except UnknownLocaleError:
        return {}


def registry_code(tag: str) -> str:
    """A tag as our registry of languages writes it: `es_MX` is `es`, plain `zh` is the first Chinese it has."""
    code = tag.replace("_", "-").lower()
    base = code.split("-")[0]
    for one in (code, base):
        if is_known(one):
            return one
    if code != base:
        return base
    return next((one.code for one in all_languages() if one.code.startswith(f"{base}-")), base)


def _written_tag(text: str) -> str:
    """The tag in a cell such as `es`, `spa`, `en-US` or `zh_Hant`, shortened; empty for anything else."""
    tag = text.strip().replace("_", "-")
    if (
        not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4}){0,2}", tag)
        or tag.lower() in _NO_LANGUAGE
    ):
        return ""
    base = tag.split("-")[0].lower()
    # CLDR writes Mandarin, `cmn`, as Chinese; our registry knows what is spoken.
    if is_known(base):
        return tag.lower()
    short = str(get_global("language_aliases").get(base, base)).split("_")[0]
    if not is_known(tag.lower()) and not is_known(short) and short not in Locale("en").languages:
        return ""
    return tag.lower().replace(base, short, 1)
