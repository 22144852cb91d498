"""What more people complain about than usual, so that nobody has to look for it."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.ombudsman.pattern_words import Names, when_words, why_words
from xenia.work.ombudsman.queries.counts import DEPARTMENT, Counts
from xenia.work.ombudsman.queries.rises import Judgement, Line, as_lines

PATTERNS = "ombudsman.patterns"


def patterns_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """Every rise in complaints with what it is made of, for those who look at patterns; nothing where nothing rises."""
    if not user.may(PATTERNS):
        return
    judgement = Judgement(Counts(local_day(at)))
    found = as_lines(judgement.rises())
    shown = found[:SHOWN]
    rises = [rise for line in shown for rise in (line.rise, *line.parts)]
    names = Names.of({one.value for one in rises if one.look == DEPARTMENT}, reader)
    yield Part(
        "complaint_patterns",
        _("More complaints than usual"),
        len(found),
        tuple(_task(one, names) for one in shown),
        _("Nothing is more than usual in the last months.")
        if judgement.is_known
        else _("It is too early to say what is usual."),
        reverse("complaint_patterns:patterns"),
        is_known=judgement.is_known,
    )


def _task(line: Line, names: Names) -> Task:
    rise = line.rise
    series = urlencode({"series": f"{rise.look}:{rise.value}"})
    parts = ", ".join(names.series(one.look, one.value) for one in line.parts)
    return Task(
        title=names.series(rise.look, rise.value),
        url=f"{reverse('complaint_patterns:patterns')}?{series}#chart",
        verb=_("Look"),
        when=when_words(rise, names.reader),
        who=f"{why_words(rise.rules)} {parts}".rstrip(),
        is_late=True,
    )
