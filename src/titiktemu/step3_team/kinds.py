"""The papers of this room."""

from typing import Final

from django.utils.translation import gettext_lazy

from titiktemu.documents.kinds import PaperKind

STATEMENT: Final = PaperKind("komitmen", gettext_lazy("Joint statement of commitment"), "PKB")
CHARTER: Final = PaperKind("piagam-tim", gettext_lazy("Team charter (piagam tim)"), "PT")
DECREE: Final = PaperKind("sk-tim", gettext_lazy("Draft decree on the team (SK tim)"))
