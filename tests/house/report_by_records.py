"""What the yearly report measures, found again by a walk over every record, in plain loops. No query of the product is asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from xenia.ground.common.dates import local_day
from xenia.ground.disclosure import TOTAL
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.insight.reports.measures import MEASURES
from xenia.registers.clients.models import Client
from xenia.registers.directory.models import Attribute, Service
from xenia.work.casework.models import Activity, Contact, Intake, LaterDecision, Need
from xenia.work.casework.models.intake import IntakeStep
from xenia.work.casework.models.need import NeedStep
from xenia.work.enquiries.models import Enquiry
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import BARRIER_OF
from xenia.work.programs.models import Attendance, CapacityLine, Enrolment
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.referral import ReferralStep

Place = tuple[str, ...]
NEEDS: Final = {one.code: one for one in vocabulary("needs")}
LEGAL: Final = {code for code, one in NEEDS.items() if one.category == "legal"}
HELPED: Final = ("served", "partly")


def person(client: Client) -> Any:
    """Two records of one person are one."""
    return client.merged_into_id or client.pk


class People:
    """Who stands in which lines of a table."""

    def __init__(self) -> None:
        self.found: dict[Place, set[Any]] = defaultdict(set)

    def add(self, who: Any, *place: str) -> None:
        """Somebody stands in a line, in each of its sums, and in all."""
        for cell in sums_of(place):
            self.found[cell].add(who)

    def counts(self) -> dict[Place, int]:
        """How many stand in each."""
        return {place: len(people) for place, people in self.found.items()}


def sums_of(place: Place) -> Iterator[Place]:
    """A line, and every sum it is part of."""
    if not place:
        yield ()
        return
    for rest in sums_of(place[1:]):
        yield (place[0], *rest)
        yield (TOTAL, *rest)


def tally(places: Iterable[Place]) -> dict[Place, int]:
    """How often each line stands there, with the sums."""
    return dict(Counter(cell for place in places for cell in sums_of(place)))


class Records:
    """A year, measure by measure. changes: of each matter, opened or closed in a year, with its outcome."""

    def __init__(self, year: int, changes: list[tuple[Any, str, int, str]]) -> None:
        self.year = year
        self.changes = changes

    def all(self) -> dict[str, dict[Place, int]]:
        """Every measure that is found again in records, by its code."""
        return {
            **self.places(),
            **self.matters(),
            **self.legal_matters(),
            **self.legal_people(),
            **self.needs(),
            **self.referrals(),
            "people.served": self.served(),
            "barriers.heard": tally((one,) for one in self.barriers()),
            "complaints.filed": tally((one.kind,) for one in self.complaints()),
            "contacts.visits": tally(
                (one.channel,) for one in Contact.objects.filter(on__year=self.year)
            ),
            "enquiries.received": tally(
                (one.asker,) for one in Enquiry.objects.filter(asked_on__year=self.year)
            ),
            "interpreters.ended": tally(
                (one.status,)
                for one in InterpreterRequest.objects.filter(closed_on__year=self.year)
            ),
        }

    def is_now(self, moment: Any) -> bool:
        """Whether something happened in the year."""
        return local_day(moment).year == self.year

    # Places: clause (a) of the numbers.

    def places(self) -> dict[str, dict[Place, int]]:
        """Each kind of place, planned and given, by who counted."""
        found: dict[str, Counter[Place]] = {
            code: Counter() for code in MEASURES if code.startswith("capacity.")
        }
        lines = CapacityLine.objects.filter(month__year=self.year).select_related("offering")
        for line in lines:
            who = "partner" if line.is_own_figure else "office"
            for method, number in (("planned", line.planned), ("delivered", line.delivered or 0)):
                for place in sums_of((who,)):
                    found[f"capacity.{line.offering.capacity_type}.{method}"][place] += number
        return {code: nonzero(places) for code, places in found.items()}

    # People served: clause (c).

    def served(self) -> dict[Place, int]:
        """Each person once in a type of service, and once in all."""
        people = People()
        for who, what in (*self.at_the_desk(), *self.in_programs(), *self.by_lawyers()):
            people.add(who, what)
        for referral in self.ended_referrals():
            if referral.outcome in HELPED:
                is_legal = referral.need in LEGAL
                kind = "legal" if is_legal else NEEDS[referral.need].service_type
                people.add(person(referral.client), kind)
        return people.counts()

    def at_the_desk(self) -> Iterator[tuple[Any, str]]:
        """Whoever was here or called."""
        for one in Contact.objects.filter(on__year=self.year).select_related("client", "intake"):
            who = person(one.client) if one.client else of_intake(one.intake)
            yield who, "information-referral"

    def in_programs(self) -> Iterator[tuple[Any, str]]:
        """Whoever came, or stayed to the end where nobody noted who came."""
        noted = Attendance.objects.select_related("session", "enrolment__client")
        noted_of = set()
        for one in noted:
            noted_of.add(one.enrolment_id)
            if one.was == "attended" and self.is_now(one.session.starts_at):
                yield person(one.enrolment.client), type_of_program(one.enrolment)
        for place in Enrolment.objects.filter(status="completed").select_related("client"):
            if place.pk not in noted_of and place.ended_on and place.ended_on.year == self.year:
                yield person(place.client), type_of_program(place)

    def by_lawyers(self) -> Iterator[tuple[Any, str]]:
        """Whoever somebody worked for in a legal matter."""
        for one in self.legal_work():
            yield person(one.matter.client), "legal"

    def legal_work(self) -> Iterator[Activity]:
        """Work of the year on legal matters."""
        found = Activity.objects.filter(on__year=self.year).select_related("matter__client")
        yield from (one for one in found if one.matter.is_legal)

    # Matters: clause (d).

    def matters(self) -> dict[str, dict[Place, int]]:
        """How they came and how they went on, by category."""
        came: Counter[Place] = Counter()
        still_open: Counter[str] = Counter()
        ended: list[Place] = []
        for matter, what, when, how in self.changes:
            kind, sign = NEEDS[matter.issue].category, 1 if what == "opened" else -1
            for place in sums_of((kind, "brought_forward")):
                came[place] += sign * (when < self.year)
            for place in sums_of((kind, "opened")):
                came[place] += (what, when) == ("opened", self.year)
            still_open[kind] += sign * (when <= self.year)
            if (what, when) == ("closed", self.year):
                ended.append((kind, how))
        left = [(kind, "carried_forward") for kind in still_open.elements()]
        decided = ("favorable", "partly", "unfavorable")
        return {
            "matters.came": nonzero(came),
            "matters.went": tally([*((kind, "closed") for kind, _how in ended), *left]),
            "matters.outcomes": tally([*ended, *left]),
            "matters.decided": tally(
                [
                    *((how if how in decided else "undecided",) for _kind, how in ended),
                    *(("carried_forward",) for _one in left),
                ]
            ),
        }

    def legal_matters(self) -> dict[str, dict[Place, int]]:
        """The same by type of case."""
        legal = [
            (case_type_of(matter), what, how)
            for matter, what, when, how in self.changes
            if matter.is_legal and when == self.year
        ]
        later = [
            (case_type_of(one.matter), one.outcome)
            for one in LaterDecision.objects.filter(decided_on__year=self.year)
        ]
        ended = [(kind, how) for kind, what, how in legal if what == "closed"]
        decisions = ("favorable", "partly", "unfavorable")
        return {
            "legal_matters.opened": tally(
                (kind,) for kind, what, _how in legal if what == "opened"
            ),
            "legal_matters.outcomes": tally(ended),
            "matters.decided_later": tally(one for one in later if one[1] in decisions),
        }

    # Legal help: clause (e).

    def legal_people(self) -> dict[str, dict[Place, int]]:
        """Helped by us, or referred: direct beats referred in each line, and in all."""
        by_issue, by_type = (DirectFirst() for _table in range(2))
        for one in self.legal_work():
            who, is_ours = person(one.matter.client), one.matter.holder == "office"
            by_issue.add(who, one.matter.issue, is_ours=is_ours)
            by_type.add(who, case_type_of(one.matter), is_ours=is_ours)
        stages = {stage: People() for stage in ("sent", "accepted", "served")}
        for referral in self.sent():
            if referral.need in LEGAL:
                by_issue.add(person(referral.client), referral.need, is_ours=False)
                stages["sent"].add(person(referral.client), referral.need)
        for step in self.referral_steps(after="accepted"):
            if step.record.need in LEGAL:
                stages["accepted"].add(person(step.record.client), step.record.need)
        for referral in self.ended_referrals():
            if referral.need in LEGAL and referral.outcome in HELPED:
                stages["served"].add(person(referral.client), referral.need)
        return {
            "legal.people": by_issue.counts(),
            "legal.people_by_case_type": by_type.counts(),
            **{f"legal.referred_{stage}": people.counts() for stage, people in stages.items()},
        }

    # Needs and barriers: clauses 2 and 3.

    def needs(self) -> dict[str, dict[Place, int]]:
        """Said, met and not met: the last word on each."""
        said, needs, reasons = [], [], []
        for step in NeedStep.objects.select_related("record").order_by("at", "pk"):
            need: Need = step.record
            if step.before == "" and self.is_now(step.at):
                said.append((NEEDS[need.need].category,))
        for need in Need.objects.exclude(status="open"):
            ends = [one.at for one in need.steps_taken.all() if one.after == need.status]
            if self.is_now(max(ends)):
                needs.append((need.need, need.status))
                reasons.append((need.why or "met",))
        return {
            "needs.said": tally(said),
            "needs.ended": tally((NEEDS[need].category, how) for need, how in needs),
            "needs.unmet_reasons": tally(reasons),
        }

    def barriers(self) -> Iterator[str]:
        """Said when she asked for help, or in a complaint."""
        for step in IntakeStep.objects.filter(after="submitted").select_related("record"):
            if step.before == "started" and self.is_now(step.at):
                yield from step.record.barriers
        for complaint in self.complaints():
            if complaint.kind in BARRIER_OF:
                yield BARRIER_OF[complaint.kind]

    def complaints(self) -> list[Complaint]:
        """Those that were let in."""
        found = Complaint.objects.filter(filed_on__year=self.year)
        return list(found.exclude(status__in=["held", "discarded"]))

    # Referrals

    def referral_steps(self, *, after: str) -> Iterator[ReferralStep]:
        """Steps of the year that led there."""
        found = ReferralStep.objects.filter(after=after).select_related("record__client")
        yield from (step for step in found if self.is_now(step.at))

    def sent(self) -> Iterator[Referral]:
        """Those sent in the year; who is sent there once more was sent once."""
        for step in self.referral_steps(after="sent"):
            if step.before == "draft":
                yield step.record

    def ended_referrals(self) -> Iterator[Referral]:
        """Those that ended in the year and did not begin once more."""
        over = Referral.objects.filter(status__in=["completed", "declined", "cancelled"])
        for one in over.select_related("client").prefetch_related("steps_taken"):
            ends = [step for step in one.steps_taken.all() if step.after == one.status]
            last = max(ends, key=lambda step: step.at)
            if last.before != "draft" and self.is_now(last.at):
                yield one

    def referrals(self) -> dict[str, dict[Place, int]]:
        """Sent, and what came of them."""
        return {
            "referrals.sent": tally((one.need,) for one in self.sent()),
            "referrals.closed": tally(
                (one.outcome or one.status,) for one in self.ended_referrals()
            ),
        }


class DirectFirst:
    """People by who helped and with what; who was helped by us is with us, in each line and in all."""

    def __init__(self) -> None:
        self.ours: dict[str, set[Any]] = defaultdict(set)
        self.others: dict[str, set[Any]] = defaultdict(set)

    def add(self, who: Any, what: str, *, is_ours: bool) -> None:
        """Somebody was helped, or sent."""
        for place in (what, TOTAL):
            (self.ours if is_ours else self.others)[place].add(who)

    def counts(self) -> dict[Place, int]:
        """How many stand in each line."""
        found: dict[Place, int] = {}
        for what in {*self.ours, *self.others}:
            ours, others = self.ours[what], self.others[what] - self.ours[what]
            found["direct", what], found["referred", what] = len(ours), len(others)
            found[TOTAL, what] = len(ours) + len(others)
        return nonzero(found)


def nonzero(numbers: Any) -> dict[Place, int]:
    """What is not 0."""
    return {place: number for place, number in numbers.items() if number}


def of_intake(intake: Intake | None) -> Any:
    """Who asked: the person she turned out to be, or nobody known."""
    assert intake
    return person(intake.client) if intake.client else intake.subject_id


def case_type_of(matter: Any) -> str:
    """What a legal matter is."""
    return str(known_to_rules(matter.legal, "case_type"))


def type_of_program(enrolment: Enrolment) -> str:
    """What taking part counts as."""
    service: Service | None = enrolment.offering.program.service
    if service is None:
        return "unsaid"
    own = Attribute.objects.filter(link_entity="service", link_id=service.pk)
    codes = sorted(
        own.exclude(taxonomy_term=None).values_list("taxonomy_term__own_code", flat=True)
    )
    terms = load_taxonomy().terms
    needs = [terms[code].need for code in codes if code in terms]
    return NEEDS[needs[0]].service_type if needs else "unsaid"
