"""Two languages in one cell: "English class / Clase de ingl\u00e9s" is a text and its translation, when that is sure."""

import re
from functools import lru_cache

_BETWEEN = re.compile(r"\s+/\s+|\s+\|\s+|\s+//\s+|\n+")

# Small words that are common in one of these languages and in none of the others.
_SMALL_WORDS = {
    "en": "the and of for with your you our to in is are at by help class classes free services service food "
    "health children families adult community program support center english learn from pantry housing youth legal aid class school women",
    "es": "el los las del y con su sus usted nuestro nuestra es una clase clases gratis gratuito gratuita "
    "servicios servicio comida ayuda para salud ni\u00f1os familias adultos comunidad programa apoyo ingl\u00e9s aprenda alimentos despensa vivienda legales jovenes j\u00f3venes "
    "espa\u00f1ol centro de por",
    "fr": "le les des et avec votre vos nous notre une cours gratuit gratuits gratuite aide pour sant\u00e9 enfants familles "
    "adultes communaut\u00e9 programme soutien anglais apprendre du au aux",
    "pt": "os as do da dos das e com seu sua voc\u00ea nosso nossa uma aula aulas gr\u00e1tis gratuito servi\u00e7os servi\u00e7o "
    "comida ajuda para sa\u00fade crian\u00e7as fam\u00edlias adultos comunidade programa apoio ingl\u00eas aprenda n\u00e3o de por",
    "ht": "ak pou nan yon ki sa ou nou klas kou gratis s\u00e8vis manje \u00e8d sante timoun fanmi granmoun kominote pwogram "
    "sip\u00f2 angl\u00e8 aprann lang yo se",
    "vi": "v\u00e0 c\u1ee7a cho v\u1edbi b\u1ea1n ch\u00fang t\u00f4i l\u1edbp mi\u1ec5n ph\u00ed d\u1ecbch v\u1ee5 th\u1ee9c \u0103n gi\u00fap \u0111\u1ee1 s\u1ee9c kh\u1ecfe tr\u1ebb em gia \u0111\u00ecnh ti\u1ebfng anh h\u1ecdc",
}
_WORDS = {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.items()}
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("zh-hans", re.compile("[\u4e00-\u9fff]")),
)
# Characters that tell traditional Chinese from simplified in words such a cell uses.
_TRADITIONAL = re.compile(
    "[\u8ab2\u670d\u52d9\u514d\u8cbb\u5b78\u7fd2\u9ad4\u5152\u8207\u70ba\u570b\u6703\u96fb\u8a71\u8aaa\u91ab\u7642\u8b77\u5bb6\u9580]"
)
_SIMPLIFIED = re.compile(
    "[\u8bfe\u52a1\u8d39\u4e60\u4f53\u513f\u4e0e\u4e3a\u56fd\u4f1a\u7535\u8bdd\u8bf4\u533b\u7597\u62a4\u95e8\u4eec]"
)


def split_languages(text: str) -> tuple[str, dict[str, str]] | None:
    """The English part of a cell and the other part under its language; None unless both are sure.

    >>> split_languages("English class / Clase de ingl\u00e9s")
    ('English class', {'es': 'Clase de ingl\u00e9s'})
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) != 2:
        return None
    first, second = language_of(parts[0]), language_of(parts[1])
    if first == "en" and second not in {"", "en"}:
        return parts[0], {second: parts[1]}
    if second == "en" and first not in {"", "en"}:
        return parts[1], {first: parts[0]}
    return None


def looks_bilingual(text: str) -> bool:
    """Whether a cell may hold two languages though it is not sure enough to split it."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    tags = {language_of(part) for part in parts}
    return len(parts) > 1 and len(tags - {""}) > 1


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """The language of a short text where its script or its words leave no doubt, otherwise empty."""
    for tag, letters in _SCRIPTS:
        if len(letters.findall(text)) >= max(2, len(text) // 4):
            return _kind_of_chinese(text) if tag == "zh-hans" else tag
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = sorted(
        ((sum(word in known for word in words), tag) for tag, known in _WORDS.items()), reverse=True
    )
    (best, tag), (next_best, _) = scores[0], scores[1]
    if best and best > next_best and (best >= 2 or len(words) <= 4):
        return tag
    return ""


def _kind_of_chinese(text: str) -> str:
    """Simplified or traditional, or empty where the characters are the same in both."""
    traditional, simplified = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
    if traditional == simplified:
        return ""
    return "zh-hant" if traditional > simplified else "zh-hans"
