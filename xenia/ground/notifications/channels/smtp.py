"""E-mail by SMTP, through Django's own backend."""

import smtplib

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt, TryLater, Undeliverable
from xenia.ground.notifications.channels.providers import mail_from, mail_server

SECONDS = 10


def send(message: Outgoing) -> Receipt:
    """Give one e-mail to the mail server. Raises TryLater, and Undeliverable when the server refuses the address.

    A server that took it may still send it back later; that is not heard of here.
    """
    server = mail_server()
    backend = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls == "starttls",
        use_ssl=server.tls == "tls",
        timeout=SECONDS,
    )
    try:
        backend.send_messages([as_mail(message)])
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        raise _refusal(code, "unknown_address") from None
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, "refused") from None
    except (OSError, smtplib.SMTPException):
        raise TryLater("no_connection") from None
    return Receipt()


def _refusal(code: int, reason: str) -> TryLater | Undeliverable:
    """4xx asks us to come again; 5xx is final, but for our own sign-in, which the office can put right.

    Source: RFC 5321, 4.2.1.
    """
    if code in (530, 534, 535):
        return TryLater("not_let_in")
    return Undeliverable(reason) if code >= 500 else TryLater("busy")


def as_mail(message: Outgoing) -> EmailMessage:
    """The e-mail itself. Its Message-ID is the same at every try, so a mailbox can drop the second one.

    Source: RFC 3834 (Auto-Submitted), RFC 8058 (one-click unsubscribe).
    """
    domain = mail_from().rpartition("@")[2].rstrip(">")
    headers = {
        "Message-ID": f"<{message.key}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.stop_link:
        headers["List-Unsubscribe"] = f"<{message.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=mail_from(),
        to=[message.to],
        headers=headers,
    )
