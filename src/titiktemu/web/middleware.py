"""Who is behind a request, and what becomes of a rule that was broken."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from titiktemu.foundation.actors import CODES, PARTICIPANTS, actor_for
from titiktemu.foundation.errors import NotAllowed, RuleBroken, TooMany
from titiktemu.foundation.models import User
from titiktemu.web.views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Put ``request.actor`` on every request: the account, the codes and the pseudonyms of this browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        request.actor = actor_for(  # type: ignore[attr-defined] # declared in web.requests.Request
            user,
            code_ids=request.session.get(CODES, []),
            participant_ids=request.session.get(PARTICIPANTS, []),
            today=timezone.localdate(),
        )
        response = self.get_response(request)
        if request.actor.is_known:  # type: ignore[attr-defined]
            # A tablet goes from hand to hand: nothing of one person stays behind for the next.
            add_never_cache_headers(response)
        return response


class RuleMiddleware:
    """Turn what services raise into a page that says what happened and what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_read = request.method in {"GET", "HEAD"} and not request.path.startswith("/api/")
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and is_read:
            page = errors.only_a_form(request)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any]
    ) -> None:
        """Nothing has a name with a NUL in it, and PostgreSQL cannot even be asked for one."""
        if any(isinstance(value, str) and "\0" in value for value in named.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 403, 409 or 429 for our own errors; everything else goes on as it is."""
        if isinstance(error, NotAllowed):
            return errors.forbidden(request)
        if isinstance(error, TooMany):
            return errors.rule_broken(request, str(error), status=429)
        if isinstance(error, RuleBroken):
            return errors.rule_broken(request, str(error), status=409)
        return None
