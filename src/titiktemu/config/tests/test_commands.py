"""The commands of whoever runs the site, on a machine where nothing was made yet."""

import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from titiktemu.config.cli import doctor, import_polis, production, restore
from titiktemu.consultation.tasks import redraw_map
from titiktemu.foundation.models import PeriodicRun, SiteState
from titiktemu.web.demo import loader
from titiktemu.web.demo.content import VERSION

ROOT = Path(__file__).resolve().parents[4]
KEYS = {"TITIKTEMU_SECRET_KEY": "Kq3vXw8ZrTbN5yLm" * 4, "TITIKTEMU_AUDIT_KEY": "Wd7hJc2PsGfE9uAo" * 4}
MARK_OF_VOTES = "SELECT count(*) FROM consultation_vote"


def run(*arguments, cwd=ROOT, program=("-P", "-m", "titiktemu"), **env):
    """A command of its own, as the launcher starts it."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TITIKTEMU_", "DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT / "src"), "LANGUAGE": "en", **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def var(tmp_path):
    """A folder of everything that is kept, two levels below one that exists, not made yet."""
    return tmp_path / "srv" / "titiktemu"


PREPARE = (
    "-c",
    "from titiktemu.config.cli import loading;"
    "print(loading.with_django('production').prepare(public=False, migrate=True))",
)


def test_a_fresh_machine_gets_its_folder_and_only_the_owner_may_read_it(var):
    said = run(program=PREPARE, TITIKTEMU_VAR=str(var), **KEYS)
    assert (said.stdout, said.stderr) == ("[]\n", "")
    assert var.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("arguments", [("verify-audit",), ("administrator", "Sri", "sri@example.org")])
def test_a_database_made_by_any_command_is_its_owners_alone(var, arguments):
    said = run(*arguments, TITIKTEMU_VAR=str(var), **KEYS)
    assert said.returncode == 1
    assert "no such table" in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert var.stat().st_mode & 0o777 == 0o700
    assert (var / "titiktemu.sqlite3").stat().st_mode & 0o777 == 0o600


def test_doctor_on_a_fresh_machine_finds_the_database(var):
    said = run("doctor", TITIKTEMU_VAR=str(var), **KEYS).stdout
    assert re.search(r"^ok +Database", said, re.MULTILINE)
    assert "./titiktemu serve --migrate" in said


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    said = run("verify-audit", TITIKTEMU_VAR=str(tmp_path / "file" / "var"), **KEYS)
    assert said.returncode == 1
    assert "cannot be made" in said.stderr
    assert len(said.stderr.splitlines()) == 1
    said = run(program=PREPARE, TITIKTEMU_VAR=str(tmp_path / "file" / "var"), **KEYS)
    assert "cannot be made" in said.stdout


def test_backup_and_restore_take_paths_from_where_the_person_is(var, tmp_path):
    env = {"TITIKTEMU_VAR": str(var), **KEYS}
    run(program=PREPARE, **env)
    here = tmp_path / "here"
    here.mkdir()
    saved = run("backup", "b.zip", cwd=here, **env)
    assert str(here.resolve() / "b.zip") in saved.stdout
    assert "parts" not in saved.stdout
    assert (here / "b.zip").exists()
    back = run("restore", "b.zip", cwd=here, **env)
    assert str(here.resolve() / "b.zip") in back.stdout
    assert not re.search(r"\d{4}-\d\d-\d\dT", back.stdout)


def test_the_moment_of_a_backup_is_readable():
    assert restore.readable("2026-11-23T12:00:00+00:00") == "23 November 2026 19:00 WIB"
    assert restore.readable("long ago") == "long ago"


@pytest.mark.django_db
def test_an_import_without_keys_names_the_way_out(tmp_path, settings, capsys):
    settings.SECRET_KEY = settings.AUDIT_KEY = "insecure-unset"
    assert import_polis.main([str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "./titiktemu demo" in said
    assert "docs/operating.md" in said


@pytest.mark.django_db
def test_an_import_tells_which_database_it_wrote_to(tmp_path, settings, capsys):
    settings.SECRET_KEY, settings.AUDIT_KEY = KEYS.values()
    header = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
    (tmp_path / "participants-votes.csv").write_text(header + "0,,0,2,1,1,1,-1\n1,,0,1,1,0,1,\n")
    assert import_polis.main([str(tmp_path)]) == 0
    assert production.database() in capsys.readouterr().out


def waiting(minutes):
    return DBTaskResult.objects.create(
        status="READY",
        task_path=redraw_map.module_path,
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        run_after=timezone.now() - timedelta(minutes=minutes),
    )


@pytest.mark.django_db
def test_doctor_warns_of_tasks_that_no_worker_takes():
    assert doctor._worker().grade == doctor.Grade.FINE
    task = waiting(10)
    assert doctor._worker().grade == doctor.Grade.FINE
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=10))
    found = doctor._worker()
    assert found.grade == doctor.Grade.WARNING
    assert "./titiktemu worker" in found.detail
    PeriodicRun.objects.create(job="tidy", last_run=timezone.now())
    assert doctor._worker().grade == doctor.Grade.FINE


def test_doctor_accepts_mail_that_is_kept_in_files(settings, tmp_path):
    backend = "django.core.mail.backends.{}.EmailBackend"
    folder = {"file_path": str(tmp_path)}
    settings.MAILERS = {"default": {"BACKEND": backend.format("filebased"), "OPTIONS": folder}}
    assert doctor._mail().grade == doctor.Grade.FINE
    assert str(tmp_path) in doctor._mail().detail
    settings.MAILERS = {"default": {"BACKEND": backend.format("console")}}
    assert doctor._mail().grade == doctor.Grade.WARNING


@pytest.mark.django_db(transaction=True)
def test_emptying_the_demo_is_all_or_nothing(monkeypatch):
    SiteState.objects.create(pk=1, is_demo=True)
    PeriodicRun.objects.create(job="tidy", last_run=timezone.now())
    with monkeypatch.context() as broken:
        broken.setattr(loader, "load", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            loader.reset()
    assert PeriodicRun.objects.exists()


@pytest.mark.django_db
def test_a_database_without_the_mark_is_not_emptied():
    with pytest.raises(loader.RuleBroken):
        loader.require_mark()
    SiteState.objects.create(pk=1, is_demo=False)
    with pytest.raises(loader.RuleBroken):
        loader.require_mark()


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "told"), [(True, "--reset"), (False, "other work")])
def test_a_demo_of_another_version_says_how_it_is_made_afresh(initiative, is_demo, told):
    SiteState.objects.create(pk=1, is_demo=is_demo, demo_version=VERSION - 1)
    with pytest.raises(loader.RuleBroken, match=told):
        loader.load()


def sql(var, *statements):
    """Run statements on the demo's database; the first row of the last."""
    opened = sqlite3.connect(var / "titiktemu.sqlite3")
    found = None
    for statement in statements:
        found = opened.execute(statement).fetchone()
    opened.commit()
    opened.close()
    return found


