"""`serve` refuses to start insecurely, and says why in a sentence."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from titiktemu.config.cli import administrator, main, prepare_demo, production, serve, worker
from titiktemu.config.cli.running import nothing_running, running
from titiktemu.foundation.models import SiteState, User

GOOD, OTHER = "Kq3vXw8ZrTbN5yLm" * 4, "Wd7hJc2PsGfE9uAo" * 4
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def secure(settings):
    """Settings with which production may be shown to the world."""
    settings.SECRET_KEY, settings.AUDIT_KEY = GOOD, OTHER
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["titiktemu.example.org"]
    settings.PUBLIC_URL = "https://titiktemu.example.org"
    return settings


def test_good_settings_are_accepted(secure):
    assert production.insecurities(public=True) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "insecure-unset", "TITIKTEMU_SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "TITIKTEMU_SECRET_KEY is too easy to guess"),
        ("SECRET_KEY", "a" * 80, "TITIKTEMU_SECRET_KEY is too easy to guess"),
        ("AUDIT_KEY", "", "TITIKTEMU_AUDIT_KEY is not set"),
        ("AUDIT_KEY", GOOD, "must differ"),
        ("DEBUG", True, "TITIKTEMU_DEBUG"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "TITIKTEMU_HOSTS"),
        ("ALLOWED_HOSTS", ["titiktemu.example.org", "*"], "TITIKTEMU_HOSTS"),
    ],
)
def test_each_weakness_has_its_sentence(secure, name, value, sentence):
    setattr(secure, name, value)
    (said,) = production.insecurities(public=True)
    assert sentence in said


def test_the_demos_secret_is_not_good_enough(secure, private_var):
    (private_var / "demo-secret").write_text(GOOD)
    (said,) = production.insecurities(public=True)
    assert "demo's secret" in said


def test_on_this_computer_only_debug_and_hosts_may_be_anything(secure):
    secure.DEBUG, secure.ALLOWED_HOSTS = True, ["127.0.0.1"]
    assert production.insecurities(public=False) == []


def test_a_public_url_makes_it_public_whatever_it_listens_to(secure):
    secure.DEBUG = True
    assert production.prepare(public=False, migrate=False)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("x.org", False),
    ],  # noqa: RUF100, S104
)
def test_which_addresses_stay_on_this_computer(host, loopback):
    assert serve.is_loopback(host) is loopback


@pytest.mark.django_db
def test_waiting_migrations_are_refused_with_the_command_that_helps(secure, monkeypatch):
    monkeypatch.setattr(production, "pending_migrations", lambda: ["foundation.0002_more"])
    (said,) = production.prepare(public=True, migrate=False)
    assert "migrations waiting: 1" in said
    assert "./titiktemu serve --migrate" in said


@pytest.mark.django_db
def test_nothing_waits_where_all_migrations_ran():
    assert production.pending_migrations() == []


@pytest.mark.django_db
def test_the_demos_database_is_not_served_to_the_world(secure):
    SiteState.objects.create(is_demo=True)
    (said,) = production.prepare(public=True, migrate=False)
    assert "holds the demo" in said


@pytest.mark.django_db
def test_worker_does_not_start_on_old_tables(monkeypatch):
    monkeypatch.setattr(production, "pending_migrations", lambda: ["foundation.0002_more"])
    assert worker.await_migrations(seconds=-1) is False


def test_one_process_on_sqlite_and_several_on_postgresql(monkeypatch):
    monkeypatch.setenv("TITIKTEMU_WORKERS", "3")
    assert production.processes(4) == (1 if connection.vendor == "sqlite" else 3)


def test_a_port_in_use_is_told_before_anything_is_served():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert "in use" in serve.cannot_listen("127.0.0.1", port)
    assert serve.cannot_listen("127.0.0.1", port) == ""
    assert serve.cannot_listen("127.0.0.1", 70000)
    assert serve.cannot_listen("no.such.address.invalid", port)


def test_the_demo_listens_on_this_computer_only(monkeypatch, capsys):
    monkeypatch.setenv("TITIKTEMU_MODE", "demo")
    assert serve.main(["--host", "0.0.0.0"]) == 2  # noqa: S104
    assert "this computer only" in capsys.readouterr().err


def test_a_failing_periodic_job_does_not_end_the_tick(monkeypatch, caplog):
    monkeypatch.setattr("titiktemu.foundation.periodic.run_due", lambda now: 1 / 0)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    worker.tick()
    assert "A periodic job failed" in caplog.text


def test_the_tick_comes_at_once_and_again_and_stops(monkeypatch):
    twice, ticks = threading.Event(), []

    def tick():
        ticks.append(1)
        if len(ticks) == 2:
            twice.set()

    monkeypatch.setattr(worker, "tick", tick)
    with worker.Ticking(seconds=0.01):
        assert twice.wait(5)
    assert threading.active_count() == len(
        [thread for thread in threading.enumerate() if thread.name != "tick"]
    )


def test_a_running_server_is_noticed_and_a_dead_one_is_not(tmp_path):
    with running(tmp_path), running(tmp_path), nothing_running(tmp_path) as alone:
        assert not alone
    with nothing_running(tmp_path) as alone:
        assert alone


def test_commands_use_the_demos_keys_where_only_a_demo_was_run(monkeypatch, tmp_path):
    for name in ("TITIKTEMU_MODE", "TITIKTEMU_SECRET_KEY", "TITIKTEMU_AUDIT_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TITIKTEMU_VAR", str(tmp_path))
    main.choose_mode()
    assert "TITIKTEMU_MODE" not in os.environ
    (tmp_path / "demo-secret").touch()
    main.choose_mode()
    assert os.environ.pop("TITIKTEMU_MODE") == "demo"
    monkeypatch.setenv("TITIKTEMU_SECRET_KEY", GOOD)
    main.choose_mode()
    assert "TITIKTEMU_MODE" not in os.environ


def test_demo_is_not_prepared_outside_of_its_mode(monkeypatch, capsys):
    monkeypatch.setenv("TITIKTEMU_MODE", "serve")
    assert prepare_demo.main([]) == 2
    assert "demo mode only" in capsys.readouterr().err


def test_a_prepared_demo_is_known_by_its_stamp(tmp_path):
    assert prepare_demo.stamp_of(tmp_path) != prepare_demo.stamp_wanted(tmp_path)
    (tmp_path / "titiktemu.sqlite3").touch()
    assert prepare_demo.stamp_of(tmp_path) != prepare_demo.stamp_wanted(tmp_path)
    prepare_demo.keep_stamp(tmp_path)
    assert prepare_demo.stamp_of(tmp_path) == prepare_demo.stamp_wanted(tmp_path)
    (tmp_path / "another").touch()
    (tmp_path / "another").replace(tmp_path / "titiktemu.sqlite3")
    assert prepare_demo.stamp_of(tmp_path) != prepare_demo.stamp_wanted(tmp_path)


def run(*arguments, **env):
    """A command of its own, as the launcher starts it."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("TITIKTEMU_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "titiktemu", *arguments],
        cwd=ROOT,
        env={**clean, "PYTHONPATH": "src", "LANGUAGE": "en", **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_serve_without_secrets_ends_with_2_and_two_sentences(tmp_path):
    said = run("serve", TITIKTEMU_VAR=str(tmp_path))
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 2
    assert "Traceback" not in said.stderr


def test_a_database_that_was_never_made_is_one_sentence(tmp_path):
    said = run("verify-audit", TITIKTEMU_VAR=str(tmp_path))
    assert said.returncode == 1
    assert said.stderr.startswith("The database cannot be used")
    assert len(said.stderr.splitlines()) == 1


def test_doctor_tells_each_thing_in_a_line_and_finds_what_is_missing(tmp_path):
    said = run("doctor", TITIKTEMU_VAR=str(tmp_path))
    assert said.returncode == 1
    lines = said.stdout.splitlines()
    assert len(lines) == 12
    assert any(line.startswith("problem") and "Migrations" in line for line in lines)
    assert any(line.startswith("ok") and "Python" in line for line in lines)


def test_restore_refuses_while_a_server_runs(tmp_path):
    with running(tmp_path):
        said = run("restore", "backup.zip", TITIKTEMU_VAR=str(tmp_path))
    assert said.returncode == 2
    assert "is running here" in said.stderr


def test_backup_and_restore_by_their_commands(tmp_path):
    env = {"TITIKTEMU_VAR": str(tmp_path / "var"), "TITIKTEMU_MODE": "serve"}
    (tmp_path / "var").mkdir()
    migrated = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"],
        cwd=ROOT,
        env={**os.environ, **env, "PYTHONPATH": "src", "DATABASE_URL": "",
             "DJANGO_SETTINGS_MODULE": "titiktemu.config.settings"},
        check=False,
    )  # fmt: skip
    assert migrated.returncode == 0
    saved = run("backup", str(tmp_path / "b.zip"), **env)
    assert (saved.returncode, saved.stderr) == (0, "")
    back = run("restore", str(tmp_path / "b.zip"), **env)
    assert (back.returncode, back.stderr) == (0, "")
    assert "is kept as" in back.stdout
    (tmp_path / "b.zip").write_bytes(b"not a zip")
    refused = run("restore", str(tmp_path / "b.zip"), **env)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is no backup" in refused.stderr


def test_static_files_can_be_collected_with_their_hashes(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "static" / "staticfiles.json").exists()


@pytest.mark.django_db
def test_the_first_administrator_is_appointed_on_the_server(secure, capsys):
    assert administrator.main(["Sri Wahyuni", "sri@example.org"]) == 0
    assert User.objects.get(email="sri@example.org").is_administrator
    assert "sri@example.org" in capsys.readouterr().out


@pytest.mark.django_db
def test_no_administrator_is_appointed_with_keys_that_are_not_set(secure, capsys):
    secure.AUDIT_KEY = "insecure-unset"
    assert administrator.main(["Sri", "no address"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not User.objects.exists()
