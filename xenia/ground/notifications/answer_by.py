"""How somebody who wrote to the office without an account hears from us."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerBy(models.TextChoices):
    """How the answer comes. Everybody gets a code as well."""

    CODE = "code", _("With a code")
    EMAIL = "email", _("By e-mail")
    SMS = "sms", _("By text message")
    CALL = "call", _("By phone")


# The kind of address each way needs.
KINDS: Final = {AnswerBy.EMAIL: "email", AnswerBy.SMS: "phone", AnswerBy.CALL: "phone"}
