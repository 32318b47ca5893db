"""From a row to the mail that leaves."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from essaim.kernel.context import network_name
from essaim.post.models import Message


def sender() -> str:
    """The address of the house under the network's name, unless the host gave it another."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or " ".join(network_name().split()), address))


def mail_of(message: Message) -> EmailMultiAlternatives:
    """Text always, HTML beside it where there is some.

    It says that a machine sent it (RFC 3834), so that no absence message answers.
    """
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sender(),
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments.order_by("id"):
        mail.attach(attachment.name, bytes(attachment.content), attachment.content_type)
    return mail
