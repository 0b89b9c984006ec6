"""The demo's processes, with a web server and a worker that are only stand-ins: real processes, no Django."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launch import environment
from launch.problems import DISK_FULL, PORT_TAKEN, SERVER_DIED, WRONG_USE
from tests.launch.conftest import ROOT, is_alive

STAND_IN = """
import http.server, os, sys, threading, time
from pathlib import Path

command, var = sys.argv[1], Path(os.environ["TITIKTEMU_VAR"])
var.mkdir(exist_ok=True)
(var / f"{command}.pid").write_text(str(os.getpid()))
(var / f"{command}.environment").write_text("\\n".join(f"{k}={v}" for k, v in os.environ.items()))
if os.environ.get("BROKEN") == command:
    print(os.environ["WORDS"])
    sys.exit(int(os.environ["CODE"]))

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(os.environ.get("STATUS", "200")))
        self.end_headers()
    def log_message(self, *_): pass

if command == "serve":
    time.sleep(0.3)
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Answer).serve_forever()
if command == "worker":
    time.sleep(60)
"""


@pytest.fixture
def demo_checkout(checkout, monkeypatch):
    """A checkout whose environment is there already: this Python, with the stamp of the lock."""
    venv = checkout / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (venv / "pyvenv.cfg").write_text("home = /nowhere\nversion = 3.13.0\n")
    groups = {"run": environment.digest("run")}
    (venv / "titiktemu.json").write_text(json.dumps({"python": "3.13.0", "groups": groups}))
    (checkout / "src" / "titiktemu" / "__main__.py").write_text(STAND_IN)
    (checkout / "src" / "titiktemu" / "__init__.py").touch()
    return checkout


@pytest.fixture
def port():
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(demo_checkout, tmp_path, port):
    """Start the demo; whatever a test leaves is ended."""
    started = []

    def start(*arguments, **more):
        env = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "en_US.UTF-8", **more}
        process = subprocess.Popen(
            [sys.executable, str(demo_checkout / "titiktemu"), "demo", "--port", str(port), *arguments],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=15)


def wait_for_address(process):
    for line in process.stdout:
        if "http://" in line:
            return line
    raise AssertionError(process.stderr.read())


def pids(checkout):
    """Of those that come so far as to write their number down."""
    deadline = time.monotonic() + 2
    files = [checkout / "var" / f"{name}.pid" for name in ("serve", "worker")]
    while time.monotonic() < deadline and not all(file.exists() and file.read_text() for file in files):
        time.sleep(0.01)
    return [int(file.read_text()) for file in files if file.exists() and file.read_text()]


def ended_soon(numbers):
    deadline = time.monotonic() + 5
    while any(map(is_alive, numbers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(is_alive, numbers))


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_address_is_printed_when_it_answers_and_ending_leaves_no_process(demo, demo_checkout, port, way):
    process = demo()
    assert f"http://127.0.0.1:{port}/" in wait_for_address(process)
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
    numbers = pids(demo_checkout)
    groups = {os.getpgid(number) for number in numbers}
    assert len(groups) == 1
    process.send_signal(way)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "nothing is left running" in said
    assert not any(map(is_alive, numbers))


@pytest.mark.parametrize("name", ["serve", "worker"])
def test_when_one_dies_the_other_is_ended_and_the_reason_told(demo, demo_checkout, name):
    process = demo(BROKEN=name, WORDS="the reason of it", CODE="7")
    _, said = process.communicate(timeout=10)
    assert process.returncode == SERVER_DIED
    assert "exit code 7" in said
    assert "the reason of it" in said
    assert ended_soon(pids(demo_checkout))


def test_a_first_page_with_an_error_ends_the_demo(demo, demo_checkout):
    process = demo(STATUS="500")
    out, said = process.communicate(timeout=10)
    assert process.returncode == SERVER_DIED
    assert "with an error (500)" in said
    assert "http://" not in out
    assert ended_soon(pids(demo_checkout))


def test_a_port_in_use_is_one_sentence_that_names_a_free_one(demo, demo_checkout, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = demo()
        _, said = process.communicate(timeout=10)
    assert process.returncode == PORT_TAKEN
    assert f"Port {port}" in said
    assert "--port" in said
    assert len(said.splitlines()) == 1
    assert not (demo_checkout / "var").exists()


@pytest.mark.parametrize("given", ["0", "65536", "http", "-1", "8_0"])
def test_a_port_that_is_none_is_refused(start, given):
    said = start("demo", f"--port={given}")
    assert said.returncode == WRONG_USE
    assert "from 1 to 65535" in said.stderr


def test_a_refusal_of_reset_is_passed_on_in_its_own_words(demo):
    process = demo("--reset", BROKEN="prepare-demo", WORDS="This database is not a demo.", CODE="2")
    _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (2, "This database is not a demo.\n")


def test_a_full_disk_while_migrating_is_one_sentence(demo, demo_checkout):
    words = "django.db.utils.OperationalError: database or disk is full"
    process = demo(BROKEN="prepare-demo", WORDS=words, CODE="1")
    _, said = process.communicate(timeout=10)
    assert process.returncode == DISK_FULL
    assert said.startswith("The disk is full")
    assert len(said.splitlines()) == 1


def test_settings_of_production_do_not_reach_the_demo(demo, demo_checkout):
    process = demo(DATABASE_URL="postgres://real/people", TITIKTEMU_HOSTS="example.org")
    wait_for_address(process)
    seen = (demo_checkout / "var" / "serve.environment").read_text()
    assert "DATABASE_URL" not in seen
    assert "example.org" not in seen
    assert "TITIKTEMU_MODE=demo" in seen


def test_secret_is_made_once_and_readable_by_its_owner_only(demo, demo_checkout):
    wait_for_address(demo())
    secret = demo_checkout / "var" / "demo-secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 50


def test_killed_launcher_leaves_no_process(demo, demo_checkout):
    """Web server and worker notice that the launcher's end of their input closes."""
    cli = demo_checkout / "src" / "titiktemu" / "config" / "cli"
    cli.mkdir(parents=True)
    shutil.copy(ROOT / "src" / "titiktemu" / "config" / "cli" / "running.py", cli / "running.py")
    for folder in (cli, cli.parent):
        (folder / "__init__.py").touch()
    main = demo_checkout / "src" / "titiktemu" / "__main__.py"
    main.write_text("from titiktemu.config.cli import running\nrunning.end_with_launcher()\n" + STAND_IN)
    process = demo()
    wait_for_address(process)
    numbers = pids(demo_checkout)
    process.kill()
    assert ended_soon(numbers)


