"""QR codes drawn in the page, as SVG without style attributes."""

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def qr_svg(whole_address: str) -> SafeString:
    """The address as a QR code that still reads when the paper is creased."""
    drawn = segno.make(whole_address, error="m", micro=False, boost_error=True)
    title = _("QR code of the link")
    # segno escapes the title; the address is in the picture alone.
    return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", title=title))  # noqa: S308
