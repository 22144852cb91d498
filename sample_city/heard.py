"""How the office of Lindenport worked on one complaint, step by step, until the day the city was built. All invented."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sample_city.data import Row
from sample_city.grievances import Grievance
from sample_city.lives import in_office
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Service
from xenia.work.ombudsman.clocks import Calendar
from xenia.work.ombudsman.models import Clock, Complaint, Finding, Release
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind, Status
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.operations.releasing import may_release, release
from xenia.work.ombudsman.operations.working import About, Agreed, Link

Outcome = Finding.Outcome
BY_STAFF: Final = (Channel.PHONE, Channel.VISIT, Channel.CORNER, Channel.PAPER)
REACHED_AT: Final = Way("email", "someone@example.org", channels=("email",))
# Of a hundred complaints; what is left over is looked into.
ENDS_EARLY: Final[tuple[tuple[float, str], ...]] = (
    (0.05, Closing.RESOLVED_EARLY), (0.04, Closing.SERVICE_REQUEST), (0.04, Closing.REFERRED),
    (0.03, Closing.PREMATURE), (0.04, Closing.WITHDRAWN), (0.03, Closing.DUPLICATE),
)  # fmt: skip
FOUND: Final[Mapping[str, int]] = {
    Outcome.UPHELD: 38, Outcome.PARTLY: 24, Outcome.NOT_UPHELD: 28, Outcome.NOT_DETERMINED: 10,
}  # fmt: skip
SAID_AS: Final = {
    Outcome.UPHELD: "right", Outcome.PARTLY: "partly",
    Outcome.NOT_UPHELD: "no_fault", Outcome.NOT_DETERMINED: "unknown",
}  # fmt: skip
MADE_GOOD: Final = (Status.REMEDY_AGREED, Status.REMEDY_VERIFIED)
LEADS_TO: Final[Mapping[str, str]] = {
    **dict.fromkeys(MADE_GOOD, Outcome.UPHELD), Status.REVIEW: Outcome.NOT_UPHELD,
}  # fmt: skip
LATE_HEARD, LATE_REPLY, IS_ASKED, STAYS_AWAY, IS_LINKED = 0.08, 0.16, 0.28, 0.15, 0.6
MORE_TIME, GETS_REMEDY, SECOND_LOOK, NOTED, LETS_KNOW = 0.6, 0.75, 0.18, 0.3, 0.25
# Nobody leaves a complaint lying longer, however late it is.
FORGOTTEN: Final = timedelta(days=45)
A_LITTLE: Final = timedelta(minutes=25)


class NotYet(Exception):
    """This would have been after the city was built."""


@dataclass(slots=True)
class Desk:
    """Who works on complaints, and what the sample says. replies: who answers for a department, by its key."""

    officers: list[User]
    supervisors: list[User]
    front_desk: User
    replies: Mapping[Any, User]
    services: Mapping[str, Service]
    areas: list[Area]
    calendar: Calendar
    said: Row
    until: datetime
    earlier: list[Complaint] = field(default_factory=list)


class Course:
    """One complaint from its first words as far as it came."""

    def __init__(self, one: Grievance, token: str, desk: Desk, *, stays: str = "") -> None:
        """token: of the form it came with; her code is made from it. stays: the state in which it still stands."""
        self.one, self.token, self.desk, self.chance = one, token, desk, one.chance
        self.stays = stays
        self.officer = desk.officers[one.number % len(desk.officers)]
        self.now = min(in_office(self.chance, one.on), desk.until - A_LITTLE)

    def run(self) -> None:
        """Everything until the city was built."""
        self.complaint = self._file()
        with suppress(NotYet):
            self._hear()
            self._go_on()
        self.desk.earlier.append(self.complaint)

    def _happens(self, share: float, *toward: str) -> bool:
        """So often of a hundred, and always on the way to where it stays."""
        return self.chance.random() < share or self.stays in toward

    def _after(self, least: int, most: int) -> datetime:
        """Some business days later, in office hours. Raises NotYet."""
        if self.stays and self.complaint.status == self.stays:
            raise NotYet
        day = self.desk.calendar.after(local_day(self.now), self.chance.randint(least, most))
        self.now = max(self.now + A_LITTLE, in_office(self.chance, day))
        if self.now >= self.desk.until:
            raise NotYet
        return self.now

    def _in_days(self, days: int) -> date:
        return self.desk.calendar.after(local_day(self.now), days)

    def _words(self, key: str) -> dict[str, Any]:
        """Something in her language, and the same in English."""
        words = self.desk.said["words"]
        return {"words": words[self.one.language][key], "english": words["en"][key]}

    def _ours(self, by: User | None = None) -> dict[str, Any]:
        version = self.complaint.state_version
        return {"complaint": self.complaint, "version": version, "by": by or self.officer}

    def _file(self) -> Complaint:
        one, words = self.one, self._words(self.one.kind)
        lets_write = one.lets_us_write and one.channel != Channel.OPEN311
        report = Report(
            words=words["words"],
            language=one.language,
            kind=one.kind,
            level=one.level,
            channel=one.channel,
            wanted=one.wanted,
            service=self.desk.services.get(one.service),
            area=self.chance.choice(self.desk.areas) if one.says_where else None,
            answer_by=AnswerBy.EMAIL if lets_write else AnswerBy.CODE,
            way=REACHED_AT if lets_write else None,
            is_public=one.channel == Channel.OPEN311,
            english=words["english"] if one.has_english and one.language != "en" else "",
        )
        by = self.desk.front_desk if one.channel in BY_STAFF else None
        return filing.file_complaint(report=report, token=self.token, by=by, at=self.now)

    def _hear(self) -> None:
        """A supervisor gives it to somebody, she hears that we have it, and it is said what it is about."""
        if self.chance.random() < 0.4:
            by = self.desk.supervisors[self.one.number % len(self.desk.supervisors)]
            working.assign(to=self.officer, at=self._after(0, 1), **self._ours(by))
        days = (6, 9) if self.chance.random() < LATE_HEARD else (0, 4)
        working.acknowledge(**self._ours(), **self._words("heard"), at=self._after(*days))
        if self.one.kind == Kind.RETALIATION:
            self._link_punishment()
        department, place = self.complaint.department, self.complaint.place
        about = About(self.complaint.kind, department, self.complaint.service, place)
        working.assess(about=about, at=self._after(0, 1), **self._ours())
        if self.chance.random() < NOTED:
            working.note(
                complaint=self.complaint,
                words=self.desk.said["note"],
                by=self.officer,
                at=self.now,
            )

    def _link_punishment(self) -> None:
        about = self.complaint.department_id
        before = [one for one in self.desk.earlier if one.department_id == about]
        if before and self.chance.random() < IS_LINKED:
            working.link(to=before[-1], why=Link.RETALIATION, at=self._after(0, 0), **self._ours())

    def _go_on(self) -> None:
        if self.complaint.kind == Kind.RETALIATION:
            self._protect()
        elif ending := self._ending():
            self._end_early(ending)
        else:
            self._look_into()

    def _ending(self) -> str:
        if self.stays:
            return ""
        if self.one.kind == Kind.SCAM:
            return Closing.NO_JURISDICTION if self.chance.random() < 0.7 else ""
        luck = self.chance.random()
        for share, closing in ENDS_EARLY:
            luck -= share
            if luck < 0:
                return closing
        return ""

    def _end_early(self, closing: str) -> None:
        at, destination, key = self._after(1, 6), "", "elsewhere"
        if closing == Closing.WITHDRAWN:
            filing.withdraw_own(complaint=self.complaint, at=at)
            return
        if closing == Closing.DUPLICATE:
            key = "over"
            if not self.desk.earlier:
                closing = Closing.DISCONTINUED
            else:
                first = self.desk.earlier[-1]
                working.link(to=first, why=Link.DUPLICATE, at=at, **self._ours())
        elif closing == Closing.RESOLVED_EARLY:
            key = "ended"
        else:
            destination = self.desk.said["elsewhere"].get(closing, "")
        working.close(
            closing=closing, destination=destination, at=at, **self._words(key), **self._ours()
        )

    def _protect(self) -> None:
        """The department hears nothing; we ask her how she is, and find out in another way."""
        self._find(Outcome.PARTLY, self._after(3, 6))
        asked = self._words("asked_her")
        working.follow_up(again=False, at=self._after(1, 3), **asked, **self._ours())
        self._close(self._after(2, 5))

    def _look_into(self) -> None:
        if self._happens(IS_ASKED, Status.WAITS_FOR_HER) and not self._answers_us():
            return
        if self.complaint.department_id in self.desk.replies:
            self._ask_department()
        outcome = (
            LEADS_TO.get(self.stays) or self.chance.choices(list(FOUND), list(FOUND.values()))[0]
        )
        self._find(outcome, self._after(0, 2))
        is_fault = outcome in (Outcome.UPHELD, Outcome.PARTLY)
        if is_fault and self._happens(GETS_REMEDY, *MADE_GOOD):
            self._make_good()
        elif not is_fault and self._happens(SECOND_LOOK, Status.REVIEW):
            self._look_again()
            return
        self._close(self._after(3, 8))

    def _answers_us(self) -> bool:
        """We ask her something. Whoever never writes again is not waited for without end."""
        working.ask_her(at=self._after(0, 2), **self._words("asked_her"), **self._ours())
        if self.chance.random() < STAYS_AWAY:
            said, at = self._words("over"), self._after(14, 20)
            working.close(closing=Closing.DISCONTINUED, at=at, **said, **self._ours())
            return False
        words = self._words("more")["words"]
        filing.write_again(complaint=self.complaint, words=words, at=self._after(1, 12))
        return True

    def _ask_department(self) -> None:
        said, kind = self.desk.said, self.complaint.kind
        working.ask_department(
            words=said["asked"][kind], names_nobody=True, at=self._after(0, 1), **self._ours()
        )
        if may_release(self.complaint) and self.chance.random() < LETS_KNOW:
            named = {"field": Release.Field.NAME, "value": said["release"], "days": 60}
            release(complaint=self.complaint, at=self._after(0, 1), **named)
        is_late = self.chance.random() < LATE_REPLY
        if is_late:
            self._wait_longer()
        proposal = said["proposed"][kind][1] if self.chance.random() < 0.6 else ""
        working.reply_for_department(
            words=said["replied"][kind],
            proposal=proposal,
            at=self._after(*((7, 16) if is_late else (1, 6))),
            **self._ours(self.desk.replies[self.complaint.department_id]),
        )

    def _wait_longer(self) -> None:
        at = self._after(4, 5)
        running = self.complaint.clocks.filter(which=Clock.Which.ANSWER, met_on=None).first()
        in_time = running is not None and running.due_on >= local_day(at)
        if in_time and self.chance.random() < MORE_TIME:
            working.extend(days=10, why=Clock.Why.DEPARTMENT, at=at, **self._ours())
        if self.desk.until - at < FORGOTTEN:
            raise NotYet

    def _find(self, outcome: str, at: datetime, by: User | None = None) -> None:
        words = self._words(SAID_AS[Outcome(outcome)])
        working.find(outcome=outcome, at=at, **words, **self._ours(by))

    def _make_good(self) -> None:
        kind, text = self.desk.said["proposed"].get(self.complaint.kind, ("other", "It is done."))
        agreed = Agreed(kind, text, self._in_days(15))
        remedy = working.agree_remedy(
            agreed=agreed,
            words=self._words("remedy")["words"],
            at=self._after(1, 4),
            **self._ours(),
        )
        working.verify_remedy(
            remedy=remedy,
            already=True,
            version=self.complaint.state_version,
            by=self.officer,
            at=self._after(6, 20),
        )

    def _look_again(self) -> None:
        """She is not content; a colleague who did not find it looks again."""
        again = self._words("again")["words"]
        filing.ask_for_review(complaint=self.complaint, words=again, at=self._after(1, 4))
        other = next(one for one in self.desk.officers if one != self.officer)
        by = self.desk.supervisors[0]
        working.begin_review(reviewer=other, at=self._after(1, 4), **self._ours(by))
        outcome = Outcome.PARTLY if self.chance.random() < 0.4 else Outcome.NOT_UPHELD
        self._find(outcome, self._after(6, 17), other)
        self._close(self._after(2, 5), other)

    def _close(self, at: datetime, by: User | None = None) -> None:
        said = self._words("ended")
        working.close(closing=Closing.FINISHED, at=at, **said, **self._ours(by))
