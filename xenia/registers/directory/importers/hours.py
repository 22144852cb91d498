"""Opening hours out of free text: "Mon-Fri 9-5" is Monday to Friday, 09:00 to 17:00."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from xenia.registers.directory.importers.clean import clean_line

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 600  # characters; a longer text is a description, not a list of hours
ROUND_THE_CLOCK = ("00:00", "23:59")
# A shelter opens in the evening and closes in the morning; an opening by day that ends at night is a mistake.
_EVENING, _MORNING = "17:00", "09:00"

_DAY_WORDS = {
    "MO": "mondays monday mon mo m lunes lundi lendi segunda-feira segunda",
    "TU": "tuesdays tuesday tues tue tu martes mardi madi terca-feira terca",
    "WE": "wednesdays wednesday weds wed we w miercoles mercredi mekredi quarta-feira quarta",
    "TH": "thursdays thursday thurs thur thu th jueves jeudi jedi quinta-feira quinta",
    "FR": "fridays friday fri fr f viernes vendredi vandredi sexta-feira sexta",
    "SA": "saturdays saturday sat sa sabado samedi samdi",
    "SU": "sundays sunday sun su domingo dimanche dimanch",
}
_DAY_OF = {word: day for day, words in _DAY_WORDS.items() for word in words.split()} | {
    "t": "TU",
    "r": "TH",
}
_GROUPS = {
    "weekdays": WEEK[:5], "weekday": WEEK[:5], "business days": WEEK[:5], "mf": WEEK[:5],
    "weekends": WEEK[5:], "weekend": WEEK[5:], "mwf": ("MO", "WE", "FR"), "tth": ("TU", "TH"), "mtwthf": WEEK[:5],
    "mtwrf": WEEK[:5], "tuth": ("TU", "TH"), "mw": ("MO", "WE"), "daily": WEEK, "every day": WEEK, "everyday": WEEK,
    "seven days a week": WEEK, "7 days a week": WEEK, "7 days/week": WEEK, "7 days": WEEK, "todos los dias": WEEK,
}  # fmt: skip
_ORDINALS = {
    "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "5th": 5, "fifth": 5,
    "last": -1, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "ultimo": -1,
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY = rf"(?:{_either(_DAY_OF)})(?![a-z])\.?"
_TO = r"\s*(?:-|\u2013|\u2014|\bthrough\b|\bthru\b|\bto\b|\buntil\b|\btill\b|\bal?\b|\ba\b)\s*"
_AND = r"\s*(?:,\s*and\b|,\s*&|,|/|&|\+|\band\b|\by\b|\bet\b|\be\b)\s*"
_ORDINAL = rf"(?:{_either(_ORDINALS)})"
_DAYS = re.compile(
    rf"(?<![a-z0-9])(?:(?P<group>{_either(_GROUPS)})(?![a-z])"
    rf"|(?P<nth>{_ORDINAL}(?:{_AND}{_ORDINAL})*)\s+(?P<nthday>{_DAY}(?:{_AND}{_DAY})*)(?:\s+(?:of|in)\s+(?:the|each|every)\s+month|\s+monthly)?"
    rf"|(?P<ical>[+-]?[1-5](?:mo|tu|we|th|fr|sa|su)(?:\s*,\s*[+-]?[1-5](?:mo|tu|we|th|fr|sa|su))*)(?![a-z])"
    rf"|(?P<list>{_DAY}(?:(?:{_TO}|{_AND}){_DAY})*))"
)
_TIME = (
    r"(?:noon|midnight|midday|mediodia|medianoche"
    r"|\d{1,2}(?:[:.h]\d{2})?(?::00)?\s*(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?|a\b|p\b|o'?clock)?|\d{4}(?:\s*h)?)"
)
_SPAN = re.compile(rf"(?<![\d:.])(?P<opens>{_TIME})\s*{_TO}(?P<closes>{_TIME})(?![\d:])")
_ALL_DAY = re.compile(
    r"24\s*/\s*7|(?:open\s+)?24[\s-]*(?:hours?|hrs?)(?:\s*(?:a|per|/)\s*day)?|around the clock"
)
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?\s*m?\.?$")
_OFFSET = re.compile(r"(?<=\d)\s*(?:z|[+-]\d{2}:?\d{2})$")
_CLOSED = re.compile(
    rf"\([^)]*\bclos[^)]*\)|{_DAY}(?:(?:{_TO}|{_AND}){_DAY})*\s*[:\-]?\s*closed\b|\bclosed\b[^;,.)\n]*"
)
_FILLER = re.compile(
    r"\b(?:hours?|open|from|of operation|operation|office|business|regular|horario|de|hs|hrs|and)\b|[:;,.()|&\n\-\u2013/]"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """When something is open. Days as iCalendar writes them; times "HH:MM"; empty where nothing was said."""

    byday: str = ""
    freq: str = ""
    opens_at: str = ""
    closes_at: str = ""
    description: str = ""
    note: str = ""


@lru_cache(maxsize=4096)
def read_hours(text: str) -> tuple[Opening, ...]:
    """Every opening a text tells; what is not understood stays in the description, as it was written.

    >>> [(one.byday, one.opens_at, one.closes_at) for one in read_hours("Sat 9am to noon")]
    [('SA', '09:00', '12:00')]
    """
    shown = clean_line(text)
    folded = _fold(shown)
    if len(folded) > LONGEST:
        return (Opening(description=shown),)
    found, rest = _openings(folded)
    if not found:
        return (Opening(description=shown),) if shown else ()
    if _FILLER.sub("", rest).strip():
        found = [replace(one, description=shown) for one in found]
    return tuple(found)


def read_clock(text: str) -> str | None:
    """A time of day as "HH:MM", or None: "8:30AM", "3pm", "noon", "0900", "10:00:00"."""
    folded = _OFFSET.sub("", _fold(text)).strip()
    if folded in {"noon", "midday", "mediodia", "12 noon", "12noon"}:
        return "12:00"
    if folded in {"midnight", "medianoche", "12 midnight"}:
        return "00:00"
    match = _CLOCK.match(folded)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif not match[2]:
        return None
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def is_possible(opens: str, closes: str) -> bool:
    """Whether a closing time fits its opening time: after it, at midnight, or at night after an evening."""
    if not opens or not closes or closes > opens:
        return True
    return (opens >= _EVENING and closes <= _MORNING) or (closes == "00:00" < opens)


def to_check(opens: str, closes: str) -> str:
    """Times that cannot be, in words for who comes: "9:00 AM to 3:00 AM, call to check"."""
    return f"{_on_the_wall(opens)} to {_on_the_wall(closes)}, call to check"


def _on_the_wall(clock: str) -> str:
    hour, minute = int(clock[:2]), clock[3:5]
    return f"{hour % 12 or 12}:{minute} {'AM' if hour < 12 else 'PM'}"


def read_days(text: str) -> Opening | None:
    """The days a cell names and nothing else: "Mon - Wed, Fri", "Second Saturday", "2nd & 4th Wednesday", "TH,FR"."""
    folded = _fold(text)[:LONGEST]
    days: list[str] = []
    monthly = False
    told = _CLOSED.sub(_blank, folded)
    for match in _DAYS.finditer(told):
        found, nth = _days_of(match)
        days += [day for day in found if day not in days]
        monthly = monthly or nth
    rest = _FILLER.sub("", _DAYS.sub("", folded)).strip()
    if not days or (monthly and not all(day[0] in "-12345" for day in days)):
        return None
    shown = clean_line(text) if rest else ""
    return Opening(_in_week_order(days), "MONTHLY" if monthly else "WEEKLY", description=shown)


def says_round_the_clock(text: str) -> bool:
    """Whether a cell says "24 hours" and nothing else."""
    return bool(_ALL_DAY.fullmatch(_fold(text).strip(" .")))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _openings(folded: str) -> tuple[list[Opening], str]:
    """The openings of a text, and what is left of it. When it is closed is no opening."""
    told = _CLOSED.sub(_blank, folded)
    tokens = _tokens(told, has_days=bool(_DAYS.search(told)))
    rest = list(folded)
    for start, end, *_ in tokens:
        rest[start:end] = " " * (end - start)
    return _paired(tokens), "".join(rest)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


Token = tuple[int, int, Opening]


def _tokens(folded: str, *, has_days: bool) -> list[Token]:
    """Days and times in their order. Bare numbers ("9-5") are times only beside a day."""
    found: list[Token] = []
    for match in _ALL_DAY.finditer(folded):
        byday = ",".join(WEEK) if "7" in match.group() else ""
        opening = Opening(byday, "WEEKLY" if byday else "", *ROUND_THE_CLOCK)
        found.append((match.start(), match.end(), opening))
    for match in _SPAN.finditer(folded):
        sure = has_days or bool(re.search(r"[:apn]", match.group()))
        if (
            sure
            and not _overlaps(match, found)
            and (span := _span(match["opens"], match["closes"]))
        ):
            found.append((match.start(), match.end(), span))
    for match in _DAYS.finditer(folded):
        days, monthly = _days_of(match)
        if days and not _overlaps(match, found):
            opening = Opening(",".join(days), "MONTHLY" if monthly else "WEEKLY")
            found.append((match.start(), match.end(), opening))
    return sorted(found, key=lambda token: token[0])


def _overlaps(match: re.Match[str], found: list[Token]) -> bool:
    return any(match.start() < end and start < match.end() for start, end, _ in found)


def _paired(tokens: list[Token]) -> list[Opening]:
    """Days joined with the times beside them: "Mon 9-5", or "9-5 Mon" where the text begins with times."""
    openings: list[Opening] = []
    days: Opening | None = None
    waiting: list[Opening] = []
    times_first = bool(tokens) and not tokens[0][2].byday
    for _, _, token in tokens:
        if token.opens_at and (times_first or token.byday or days is None):
            waiting.append(token)
        elif token.opens_at and days:
            openings.append(_joined(days, token))
        elif waiting and times_first:
            openings += [_joined(token, time) for time in waiting]
            waiting = []
        else:
            days = _more_days(days, token, openings)
    openings += waiting
    if days and not any(one.byday == days.byday for one in openings):
        openings.append(days)
    return openings


def _more_days(days: Opening | None, more: Opening, openings: list[Opening]) -> Opening:
    """Days named one after the other share the times that follow."""
    if days is None or days.freq != more.freq or any(one.byday == days.byday for one in openings):
        return more
    return replace(days, byday=_in_week_order(f"{days.byday},{more.byday}".split(",")))


def _joined(days: Opening, time: Opening) -> Opening:
    return replace(time, byday=time.byday or days.byday, freq=time.freq or days.freq)


def _days_of(match: re.Match[str]) -> tuple[list[str], bool]:
    """The days of one expression, and whether they are counted within a month."""
    if match["group"]:
        return list(_GROUPS[match["group"]]), False
    if match["ical"]:
        return [one.strip().upper().lstrip("+") for one in match["ical"].split(",")], True
    if match["nth"]:
        numbers = [_ORDINALS[one] for one in re.findall(_ORDINAL, match["nth"])]
        return [f"{number}{day}" for day in _listed(match["nthday"]) for number in numbers], True
    return _listed(match["list"]), False


def _listed(text: str) -> list[str]:
    """ "mon - wed, fri" as MO, TU, WE, FR; a range may run over the week's end."""
    days: list[str] = []
    words = [(one.group("day"), one.group("to")) for one in _DAY_AND_WHAT_FOLLOWS.finditer(text)]
    runs_on = False
    for word, to in words:
        day = _DAY_OF[word.rstrip(".")]
        days += _between(days[-1], day) if runs_on else [day]
        runs_on = bool(to)
    return [day for index, day in enumerate(days) if day not in days[:index]]


