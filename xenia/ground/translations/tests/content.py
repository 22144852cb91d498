"""Content to translate, for tests: this room's own glossary stands in for the pages of rooms above it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

from xenia.ground.accounts import neighbours
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.languages import language
from xenia.ground.translations import kinds
from xenia.ground.translations.kinds import CONTENT, PAGES, Change, ContentKind
from xenia.ground.translations.models import GlossaryTerm, TranslatedText
from xenia.ground.translations.operations import write_translation

MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
KIND = "translations.glossaryterm"
_numbers = count(1)
# What rooms above were told.
TOLD: list[Change] = []


def _tell(changes: Sequence[Change], _by: User | None, _at: datetime) -> None:
    TOLD.extend(changes)


PAGE = ContentKind(
    model=GlossaryTerm,
    label="Page",
    fields={"term": "Title", "note": "Warning"},
    records=lambda: GlossaryTerm.objects.filter(source="shown").order_by("term"),
    vital=frozenset({"note"}),
    is_public=True,
    changed_at="changed_at",
    told=_tell,
)


@contextmanager
def an_office_with_pages(*codes: str) -> Iterator[None]:
    """An office that speaks English and some other languages, and has pages with a title and a warning."""
    kept = (dict(CONTENT), dict(PAGES), neighbours.HANDLERS.office_languages)
    CONTENT.clear()
    PAGES.clear()
    TOLD.clear()
    neighbours.HANDLERS.office_languages = lambda: [language(code) for code in ("en", *codes)]
    kinds.register(PAGE)
    try:
        yield
    finally:
        CONTENT.clear()
        CONTENT.update(kept[0])
        PAGES.update(kept[1])
        neighbours.HANDLERS.office_languages = kept[2]


def a_page(
    title: str = "English class", warning: str = "", *, is_shown: bool = True
) -> GlossaryTerm:
    """A page with a title, and a warning people act on. The language keeps it out of every other glossary."""
    return GlossaryTerm.objects.create(
        language="zz",
        term=title,
        note=warning,
        do_not_translate=True,
        source="shown" if is_shown else "",
        changed_at=MONDAY,
    )


def renamed(page: GlossaryTerm, title: str, at: datetime = TUESDAY) -> GlossaryTerm:
    """The same page under another title."""
    page.term, page.changed_at = title, at
    page.save()
    return page


def a_text(
    page: GlossaryTerm | None = None,
    text: str = "Klas angle",
    *,
    field: str = "term",
    code: str = "ht",
    by: User | None = None,
    origin: str = "person",
    at: datetime = MONDAY,
) -> TranslatedText:
    """A page's title in Haitian Creole, written by nobody we know unless she is named."""
    said = write_translation(
        record=page or a_page(f"English class {next(_numbers)}", "Call before you pay."),
        field=field,
        language=code,
        text=text,
        by=by,
        at=at,
        origin=origin,
    )
    assert said is not None
    return said


def a_translator(name: str = "", role: Role = Role.LANGUAGE_ACCESS_OFFICE) -> User:
    """Somebody who may write and review texts."""
    return a_user(role, name=name, password=None)