def test_a_demo_with_a_broken_schema_is_made_afresh_and_a_failure_leaves_the_old(var):
    env = {"TITIKTEMU_VAR": str(var), "TITIKTEMU_MODE": "demo", "TITIKTEMU_SECRET_KEY": "x" * 60,
           "TITIKTEMU_AUDIT_KEY": "y" * 60}  # fmt: skip
    said = run("prepare-demo", **env)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    votes = sql(var, MARK_OF_VOTES)
    sql(var, "DROP TABLE consultation_vote", "DELETE FROM django_migrations WHERE app = 'consultation'")
    (var / "demo-stamp.json").unlink()
    said = run("prepare-demo", **env)
    assert said.returncode == 2
    assert "--reset" in said.stderr
    assert len(said.stderr.splitlines()) == 1

    before = (var / "titiktemu.sqlite3").read_bytes()
    broken = (
        "from titiktemu.config.cli import loading; module = loading.with_django('demo_database');"
        "module.loader.load = lambda: 1 / 0; print(module.prepare(reset=True))"
    )
    said = run(program=("-c", broken), **env)
    assert "still there: ZeroDivisionError" in said.stdout
    assert (var / "titiktemu.sqlite3").read_bytes() == before
    assert not list(var.glob("*.part*"))

    (var / "audit-anchor.jsonl").write_text("of the old log\n")
    said = run("prepare-demo", "--reset", **env)
    assert (said.returncode, said.stderr) == (0, "")
    assert sql(var, MARK_OF_VOTES) == votes
    assert not list(var.glob("*.part*"))
    assert run("verify-audit", **env).returncode == 0
    assert (var / "titiktemu.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_database_that_is_no_demo_is_not_made_afresh(var):
    run(program=PREPARE, TITIKTEMU_VAR=str(var), **KEYS)
    said = run("prepare-demo", "--reset", TITIKTEMU_VAR=str(var), TITIKTEMU_MODE="demo", **KEYS)
    assert said.returncode == 2
    assert "not marked as a demo" in said.stderr
