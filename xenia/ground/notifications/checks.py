"""`xenia check` refuses a catalogue of messages that would tell too much, and settings that cannot send."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from xenia.ground.notifications.channels.providers import SettingsFault, mail_server, sms_provider
from xenia.ground.notifications.linter import faults_in_catalogue


@register("messages", deploy=True)
def messages_tell_nothing(**_kwargs: Any) -> list[CheckMessage]:
    """No message holds a case word or is too long, in any language."""
    return [Error(str(fault), id="notifications.E001") for fault in faults_in_catalogue()]


@register("messages")
def messages_can_leave(**_kwargs: Any) -> list[CheckMessage]:
    """What the settings say about mail and text messages can be read."""
    found: list[CheckMessage] = []
    for read in (mail_server, sms_provider):
        try:
            read()
        except SettingsFault as fault:
            found.append(Error(str(fault), id="notifications.E002"))
    return found
