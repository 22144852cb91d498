"""Parts that stand on a page twenty times, written by functions: a component for each would cost more than the page.

They draw what `<c-result>`, `<c-task>`, `<c-check>`, `<c-fact>` and the lists of the shells draw; `/design/` shows both alike.
Everything given is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from xenia.ground.design.icons import svg
from xenia.ground.design.shell import ShellLanguage, ShellLink


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact beside its icon; strong for a promise."""

    icon: str
    words: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One place found. Every text is plain; lang is that of the title.

    phone: shown and dialled. action: icon, words, address, and the name and value of its data attribute.
    """

    href: str
    title: str
    lang: str
    organization: str
    distance: str
    why_label: str
    why: tuple[str, ...]
    facts: tuple[FactLine, ...]
    notes: tuple[tuple[str, str], ...]
    call_label: str
    phone: tuple[str, str] | None
    action: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a list of work, as `<c-task>` draws it. note and action: HTML of the caller's own."""

    title: str
    href: str = ""
    when: str = ""
    is_late: bool = False
    who: str = ""
    language: str = ""
    note: SafeString | str = ""
    action: SafeString | str = ""


def task_row(row: TaskRow) -> SafeString:
    """One row of work, as a list item."""
    title = f"<bdi>{escape(row.title)}</bdi>"
    what = f'<a href="{escape(row.href)}">{title}</a>' if row.href else f"<b>{title}</b>"
    who = f'<div class="small soft"><bdi>{escape(row.who)}</bdi></div>' if row.who else ""
    tongue = f"<bdi>{escape(row.language)}</bdi>" if row.language else ""
    action = f'<div class="action">{row.action}</div>' if row.action else ""
    return SafeString(
        f'<li class="task{" late" if row.is_late else ""}"><div class="when">{escape(row.when)}</div>'
        f'<div class="what">{what}{who}</div><div class="tongue small">{tongue}{row.note}</div>{action}</li>'
    )


def tag(words: str, kind: str = "draft") -> SafeString:
    """A tag, as `<c-tag>` draws it."""
    return SafeString(f'<span class="tag {escape(kind)}">{escape(words)}</span>')


def warning(words: str) -> SafeString:
    """A short word with an alert, as `<c-warn>` draws it."""
    return SafeString(
        f'<span class="warn">{svg("alert", "", "small")}<span>{escape(words)}</span></span>'
    )


def code(words: str) -> SafeString:
    """A code people read out: always from left to right."""
    return SafeString(f'<code dir="ltr" class="soft">{escape(words)}</code>')


def name(words: str, *, is_soft: bool = False) -> SafeString:
    """A name or a language, in its own direction."""
    return SafeString(f"<bdi{_SOFT if is_soft else ''}>{escape(words)}</bdi>" if words else "")


_SOFT = ' class="soft"'
NOTHING = SafeString("")


def side_by_side(*parts: SafeString) -> SafeString:
    """Parts in one line, without those that are empty."""
    return SafeString(" ".join(part for part in parts if part))


def rows_below(rows: Iterable[TaskRow]) -> SafeString:
    """Rows of work, one below the other."""
    return SafeString("".join(map(task_row, rows)))


def one_press(
    action: str, *, token: str, words: str, label: str, version: int | None = None
) -> SafeString:
    """A form of one button. token: against forged requests; label: what is read aloud, for it stands in many rows.

    version: of the record as it is shown, where whoever comes second is told.
    """
    seen = "" if version is None else f'<input type="hidden" name="version" value="{version}">'
    return SafeString(
        f'<form method="post" action="{escape(action)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">{seen}'
        f'<button type="submit" class="button outline" aria-label="{escape(label)}">{escape(words)}</button></form>'
    )


def fact_items(facts: Iterable[FactLine]) -> SafeString:
    """Facts as list items."""
    return SafeString("".join(map(_fact, facts)))


def _fact(fact: FactLine) -> str:
    strong = ' class="strong"' if fact.is_strong else ""
    return f"<li{strong}>{svg(fact.icon)}<span>{escape(fact.words)}</span></li>"


def result_row(row: ResultRow) -> SafeString:
    """One place found, as a list item."""
    head = (
        f'<div class="title"><h2><a href="{escape(row.href)}" lang="{escape(row.lang)}">'
        f"<bdi>{escape(row.title)}</bdi></a></h2>{_span('distance', row.distance)}</div>"
    )
    owner = f'<p class="small soft"><bdi>{escape(row.organization)}</bdi></p>'
    facts = f'<ul class="facts">{fact_items(row.facts)}</ul>' if row.facts else ""
    return SafeString(
        f'<li class="result calls"><div>{head}{owner if row.organization else ""}{_why(row)}{facts}'
        f'{"".join(map(_note, row.notes))}</div><div class="actions">{_call(row)}{_action(row)}</div></li>'
    )


