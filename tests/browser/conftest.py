"""A real Chromium on the running site, signed in as anybody of the cast.

``visit(address, actor=…, language=…, theme=…, width=…)`` opens a page in a browser of its own, and fails
the test where the page breaks the Content-Security-Policy or its scripts complain; ``answers`` collects
what was sent for it. ``barriers(page)`` is what axe finds. The browser is the one TITIKTEMU_CHROMIUM
names, else the system's.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from titiktemu.foundation.actors import STRANGER, Actor

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HEIGHTS = {360: 740, 1280: 900}
Visit = Callable[..., Page]


def chromium() -> str:
    """Path of the browser; a run without one fails, because nothing would have been looked at."""
    found = os.environ.get("TITIKTEMU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not found:
        pytest.fail("No Chromium: set TITIKTEMU_CHROMIUM, or let ./titiktemu test find one.", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def _database_before_the_server(django_db_setup: None) -> None:
    """The server asks what database there is when it is made.

    Before the test database is there it sees one in memory, and shares a single connection among all its
    threads: two requests at once would then crash the process.
    """


def _only_loopback(route: Route, request: Request) -> None:
    """A page that asks another machine for anything is a mistake."""
    if "localhost" in request.url or "127.0.0.1" in request.url:
        route.continue_()
    else:
        route.abort()


def await_quiet() -> None:
    """Let requests that are under way end before the database is emptied under them."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, client_as: Callable[[Actor], Client]) -> Iterator[Visit]:
    """Open an address as somebody, in a language, a theme and a width."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def go(
        address: str,
        *,
        actor: Actor = STRANGER,
        language: str = "id",
        theme: str = "light",
        width: int = 1280,
        touch: bool = False,
        scripts: bool = True,
        answers: list[Response] | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if theme == "dark" else "light",
            extra_http_headers={"Accept-Language": language},
            reduced_motion="reduce",
            java_script_enabled=scripts,
            service_workers="block",  # what they keep would answer in place of the site
        )
        opened.append(context)
        context.route("**/*", _only_loopback)
        if actor.is_known:
            session = client_as(actor).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if answers is not None:
            page.on("response", lambda answer: answers.append(answer))
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle" if answers is not None else "load")
        return page

    yield go
    for context in opened:
        context.close()
    await_quiet()
    assert complaints == []


def _is_complaint(said: Any) -> bool:
    # An error page is itself an answer that "failed to load"; a phone without a connection "failed to fetch".
    expected = ("Failed to load resource", "Failed to fetch")
    return said.type == "error" and not any(words in said.text for words in expected)


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page, one line for each rule that is broken."""
    axe = Axe()

    def look(page: Page) -> list[str]:
        found = axe.run(page).response["violations"]
        return [
            f"{rule['id']}: {rule['help']}: " + " | ".join(node["html"][:120] for node in rule["nodes"][:3])
            for rule in found
        ]

    return look


@pytest.fixture
def runs_over() -> Callable[[Page], int]:
    """By how many pixels a page is wider than its window."""

    def measure(page: Page) -> int:
        return int(
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    return measure
