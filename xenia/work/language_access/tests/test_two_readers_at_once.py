"""Two at the same moment: one reader's word counts, one translator is asked, one version is delivered."""

from pathlib import Path

import pytest

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.tests.at_once import apart, at_once, many_hands
from xenia.work.language_access.models import DocumentTranslation, TextVersion
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.operations.text_reading import (
    approve_text,
    deliver_document_text,
    document_mark,
    send_text_back,
)
from xenia.work.language_access.operations.text_work import TextChanged, ask_translator
from xenia.work.language_access.tests.text_makers import (
    KREYOL,
    TUESDAY,
    a_request,
    a_translator,
    delivered,
    taken,
    the_work,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]
TOLD = (WrongState, TextChanged)


def told(act: object) -> str:
    """What became of one act: done, or told that another was first."""
    assert callable(act)
    try:
        act()
    except TOLD:
        return "told"
    return "done"


def test_one_reader_approves_or_the_other_sends_back_and_never_both(tmp_path: Path) -> None:
    readers: list[User] = [a_translator(name=name)[1] for name in ("Jean Pierre", "Rose Louis")]
    work = delivered(a_request(), *a_translator(rank=2))
    with many_hands(tmp_path):
        found = at_once(
            lambda: told(
                lambda: approve_text(work=fresh(work), number=1, by=readers[0], at=TUESDAY)
            ),
            lambda: told(
                lambda: send_text_back(
                    work=fresh(work), number=1, remarks="A word.", by=readers[1], at=TUESDAY
                )
            ),
        )
        assert sorted(found) == ["done", "told"]
        (version,) = apart(lambda: list(TextVersion.objects.all()))
        standing = {"approved": TextStatus.APPROVED, "sent_back": TextStatus.SENT_BACK}
        assert apart(lambda: fresh(work)).status == standing[version.verdict]


def test_two_in_the_office_ask_one_translator(tmp_path: Path) -> None:
    one, other = a_translator()[0], a_translator(name="Second")[0]
    work = the_work(a_request())
    with many_hands(tmp_path):
        found = at_once(
            *(
                lambda person=person: told(
                    lambda: ask_translator(work=fresh(work), translator=person, by=None, at=TUESDAY)
                )
                for person in (one, other)
            )
        )
        assert sorted(found) == ["done", "told"]


def test_a_translators_two_windows_deliver_one_version(tmp_path: Path) -> None:
    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    mark = document_mark(work)
    with many_hands(tmp_path):
        found = at_once(
            *(
                lambda text=text: told(
                    lambda: deliver_document_text(
                        work=fresh(work), text=text, mark=mark, by=user, at=TUESDAY
                    )
                )
                for text in (KREYOL, "Another text.")
            )
        )
        assert sorted(found) == ["done", "told"]
        assert apart(TextVersion.objects.count) == 1


def fresh(work: DocumentTranslation) -> DocumentTranslation:
    """The row as each reads it on a connection of her own."""
    found: DocumentTranslation = DocumentTranslation.objects.get(pk=work.pk)
    return found
