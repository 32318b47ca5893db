"""How allauth behaves in this house: nobody opens an account alone, the coordination invites."""

import logging
from ipaddress import ip_address
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from essaim.accounts.http import remember
from essaim.accounts.links import sign_in_link
from essaim.accounts.models import User
from essaim.kernel.context import mail_sender, network_name

log = logging.getLogger(__name__)


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by invitation. The mail with the code has a link too."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _(
            "This is not the code that was sent last, or it is over a quarter of an hour old. "
            "Look at the latest mail, or ask for a new code below."
        ),
        "too_many_login_attempts": _(
            "Too many codes were asked for, for this address or from this place. The last one that "
            "arrived is still good. Wait five minutes and ask again; after several times, an hour "
            "or a day."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of version 4 as such: a server that listens on both writes it `::ffff:192.0.2.7`.

        All of them stand in one network of version 6, which limits take for one place.
        """
        address: str = super().get_client_ip(request)
        return str(getattr(ip_address(address), "ipv4_mapped", None) or address)

    def get_from_email(self) -> str:
        return mail_sender()

    def format_email_subject(self, subject: str) -> str:
        """Told from other mails by the network's name, which stands in the house."""
        name = network_name()
        return f"{name} : {subject}" if name else subject

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        return remember(response, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Says where the mail did not leave, alike to those who have an account and to others.

        The log names the kind of error alone: what mail servers answer repeats the address.
        """
        if template_prefix == "account/email/login_code":
            user = User.objects.get(email__iexact=email)
            context = {**context, "link": sign_in_link(user)}
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, ValueError) as error:
            log.warning("a mail to sign in did not leave: %s", type(error).__name__)
            sentence = _(
                "The mail did not leave. Check the address, and ask for another code in a few "
                "minutes."
            )
            messages.error(self.request, str(sentence))
