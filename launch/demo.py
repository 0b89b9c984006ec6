"""`./titiktemu demo`: from nothing to a page in the browser, on this machine only."""

from __future__ import annotations

import argparse
import errno
import http.client
import os
import secrets
import socket
import sys
import time
from pathlib import Path

from launch import environment, places, processes
from launch.problems import PORT_TAKEN, SERVER_DIED, WRONG_USE, CannotGoOn, disk_full, is_full_disk
from launch.texts import say

HOST = "127.0.0.1"
PORT = 8000
SECONDS_TO_ANSWER = 60
SETTINGS_OF_PRODUCTION = (
    "DATABASE_URL",
    "TITIKTEMU_SECRET_KEY",
    "TITIKTEMU_AUDIT_KEY",
    "TITIKTEMU_HOSTS",
    "TITIKTEMU_DEBUG",
    "TITIKTEMU_PUBLIC_URL",
    "TITIKTEMU_EMAIL_URL",
)
"""Never passed to the demo, so that a shell prepared for production cannot point it at real people."""


def run(options: argparse.Namespace) -> int:
    """Set up, prepare the database, start web server and worker, and stay until Ctrl-C."""
    port = check_port_number(options.port)
    check_port_is_free(port)
    python = str(environment.ensure("run"))
    keep_secret(places.var())
    env = demo_environment(port)
    prepare(python, env, options.reset)
    check_port_is_free(port)
    sys.stderr.write(say("starting") + "\n")
    return live(python, env, port)


def check_port_number(given: str) -> int:
    """The port as a number; raises CannotGoOn for what is none."""
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 65535:
        return int(given)
    raise CannotGoOn(WRONG_USE, "bad_port", given=given)


def check_port_is_free(port: int) -> None:
    """Raise CannotGoOn when another program listens on the port, naming one that is free."""
    if not _can_bind(port):
        free = next((p for p in range(port + 1, min(port + 100, 65536)) if _can_bind(p)), 0)
        raise CannotGoOn(PORT_TAKEN, "port_taken", port=port, other=free or 8080)


def _can_bind(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if not places.WINDOWS:  # there the option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES) or places.WINDOWS:
                return False
            raise
    return True


def keep_secret(var: Path) -> None:
    """Make the demo's secret once, readable by its owner only."""
    kept = var / "demo-secret"
    if kept.exists():
        return
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = var / f"demo-secret.{os.getpid()}"
    with os.fdopen(os.open(str(temporary), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    os.replace(str(temporary), str(kept))


def demo_environment(port: int) -> dict[str, str]:
    """The environment of every program of the demo."""
    env = processes.environment(TITIKTEMU_MODE="demo", TITIKTEMU_VAR=str(places.var()))
    for name in SETTINGS_OF_PRODUCTION:
        env.pop(name, None)
    env["TITIKTEMU_PUBLIC_URL"] = f"http://{HOST}:{port}"
    return env


def prepare(python: str, env: dict[str, str], reset: bool) -> None:
    """Migrate and load the demo; does nothing where nothing has changed."""
    command = [python, "-m", "titiktemu", "prepare-demo"] + (["--reset"] if reset else [])
    result = processes.run(command, env)
    if result.code != 0 and is_full_disk(result.output):
        raise disk_full(places.var())
    if result.code == WRONG_USE:  # a refusal, in its own sentence
        problem = CannotGoOn(WRONG_USE, "prepare_failed")
        problem.sentence = result.output.strip()
        raise problem
    if result.code != 0:
        raise CannotGoOn(1, "prepare_failed", detail=result.output)
    sys.stdout.write(result.output)


def live(python: str, env: dict[str, str], port: int) -> int:
    """Run web server and worker as one family until Ctrl-C; 0 after a clean end."""
    family = processes.Family()
    try:
        serve = [python, "-m", "titiktemu", "serve", "--host", HOST, "--port", str(port)]
        family.start(say("web_server"), serve, env)
        _wait_for_answer(family, port)
        # Only now: while both start they would share the processor, and the person waits for the first.
        family.start(say("worker"), [python, "-m", "titiktemu", "worker"], env)
        sys.stdout.write(say("answers", address=f"http://{HOST}:{port}/") + "\n")
        sys.stdout.flush()
        while True:
            _raise_if_dead(family)
            time.sleep(0.2)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + say("ending") + "\n")
        family.end()
        sys.stderr.write(say("ended") + "\n")
        return 0
    finally:
        family.end()


def _wait_for_answer(family: processes.Family, port: int) -> None:
    """Return once the web server truly answers with a page."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        _raise_if_dead(family)
        status = _status(port)
        if status >= 500:
            family.end()
            words = family.members[0].lines.last()
            raise CannotGoOn(SERVER_DIED, "answers_error", status=status, detail=words)
        if status:
            return
        time.sleep(0.03)
    family.end()
    words = family.members[0].lines.last()
    raise CannotGoOn(SERVER_DIED, "silent", seconds=SECONDS_TO_ANSWER, detail=words)


def _status(port: int) -> int:
    """The HTTP status of the first page; 0 while nothing answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _raise_if_dead(family: processes.Family) -> None:
    dead = family.ended()
    if dead:
        family.end()
        words = dead.lines.last()
        raise CannotGoOn(SERVER_DIED, "died", name=dead.name, status=dead.process.returncode, detail=words)
