"""The words a referral is described with: where it stands, why not, and how it went for her."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a referral stands. What came of it for the person is its outcome, apart from this."""

    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    ON_HOLD = "on_hold", _("On hold")
    STARTED = "started", _("Help has begun")
    DECLINED = "declined", _("Declined")
    COMPLETED = "completed", _("Done")
    CANCELLED = "cancelled", _("Ended by us")


class Way(models.TextChoices):
    """How it reaches the organization."""

    INBOX = "inbox", _("In their inbox here")
    LINK = "link", _("By a link in an e-mail")
    SLIP = "slip", _("She takes a paper along")


class Decline(models.TextChoices):
    """Why an organization says no."""

    CAPACITY = "capacity", _("No place free")
    NOT_ELIGIBLE = "not_eligible", _("She does not meet what the service asks for")
    OUT_OF_AREA = "out_of_area", _("She lives outside the area")
    LANGUAGE = "language", _("Nobody speaks her language")
    DOCUMENTS = "documents", _("A paper is missing")
    NOT_OFFERED = "not_offered", _("This help is not given here")
    NOT_REACHED = "not_reached", _("She could not be reached")
    OTHER = "other", _("Another reason")


class Outcome(models.TextChoices):
    """What came of it for her."""

    SERVED = "served", _("She was helped")
    PARTLY = "partly", _("She was helped in part")
    NOT_SERVED = "not_served", _("She was not helped")
    UNKNOWN = "unknown", _("Nobody knows")


class Why(models.TextChoices):
    """Why she was not helped, or in part only."""

    CAPACITY = "capacity", _("No place free")
    NOT_ELIGIBLE = "not_eligible", _("She does not meet what the service asks for")
    OUT_OF_AREA = "out_of_area", _("She lives outside the area")
    LANGUAGE = "language", _("Nobody speaks her language")
    COST = "cost", _("It costs too much")
    WAY = "way", _("The way, the hours or child care")
    DOCUMENTS = "documents", _("A paper is missing")
    NOT_OFFERED = "not_offered", _("This help is not given there")
    NOT_WANTED = "not_wanted", _("She does not want it any more")
    NOT_REACHED = "not_reached", _("She could not be reached")
    UNSAID = "unsaid", _("She did not say why")
    OTHER = "other", _("Another reason")


class Ending(models.TextChoices):
    """Why the office ended a referral before it was done."""

    NOT_WANTED = "not_wanted", _("She does not want it any more")
    ELSEWHERE = "elsewhere", _("Sent to somebody else")
    WITHDRAWN = "withdrawn", _("She took her consent back")
    MISTAKE = "mistake", _("It was a mistake")
    AGREEMENT_ENDED = "agreement_ended", _("The agreement with the organization ended")
    CONSENT_ENDED = "consent_ended", _("Her consent ended before they answered")


class Teller(models.TextChoices):
    """Who said how it went. Her own word stands above the others."""

    PERSON = "person", _("She said so herself")
    PARTNER = "partner", _("The organization said so")
    OFFICE = "office", _("A colleague noted it")
    NOBODY = "nobody", _("Nobody answered")
