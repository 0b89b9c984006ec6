"""The paper of this room."""

from typing import Final

from django.utils.translation import gettext_lazy

from titiktemu.documents.kinds import PaperKind

UNDERSTANDING: Final = PaperKind("pemahaman-bersama", gettext_lazy("Shared understanding"), "PB")
