"""The article in a page that was fetched: its title, day and text, without menus and notices."""

from __future__ import annotations

from datetime import date

import trafilatura

from titiktemu.analysis.marking import gettext_noop
from titiktemu.step1_issues.evidence.fetching.addresses import Refused
from titiktemu.step1_issues.evidence.fetching.feeds import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Entry,
    decoded,
)

SHORTEST = 80
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")

NO_PAGE = gettext_noop("This address holds no page of text ({kind}). Paste the text instead.")
NO_TEXT = gettext_noop("No article was found in this page. Paste the text instead.")


def read_page(content: bytes, url: str, content_type: str = "") -> Entry:
    """Take the article out of a page.

    Raises
    ------
    Refused
        Where there is none that a machine can tell from the rest.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in PAGES:
        raise Refused(NO_PAGE, kind=kind[:60])
    try:
        found = trafilatura.bare_extraction(
            decoded(content, content_type),
            url=url,
            with_metadata=True,
            include_comments=False,
            deduplicate=False,
        )
    except (ValueError, RecursionError, AttributeError, TypeError, LookupError, AssertionError) as error:
        raise Refused(NO_TEXT) from error
    text = (found.text or "").strip() if found is not None and not isinstance(found, dict) else ""
    if len(text) < SHORTEST or found is None or isinstance(found, dict):
        raise Refused(NO_TEXT)
    title = " ".join((found.title or text).split())[:LONGEST_TITLE]
    return Entry(title, url, _day(found.date), text[:LONGEST_TEXT], (found.language or "")[:2])


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None
