"""From a row to the mail that leaves."""

from email.encoders import encode_base64
from email.message import Message as Header
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives

from essaim.kernel.context import identity, mail_sender
from essaim.kernel.signs import on_one_line
from essaim.post.models import Attachment, Message


def mail_of(message: Message) -> EmailMultiAlternatives:
    """Text always, HTML beside it where there is some.

    It says that a machine sent it (RFC 3834), so that no absence message answers.
    """
    answers_to = message.reply_to or identity().answers_to
    mail = EmailMultiAlternatives(
        subject=on_one_line(message.subject),
        body=message.text,
        from_email=mail_sender(),
        to=[message.recipient],
        reply_to=[answers_to] if answers_to else None,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments.order_by("id"):
        mail.attach(part_of(attachment))
    return mail


def part_of(attachment: Attachment) -> MIMEBase:
    """A file as a part of the mail, its type with each parameter once.

    Some calendars refuse `text/calendar` whose charset is named twice, as one gets by giving the
    whole type to the frame, which adds its own.
    """
    header = Header()
    header["Content-Type"] = attachment.content_type
    part = MIMEBase(header.get_content_maintype(), header.get_content_subtype())
    parameters = dict(header.get_params(failobj=[])[1:])
    if header.get_content_maintype() == "text":
        parameters = {"charset": "utf-8", **parameters}
    for name, value in parameters.items():
        part.set_param(name, value)
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=on_one_line(attachment.name))
    return part
