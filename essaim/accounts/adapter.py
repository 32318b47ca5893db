"""How allauth behaves in this house: nobody opens an account alone, the coordination invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
