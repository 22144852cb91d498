"""What each kind of record is called, and why each field is held, in words people use.

A room that adds a model which knows people adds its line here; a test names the missing ones.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xenia.ground.common.privacy import NEVER_HELD
from xenia.work.records.inventory.complaints import COMPLAINTS, COMPLAINTS_WHY
from xenia.work.records.inventory.passed_on import PASSED_ON, PASSED_ON_WHY
from xenia.work.records.inventory.served import SERVED, SERVED_WHY
from xenia.work.records.inventory.worded import Text, Words

WORDS: dict[str, Words] = {
    **SERVED,
    **COMPLAINTS,
    **PASSED_ON,
    # People the office serves or who write to it: each under her own key.
    "notifications.contactpoint": Words(
        _("Ways to reach a person"),
        _("An e-mail address, a phone number or a postal address somebody gave us."),
        {
            "address": _("address or number"),
            "safety": _("which ways and hours are safe"),
            "languages": _("languages she speaks and reads"),
            "stop_token": _("a secret word in our e-mails to her, given to nobody else"),
        },
        _("the day she last said the way is safe"),
    ),
    "notifications.reply": Words(
        _("Answers to our messages"),
        _("What somebody wrote back to a text message, until a colleague has read it."),
        {"text": _("the answer")},
        _("the day it came"),
    ),
    "notifications.consentnote": Words(
        _("Yes and no to messages"),
        _("On which day she agreed to which messages, or ended them."),
    ),
    "notifications.outboxmessage": Words(
        _("Messages on their way"),
        _("Which message goes to which random number. Neither address nor text is kept."),
        since=_("the day it left"),
    ),
    "departments.statement": Words(
        _("Statements on equal access"),
        _(
            "Whom a city service serves, under which law, and which colleague wrote or confirmed it."
        ),
    ),
    "departments.statementversion": Words(
        _("Earlier statements on equal access"),
        _("What a service said before of whom it serves, and which colleague wrote it."),
    ),
    "departments.statementstep": Words(
        _("Steps of statements on equal access"),
        _("When it was written or confirmed whom a city service serves, and by which colleague."),
    ),
    "reports.report": Words(
        _("Yearly reports"),
        _(
            "Which colleague began, signed and posted a report. Its numbers are counts without names."
        ),
    ),
    "reports.reportstep": Words(
        _("Steps of yearly reports"),
        _("When a report was signed, opened again or posted, and by which colleague."),
    ),
    "reports.remark": Words(
        _("Remarks on drafts of the yearly report"),
        _("What a colleague said about a draft, and who has seen to it."),
        since=_("the day it was said"),
    ),
    "reports.datarequeststep": Words(
        _("Steps of counts for the yearly report"),
        _("When an organization began, sent or reopened its counts, and which colleague did."),
        since=_("the day of the step"),
    ),
    "reports.recommendationstep": Words(
        _("Steps of recommendations against barriers"),
        _("When a recommendation was accepted, declined or done, and which colleague said so."),
        since=_("the day of the step"),
    ),
    "enquiries.enquiry": Words(
        _("Questions to the office"),
        _("Somebody asked us something. No name is needed, and nothing leads to another record."),
        {
            "language": _("language"),
            "who": _("name, department or newspaper, if somebody gave one"),
            "draft_english": _("our answer while we write it"),
            "draft_words": _("our answer in that language while we write it"),
        },
        _("the day the question was closed"),
    ),
    "enquiries.word": Words(
        _("What was asked and answered"),
        _("The question, what was added to it, and what we answered."),
        {"text": _("the words"), "english": _("the same in English")},
        _("the day the question was closed"),
    ),
    "enquiries.answertext": Words(
        _("Answers for next time"),
        _("Answers written afresh, with nobody in them, and which colleagues stand behind them."),
    ),
    "language_access.interpreter": Words(
        _("Interpreters and translators"),
        _("Who interprets or translates for the office, and how we reach them."),
        {
            "name": _("name"),
            "phone": _("phone number"),
            "email": _("e-mail"),
            "home_note": _("from where the interpreter sets out"),
            "access_code": _("the code that lets one through to a vendor’s line"),
            "call_steps": _("what to say or press when a vendor’s line answers"),
            "gender": _("gender, if the interpreter says it"),
        },
        _("the day the interpreter left"),
    ),
    "language_access.interpreterrequest": Words(
        _("Requests for interpreters"),
        _("Which language is needed, when and where. Nobody is named."),
        {
            "place": _("where the interpreter goes"),
            "topic": _("what it is about"),
            "note": _("what else the interpreter should know"),
            "gender": _("gender of the interpreter, if it matters"),
        },
        _("the day the request was closed"),
    ),
    "language_access.offer": Words(
        _("Interpreters who were asked"),
        _("Which random number was asked to come where and when, and what the answer was."),
        since=_("the day of the answer"),
    ),
    "language_access.booking": Words(
        _("Meetings of interpreters"),
        _("Which random number goes where and when, and how it was booked."),
        since=_("the end of the meeting"),
    ),
    "language_access.bookedquarter": Words(
        _("Quarters of an hour that are given away"),
        _("When a random number is booked, so that nobody is booked twice at once."),
    ),
    "language_access.credential": Words(
        _("Credentials of interpreters"),
        _("A certificate, a test, hours or references, until when, and who saw them."),
        {"evidence_note": _("what a colleague saw, such as a number")},
        _("the day the interpreter left"),
    ),
    "language_access.languagepair": Words(
        _("Languages of interpreters"),
        _("From which language into which a random number works, and how."),
    ),
    "language_access.servedarea": Words(
        _("Areas interpreters go to"), _("To which part of the city a random number goes.")
    ),
    "language_access.weeklyhours": Words(
        _("Weekly hours of interpreters"), _("When in the week a random number can be sent.")
    ),
    "language_access.hoursexception": Words(
        _("Days on which an interpreter’s hours differ"),
        _("On which day a random number is away, or there besides. Not why."),
    ),
    "language_access.calendarfeed": Words(
        _("Links to calendars"),
        _("That a random number or an organization has a link to its calendar, and since when."),
        since=_("the day the link was ended"),
    ),
    "language_access.conflict": Words(
        _("Where interpreters have an interest of their own"),
        _("To which organization a random number is not sent, and one of four reasons."),
    ),
    "language_access.donotsend": Words(
        _("Whom an organization is not sent"),
        _("Which random number an organization asked not to be sent, and one of four reasons."),
        {
            "said_by": _("who at the organization said so"),
            "why": _("what happened, in their words"),
        },
        _("the day the interpreter left"),
    ),
    "language_access.accessplan": Words(
        _("Language access plans"),
        _("What a department promises people who speak another language, and who coordinates it."),
        {"coordinator_name": _("name of the coordinator")},
    ),
    "language_access.selfreport": Words(
        _("Yearly reports on language access"), _("What a department reports of a year.")
    ),
    "language_access.vendorinvoice": Words(
        _("Invoices of vendors’ lines"),
        _(
            "Calls and minutes a vendor billed for a month, by language. Whom a call was for is not in it."
        ),
    ),
    "language_access.translationrequest": Words(
        _("Documents to translate"),
        _("Which document a department wants in which languages, and by when."),
    ),
    "language_access.documenttranslation": Words(
        _("Documents being translated"),
        _("Which random number translates a document, and where it stands."),
    ),
    "language_access.textversion": Words(
        _("Documents in other languages"),
        _("The words of a document in another language, and which colleagues stand behind them."),
    ),
    "language_access.messagetranslation": Words(
        _("Messages being translated"),
        _(
            "What somebody wrote to us, or we to somebody, in another language. The translator sees no name."
        ),
        {
            "tongues": _("from which language into which"),
            "translated": _("what the message says in the other language"),
        },
        _("the day the translation was asked for"),
    ),
    "records.recordsrequest": Words(
        _("Requests for records"),
        _("Who asked the office for records, and what became of it."),
        {
            "requester": _("name of who asks"),
            "contact": _("address for the answer"),
            "about": _("the person or the thing it names"),
        },
        _("the day it was closed"),
    ),
    "records.requestnote": Words(
        _("Notes on requests for records"),
        _("What counsel and colleagues said about a request in confidence."),
        {"text": _("the note")},
        _("the day it was written"),
    ),
    "records.askedperson": Words(
        _("Whom a request is about"), _("Random numbers of people a request for records is about.")
    ),
    "records.extraction": Words(
        _("Records that were opened for a request"),
        _("When, by whom, how many. Not what was in them."),
    ),
    # The vault's own records.
    "vault.brokenglass": Words(
        _("Openings in an emergency"),
        _("A colleague opened a record for an hour because somebody’s safety needed it."),
        {"reason": _("the reason")},
        _("the day it happened"),
    ),
    "vault.canary": Words(
        _("A test record"),
        _("An invented word that proves a backup opens. It is about nobody."),
        {"word": _("the invented word")},
    ),
    "vault.legalhold": Words(
        _("Legal holds"), _("Records that may not be erased for now, and the number of the order.")
    ),
    "vault.subjectmerge": Words(
        _("People known twice"),
        _("Two random numbers that are one person."),
        since=_("the day they were joined"),
    ),
    "vault.retentionrule": Words(
        _("Rules on how long records are kept"),
        _("The term of each kind of record, and who approved it."),
    ),
    "vault.leaving": Words(
        _("People whose records leave soon"),
        _("A random number, and the day everything under it is erased."),
    ),
    # The second database.
    "keys.subjectkey": Words(
        _("Keys"), _("One key for each person. When it is destroyed, nothing of hers opens again.")
    ),
    "keys.blindindex": Words(
        _("Marks for finding a person"),
        _("A short mark of a phone number, an e-mail or a name. Several people share each mark."),
        {"bits": _("the mark")},
    ),
    "keys.tombstone": Words(
        _("Marks of what was erased"),
        _("A random number that opens nothing any more, and the day it was erased."),
        since=_("the day it was erased"),
    ),
    # People who work with the office.
    "accounts.user": Words(
        _("People who work with us"),
        _("Staff, partners, interpreters. Residents need no account."),
        {"email": _("work e-mail"), "name": _("name")},
        _("the day they left"),
    ),
    "accounts.rolegrant": Words(
        _("Roles"),
        _("Who may do what here, from when until when."),
        since=_("the day the role ended"),
    ),
    "accounts.invitation": Words(
        _("Invitations"),
        _("Links for new colleagues."),
        {"email": _("work e-mail")},
        _("the day the link ended"),
    ),
    "accounts.signinlink": Words(
        _("Sign-in links"),
        _("Links for colleagues who were locked out."),
        since=_("the day the link ended"),
    ),
    "accounts.auditevent": Words(
        _("Who did what"),
        _(
            "Each act and each look at a record: who, when, which record, why. Never what was in it."
        ),
        since=_("the day of the act"),
    ),
    "accounts.auditcut": Words(
        _("Cuts of the list of acts"), _("When old lines of the list of acts were taken away.")
    ),
    "directory.contact": Words(
        _("Contacts of organizations"),
        _("Names and work addresses that organizations publish."),
        {"name": _("name"), "email": _("work e-mail")},
    ),
    "directory.proposal": Words(
        _("Changes organizations ask for"),
        _("What somebody asks to change in the directory, and what the office answered."),
        {"note": _("words to the office"), "reason": _("what the office answered")},
        _("the day it was decided"),
    ),
    "directory.proposedchange": Words(
        _("Fields somebody asks to change"),
        _("What an entry says, and what it would say."),
        {
            "before": _("what it says, among it names of people to turn to until it is decided"),
            "after": _("what it would say, among it such names until it is decided"),
        },
    ),
    "directory.suggestion": Words(
        _("What people tell us about an entry"),
        _("What is wrong in the directory, in somebody’s words. Not who she is."),
        {"words": _("her words")},
        _("the day somebody dealt with it"),
    ),
    "directory.heardwords": Words(
        _("Words that found nothing, as a mark"),
        _("A mark that says the same words came again. Nobody can read it."),
        since=_("the day of the search"),
    ),
    "directory.unansweredwords": Words(
        _("Words we do not understand"),
        _("Words that people searched for on three days and that found nothing. Not who they are."),
        {"words": _("the words")},
        _("the last day they came"),
    ),
    "directory.unmetneed": Words(
        _("Unmet needs"),
        _("How often on a day people looked for something we have nothing for."),
        since=_("that day"),
    ),
    "directory.suggestionday": Words(
        _("How many people told us something"),
        _("How many messages came on a day."),
        since=_("that day"),
    ),
    "directory.notice": Words(
        _("Closures and alerts"),
        _("What was posted about an entry for some days, and which colleague posted it."),
    ),
    "directory.merge": Words(
        _("Merged entries"),
        _("Which two entries of the directory were one, and what to put back if they were not."),
        {"trace": _("rows as they were, among them people to turn to")},
    ),
    "directory.finding": Words(
        _("What is to mend in the directory"),
        _("Which entry lacks what, and which colleague said that it is no problem."),
    ),
    "directory.legalevidence": Words(
        _("Evidence of who gives legal help"),
        _("Which bar or list of the government an organization stands on, and until when."),
        {"reference": _("licence number, as the bar publishes it")},
    ),
    "home.preparedlist": Words(
        _("Lists to hand over"),
        _("Services a colleague chose for a paper to take along. For whom it is stands nowhere."),
        {"by_id": _("the colleague whose draft it is")},
        _("the day it was last changed"),
    ),
    "home.prepareditem": Words(
        _("Notes on lists to hand over"),
        _("A short word beside a service, printed on the paper. Gone with its list."),
        {"note": _("the word to whoever takes the paper along")},
    ),
    "imports.importrun": Words(
        _("Directory files that came in"),
        _("What became of each row of a file of services."),
        since=_("the day it was brought in"),
    ),
    "imports.sheetrun": Words(
        _("Spreadsheets that came in"),
        _("What became of a file that a colleague brought in."),
        {"file_name": _("name of the file")},
        _("the day it was last changed"),
    ),
    "imports.sheetrow": Words(
        _("Rows of spreadsheets"),
        _("What became of one row. Rows about people keep nothing of what they said."),
        {"said": _("a refused row that is not about people")},
        _("the day its file was last changed"),
    ),
    "translations.translatedtext": Words(
        _("Translations"),
        _("Texts of the office in other languages, and who answers for them."),
        {"reviewed_by": _("name of who checked it")},
    ),
    "translations.textstep": Words(
        _("Steps of translators"),
        _("A text before and after a change, so that the change can be taken back."),
        {
            "before": _("the text and who answered for it"),
            "after": _("the text and who answers for it"),
        },
        _("the day of the change"),
    ),
    "translations.textimport": Words(
        _("Files of translations"),
        _("Files that translators brought in."),
        since=_("the day it came"),
    ),
    "translations.glossaryterm": Words(
        _("Agreed words"), _("How the office says its words in each language, and who agreed.")
    ),
    # About nobody; they only have a term.
    "imports.headingchoice": Words(
        _("Headings of spreadsheets"),
        _("Which heading of a file meant which column, so that the next file is mapped faster."),
        since=_("the day it was last used"),
    ),
    "notifications.heardcall": Words(
        _("Reports of the text message provider"),
        _("Which of the provider’s reports were dealt with, by a mark of their number."),
        since=_("the day it came"),
    ),
    "vault.retentionround": Words(
        _("Nightly rounds"),
        _("How many records each night took away, and what went wrong."),
        since=_("the day of the round"),
    ),
    # The ledger.
    "ledger.entry": Words(
        _("Counted facts"),
        _("What happened on which day, without a name."),
        {"token": _("a counting mark, until the year is sealed")},
    ),
    "ledger.alias": Words(
        _("Counting marks that are one person"),
        _("So that a person who was known twice counts once."),
        {"kept": _("a counting mark"), "absorbed": _("a counting mark")},
    ),
    "ledger.correction": Words(
        _("Corrections of figures"), _("Which figure was wrong by how much, and who said so.")
    ),
    "ledger.year": Words(_("Years"), _("Which years are open or sealed, and who sealed them.")),
}

# The packages Xenia stands on keep tables of their own. A test names any that is missing here.
FOREIGN: dict[str, Text] = {
    "sessions.session": _("Who is signed in: random numbers, until the session ends."),
    "account.emailaddress": _("Work e-mails of people who sign in."),
    "account.emailconfirmation": _("Work e-mails that wait to be confirmed."),
    "mfa.authenticator": _(
        "The second step of people who sign in: a sealed secret or a public key."
    ),
    "axes.accessattempt": _(
        "Failed sign-ins are counted without address or name; this table stays empty."
    ),
    "axes.accessattemptexpiration": _(
        "When a count of failed sign-ins ends; this table stays empty."
    ),
    "axes.accessfailurelog": _("This table stays empty."),
    "axes.accesslog": _("This table stays empty."),
    "django_tasks_database.dbtaskresult": _("Work that waits: random numbers only."),
    "auth.permission": _("Not used; it holds nothing about people."),
    "auth.group": _("Not used; it holds nothing about people."),
    "contenttypes.contenttype": _("Names of tables; it holds nothing about people."),
}

# Each model says in English why it holds a field. The sentences stand here too, so that they are translated.
WHY = (
    *SERVED_WHY,
    *COMPLAINTS_WHY,
    *PASSED_ON_WHY,
    gettext_noop("to answer in the language she wrote in"),
    gettext_noop("the word to whoever takes the paper along"),
    gettext_noop("to reach the person on what she asked us for"),
    gettext_noop("an attorney's licence number, as the bar publishes it"),
    gettext_noop("which ways and hours do her no harm"),
    gettext_noop("what the person who asks writes to the office"),
    gettext_noop("what the office answers her"),
    gettext_noop("where it is about people to turn to: their names, until somebody decided"),
    gettext_noop("what several days' searches had in common; never who asked"),
    gettext_noop("what somebody told us; she may have named people"),
    gettext_noop("rows as they were, among them professional contacts"),
    gettext_noop("to speak and write to her in her language"),
    gettext_noop("lets her end e-mails with one click, without signing in"),
    gettext_noop("what the person answered, until a colleague has read it"),
    gettext_noop("what the interpreter is called"),
    gettext_noop("to call the interpreter about an assignment"),
    gettext_noop("to write to the interpreter about assignments and credentials"),
    gettext_noop("from where the interpreter sets out, to reckon with the way"),
    gettext_noop("to be let through by a vendor's line"),
    gettext_noop("what to say or press when a vendor's line answers"),
    gettext_noop("who at the organization said so, to ask back"),
    gettext_noop("what happened, in the words of who said so"),
    gettext_noop("name of the coordinator, where the coordinator has no account here"),
    gettext_noop("from which language into which a message is translated"),
    gettext_noop("what the message says in the other language"),
    gettext_noop("where the interpreter goes, in words"),
    gettext_noop("what it is about, so that the interpreter can prepare"),
    gettext_noop("what else the interpreter should know, such as which door"),
    gettext_noop("the interpreter’s gender, if the person needs or wishes one"),
    gettext_noop("for people who need or wish an interpreter of their gender"),
    gettext_noop("what a colleague saw of a credential, such as its number"),
    gettext_noop("who asks for records"),
    gettext_noop("where our answer goes"),
    gettext_noop("whom or what the request asks for, as the paper says it"),
    gettext_noop("what counsel and colleagues said about a request"),
    gettext_noop("to answer in the language she asked in"),
    gettext_noop("who asks, if she wants to say"),
    gettext_noop("our answer while we write it"),
    gettext_noop("our answer in her language while we write it"),
    gettext_noop("what somebody asked us, and what we answered"),
    gettext_noop("the same in English, for the colleague who answers"),
    gettext_noop("why a colleague had to look at once"),
    gettext_noop("an invented word; it is about nobody"),
    gettext_noop("to find a person by phone, e-mail or name"),
    gettext_noop("work address, to sign in and to be told of tasks"),
    gettext_noop("shown to colleagues beside what the person did"),
    gettext_noop("who the link is for"),
    gettext_noop("a professional contact her organisation publishes"),
    gettext_noop("her work address"),
    gettext_noop("as whoever brought the file called it"),
    gettext_noop(
        "what a refused row said, so that it can be put right; only of sheets without people, for 30 days"
    ),
    gettext_noop("who answers for the wording"),
    gettext_noop("who answered for the wording, to put it back"),
    gettext_noop("who answered for the wording, to see that nobody changed it since"),
    gettext_noop("to count people once; it opens no record, and is gone when the year is sealed"),
    gettext_noop("to count a person once who was known twice; gone when the year is sealed"),
)

# What the office never holds: words for people, and the names no field of ours may have.
NEVER: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        _("immigration or citizenship status"),
        (
            "immigration_status",
            "citizenship_status",
            "visa",
            "estatus_migratorio",
            "estado_migratorio",
            "status_imigratorio",
            "estati_imigrasyon",
            "statut_migratoire",
        ),
    ),
    (
        _("an alien number (A-number)"),
        ("alien_number", "a_number", "anumber", "numero_de_extranjero"),
    ),
    (
        _("a Social Security number or tax number"),
        ("ssn", "social_security", "itin", "seguro_social"),
    ),
    (
        _("a passport, or its number"),
        ("passport", "pasaporte", "passaporte", "paspo", "passeport", "ho_chieu"),
    ),
    (_("the day you came into the country"), ("date_of_entry",)),
)


def words_for(label: str, name: str = "") -> Words:
    """The words of a kind of record; its own name where nobody wrote them yet."""
    return WORDS.get(label) or Words(name or label, "")


def never_in_words() -> list[Text]:
    """What we never ask, and what we only look at."""
    known = {code for _words, codes in NEVER for code in codes}
    left = [code for code in NEVER_HELD if code not in known]
    return [words for words, _codes in NEVER] + [*left, _("copies of your documents")]
