"""Rate limits, kept in the database so that every server process counts together.

Counted by session and by invitation, never by network address: thirty phones in a hall share one.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.errors import TooMany
from titiktemu.foundation.models import RateCount


def count_try(purpose: str, key: str, *, most: int, per: timedelta) -> None:
    """Count one try and raise ``TooMany`` when there were more than ``most`` in the window ``per``.

    The key is stored as a hash: it may be an e-mail address or a session.
    """
    place = _place(purpose, key, per)
    with transaction.atomic():
        RateCount.objects.get_or_create(**place)
        RateCount.objects.filter(**place).update(count=F("count") + 1)
        tried = RateCount.objects.get(**place).count
    if tried > most:
        raise TooMany(_("Too many tries. Please wait a few minutes, then try again."))


def refuse_when_full(purpose: str, key: str, *, most: int, per: timedelta) -> None:
    """Raise ``TooMany`` when ``most`` tries were counted in this window; counts nothing itself."""
    if RateCount.objects.filter(**_place(purpose, key, per), count__gte=most).exists():
        raise TooMany(_("Too many tries. Please wait a few minutes, then try again."))


def _place(purpose: str, key: str, per: timedelta) -> dict[str, Any]:
    seconds = int(per.total_seconds())
    window = datetime.fromtimestamp(int(timezone.now().timestamp()) // seconds * seconds, tz=UTC)
    return {"key": hashlib.sha256(f"{purpose}:{key}".encode()).hexdigest(), "window": window}
