"""`serve --room`: one command on a laptop, and phones of the same network come in."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from titiktemu.config.cli import loading, room, serve

PATIENCE = 60


def environment(var):
    """Of a new laptop: no key, no address, no database of the tests."""
    own = ("TITIKTEMU_", "DATABASE_", "DJANGO_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(own)}
    return {**clean, "PYTHONPATH": str(loading.ROOT / "src"), "TITIKTEMU_VAR": str(var), "LANGUAGE": "en"}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def start(tmp_path):
    """Start a room; give its process, the address that it prints, and its folder."""
    started = []

    def begin():
        printed = tmp_path / "printed.txt"
        with printed.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "titiktemu", "serve", "--room", "--port", str(free_port())],
                cwd=loading.ROOT,
                env=environment(tmp_path / "var"),
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        started.append(process)
        return process, address_of(process, printed), tmp_path / "var"

    yield begin
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def address_of(process, printed):
    until = time.monotonic() + PATIENCE
    while True:
        said = printed.read_text(encoding="utf-8")
        found = re.search(r"http://([0-9.]+):([0-9]+)", said)
        if found and answers(found[1], int(found[2])):
            return found[0]
        assert time.monotonic() < until, said
        assert process.poll() is None, said


def answers(host, port):
    with socket.socket() as tried:
        tried.settimeout(0.2)
        return tried.connect_ex((host, port)) == 0


def children_of(process):
    """Everything that the room started, by the kernel's own record."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8")
    return {int(one) for one in listed.split()}


def is_there(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads Linux' table of processes")


@linux
def test_phones_come_in_at_the_printed_address_and_all_ends_with_the_command(start):
    """SQLite alone: a laptop in a hall has no other database."""
    process, address, var = start()
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/").read().decode()
    assert "Titik Temu" in page
    assert browser.open(f"{address}/pekerja.js").headers["Content-Type"].startswith("text/javascript")
    # Plain HTTP: a cookie for https alone would never come back, and no form could be sent.
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    sent = urlencode({"csrfmiddlewaretoken": token[1], "language": "en", "next": "/"}).encode()
    language = re.search(r'action="([^"]*(?:bahasa|i18n|language)[^"]*)"', page)[1]
    assert browser.open(f"{address}{language}", sent).status == 200
    children = children_of(process)
    assert any("worker" in command_of(pid) for pid in children)
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    assert not any(is_there(pid) for pid in children)
    assert (var / "room-secrets.json").stat().st_mode & 0o777 == 0o600


@linux
def test_nothing_goes_on_when_the_terminal_is_closed(start):
    """SQLite alone: a laptop in a hall has no other database."""
    process, _address, _var = start()
    children = children_of(process)
    os.killpg(process.pid, signal.SIGHUP)
    process.wait(10)
    until = time.monotonic() + PATIENCE
    while any(is_there(pid) for pid in children):
        assert time.monotonic() < until, "something went on"


def test_another_name_in_the_request_is_refused(start):
    """SQLite alone: a laptop in a hall has no other database."""
    _process, address, _var = start()
    with pytest.raises(HTTPError, match="400"):
        build_opener().open(Request(f"{address}/", headers={"Host": "elsewhere.example"}))  # noqa: S310


def test_the_secrets_of_a_laptop_are_made_once(tmp_path, monkeypatch):
    for name in (*room.SECRETS, "TITIKTEMU_PUBLIC_URL", "TITIKTEMU_HOSTS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    address = room.prepare(8000, tmp_path / "var")
    first = json.loads((tmp_path / "var" / room.KEPT).read_text(encoding="utf-8"))
    assert first == {name: os.environ[name] for name in room.SECRETS}
    assert address == os.environ["TITIKTEMU_PUBLIC_URL"]
    for name in (*room.SECRETS, "TITIKTEMU_PUBLIC_URL", "TITIKTEMU_HOSTS"):
        monkeypatch.delenv(name)
    room.prepare(8000, tmp_path / "var")
    assert first == {name: os.environ[name] for name in room.SECRETS}


def test_what_is_printed_says_the_address_the_code_and_what_is_not_protected(capsys):
    room.say("http://192.0.2.7:8000")
    said = capsys.readouterr().out
    assert "http://192.0.2.7:8000" in said
    assert said.count("█") > 50
    assert "HTTP" in said


def test_the_demo_is_no_room(monkeypatch, capsys):
    monkeypatch.setenv("TITIKTEMU_MODE", "demo")
    assert serve.main(["--room"]) == 2
    assert capsys.readouterr().err
