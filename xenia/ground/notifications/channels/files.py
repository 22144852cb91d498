"""Messages as files, so that a trial city sees what it would send. Never in a real city."""

from pathlib import Path

from django.conf import settings

from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt
from xenia.ground.notifications.channels.smtp import as_mail

ENDINGS = {"email": ".eml", "sms": ".txt"}


def send(message: Outgoing) -> Receipt:
    """Write a message into the outbox folder; a second try writes the same file again."""
    folder: Path = settings.OUTBOX_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / f"{message.key}{ENDINGS[message.channel]}"
    draft = place.with_suffix(".writing")
    draft.write_bytes(_content(message))
    draft.replace(place)
    return Receipt()


def _content(message: Outgoing) -> bytes:
    if message.channel == "email":
        return bytes(as_mail(message).message().as_bytes())
    return f"To: {message.to}\n\n{message.text}\n".encode()


def written_messages(most: int) -> list[tuple[str, str]]:
    """The newest files: (name, content as text), newest first."""
    folder: Path = settings.OUTBOX_FOLDER
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.suffix in ENDINGS.values()]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return [(path.name, _readable(path)) for path in found[:most]]


def _readable(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix != ".eml":
        return data.decode()
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(data, policy=default)
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{text}"
