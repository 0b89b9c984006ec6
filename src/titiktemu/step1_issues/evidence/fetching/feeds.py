"""RSS and Atom as the web really writes them, from bytes that were fetched before."""

from __future__ import annotations

import codecs
import io
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import islice
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser
from django.conf import settings

from titiktemu.analysis.marking import gettext_noop
from titiktemu.step1_issues.evidence.fetching.addresses import Refused

MOST_ENTRIES = 300
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ADDRESS = 300, 60_000, 800
HEAD = 2048
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
ENCODINGS = re.compile(r"utf-?8|utf-16(-?[lb]e)?|us-ascii|iso-8859-\d+|windows-125\d|latin-?1", re.IGNORECASE)
"""What a feed may say it is written in; anything else is a trick or a mistake, and read as UTF-8."""
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
SPACE = re.compile(r"\s+")

NO_FEED = gettext_noop("This is not a feed: neither RSS nor Atom was found in it.")
ENTITIES = gettext_noop("This feed defines entities of its own, which can blow up a reader. It is not read.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: title, address, day, and what there is of its text."""

    title: str
    url: str
    day: date | None
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title and its articles, the newest first as the feed has them."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(content: bytes, url: str, content_type: str = "") -> Feed:
    """Read a feed.

    Raises
    ------
    Refused
        Where it is none, or defines entities of its own.
    """
    text = decoded(content, content_type)
    if re.search(r"<!\s*ENTITY", text, re.IGNORECASE):
        raise Refused(ENTITIES)
    told = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    plain = DECLARATION.sub("", text, count=1).lstrip().encode()
    try:
        found = feedparser.parse(io.BytesIO(plain), response_headers=told)
    except (ValueError, RecursionError, LookupError, AssertionError) as error:
        raise Refused(NO_FEED) from error
    if not found.get("version"):
        raise Refused(NO_FEED)
    language = str(found.feed.get("language", ""))
    entries = (_entry(one, url, language) for one in islice(found.entries, MOST_ENTRIES))
    return Feed(_line(found.feed.get("title", "")), tuple(one for one in entries if one.title))


def decoded(content: bytes, content_type: str = "") -> str:
    """The text, whatever it says of itself: its mark first, then UTF-8 if it is that, then its word.

    What says that it is UTF-8 and mostly is not was written on Windows.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace").replace("\0", "")
    try:
        return content.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        declared = DECLARED.search(content[:HEAD])
        said = declared[1].decode() if declared else content_type.partition("charset=")[2].strip("\"' ;")
        name = said if ENCODINGS.fullmatch(said) else "utf-8"
        text = content.decode(name, errors="replace")
        if name.lower() in {"utf-8", "utf8"} and _is_western(text):
            text = content.decode("windows-1252", errors="replace")
        return text.replace("\0", "")


def _is_western(text: str) -> bool:
    """Whether bytes that are no UTF-8 are more than a slip: more of them than letters that are."""
    wrong = text.count("\ufffd")
    return wrong > sum(one > "\x7f" for one in text) - wrong


def _entry(one: Any, url: str, language: str) -> Entry:
    bodies = [str(part.get("value", "")) for part in one.get("content", [])] or [str(one.get("summary", ""))]
    link = str(one.get("link", ""))
    address = urljoin(url, link) if link else ""
    is_web = address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS
    return Entry(
        title=_line(one.get("title", "")) or _line(bodies[0])[:80],
        url=address if is_web else "",
        # Plain lookups: the parser warns when it fills one of these in from the other.
        day=_day(dict.get(one, "published_parsed") or dict.get(one, "updated_parsed")),
        text="\n".join(plain_text(body) for body in bodies)[:LONGEST_TEXT],
        language=language[:2].lower(),
    )


def _day(moment: Any) -> date | None:
    """The day on the clocks of the site; None for nonsense."""
    try:
        found = datetime.fromtimestamp(timegm(moment), tz=ZoneInfo(settings.TIME_ZONE)) if moment else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return found.date() if found and 1990 <= found.year <= 2100 else None


def _line(text: Any) -> str:
    return SPACE.sub(" ", plain_text(str(text))).strip()[:LONGEST_TITLE]


class _Plain(HTMLParser):
    """Gathers what a reader would see."""

    BREAKS = frozenset({"p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr", "blockquote"})
    UNSEEN = frozenset({"script", "style", "noscript", "template"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what nobody sees."""
        self._unseen += tag in self.UNSEEN
        if tag in self.BREAKS:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what nobody sees."""
        if tag in self.UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._unseen:
            self.seen.append(data)


def plain_text(markup: str) -> str:
    """What a reader would see of a piece of HTML.

    Examples
    --------
    >>> plain_text("<p>Air <b>bersih</b></p><script>x()</script><p>untuk semua</p>")
    'Air bersih\\nuntuk semua'
    """
    reader = _Plain()
    reader.feed(markup[: 4 * LONGEST_TEXT])
    reader.close()
    lines = (SPACE.sub(" ", line).strip() for line in "".join(reader.seen).split("\n"))
    return "\n".join(line for line in lines if line)