_DAY_AND_WHAT_FOLLOWS = re.compile(rf"(?P<day>{_DAY})(?P<to>{_TO})?")


def _between(first: str, last: str) -> list[str]:
    start, end = WEEK.index(first), WEEK.index(last)
    return [WEEK[(start + step) % 7] for step in range(1, (end - start) % 7 + 1)]


def _in_week_order(days: list[str]) -> str:
    unique = dict.fromkeys(days)
    return ",".join(sorted(unique, key=lambda day: (WEEK.index(day[-2:]), day)))


def _span(opens: str, closes: str) -> Opening | None:
    """Two times as people write them; "9-5" and "1-4pm" get the half of the day they must mean."""
    first, last = _half_known(opens), _half_known(closes)
    if first is None or last is None:
        return None
    start, end = _minutes(first, last), _minutes(last, None)
    if end <= start and not last[2]:
        end += 12 * 60
    if start >= 24 * 60 or end > 24 * 60:
        return None
    guessed = not (first[2] and last[2]) and "24" not in {first[2], last[2]}
    shown = _shown(start), _shown(min(end, 24 * 60 - 1))
    note = (
        f"'{opens.strip()}-{closes.strip()}' was read as {shown[0]}-{shown[1]}" if guessed else ""
    )
    if end <= start and not (guessed and is_possible(*shown)):
        note = f"it closes at {shown[1]}, before it opens at {shown[0]}: check the hours"
    return Opening(opens_at=shown[0], closes_at=shown[1], note=note)


Half = tuple[int, int, str]


def _half_known(text: str) -> Half | None:
    """Hour, minute, and "a", "p", or "24" where the text leaves no doubt; empty where it does."""
    text = re.sub(r"\s*o'?clock", "", text.strip())
    if text in {"noon", "midday", "mediodia"}:
        return 12, 0, "p"
    if text in {"midnight", "medianoche"}:
        return 0, 0, "24"
    match = re.match(r"^(\d{2})(\d{2})(\s*)", text) or re.match(
        r"^(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*([ap])?", text
    )
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return None
    certain = int(match[1]) > 12 or match[1].startswith("0")
    return int(match[1]), int(match[2] or 0), (match[3] or "").strip() or ("24" if certain else "")


def _minutes(time: Half, other: Half | None) -> int:
    hour, minute, half = time
    if not half and other and other[2] in {"a", "p"}:
        half = other[2] if hour % 12 * 60 + minute < other[0] % 12 * 60 + other[1] else "a"
    elif not half and other and 1 <= hour <= 6 and other[2] != "24":
        half = "p"
    if half in {"a", "p"}:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute


def _shown(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
