"""A worker that is killed while it releases leaves nothing of the release, or all of it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.test_kill import _environment, _own_database, _run

ROOT = Path(__file__).resolve().parents[1]
BEGIN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.services.deciding import publish
from titiktemu.catalogue.tests.carry import SCHOOLS, dataset_for, decided, protected
from titiktemu.foundation.actors import actor_for, operator
from titiktemu.foundation.models import Roster
from titiktemu.foundation.services.initiatives import create_initiative
from titiktemu.foundation.services.rosters import Person, add_person
from titiktemu.foundation.words import OrganisationKind, Side
initiative = create_initiative(actor=operator(), title="Sekolah", is_public=True)
roster = Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT)
person = Person(name="Ani", organisation="Dinas", kind=OrganisationKind.GOVERNMENT_OFFICE)
place = add_person(actor=operator(), roster=roster, person=person)
codes = place.codes.values_list("pk", flat=True)
actor = actor_for(None, code_ids=codes, participant_ids=[], today=timezone.localdate())
rows = b"".join(b"35.10.%02d;Kecamatan %d;%d;%d\\r\\n" % (i % 99, i, i, i * 1000) for i in range(20000))
other = SCHOOLS.replace(b"kecamatan", b"nama_kec")  # so that no file of the first is there for the second
waiting = [protected(actor, dataset_for(actor, initiative), one + rows) for one in (other, SCHOOLS)]
for delivery in waiting:
    decided(actor, delivery)
    publish(actor=actor, delivery=delivery)
"""
WORK = """
import json, os, signal, sys
import django
django.setup()
from django.db import connection
from django.utils import timezone
from titiktemu.catalogue.models import Job
from titiktemu.catalogue.tasks import look_after_jobs, work_on
from titiktemu.catalogue.storage import folder
STORE = str(folder())
kind, last, seen = sys.argv[1], int(sys.argv[2]), {"disk": 0, "database": 0}

def happen(where):
    seen[where] += 1
    if where == kind and seen[where] == last:
        os.kill(os.getpid(), signal.SIGKILL)

def statement(execute, sql, params, many, context):
    happen("database")
    made = execute(sql, params, many, context)
    happen("database")
    return made

def on_disk(event, args):
    if event in {"open", "os.rename", "os.remove"} and str(args[0]).startswith(STORE):
        happen("disk")

Job.objects.filter(state="running").update(tries=0)
look_after_jobs(timezone.now())
key = Job.objects.filter(kind="publish", state="waiting").order_by("pk").values_list("pk", flat=True).first()
sys.addaudithook(on_disk)
with connection.execute_wrapper(statement):
    work_on.call(key)
print(json.dumps(seen))
"""
LOOK = """
import json
import django
django.setup()
from titiktemu.catalogue import storage
from titiktemu.catalogue.models import DataRelease, Delivery, Distribution, Job
from titiktemu.catalogue.queries.decisions import is_as_released
from titiktemu.foundation.models import AuditEntry
releases = list(DataRelease.objects.all())
print(json.dumps({
    "releases": len(releases),
    "files": Distribution.objects.count(),
    "whole": all(storage.is_whole(one.file) for one in Distribution.objects.all()),
    "sound": all(is_as_released(one) for one in releases),
    "state": Delivery.objects.order_by("-pk").first().state,
    "entries": AuditEntry.objects.filter(action="catalogue.publish").count(),
}))
"""
BEFORE = {"releases": 1, "files": 6, "whole": True, "sound": True, "state": "publishing", "entries": 3}
AFTER = {"releases": 2, "files": 12, "whole": True, "sound": True, "state": "released", "entries": 4}
MOMENTS = [
    *(("disk", part) for part in (0.05, 0.3, 0.6)),
    *(("database", part) for part in (0.3, 0.6, 0.8, 0.95, 1.0)),
]
"""Where, and at which part of all that happens there, the worker is killed; last of all before the commit."""


def work(environment: dict[str, str], where: str = "", last: int = 0) -> subprocess.CompletedProcess[str]:
    """Let a worker release what waits; it is killed when so much has happened."""
    command = [sys.executable, "-c", WORK, where, str(last)]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def look(environment: dict[str, str]) -> dict[str, Any]:
    """What is there now."""
    found: dict[str, Any] = json.loads(_run(environment, "-c", LOOK))
    return found


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of these systems")
def test_a_release_is_there_whole_or_not_at_all_whenever_the_worker_is_killed(tmp_path: Path) -> None:
    (tmp_path / "demo-secret").write_text("x" * 30 + uuid4().hex)
    with _own_database() as database:
        environment = _environment(tmp_path, database)
        _run(environment, "-c", BEGIN)
        # The first of two deliveries is released undisturbed, which says how much happens.
        done = work(environment)
        assert done.returncode == 0, done.stderr
        happened = json.loads(done.stdout)
        assert look(environment) == BEFORE
        for where, part in MOMENTS:
            done = work(environment, where, max(1, round(part * happened[where])))
            assert done.returncode == -signal.SIGKILL, (where, part, done.stderr)
            assert look(environment) == BEFORE, (where, part)
        done = work(environment)
        assert done.returncode == 0, done.stderr
        assert look(environment) == AFTER
