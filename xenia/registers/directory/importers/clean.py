"""Text as people typed, exported and re-exported it, made readable again."""

import html
import re
import unicodedata
from functools import lru_cache

from xenia.ground.common.text import runs

# Most cells are plain ASCII without anything to repair: one look is enough for them.
_SUSPICIOUS = re.compile(r"""[^\x20-\x7e]|[<&\\"]|^[\s=]|\s$|\s\s""")

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_TAKEN_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CP1252_LEFTOVER = re.compile(r"[\x80-\x9f]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c]")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_WRITTEN_LINE_END = re.compile(r"(?<![A-Za-z]:)(?:\\r)?\\n|(?<![A-Za-z]:)\\r")
_WRITTEN_TAB = re.compile(r"(?<![A-Za-z]:)\\t")
_WRITTEN_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WRITTEN_QUOTE = re.compile(r"\\([\"'/])")
_SPREADSHEET_TEXT = re.compile(r'^="([^"]*)"$', re.DOTALL)

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SCRIPT = re.compile(r"<\s*script\b", re.IGNORECASE)
# A script nobody closed ends with the text, as it does for a browser.
_UNSEEN = re.compile(
    r"<!--.*?-->|<\s*(script|style)\b.*?</\s*\1\s*>|<\s*(?:script|style)\b[^<>]*>.*\Z",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(
    r"""<a\b[^>]*?href\s*=\s*["']?([^"'\s>]+)["']?[^>]*>(.*?)</a\s*>""", re.DOTALL | re.IGNORECASE
)
_NEW_LINE_TAG = re.compile(
    r"<\s*(?:br|/p|/div|/h[1-6]|/tr|/ul|/ol|/table|/blockquote|hr)\b[^<>]*>", re.IGNORECASE
)
_LIST_ITEM_TAG = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*/?\s*(?:a|abbr|address|article|b|big|blockquote|body|button|center|cite|code|dd|del|div|dl|dt|em|font|form|"
    r"h[1-6]|head|header|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|o:p|ol|p|pre|q|s|script|"
    r"section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|video)"
    r"(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)

_SPACES = re.compile(r" {2,}")
_AROUND_LINE_END = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")

# What programs write for nothing. "None" and "N/A" can be an answer in a text ("Fees: none"), so they stay there.
_NOTHING = frozenset({"null", "\\n", "#n/a", "#ref!", "#value!", "#name?", "nan", "undefined"})
_NO_ANSWER = frozenset(
    {"n/a", "na", "none", "-", "--", "\u2013", "\u2014", ".", "?", "tbd", "unknown", "blank", "nil"}
)


def clean_text(value: str, *, lines: bool = True) -> str:
    """Make a text readable: line ends, entities, tags, broken accents, odd spaces and control characters put right.

    lines: keep line ends; otherwise the text becomes one line.
    """
    if not _SUSPICIOUS.search(value):
        return "" if value.lower() in _NOTHING else value
    text = _without_spreadsheet_quotes(value)
    text = _readable_accents(text)
    text = _LINE_END.sub("\n", text)
    text = _spelled_out_characters(text)
    text = _without_markup(text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    text = _tidy_spaces(text if lines else text.replace("\n", " "))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return "" if text.lower() in _NOTHING else text


def taken_out(value: str) -> list[str]:
    """What `clean_text` takes out of a text for good: a script, markup, control characters."""
    found = []
    if "<" in value or "&" in value:
        shown = value
        for _ in range(3):
            shown = _ENTITY.sub(lambda match: html.unescape(match.group()), shown)
        if _SCRIPT.search(shown) and _UNSEEN.search(shown):
            found.append("a script was")
        elif _TAG.search(shown) or _UNSEEN.search(shown):
            found.append("markup was")
    if _TAKEN_CONTROL.search(value):
        found.append("control characters were")
    return found


def clean_line(value: str) -> str:
    """A readable text on one line."""
    return clean_text(value, lines=False)


def says_nothing(value: str) -> bool:
    """Whether a cell that expects a number, an address or a name holds only a way to say "nothing"."""
    return value.strip().lower() in _NO_ANSWER or not value.strip()


@lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """A text as compared with others: no capitals, accents, punctuation, "the" or "Inc."

    >>> match_key("The Caf\u00e9 & Friends, Inc.") == match_key("cafe and friends")
    True
    """
    words = runs(text.replace("&", " and "))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in {"inc", "incorporated", "llc", "ltd", "corp"}:
        words = words[:-1]
    return " ".join(words)


def _without_spreadsheet_quotes(text: str) -> str:
    """`="00123"`, a spreadsheet's way to keep leading zeros, read as 00123."""
    match = _SPREADSHEET_TEXT.match(text.strip())
    return match.group(1) if match else text


def _spelled_out_characters(text: str) -> str:
    r"""Line ends, tabs and letters that were written as `\n`, `\t`, `\u00e9`."""
    if "\\" not in text or text.strip() == "\\N":
        return text
    text = _WRITTEN_CODE.sub(_letter_of_code, text)
    text = _WRITTEN_TAB.sub(" ", _WRITTEN_LINE_END.sub("\n", text))
    return _WRITTEN_QUOTE.sub(r"\1", text)


def _letter_of_code(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return match.group(0) if 0xD800 <= code <= 0xDFFF else chr(code)


def _without_markup(text: str) -> str:
    """Entities and tags replaced by what a reader would see; a link keeps its address."""
    for _ in range(3):
        before = text
        if "<" in text:
            text = _without_tags(text)
        if "&" in text:
            text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if text == before:
            break
    return text


def _without_tags(text: str) -> str:
    text = _UNSEEN.sub(" ", text)
    text = _LINK.sub(_link_in_words, text)
    text = _NEW_LINE_TAG.sub("\n", text)
    text = _LIST_ITEM_TAG.sub("\n- ", text)
    return _TAG.sub("", text)


def _link_in_words(match: re.Match[str]) -> str:
    address, words = match.group(1), match.group(2)
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    return words if shown.rstrip("/") in words else f"{words} ({shown})"


def _tidy_spaces(text: str) -> str:
    text = _ODD_SPACE.sub(" ", text)
    text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _BLANK_LINES.sub("\n\n", _AROUND_LINE_END.sub("\n", text))
    return text.strip()


# --- Accents that were read with the wrong encoding, such as "caf\u00c3\u00a9" for "caf\u00e9"


def _as_cp1252(byte: int) -> str:
    """The character Windows-1252 shows for a byte; bytes it leaves open stand for themselves."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {_as_cp1252(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0x100)
}


def _class_of(first: int, last: int) -> str:
    return (
        "["
        + "".join(re.escape(letter) for letter, byte in _BYTE_OF.items() if first <= byte <= last)
        + "]"
    )


_FOLLOWING = _class_of(0x80, 0xBF)
_MISREAD = re.compile(
    f"(?:{_class_of(0xC2, 0xDF)}{_FOLLOWING}|{_class_of(0xE0, 0xEF)}{_FOLLOWING}{{2}}"
    f"|{_class_of(0xF0, 0xF4)}{_FOLLOWING}{{3}})+"
)


def _readable_accents(text: str) -> str:
    """UTF-8 that was once read as Windows-1252, put back; at most three times over."""
    if text.isascii():
        return text
    for _ in range(3):
        repaired = _MISREAD.sub(_reread, text)
        if repaired == text:
            break
        text = repaired
    return _CP1252_LEFTOVER.sub(lambda match: _as_cp1252(ord(match.group())), text)


def _reread(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[letter] for letter in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