def test_launchers_own_work_is_short(start):
    began = time.monotonic()
    assert start("--help").returncode == 0
    assert time.monotonic() - began < 1


def test_nothing_is_written_beside_var(demo, demo_checkout):
    before = {path.name for path in Path(demo_checkout).iterdir()}
    wait_for_address(demo())
    assert {path.name for path in Path(demo_checkout).iterdir()} - before <= {"var"}


def test_a_command_runs_where_the_person_is_and_takes_no_module_from_there(demo_checkout, tmp_path):
    main = demo_checkout / "src" / "titiktemu" / "__main__.py"
    main.write_text("import csv, os\nprint(os.getcwd(), csv.__file__)\n")
    here = tmp_path / "where the person is"
    here.mkdir()
    (here / "csv.py").write_text("raise SystemExit('the wrong module')\n")
    said = subprocess.run(
        [sys.executable, str(demo_checkout / "titiktemu"), "analyse", "opinion", "folder"],
        cwd=here, env={"PATH": os.defpath, "HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.startswith(str(here.resolve()) + " ")


def test_a_full_disk_that_is_told_as_a_refusal_is_still_a_full_disk(demo, demo_checkout):
    process = demo("--reset", BROKEN="prepare-demo", WORDS="(database or disk is full)", CODE="2")
    process.communicate(timeout=10)
    assert process.returncode == DISK_FULL
