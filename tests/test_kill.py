"""A vote that a phone saw as kept survives the server being killed at once."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from uuid import uuid4

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60

PRINT_JOIN_CODE = """
import django
django.setup()
from titiktemu.consultation.models import Consultation
print(Consultation.objects.get(state="open").join_code)
"""
COUNT_VOTES = """
import django
django.setup()
from titiktemu.consultation.models import Vote
from titiktemu.foundation.models import Participant
newest = Participant.objects.order_by("-pk").first()
print(Vote.objects.filter(participant=newest, answer=1).count())
"""


@contextmanager
def _own_database() -> Iterator[str]:
    """A database of this test's own, on the engine under test; "" for a fresh SQLite file."""
    given = os.environ.get("DATABASE_URL", "")
    if "postgres" not in given:
        yield ""
        return
    name = f"killed_{uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            parts = urlsplit(given)
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _environment(var: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "titiktemu.config.settings",
        "TITIKTEMU_MODE": "demo",
        "TITIKTEMU_VAR": str(var),
        "LANG": "C.UTF-8",
    }
    return {**kept, **own, **({"DATABASE_URL": database} if database else {})}


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(0.2)
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "titiktemu", "serve", "--port", str(port)],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            assert time.monotonic() < until, "the server did not start"
            assert process.poll() is None, "the server ended by itself"
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def _post(browser: OpenerDirector, address: str, page: str, **fields: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:500]
    body = urlencode({"csrfmiddlewaretoken": found[1], **fields}).encode()
    with browser.open(address, data=body, timeout=30) as answer:
        return str(answer.read().decode())


def test_a_vote_once_acknowledged_survives_kill_nine(tmp_path: Path) -> None:
    (tmp_path / "demo-secret").write_text("x" * 30 + uuid4().hex)
    assert settings.ROOT == ROOT
    with _own_database() as database:
        environment = _environment(tmp_path, database)
        _run(environment, "-m", "titiktemu", "prepare-demo")
        code = _run(
            environment,
            "-c",
            PRINT_JOIN_CODE,
        ).strip()
        with _server(environment) as (process, site):
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            join = f"{site}/g/{code}/"
            with browser.open(join, timeout=30) as answer:
                ballot = _post(browser, join, answer.read().decode())
            number = re.search(r'name="statement" value="(\d+)"', ballot)
            action = re.search(r'action="([^"]*/suara/)"', ballot)
            assert number, ballot[:500]
            assert action, ballot[:500]
            _post(browser, site + action[1], ballot, statement=number[1], answer="1")
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
        assert _run(environment, "-c", COUNT_VOTES).strip() == "1"
