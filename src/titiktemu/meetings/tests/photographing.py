"""Photos for tests, brought in through the service."""

import io
from typing import Any

from titiktemu.documents.tests.files import photo
from titiktemu.foundation.actors import Actor
from titiktemu.meetings.models import Meeting, MeetingPhoto
from titiktemu.meetings.services.photos import add_photo


def photographed(actor: Actor, meeting: Meeting, *, content: bytes = b"", **told: Any) -> MeetingPhoto:
    """A photo to whose keeping everybody agreed."""
    usual = {"caption": "Kartu di dinding, tanpa orang", "agreed_to_keep": True}
    return add_photo(actor=actor, meeting=meeting, file=io.BytesIO(content or photo()), **{**usual, **told})
