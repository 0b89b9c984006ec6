"""A panel is drawn by the worker itself: the lottery and the draw go through the real queue of tasks."""

import json
from pathlib import Path

from tests.test_kill import _environment, _own_database, _run
from titiktemu.analysis.sortition.lottery import draw, read

SEED = "4-2-6-6-1-3"
LEADING = """
import django
django.setup()
from django.utils import timezone
from titiktemu.foundation.actors import actor_for
from titiktemu.foundation.models import Participation

def leading():
    place = Participation.objects.select_related("user").get(role="facilitator")
    return actor_for(place.user, code_ids=[], participant_ids=[], today=timezone.localdate())

"""
BEGIN = f"""{LEADING}
from django.core.management import call_command
call_command("migrate", verbosity=0)
from titiktemu.foundation.actors import operator
from titiktemu.foundation.services.initiatives import create_initiative
from titiktemu.foundation.services.people import appoint, appoint_administrator
from titiktemu.foundation.words import Role
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.services.draws import prepare_selection
from titiktemu.step1_issues.participation.tests.taking_part import PEOPLE, QUOTAS
initiative = create_initiative(actor=operator(), title="Air", is_public=True)
named = {{"role": Role.FACILITATOR, "name": "Bu Sari", "email": "sari@example.org"}}
user = appoint_administrator(actor=operator(), name="Admin", email="admin@example.org")
admin = actor_for(user, code_ids=[], participant_ids=[], today=timezone.localdate())
appoint(actor=admin, initiative=initiative, **named)
told = {{"title": "Panel warga", "size": 4, "people": PEOPLE, "quotas": QUOTAS}}
prepare_selection(actor=leading(), initiative=initiative, **told)
print(Selection.objects.get().state)
"""
PUBLISH = f"""{LEADING}
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.services.draws import draw_panel, publish_lottery
one = Selection.objects.get()
print(one.state)
publish_lottery(actor=leading(), selection=one, seed_source="Enam dadu.", is_read=True)
draw_panel(actor=leading(), selection=Selection.objects.get(), seed="{SEED}")
print(Selection.objects.get().state)
"""
LOOK = """
import json
import django
django.setup()
from titiktemu.step1_issues.participation.models import Selection
one = Selection.objects.get()
print(json.dumps({"state": one.state, "panel": one.panel, "lottery": one.lottery}))
"""
WORKER = ("-m", "django", "db_worker", "--batch", "--no-startup-delay", "--interval", "0.1")


def test_the_worker_makes_the_lottery_and_draws_what_anybody_repeats(tmp_path: Path) -> None:
    with _own_database() as database:
        environment = _environment(tmp_path, database)
        assert _run(environment, "-c", BEGIN).split()[-1] == "making"
        _run(environment, *WORKER)
        assert _run(environment, "-c", PUBLISH).split()[-2:] == ["made", "drawing"]
        _run(environment, *WORKER)
        found = json.loads(_run(environment, "-c", LOOK).splitlines()[-1])
        assert found["state"] == "drawn"
        assert tuple(found["panel"]) == draw(read(found["lottery"]), SEED)
        assert len(found["panel"]) == 4
