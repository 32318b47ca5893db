"""Every mail that leaves the house, and the links in them that do one act."""

from essaim.post.models.holds import Hold
from essaim.post.models.links import Link
from essaim.post.models.messages import ATTACHMENT_LIMIT, ATTEMPTS, Attachment, Message

__all__ = ["ATTACHMENT_LIMIT", "ATTEMPTS", "Attachment", "Hold", "Link", "Message"]
