"""One request after the other, to checked addresses only, and with an end to everything."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

from titiktemu.analysis.marking import gettext_noop
from titiktemu.step1_issues.evidence.fetching.addresses import (
    Refused,
    Resolve,
    Target,
    system_resolve,
    target_of,
)

AGENT = "TitikTemu/0.1 (reads public articles for a public dialogue; follows robots.txt)"
MOST_BYTES = 4 * 1024 * 1024
SECONDS, WAIT = 25.0, 8.0
"""For a whole answer with all its redirects, and for each single wait."""
MOST_REDIRECTS = 5
CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})

TOO_LONG = gettext_noop("The answer is longer than {most} MB. Nothing of it was kept.")
TOO_SLOW = gettext_noop("The server answers too slowly. It is asked again later.")
NO_ANSWER = gettext_noop("The server does not answer, or breaks off.")
NO_TRUST = gettext_noop("The server's certificate cannot be trusted.")
ROUND_AND_ROUND = gettext_noop("The server sends from one address to the next without an end.")
BAD_STATUS = gettext_noop("The server answers with the code {status}.")
BROKEN = gettext_noop("What the server sent is damaged.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: its code, the last address, headers in small letters, and the whole content."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing is new since the last time."""
        return self.status == http.client.NOT_MODIFIED


class _Checked(http.client.HTTPConnection):
    """A connection to the number that was checked, whatever its name leads to by now."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target

    def connect(self) -> None:
        """Connect to the checked number; the certificate must be that of the name."""
        plain = socket.create_connection((self._target.number, self._target.port), self.timeout)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            # Kept before the handshake, so that one without an end can be cut too.
            secure = context.wrap_socket(
                plain, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock = secure
            secure.do_handshake()
        else:
            self.sock = plain


def fetch(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = system_resolve,
    most: int = MOST_BYTES,
    seconds: float = SECONDS,
) -> Answer:
    """Fetch an address, and follow where it sends; each step is checked like the first.

    Raises
    ------
    Refused
        With a sentence, where an address lies inside, or the answer is no good, too long or too slow.
    """
    until = time.monotonic() + seconds
    for _step in range(MOST_REDIRECTS + 1):
        answer = _one(target_of(url, resolve), dict(headers or {}), most, until)
        if answer.status not in REDIRECTS:
            return answer
        url = urljoin(url, answer.headers.get("location", "").strip())
        if not answer.headers.get("location"):
            break
    raise Refused(ROUND_AND_ROUND)


def _one(target: Target, headers: dict[str, str], most: int, until: float) -> Answer:
    left = until - time.monotonic()
    if left <= 0:
        raise Refused(TOO_SLOW)
    connection = _Checked(target, min(left, WAIT))
    sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    with _telling(), _ending(connection, left) as is_over:
        try:
            connection.request("GET", target.path, headers=sent)
            given = connection.getresponse()
            told = {name.lower(): value for name, value in given.getheaders()}
            wants_body = given.status == http.client.OK
            content = _content(given, told, most) if wants_body else b""
        except (OSError, http.client.HTTPException):
            if is_over.is_set():
                raise Refused(TOO_SLOW) from None
            raise
    if is_over.is_set():
        raise Refused(TOO_SLOW)
    return Answer(given.status, target.url, told, content)


@contextmanager
def _ending(connection: http.client.HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Cut the connection when its time is over: a server that sends a letter now and then holds nobody."""
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        connection.close()


@contextmanager
def _telling() -> Iterator[None]:
    """Turn what the network does into sentences."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Refused(NO_TRUST) from error
    except TimeoutError as error:
        raise Refused(TOO_SLOW) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(NO_ANSWER) from error


def _content(given: http.client.HTTPResponse, told: Mapping[str, str], most: int) -> bytes:
    """The whole content, unpacked, and never more than allowed; what is packed counts as it unpacks."""
    is_packed = told.get("content-encoding", "").strip().lower() in {"gzip", "x-gzip", "deflate"}
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if is_packed else None
    pieces, size = [], 0
    while piece := given.read1(CHUNK):
        piece = _unpacked(unpack, piece, most + 1 - size) if unpack else piece
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise Refused(TOO_LONG, most=most // (1024 * 1024))
    if unpack is not None and not unpack.eof:
        raise Refused(BROKEN)
    return b"".join(pieces)


def _unpacked(unpack: zlib._Decompress, piece: bytes, room: int) -> bytes:
    try:
        return unpack.decompress(piece, max(room, 1))
    except zlib.error as error:
        raise Refused(BROKEN) from error


def good(answer: Answer) -> Answer:
    """The answer, if there is something in it; Refused for any code that says otherwise."""
    if answer.status != http.client.OK:
        raise Refused(BAD_STATUS, status=answer.status)
    return answer
