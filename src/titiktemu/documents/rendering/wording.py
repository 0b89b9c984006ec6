"""The few words that a rendering adds to a paper, in the language of the paper."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from titiktemu.documents.content import Content

REGIONS: Final = {"id": "ID", "en": "GB"}


def words_of(content: Content) -> dict[str, str]:
    """Words around a paper: what stands in its head and foot, before its number and its subject."""
    with override(content.language):
        return {
            "region": REGIONS[content.language],
            "author": "Titik Temu" if content.letterhead is None else content.letterhead.name,
            "foot": " · ".join(one for one in (content.number, content.title) if one),
            **_around_page_numbers(),
            "number": pgettext("head of a letter", "Number"),
            "number_column": pgettext("head of a column", "No."),
            "attachment": pgettext("head of a letter", "Attachment"),
            "subject": pgettext("head of a letter", "Subject"),
            "nip": "NIP",
            "signature": _("Place for the signature"),
            "name": _("Place for the name"),
            "empty_rows": _("Empty rows on the printed list"),
            "fiction": _("INVENTED EXAMPLE, NOT AN OFFICIAL PAPER"),
            "fiction_long": _(
                "This is an invented example. The people, offices, numbers and decisions in it do not exist."
            ),
        }


def _around_page_numbers() -> dict[str, str]:
    """What stands before, between and behind the number of a page and that of all pages."""
    before, _page, rest = _("Page {page} of {pages}").partition("{page}")
    between, _pages, behind = rest.partition("{pages}")
    return {"page_before": before, "page_between": between, "page_behind": behind}


def missing_letters(content: Content) -> str:
    """What a PDF says where it could not show a letter."""
    with override(content.language):
        return _("□ stands for a letter or sign that this typeface does not have; the Word file has it.")
