"""What comes next with a complaint, and what else can be done: one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.work.ombudsman.forms import working as forms
from xenia.work.ombudsman.models import Clock, Complaint, DepartmentWord
from xenia.work.ombudsman.models.complaint import REVIEWED, Kind, Status
from xenia.work.ombudsman.models.guards import NoDepartment
from xenia.work.ombudsman.operations import recommendations, working
from xenia.work.ombudsman.queries.remedies import fallen
from xenia.work.ombudsman.views.shown import ASSIGN


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called, what is asked, what it does, and what is said after.

    address: where its form goes, when not to the common one. to: the permission besides reading complaints.
    """

    title: str | Promise
    button: str | Promise
    well: str | Promise
    form: type[forms.ActForm]
    operation: Callable[..., Any]
    address: str = ""
    to: str = ""


def note(*, complaint: Complaint, version: int, **said: Any) -> None:
    """A note crosses nobody's step."""
    working.note(complaint=complaint, **said)


def verify_remedy(*, complaint: Complaint, **said: Any) -> None:
    """The remedy knows its complaint."""
    working.verify_remedy(**said)


def remedy_missing(*, complaint: Complaint, **said: Any) -> None:
    """The same."""
    working.remedy_missing(**said)


def drop_remedy(*, complaint: Complaint, **said: Any) -> None:
    """The same."""
    working.drop_remedy(**said)


def remedy_given_up(*, complaint: Complaint, **said: Any) -> None:
    """The same."""
    working.remedy_given_up(**said)


def recommend(*, complaint: Complaint, version: int, **said: Any) -> None:
    """It keeps nothing of the complaint but the department and the kind."""
    department = complaint.department
    if department is None:
        raise NoDepartment(f"complaint {complaint.pk} is about no department yet")
    recommendations.recommend(department=department, kind=complaint.kind, **said)


