"""Seeing the demo as somebody else, with one tap: only in the demo, on this machine, with its database."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.actors import CODES, PARTICIPANTS
from titiktemu.foundation.models import Initiative, Participant, Participation, SiteState, User
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Role, Side

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
BEHIND_A_PROXY: Final = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
)
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class DemoRole:
    """Somebody as whom the demo can be seen."""

    key: str
    name: Promise | str
    does: Promise | str
    role: Role
    side: str = ""


ROLES: Final = (
    DemoRole(
        "facilitator", _("Facilitator"), _("prepares, opens, moderates, prints slips"), Role.FACILITATOR
    ),
    DemoRole(
        "government",
        _("Official"),
        _("speaks for an office; has answered nothing yet"),
        Role.REPRESENTATIVE,
        Side.GOVERNMENT,
    ),
    DemoRole(
        "government_leader",
        _("Leader of an office"),
        _("confirms the list of the side"),
        Role.LEADER,
        Side.GOVERNMENT,
    ),
    DemoRole(
        "civil_society",
        _("Activist"),
        _("speaks for an organisation; has answered nothing yet"),
        Role.REPRESENTATIVE,
        Side.CIVIL_SOCIETY,
    ),
    DemoRole(
        "civil_society_leader",
        _("Leader of an organisation"),
        _("confirms the list of the side"),
        Role.LEADER,
        Side.CIVIL_SOCIETY,
    ),
    DemoRole(
        "other",
        _("Expert at a university"),
        _("has a voice beside the sides"),
        Role.REPRESENTATIVE,
        Side.OTHER,
    ),
    DemoRole(
        "citizen",
        _("Citizen"),
        _("came in by a QR code, without an account"),
        Role.PARTICIPANT,
        Side.CITIZENS,
    ),
    DemoRole("observer", _("Observer from the funder"), _("reads along"), Role.OBSERVER),
    DemoRole("administrator", _("Administrator"), _("runs the site"), Role.ADMINISTRATOR),
    DemoRole("stranger", _("Nobody in particular"), _("sees what is public"), Role.PUBLIC),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: Request) -> HttpResponse:
    """The list of roles (GET), and becoming one of them (POST)."""
    if not is_the_demo(request):
        raise Http404
    initiative = Initiative.objects.filter(is_fiction=True).order_by("pk").first()
    if request.method == "POST":
        wanted = next((role for role in ROLES if role.key == request.POST.get("role")), None)
        if wanted is None:
            raise Http404
        return _become(request, wanted, initiative)
    return render(request, "web/demo_roles.html", {"roles": ROLES, "fiction": initiative})


def is_the_demo(request: Request) -> bool:
    """Demo mode, this very machine without anything between, and a database that is marked as the demo."""
    return (
        settings.DEMO
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and not any(header in request.META for header in BEHIND_A_PROXY)
        and SiteState.objects.filter(pk=1, is_demo=True).exists()
    )


def _become(request: Request, role: DemoRole, initiative: Initiative | None) -> HttpResponse:
    auth.logout(request)
    if role.role is Role.ADMINISTRATOR:
        _sign_in(request, User.objects.filter(is_administrator=True).order_by("pk").first())
    elif initiative is not None and role.role is Role.PARTICIPANT:
        rows = Participant.objects.filter(initiative=initiative, side=role.side, participation=None)
        citizen = rows.order_by("pk").first()
        request.session[PARTICIPANTS] = [citizen.pk] if citizen else []
    elif initiative is not None and role.role is not Role.PUBLIC:
        _take_place(request, role, initiative)
    return redirect("web:initiative", initiative.slug) if initiative else redirect("web:home")


def _take_place(request: Request, role: DemoRole, initiative: Initiative) -> None:
    rows = Participation.objects.filter(
        initiative=initiative, role=role.role, side=role.side, revoked_at=None
    )
    # Of several the one who has not answered yet, so that there is something left to do.
    place = rows.filter(participant=None).order_by("pk").first() or rows.order_by("pk").first()
    if place is not None and place.user is not None:
        _sign_in(request, place.user)
    elif place is not None:
        request.session[CODES] = list(place.codes.filter(revoked_at=None).values_list("pk", flat=True))


def _sign_in(request: Request, user: User | None) -> None:
    if user is not None:
        auth.login(request, user, backend=BACKEND)
