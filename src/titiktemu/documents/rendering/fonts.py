"""The typeface of papers: the house's own, in its four cuts (web/static/web/vendor/VENDORED.md)."""

from typing import Final

from django.conf import settings

FONT_FOLDER: Final = settings.PACKAGE / "web" / "static" / "web" / "vendor"
FONT_FILES: Final = tuple(
    FONT_FOLDER / f"plus-jakarta-sans-{cut}.ttf" for cut in ("400", "400-italic", "500", "700")
)
