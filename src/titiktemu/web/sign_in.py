"""How allauth is bent to our ways: accounts come from rosters, codes by e-mail, no passwords."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: whoever is put on a roster with an e-mail address has an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False
