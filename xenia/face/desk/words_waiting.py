"""Words the search did not understand on several days, waiting for a person who knows them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import is_known, name_in
from xenia.registers.directory.queries.unanswered import count_waiting, words_with


def words_waiting(user: User, *, reader: str) -> Iterator[Part]:
    """The words of most days, for those who know what people mean."""
    if not user.may("directory.unanswered"):
        return
    tasks = tuple(
        Task(
            title=one.words,
            url=reverse("directory:unanswered_words", args=[one.pk]),
            verb=_("Look"),
            who=name_in(one.language, reader) if is_known(one.language) else one.language,
        )
        for one in words_with("waiting")[:SHOWN]
    )
    yield Part(
        "unanswered",
        _("Words we do not understand"),
        count_waiting() if len(tasks) == SHOWN else len(tasks),
        tasks,
        _("We understand all words people search for again and again."),
        reverse("directory:unanswered"),
    )
