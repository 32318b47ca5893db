"""Who may write, hold back and read mails; who may act by a link.

Other rooms queue mails and make links within their own actions, which ask their own rules.
"""

from essaim.kernel.acting import BUREAU, COORDINATION, Acting
from essaim.post.models import Link


def queue_messages(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


withdraw_message = resend_message = queue_messages
hold_mails = release_mails = queue_messages
hold_back_for = make_links = revoke_links = queue_messages


def view_messages(by: Acting) -> bool:
    """Mails hold addresses and what was written to each."""
    return by.is_one_of(COORDINATION)


def view_proof(by: Acting) -> bool:
    """Who convenes answers for it: bureau and coordination."""
    return by.is_one_of(COORDINATION, BUREAU)


def use_link(by: Acting, link: Link) -> bool:
    """Whoever acts by it, and nobody else, however high."""
    return by.key is not None and by.key == link.actor_id
