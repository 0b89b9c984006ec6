"""QR codes drawn as SVG, in the ink of the page and without a single style attribute."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """A QR code for a link, as an SVG of class ``qr``; dark on light in either theme."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, nl=False, border=4, omitsize=True, light="#FFFFFF", dark="#000000")
    # segno draws nothing but numbers and the colours above; the text itself does not appear in the picture.
    return mark_safe(drawn.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