ACTS: Final[dict[str, Act]] = {
    "let-in": Act(
        gettext_lazy("Let it in"),
        gettext_lazy("Let it in"),
        gettext_lazy("It is let in."),
        forms.PressForm,
        working.let_in,
    ),
    "discard": Act(
        gettext_lazy("From a machine"),
        gettext_lazy("From a machine"),
        gettext_lazy("It is put aside as a machine’s. You can still let it in."),
        forms.PressForm,
        working.discard,
    ),
    "take": Act(
        gettext_lazy("Take it"),
        gettext_lazy("Take it"),
        gettext_lazy("It is with you now."),
        forms.PressForm,
        working.assign,
        address="complaints:take",
    ),
    "acknowledge": Act(
        gettext_lazy("Say that we have it"),
        gettext_lazy("Tell her that we have it"),
        gettext_lazy("She reads that we have it, and by when we answer."),
        forms.PressForm,
        working.acknowledge,
    ),
    "assess": Act(
        gettext_lazy("Say what it is about"),
        gettext_lazy("Keep"),
        gettext_lazy("Kept."),
        forms.AssessForm,
        working.assess,
    ),
    "ask-department": Act(
        gettext_lazy("Ask the department"),
        gettext_lazy("Send the question"),
        gettext_lazy("The department is asked. It has a clock of its own now."),
        forms.AskDepartmentForm,
        working.ask_department,
    ),
    "go-on": Act(
        gettext_lazy("Go on without it"),
        gettext_lazy("Go on without it"),
        gettext_lazy("We go on. The clocks run."),
        forms.PressForm,
        working.go_on,
    ),
    "find": Act(
        gettext_lazy("Say what we found"),
        gettext_lazy("Say it"),
        gettext_lazy("It is said what we found."),
        forms.FindForm,
        working.find,
    ),
    "answer-her": Act(
        gettext_lazy("Write to her"),
        gettext_lazy("Send it"),
        gettext_lazy("She can read it."),
        forms.ToHerForm,
        working.answer_her,
    ),
    "ask-her": Act(
        gettext_lazy("Ask her something"),
        gettext_lazy("Ask her"),
        gettext_lazy("She is asked. The clocks stand still until she writes."),
        forms.ToHerForm,
        working.ask_her,
    ),
    "agree-remedy": Act(
        gettext_lazy("A remedy is agreed"),
        gettext_lazy("Keep the remedy"),
        gettext_lazy("Kept. Look on its day whether it is there."),
        forms.AgreeRemedyForm,
        working.agree_remedy,
    ),
    "verify-remedy": Act(
        gettext_lazy("I looked: it is there"),
        gettext_lazy("I looked: it is there"),
        gettext_lazy("The remedy is there."),
        forms.VerifyRemedyForm,
        verify_remedy,
    ),
    "remedy-missing": Act(
        gettext_lazy("It is not there"),
        gettext_lazy("Keep the other day, and tell her"),
        gettext_lazy("Kept. Look on its day whether it is there."),
        forms.RemedyMissingForm,
        remedy_missing,
    ),
    "drop-remedy": Act(
        gettext_lazy("A remedy is dropped"),
        gettext_lazy("Drop it, and tell her why"),
        gettext_lazy("Dropped. She reads why."),
        forms.DropRemedyForm,
        drop_remedy,
    ),
    "remedy-given-up": Act(
        gettext_lazy("It will not come"),
        gettext_lazy("Tell her why"),
        gettext_lazy("She reads why. Agree something else, or close it."),
        forms.RemedyGivenUpForm,
        remedy_given_up,
    ),
    "follow-up": Act(
        gettext_lazy("Ask her how it is now"),
        gettext_lazy("Ask her"),
        gettext_lazy("She is asked how it is now."),
        forms.FollowUpForm,
        working.follow_up,
    ),
    "recommend": Act(
        gettext_lazy("Recommend a change for everybody"),
        gettext_lazy("Recommend it"),
        gettext_lazy("The department is asked what it will do. Everybody can read it."),
        forms.RecommendForm,
        recommend,
    ),
    "extend": Act(
        gettext_lazy("Take more time"),
        gettext_lazy("Take more time, and tell her why"),
        gettext_lazy("She reads why it takes longer, and until when."),
        forms.ExtendForm,
        working.extend,
    ),
    "note": Act(
        gettext_lazy("Write a note among us"),
        gettext_lazy("Keep the note"),
        gettext_lazy("Kept."),
        forms.NoteForm,
        note,
    ),
    "assign": Act(
        gettext_lazy("Give it to a colleague"),
        gettext_lazy("Give it"),
        gettext_lazy("It is with your colleague now."),
        forms.ColleagueForm,
        working.assign,
        address="complaints:assign",
    ),
    "review": Act(
        gettext_lazy("Somebody else looks at it again"),
        gettext_lazy("Begin the second look"),
        gettext_lazy("Your colleague looks at it again. She is told."),
        forms.ReviewForm,
        working.begin_review,
        address="complaints:review",
        to=ASSIGN,
    ),
    "link": Act(
        gettext_lazy("It belongs to another complaint"),
        gettext_lazy("Keep"),
        gettext_lazy("They belong together now."),
        forms.LinkForm,
        working.link,
    ),
    "unlink": Act(
        gettext_lazy("It does not belong to it"),
        gettext_lazy("It does not belong to it"),
        gettext_lazy("They stand apart again."),
        forms.PressForm,
        working.unlink,
    ),
    "close": Act(
        gettext_lazy("Close it"),
        gettext_lazy("Close it, and tell her"),
        gettext_lazy("Closed. You can open it again below."),
        forms.CloseForm,
        working.close,
    ),
    "reopen": Act(
        gettext_lazy("Open it again"),
        gettext_lazy("Open it again"),
        gettext_lazy("It is open again."),
        forms.PressForm,
        working.reopen,
    ),
}
# Where the department could be asked.
ASKS: Final = (Status.INVESTIGATING, Status.REVIEW)
# Where it stands: what is to be done next, and what else can be done.
OFFERS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    Status.HELD: (("let-in", "discard"), ()),
    Status.DISCARDED: (("let-in",), ()),
    Status.RECEIVED: (("acknowledge",), ("answer-her", "assess", "close")),
    Status.ACKNOWLEDGED: (("assess",), ("answer-her", "extend", "close")),
    Status.INVESTIGATING: (
        ("ask-department", "find"),
        ("answer-her", "ask-her", "assess", "extend", "close"),
    ),
    Status.WITH_DEPARTMENT: (("go-on",), ("answer-her", "ask-her", "assess", "extend", "close")),
    Status.WAITS_FOR_HER: (("go-on",), ("answer-her", "assess", "close")),
    Status.FOUND: (("agree-remedy", "close"), ("drop-remedy", "answer-her", "recommend", "review")),
    Status.REMEDY_AGREED: (
        (),
        (
            "remedy-missing",
            "drop-remedy",
            "remedy-given-up",
            "agree-remedy",
            "answer-her",
            "recommend",
            "close",
            "review",
        ),
    ),
    Status.REMEDY_VERIFIED: (("close",), ("answer-her", "recommend", "review")),
    Status.REVIEW: (
        ("ask-department", "find"),
        ("answer-her", "ask-her", "assess", "extend", "close"),
    ),
    Status.CLOSED: ((), ("reopen", "answer-her", "recommend", "review")),
}
SAYS: Final[dict[str, str | Promise]] = {
    Status.HELD: gettext_lazy(
        "Did a person write it? Let it in. It looks like a machine’s? Put it aside."
    ),
    Status.DISCARDED: gettext_lazy(
        "It was put aside as a machine’s. If a person wrote it, let it in."
    ),
    Status.RECEIVED: gettext_lazy("Tell her that we have it. She reads by when we answer."),
    Status.ACKNOWLEDGED: gettext_lazy(
        "Say which department it is about, and what. Then we look into it."
    ),
    Status.INVESTIGATING: gettext_lazy("Ask the department, or say what we found."),
    Status.WITH_DEPARTMENT: gettext_lazy(
        "The department answers here, and you are told. If it does not, go on without its answer."
    ),
    Status.WAITS_FOR_HER: gettext_lazy(
        "She writes with her code, and you are told. Meanwhile the clocks stand still."
    ),
    Status.FOUND: gettext_lazy(
        "Is there a remedy? Keep what was agreed. If nothing is to be made good, close it."
    ),
    Status.REMEDY_AGREED: gettext_lazy(
        "On its day, look whether the remedy is there, and say so beside it."
    ),
    Status.REMEDY_VERIFIED: gettext_lazy("Everything agreed is there. Close it."),
    Status.REVIEW: gettext_lazy(
        "Look at it afresh: ask the department again, or say what the second look found."
    ),
    Status.CLOSED: gettext_lazy(
        "It is over. If she comes back with it, open it again, or let somebody else look."
    ),
}
REVIEW_WANTED: Final = gettext_lazy(
    "She is not content, and asked that somebody else looks again. A supervisor says who."
)
NOBODYS: Final = gettext_lazy("Nobody has it yet. Take it first.")
ANOTHERS: Final = gettext_lazy(
    "A colleague works on it. To work on it yourself, ask for it, or ask a supervisor."
)
PUNISHED: Final = gettext_lazy(
    "Do not ask the department. Ask her, read the complaint before, and say what we found."
)
REPLIED: Final = gettext_lazy(
    "The department replied. Read it below. Then say what we found, or ask once more."
)
LOOKED_AT: Final = (Status.HELD, Status.DISCARDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A complaint as somebody stands to it.

    clocks: the names of those that run and wait for a step of ours. has_reply: the department's words are the last ones said with it.
    has_wish: somebody who complained asked for a second look, and we have not said yet that we have it.
    has_fallen: a remedy was agreed before it was found otherwise.
    """

    complaint: Complaint
    user: User
    clocks: frozenset[str]
    has_reply: bool = False
    has_wish: bool = False
    has_fallen: bool = False

    @property
    def is_hers(self) -> bool:
        """Whether she works on it, or may begin to."""
        return self.complaint.handler_id in (None, self.user.pk)

    @property
    def review_is_wanted(self) -> bool:
        """Whether somebody who complained wants that another colleague looks."""
        return self.has_wish and self.complaint.status in REVIEWED and self.complaint.stage == 1


def standing(complaint: Complaint, user: User) -> Standing:
    """How somebody stands to a complaint."""
    running = frozenset(
        one.which for one in complaint.clocks.all() if one.runs and one.asks_again is None
    )
    last = complaint.department_words.last()
    has_reply = last is not None and last.kind != DepartmentWord.Kind.REQUEST
    has_wish = any(one.is_wish for one in complaint.clocks.all() if one.runs)
    return Standing(
        complaint,
        user,
        running,
        has_reply=has_reply,
        has_wish=has_wish,
        has_fallen=fallen(complaint).exists(),
    )


def next_says(now: Standing) -> str:
    """The next step in one sentence."""
    complaint = now.complaint
    is_over = complaint.status in (*LOOKED_AT, Status.CLOSED)
    is_answered = now.has_reply and complaint.status in ASKS
    is_punishment = complaint.kind == Kind.RETALIATION and complaint.status in ASKS
    sentences = (
        (now.review_is_wanted, REVIEW_WANTED),
        (is_over, SAYS[complaint.status]),
        (complaint.handler_id is None, NOBODYS),
        (not now.is_hers, ANOTHERS),
        (is_punishment, PUNISHED),
        (is_answered, REPLIED),
    )
    return str(next((words for holds, words in sentences if holds), SAYS[complaint.status]))


def acts_now(now: Standing) -> tuple[list[str], list[str]]:
    """The names of what is to be done next, and of what else can be done."""
    complaint = now.complaint
    first, more = (list(names) for names in OFFERS[complaint.status])
    if complaint.status in LOOKED_AT:
        return first, more
    if not now.is_hers:
        first, more = [], ["review"] if "review" in more else []
    elif complaint.handler_id is None and complaint.status != Status.CLOSED:
        first, more = ["take"], [*first, *more]
    if now.has_reply and complaint.status in ASKS:
        first.reverse()
    if now.review_is_wanted and now.user.may(ASSIGN):
        first, more = ["review", *first], [name for name in more if name != "review"]
    if Clock.Which.FOLLOW_UP in now.clocks and now.is_hers:
        more.insert(0, "follow-up")
    more.append("note")
    if now.is_hers or now.user.may(ASSIGN):
        more.append("assign")
    left_out = _left_out(now)
    return (
        [name for name in first if name not in left_out],
        [name for name in more if name not in left_out],
    )


def _left_out(now: Standing) -> set[str]:
    """What cannot be done now, or not by her."""
    out = {name for name, act in ACTS.items() if act.to and not now.user.may(act.to)}
    if now.complaint.kind == Kind.RETALIATION or now.complaint.department_id is None:
        out.add("ask-department")
    if now.complaint.department_id is None:
        out.add("recommend")
    if now.complaint.stage > 1:
        out.add("review")
    if not now.has_fallen:
        out.add("drop-remedy")
    return out