def _span(name: str, words: str) -> str:
    return f'<span class="{name}">{escape(words)}</span>' if words else ""


def _why(row: ResultRow) -> str:
    if not row.why:
        return ""
    marks = " · ".join(f"<mark>{escape(one)}</mark>" for one in row.why)
    return f'<p class="small">{escape(row.why_label)} {marks}</p>'


def _note(note: tuple[str, str]) -> str:
    tag, words = note
    kind = f'<span class="tag waiting">{escape(tag)}</span> ' if tag else ""
    return f'<div class="small">{kind}{escape(words)}</div>'


def _call(row: ResultRow) -> str:
    if row.phone is None:
        return ""
    shown, url = row.phone
    return (
        f'<a class="button outline" href="{escape(url)}">{svg("phone")}'
        f'<span class="read-aloud">{escape(row.call_label)}</span> <bdi>{escape(shown)}</bdi></a>'
    )


def _action(row: ResultRow) -> str:
    icon, words, url, name, value = row.action
    return (
        f'<a class="button text" href="{escape(url)}" data-{escape(name)}="{escape(value)}">'
        f"{svg(icon)}{escape(words)}</a>"
    )


def check_box(name: str, value: str, words: str, count: int, *, is_on: bool) -> SafeString:
    """One box to tick, with how many it would leave."""
    place = escape(f"{name}-{value}")
    on = " checked" if is_on else ""
    return SafeString(
        f'<div class="check"><input type="checkbox" name="{escape(name)}" value="{escape(value)}" id="{place}"{on}>'
        f'<label for="{place}"><bdi>{escape(words)}</bdi></label><span class="number">{count}</span></div>'
    )


def labelled_rows(rows: Iterable[tuple[str, str, str, str]]) -> SafeString:
    """Rows of “Before you go”: icon, label, answer, the answer's language."""
    return SafeString(
        "".join(
            f"<div><dt>{svg(icon)}{escape(label)}</dt>"
            f'<dd><bdi lang="{escape(lang)}">{escape(answer)}</bdi></dd></div>'
            for icon, label, answer, lang in rows
        )
    )


_TODAY = ' class="today"'


def hour_rows(lines: Iterable[tuple[str, str, str, bool]]) -> SafeString:
    """Opening hours: days, times, note, whether it is today."""
    return SafeString(
        "".join(
            f"<div{_TODAY if today else ''}><dt>{escape(days)}</dt><dd>{escape(times)}{_note_of(note)}</dd></div>"
            for days, times, note, today in lines
        )
    )


def _note_of(note: str) -> str:
    return f' <bdi class="small soft" lang="en">{escape(note)}</bdi>' if note else ""


def link_items(links: Iterable[ShellLink]) -> SafeString:
    """The links of a shell as list items; those of one group are a list of their own under its heading."""
    runs = groupby(links, key=lambda link: link.group)
    return SafeString("".join(_group(words, run) for words, run in runs))


def _group(words: str, links: Iterable[ShellLink]) -> str:
    items = "".join(map(_link, links))
    return f'<li><b class="group">{escape(words)}</b><ul>{items}</ul></li>' if words else items


def _link(link: ShellLink) -> str:
    current = ' aria-current="page"' if link.current else ""
    icon = svg(link.icon) if link.icon else ""
    key = f' accesskey="{escape(link.key)}"' if link.key else ""
    count = f'<span class="number">{link.count}</span>' if link.count is not None else ""
    there = f'href="{escape(link.url)}"{key}{current}'
    return f"<li><a {there}>{icon}{escape(link.label)}{count}</a></li>"


def language_items(languages: Iterable[ShellLanguage]) -> SafeString:
    """The languages of the switch as list items, each in its own words."""
    return SafeString("".join(map(_language, languages)))


def _language(one: ShellLanguage) -> str:
    current = ' aria-current="true"' if one.current else ""
    return (
        f'<li><a href="{escape(one.url)}" lang="{escape(one.code)}" hreflang="{escape(one.code)}"'
        f' dir="{escape(one.dir)}"{current}>{escape(one.endonym)}</a></li>'
    )
