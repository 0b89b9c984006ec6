"""What a server asks of machines: its robots.txt, read as RFC 9309 says."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from titiktemu.analysis.marking import gettext_noop
from titiktemu.step1_issues.evidence.fetching.addresses import Refused, Resolve, system_resolve
from titiktemu.step1_issues.evidence.fetching.client import fetch

NAME = "TitikTemu"
MOST_BYTES = 512 * 1024
LONGEST_DELAY = 30.0
NOTHING_ALLOWED = "User-agent: *\nDisallow: /\n"

FORBIDDEN = gettext_noop("The site asks machines not to fetch this (robots.txt), and we follow it.")


def read_robots(origin: str, resolve: Resolve = system_resolve) -> str:
    """The text of a site's robots.txt; "" where it has none, and all forbidden where the site is broken."""
    answer = fetch(f"{origin}/robots.txt", resolve=resolve, most=MOST_BYTES)
    if answer.status == 200:
        return answer.content.decode("utf-8", errors="replace").replace("\0", "")
    return NOTHING_ALLOWED if answer.status >= 500 else ""


def check_allowed(text: str, url: str) -> float:
    """Give the seconds between requests that the site asks for; Refused where it forbids the address.

    Examples
    --------
    >>> check_allowed("User-agent: *\\nCrawl-delay: 7\\nDisallow: /in", "https://a.example/berita")
    7.0
    """
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    if not rules.can_fetch(NAME, url):
        raise Refused(FORBIDDEN)
    return min(float(rules.crawl_delay(NAME) or 0.0), LONGEST_DELAY)
