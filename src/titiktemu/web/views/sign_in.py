"""Signing in and out: six digits by e-mail, or the code on a slip; a link alone never signs anybody in."""

from datetime import timedelta
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.limits import count_try
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services.joining import return_code
from titiktemu.web.forms.sign_in import CodeForm, EmailForm, SixDigitsForm
from titiktemu.web.sign_in import citizens_here, session_key

MAILS_PER_SESSION = 6
MAILS_PER_ADDRESS = 5
TRIES_PER_ADDRESS = 20
WINDOW = timedelta(minutes=10)
UNPROCESSABLE = 422


def count_mail(request: Request, email: str) -> None:
    """Count a message with a code, by session and by address; ``TooMany`` above either limit."""
    count_try("mail session", session_key(request), most=MAILS_PER_SESSION, per=WINDOW)
    count_try("mail address", email.strip().lower(), most=MAILS_PER_ADDRESS, per=WINDOW)


@method_decorator(never_cache, name="dispatch")
class SignInView(RequestLoginCodeView):  # type: ignore[misc] # allauth has no types
    """The two ways in on one page. An unknown address gets the same answer as a known one."""

    template_name = "web/sign_in.html"
    http_method_names = ("get", "head", "post")

    def _redirect_to_pending_stage(self, request: Request, stage: Any) -> None:
        """Stay here although a code was sent already: the address may have been mistyped."""

    def get_form_class(self) -> type[EmailForm]:
        """The form for the address."""
        return EmailForm

    def form_valid(self, form: EmailForm) -> HttpResponse:
        """Send the code, unless too many were sent."""
        count_mail(self.request, form.cleaned_data["email"])
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: EmailForm) -> HttpResponse:
        """Say what is wrong with the address."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        return answer

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Add the form for a code on paper."""
        goal = self.get_next_url() or ""
        return {
            **super().get_context_data(**named),
            "code_form": CodeForm(initial={"next": goal}),
            "next": goal,
        }


@method_decorator(never_cache, name="dispatch")
class ConfirmCodeView(ConfirmLoginCodeView):  # type: ignore[misc] # allauth has no types
    """The six digits from the message; five wrong ones, or ten minutes, and a new code is needed."""

    template_name = "web/confirm_code.html"
    http_method_names = ("get", "head", "post")

    def get_form_class(self) -> type[Any]:
        """The form for the digits; none is needed to have the code sent again."""
        return super().get_form_class() if self._action == "resend" else SixDigitsForm

    def post(self, request: Request, *args: Any, **named: Any) -> HttpResponse:
        """Count the try, or the message sent again, before anything else."""
        email = str(self._process.state.get("email", ""))
        if self._action == "resend":
            count_mail(request, email)
        else:
            count_try("mail code", email.strip().lower(), most=TRIES_PER_ADDRESS, per=WINDOW)
        answer: HttpResponse = super().post(request, *args, **named)
        return answer

    def form_invalid(self, form: SixDigitsForm) -> HttpResponse:
        """Say that the digits are wrong; after the last try back to the first page of signing in."""
        answer: HttpResponse = super().form_invalid(form)
        if answer.status_code == 200:
            answer.status_code = UNPROCESSABLE
        return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: Request) -> HttpResponse:
    """End the session. Whoever could not come back without a code sees it first."""
    citizens = citizens_here(request)
    if request.method == "POST" and (not citizens or "sure" in request.POST):
        auth.logout(request)
        return redirect("web:home")
    ways = [(one, return_code(one.pk)) for one in citizens]
    return render(request, "web/sign_out.html", {"ways": ways})
