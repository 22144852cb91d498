"""Words for what the rooms that serve a person hold: `words.py` takes them in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xenia.work.records.inventory.legal import LEGAL, LEGAL_WHY
from xenia.work.records.inventory.worded import Words

SERVED: dict[str, Words] = {
    "clients.client": Words(
        _("People we serve"),
        _("What somebody wants to be called, and what helps us to help. No name is needed."),
        {
            "called": _("what the person wants to be called"),
            "spoken_language": _("language spoken"),
            "written_language": _("language read"),
            "birth_year": _("year of birth, if it was said"),
            "area": _("neighborhood"),
            "origin": _("country, if it was offered"),
        },
        _("the day we last did something for the person"),
    ),
    "clients.consent": Words(
        _("What people agreed to"),
        _("For what, who learns it, until which day, and when it was taken back."),
        since=_("the day it was said"),
    ),
    "clients.helper": Words(
        _("Helpers"),
        _("Somebody who acts for a person, for some things, until a day."),
        {"name": _("name of the helper"), "contact": _("how the helper is reached")},
        _("the last day the helper acts"),
    ),
    "clients.householdmember": Words(
        _("Who lives together"),
        _("Which people live together, as they told us. No address."),
        {"relation": _("who somebody is in the household")},
        _("the day it was said"),
    ),
    "clients.notthesame": Words(
        _("Two people, not one"),
        _("Two records that look alike, and a colleague made sure that they are two people."),
        since=_("the day it was said"),
    ),
    "programs.enrolment": Words(
        _("Places in programs"),
        _(
            "Who takes part in a class or waits for a place, by code; a name is opened only on request."
        ),
        since=_("the day she left, or it ended"),
    ),
    "programs.offeringstep": Words(
        _("Steps of programs"),
        _("When a program was opened, ended or called off, and by which colleague."),
    ),
    "programs.enrolmentstep": Words(
        _("Steps in programs"),
        _("On which day somebody began to wait, got a place, or left."),
        since=_("the day of the step"),
    ),
    "programs.attendance": Words(
        _("Who came"),
        _("Whether somebody came to a session. It goes with her place in the program."),
        {"was": _("whether she came")},
        _("the day it was noted"),
    ),
    "referrals.referral": Words(
        _("Referrals"),
        _("To which organization she was sent, for what, with which consent, and what came of it."),
        {"note": _("what the organization must know to help her")},
        _("the day the referral ended"),
    ),
    "referrals.referralstep": Words(
        _("Steps of a referral"),
        _("On which day a referral was sent, answered and ended, and by whom."),
    ),
    "casework.intake": Words(
        _("Requests for help"),
        _("Somebody came, called or wrote, and said what she needs."),
        {
            "called": _("what she wants to be called, before we know her"),
            "language": _("language"),
            "area": _("neighborhood"),
            "barriers": _("what stands between her and help"),
            "draft": _("what a colleague typed and has not finished"),
        },
        _("the day anything was done with it last"),
    ),
    "casework.intakestep": Words(
        _("Steps of requests for help"), _("When a request moved on, and which colleague did it.")
    ),
    "casework.need": Words(
        _("Needs"),
        _("One thing somebody needs, and whether she got it."),
        since=_("the day anything was done with it last"),
    ),
    "casework.needstep": Words(
        _("Steps of needs"), _("When a need was met or not, and which colleague noted it.")
    ),
    "casework.note": Words(
        _("What was said about a request for help"),
        _("Her words, our answers, and notes of colleagues."),
        {"text": _("the words")},
        _("the day it was written"),
    ),
    "casework.contact": Words(
        _("Visits and calls"),
        _("On which day somebody was here or called, and about what."),
        {"language": _("language we spoke")},
        _("that day"),
    ),
    "casework.matter": Words(
        _("Matters"),
        _("What the office works on for somebody, and how it ended."),
        {"standing": _("where it stands, in our words")},
        _("the day it was closed"),
    ),
    "casework.screening": Words(
        _("What somebody may get"),
        _(
            "What rules said of her when a colleague looked it up with her, and she agreed that we keep it. Her answers are not kept."
        ),
        {
            "tier": _("what came out"),
            "criteria": _("which conditions were met"),
            "set_tier": _("what a colleague found instead"),
            "set_why": _("why"),
        },
        _("the day it was looked up"),
    ),
    "casework.matterstep": Words(
        _("Steps of matters"), _("When a matter moved on, and which colleague did it.")
    ),
    **LEGAL,
}
# Why their personal fields are held, as their models say it.
SERVED_WHY = (
    *LEGAL_WHY,
    gettext_noop("what the person wants to be called"),
    gettext_noop("to speak with her, and find an interpreter"),
    gettext_noop("to write to her"),
    gettext_noop("to tell people with one name apart, and for help that asks for an age"),
    gettext_noop("to find help near her"),
    gettext_noop("for statistics, only when she offered it"),
    gettext_noop("to know who speaks for her"),
    gettext_noop("to reach who speaks for her"),
    gettext_noop("to help a family together, and to know who is a child"),
    gettext_noop("what the organization must know to help her, in words she agreed to"),
    gettext_noop("what the person wants to be called, before we know her"),
    gettext_noop("what stands between her and help"),
    gettext_noop("what a colleague typed and has not finished"),
    gettext_noop("what was said, and what we answered"),
    gettext_noop("in which language we spoke"),
    gettext_noop("where it stands, in our words"),
    gettext_noop("to go on where we stopped, without asking her again"),
    gettext_noop("to see what was missing, without asking her again"),
    gettext_noop("what a colleague who knows her found instead"),
    gettext_noop("why a colleague found something else"),
    gettext_noop("the colleague whose draft it is"),
    gettext_noop("to know who came, and to ask after somebody who stays away"),
)
