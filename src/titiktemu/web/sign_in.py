"""How people come in: allauth bent to our ways, and what a browser session remembers of a slip.

Accounts come from lists, never from signing up; there are no passwords; a six-digit code is sent by mail.
One person at a time: whoever comes in takes the place of whoever used this browser before them.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.actors import CODES, PARTICIPANTS
from titiktemu.foundation.models import Initiative, Participant, PersonalCode
from titiktemu.web.tasks import send_mail

LOGIN_CODE = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: whoever is put on a list with an e-mail address has an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code we sent. Please look at the newest message."),
        "too_many_login_attempts": _("Too many wrong codes. Please ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the message with the code to the worker, in the reader's language.

        Sent from here, a known address would answer more slowly than an unknown one, and fail where the
        mail server is down.
        """
        if template_prefix != LOGIN_CODE:
            raise ValueError(template_prefix)
        shown = {"code": context["code"], "language": translation.get_language()}
        subject = self.format_email_subject(str(_("Your code to sign in")))
        text = render_to_string("web/email/login_code.txt", shown)
        send_mail.enqueue(subject=subject, text=text, to=email)

    def format_email_subject(self, subject: str) -> str:
        """Put the name of the site before the subject."""
        return f"Titik Temu: {subject}"

    def add_message(self, *arguments: Any, **named: Any) -> None:
        """Say nothing: our pages tell by themselves what happened."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign the account in under a new session key and put away the slips used before in this browser."""
        request.session.pop(CODES, None)
        super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to the person's initiative where they have one only, else to the first page."""
        places = getattr(request.user, "participations", None)
        slugs = (
            places.filter(revoked_at=None).values_list("initiative__slug", flat=True)[:2] if places else []
        )
        return reverse("web:initiative", args=slugs) if len(slugs) == 1 else reverse("web:home")


def session_key(request: HttpRequest) -> str:
    """The key of this browser's session, made where there is none yet; tries are counted by it."""
    if request.session.session_key is None:
        request.session.create()
    return str(request.session.session_key)


def come_in(request: HttpRequest, found: PersonalCode | Participant) -> Initiative:
    """Let this browser be whoever the code belongs to, under a new session key.

    Whoever was here before in the same initiative is put away: a tablet goes from hand to hand.
    """
    if isinstance(found, PersonalCode):
        place = found.participation
        initiative, owner, slips, pseudonyms = place.initiative, place.user_id, [found.pk], []
    else:
        initiative, owner, slips, pseudonyms = found.initiative, None, [], [found.pk]
    _leave_account(request, initiative, owner)
    codes = PersonalCode.objects.filter(pk__in=request.session.get(CODES, []))
    kept = codes.exclude(participation__initiative=initiative).values_list("pk", flat=True)
    request.session[CODES] = [*kept, *slips]
    names = Participant.objects.filter(pk__in=request.session.get(PARTICIPANTS, []))
    others = names.exclude(initiative=initiative).values_list("pk", flat=True)
    request.session[PARTICIPANTS] = [*others, *pseudonyms]
    request.session.cycle_key()
    return initiative


def _leave_account(request: HttpRequest, initiative: Initiative, owner: int | None) -> None:
    """Sign an account out that has another place in the initiative than the one the code opens."""
    if not request.user.is_authenticated or request.user.pk == owner:
        return
    if initiative.participations.filter(user=request.user.pk, revoked_at=None).exists():
        kept = {name: request.session.get(name, []) for name in (CODES, PARTICIPANTS)}
        auth.logout(request)
        request.session.update(kept)


def citizens_here(request: HttpRequest) -> list[Participant]:
    """The pseudonyms of this browser that only a return code brings back."""
    mine = request.session.get(PARTICIPANTS, [])
    found = Participant.objects.filter(pk__in=mine, participation=None).exclude(return_fingerprint=None)
    return list(found.select_related("initiative").order_by("pk"))
