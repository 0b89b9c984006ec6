"""Coming in with a code: one field takes every kind; a link from a slip shows a button first."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.consultation.queries import find_by_join_code
from titiktemu.foundation import codes
from titiktemu.foundation.errors import RuleBroken, TooMany
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services.joining import return_code, sign_in_by_code
from titiktemu.web.forms.sign_in import CodeForm
from titiktemu.web.sign_in import citizens_here, come_in, session_key

OPEN_CODES_PER_SESSION = 30
WINDOW = timedelta(minutes=10)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request) -> HttpResponse:
    """One field for every code: an open one leads to its consultation, a personal one signs in."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm(initial=request.GET.dict())
    if form.is_valid():
        return _follow(request, form)
    return render(request, "web/join.html", {"form": form}, status=422 if form.is_bound else 200)


def _follow(request: Request, form: CodeForm) -> HttpResponse:
    typed = form.cleaned_data["code"]
    count_try("open code", session_key(request), most=OPEN_CODES_PER_SESSION, per=WINDOW)
    consultation = find_by_join_code(typed)
    if consultation is not None:
        return redirect("consultation:join", consultation.join_code)
    try:
        return _sign_in(request, typed, form.cleaned_data["next"])
    except TooMany:
        raise
    except RuleBroken as broken:
        form.add_error("code", str(broken))
        return render(request, "web/join.html", {"form": form}, status=422)


def _sign_in(request: Request, typed: str, goal: str) -> HttpResponse:
    found = sign_in_by_code(actor=request.actor, typed=typed, session=session_key(request))
    initiative = come_in(request, found)
    messages.success(request, _("You are in. What waits for you stands first on this page."))
    safe = url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure())
    overview = reverse("web:initiative", args=[initiative.slug])
    return HttpResponseRedirect(goal if goal and safe else overview)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: Request, code: str) -> HttpResponse:
    """Where the QR on a slip leads. Opening the link never acts; the button signs in."""
    if request.method == "POST":
        try:
            return _sign_in(request, code, "")
        except TooMany:
            raise
        except RuleBroken as broken:
            form = CodeForm({"code": code})
            form.add_error("code", str(broken))
            return render(request, "web/join.html", {"form": form}, status=422)
    return render(request, "web/slip.html", {"code": codes.clean(code)})


@never_cache
@require_safe
def way_back(request: Request) -> HttpResponse:
    """With which code a participant comes back on another phone."""
    ways = [(one, return_code(one.pk)) for one in citizens_here(request)]
    return render(request, "web/way_back.html", {"ways": ways})
