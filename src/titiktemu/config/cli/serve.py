"""`serve`: the web server. In production it refuses to start insecurely; the demo's stays on this machine."""

import argparse
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from titiktemu.config.cli import loading, room
from titiktemu.config.cli.running import end_with_launcher, running
from titiktemu.config.cli.texts import _

REFUSED = 2
MOST_PROCESSES = 4
THREADS = 4
"""Threads of each process: enough that a slow disk holds up nobody else; more only wait for the GIL."""
SECONDS_TO_END = 8


def main(arguments: Sequence[str]) -> int:
    """Check, prepare and serve until SIGTERM or Ctrl-C. Returns 2 where it refuses to start."""
    options = parser().parse_args(arguments)
    if options.room:
        return _serve_room(options.port)
    if os.environ.get("TITIKTEMU_MODE") == "demo":
        if not is_loopback(options.host):
            sys.stderr.write(_("The demo answers on this computer only; it has no passwords.") + "\n")
            return REFUSED
        processes, var = 1, Path(os.environ.get("TITIKTEMU_VAR") or loading.ROOT / "var")
    else:
        production = loading.with_django("production")
        refusals = production.prepare(public=not is_loopback(options.host), migrate=options.migrate)
        if refusals:
            sys.stderr.write("".join(f"{sentence}\n" for sentence in refusals))
            return REFUSED
        processes, var = production.processes(MOST_PROCESSES), production.var()
    end_with_launcher()
    reason = cannot_listen(options.host, options.port)
    if reason:
        sentence = _("The address {host}:{port} cannot be used: {reason}.")
        sys.stderr.write(sentence.format(host=options.host, port=options.port, reason=reason) + "\n")
        return REFUSED
    with running(var):
        return serve(options.host, options.port, processes, _number("TITIKTEMU_THREADS", THREADS))


def _serve_room(port: int) -> int:
    """Serve a hall from this machine, with the worker beside; 2 where it refuses to start."""
    if os.environ.get("TITIKTEMU_MODE") == "demo":
        sys.stderr.write(_("The demo answers on this computer only; it has no passwords.") + "\n")
        return REFUSED
    var = Path(os.environ.get("TITIKTEMU_VAR") or loading.ROOT / "var")
    address = room.prepare(port, var)
    production = loading.with_django("production")
    refusals = production.prepare(public=True, migrate=True)
    reason = "" if refusals else cannot_listen(room.EVERY_ADDRESS, port)
    if reason:
        sentence = _("The address {host}:{port} cannot be used: {reason}.")
        refusals = [sentence.format(host=room.EVERY_ADDRESS, port=port, reason=reason)]
    if refusals:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in refusals))
        return REFUSED
    end_with_launcher()
    room.say(address)
    with running(var), room.worker():
        return serve(room.EVERY_ADDRESS, port, 1, _number("TITIKTEMU_THREADS", THREADS))


def parser() -> argparse.ArgumentParser:
    """The options of `serve`."""
    made = argparse.ArgumentParser(
        prog="./titiktemu serve",
        description=_("Run the web server for real use; a worker must run beside it."),
        epilog=_(
            "TITIKTEMU_SECRET_KEY and TITIKTEMU_AUDIT_KEY must be set, each to a random text of its own; this"
            " makes one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'. TITIKTEMU_HOSTS and"
            " TITIKTEMU_PUBLIC_URL say under which address people come."
            " docs/operating.md explains every setting."
        ),
    )
    made.add_argument("--host", default="127.0.0.1", help=_("address to listen at; 0.0.0.0 for every one"))
    made.add_argument("--port", type=int, default=8000, help=_("port to listen at"))
    made.add_argument(
        "--room",
        action="store_true",
        help=_("serve a hall from this computer, without internet: every address, the worker beside"),
    )
    made.add_argument("--migrate", action="store_true", help=_("bring the database up to date first"))
    return made


def is_loopback(host: str) -> bool:
    """Does this address reach no further than this computer?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def cannot_listen(host: str, port: int) -> str:
    """Why nothing can listen at an address; empty where it can.

    The server's own processes share their port, so it would not notice that another program has it.
    """
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bare, port))
        except (OSError, OverflowError) as error:
            return getattr(error, "strerror", None) or str(error)
    return ""


def _number(name: str, otherwise: int) -> int:
    given = os.environ.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and int(given) else otherwise


def serve(host: str, port: int, processes: int, threads: int) -> int:
    """Answer requests until asked to end. Returns 0, or 1 where a process ended by itself."""
    server = Server(
        "titiktemu.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        workers_kill_timeout=SECONDS_TO_END,
        websockets=False,
        log_level=LogLevels.warning,
    )
    if hasattr(signal, "SIGHUP"):
        before = signal.getsignal(signal.SIGHUP)
        server.on_startup(lambda: _end_with_terminal(before))
    try:
        server.serve()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _end_with_terminal(before: Any) -> None:
    """A terminal that is closed ends the server, as Ctrl-C does; with nohup it goes on.

    Granian would load the application anew, and go on without the worker beside it.
    """
    ignored = before is signal.SIG_IGN
    signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.getsignal(signal.SIGTERM))
