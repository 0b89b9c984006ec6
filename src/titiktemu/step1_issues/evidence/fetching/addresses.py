"""Which addresses may be fetched: public ones of the web, checked as numbers and not as names.

A name is looked up once. If any of its numbers lies inside a network, nothing is fetched at all; otherwise
the connection goes to one of the checked numbers and to no other, so that a name whose answer changes
between the check and the connection wins nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from django.conf import settings

from titiktemu.analysis.marking import gettext_noop

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Resolve = Callable[[str, int], list[str]]

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
METADATA = frozenset({"168.63.129.16", "100.100.100.200", "169.254.169.254", "fd00:ec2::254"})
"""Where clouds tell a machine its secrets; one of these is a public number."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")

NO_ADDRESS = gettext_noop("This is not an address of the web. It begins with https:// or http://.")
WITH_PASSWORD = gettext_noop("An address with a name and password in it is not fetched.")
OTHER_PORT = gettext_noop("Only the usual ports of the web, 80 and 443, are fetched.")
INSIDE = gettext_noop("This address leads into an inner network. Nothing is fetched from there.")
UNKNOWN_NAME = gettext_noop("There is no server of this name, or it cannot be found now.")


class Refused(Exception):
    """Nothing was fetched. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: name and number of the server, and what is asked of it."""

    url: str
    scheme: str
    host: str
    port: int
    number: str
    path: str

    @property
    def origin(self) -> str:
        """Scheme, name and port, by which robots.txt is kept."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}:{self.port}"


def system_resolve(host: str, port: int) -> list[str]:
    """Every number of a name, as the system knows it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]).split("%")[0] for one in found))


def target_of(url: str, resolve: Resolve = system_resolve) -> Target:
    """Check an address and look its server up, once.

    Raises
    ------
    Refused
        Where it is none of the web, or any number of its server lies inside a network.
    """
    parts, host, port = _parts(url)
    try:
        numbers = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Refused(UNKNOWN_NAME) from error
    if not numbers:
        raise Refused(UNKNOWN_NAME)
    if not _is_of_tests(numbers, port) and not all(is_outside(one) for one in numbers):
        raise Refused(INSIDE)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(url, parts.scheme, host, port, numbers[0], urlunsplit(("", "", path, query, "")))


def _parts(url: str) -> tuple[SplitResult, str, int]:
    if len(url) > LONGEST or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise Refused(NO_ADDRESS)
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise Refused(NO_ADDRESS) from error
    if parts.scheme not in PORTS or not host or "\\" in url:
        raise Refused(NO_ADDRESS)
    if "@" in parts.netloc:
        raise Refused(WITH_PASSWORD)
    port = port or PORTS[parts.scheme]
    if port not in PORTS.values() and not _is_test_port(port):
        raise Refused(OTHER_PORT)
    return parts, _ascii(host), port


def _ascii(host: str) -> str:
    """The name as the network writes it."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise Refused(NO_ADDRESS) from error


def is_outside(number: str) -> bool:
    """Whether a number belongs to the public network, also behind the ways of writing it inside another.

    Examples
    --------
    >>> is_outside("93.184.215.14"), is_outside("10.0.0.1"), is_outside("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if str(address) in METADATA:
        return False
    inner = _inside_of(address)
    if inner is not None:
        return is_outside(str(inner))
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not is_special and not getattr(address, "is_site_local", False)


def _inside_of(address: Address) -> Address | None:
    """The number of the old network that one of the new carries, if it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _is_test_port(port: int) -> bool:
    return port in settings.FETCH_ALLOWED_FOR_TESTS


def _is_of_tests(numbers: list[str], port: int) -> bool:
    """Whether this is the one server on this machine that tests start; no such setting in real use."""
    return bool(settings.FETCH_ALLOWED_FOR_TESTS) and all(
        (number, port) == tuple(settings.FETCH_ALLOWED_FOR_TESTS) for number in numbers
    )
