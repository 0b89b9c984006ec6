"""A server on this machine that says what a test wants, and the setting that lets it be fetched."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Site:
    """What the server answers: path -> (status, headers, body); and what it was asked."""

    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    endless: set[str] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(
        self, path: str, body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        content = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.pages[path] = (status, told, content)
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Answers from the site."""

    site: Site

    def do_GET(self) -> None:
        site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, dict(self.headers)))
        status, headers, body = site.pages.get(self.path, (404, {}, b""))
        etag = headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
            while self.path in site.endless:
                self.wfile.write(b" " * 65536)
        except OSError:
            return

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """The server; without a pause between two requests, so that no test waits."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(server.server_address[1])
    server.site = found  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.FETCH_ALLOWED_FOR_TESTS = ("127.0.0.1", found.port)
    settings.FETCH_SECONDS_BETWEEN = 0.0
    yield found
    server.shutdown()
    server.server_close()
