"""`./titiktemu bench maps`: a causal map of 500 cards laid out, weighed and opened, beside networkx.

The row `together` lets fifty people write at one map on a real server.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys

from titiktemu.config.cli import bench_together
from titiktemu.config.cli.bench_files import python, run
from titiktemu.config.cli.bench_lines import Line
from titiktemu.config.cli.texts import _

ROWS = ("layout", "weights", "page", "peer", "together")
CARDS, SEED = 500, 1
LAYOUT_SECONDS, PAGE_SECONDS = 3.0, 1.0
PEOPLE, WITHIN_SECONDS, TOGETHER_MILLISECONDS = 50, 25, 2000
LAYOUT = """
import json, sys, time
from titiktemu.analysis.causal_maps.invented import invent
from titiktemu.analysis.causal_maps.layout import lay_out
cards, links = invent(int(sys.argv[1]), seed=int(sys.argv[2]))
clock = time.perf_counter(); made = lay_out(cards, links); seconds = time.perf_counter() - clock
over = sum(
    one.x < two.x + two.width and two.x < one.x + one.width
    and one.y < two.y + two.height and two.y < one.y + one.height
    for at, one in enumerate(made.boxes) for two in made.boxes[:at]
)
print(json.dumps({"seconds": seconds, "links": len(links), "over": over}))
"""
WEIGHTS = """
import json, sys, time
from titiktemu.analysis.causal_maps.arrows import graph_of
from titiktemu.analysis.causal_maps.influence import influence
from titiktemu.analysis.causal_maps.invented import invent
from titiktemu.analysis.causal_maps.loops import find_loops
cards, links = invent(int(sys.argv[1]), seed=int(sys.argv[2]))
graph = graph_of(range(len(cards)), links)
clock = time.perf_counter(); influence(graph); weights = time.perf_counter() - clock
clock = time.perf_counter(); find_loops(graph, {}); loops = time.perf_counter() - clock
print(json.dumps({"weights": weights, "loops": loops}))
"""
PAGE = """
import json, os, sys, tempfile, time
with tempfile.TemporaryDirectory() as folder:
    os.environ.update(TITIKTEMU_MODE="demo", TITIKTEMU_VAR=folder,
                      DJANGO_SETTINGS_MODULE="titiktemu.config.settings")
    import django; django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from django.test import Client
    from titiktemu.analysis.causal_maps.invented import invent
    from titiktemu.foundation.actors import operator
    from titiktemu.foundation.services.initiatives import create_initiative
    from titiktemu.foundation.services.people import appoint_administrator
    from titiktemu.step2_forum.maps.models import Card, CausalLink
    from titiktemu.step2_forum.maps.pictures import _laid_out
    from titiktemu.step2_forum.maps.services.opening import create_map
    initiative = create_initiative(
        actor=operator(), title="Bench", is_public=True, sector="1.01", region="35.10")
    user = appoint_administrator(actor=operator(), name="Bench", email="bench@example.org")
    whole = create_map(actor=operator(), initiative=initiative, problem="Bench")
    texts, links = invent(int(sys.argv[1]), seed=int(sys.argv[2]))
    told = {"initiative": initiative, "map": whole, "side": "government"}
    core = Card.objects.get(map=whole, side="government")
    cards = [core] + Card.objects.bulk_create(
        Card(number=key + 10, kind="cause", text=f"{key} {text}"[:200], **told) for key, text in texts[1:])
    CausalLink.objects.bulk_create(
        CausalLink(cause=cards[one], effect=cards[two], **told) for one, two in links)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(user)
    address = f"/i/{initiative.slug}/peta-sebab/1/sisi/government/"
    assert browser.get("/").status_code == 200
    times = []
    for _turn in range(3):
        _laid_out.cache_clear()
        clock = time.perf_counter(); answer = browser.get(address); times.append(time.perf_counter() - clock)
        assert answer.status_code == 200 and answer.content.count(b"<rect") >= len(cards), answer.status_code
    clock = time.perf_counter(); browser.get(address); again = time.perf_counter() - clock
    print(json.dumps({"first": sorted(times)[1], "again": again, "kilobytes": len(answer.content) / 1000}))
"""
PEER = """
import json, sys, time
import networkx
from titiktemu.analysis.causal_maps.invented import invent
cards, links = invent(int(sys.argv[1]), seed=int(sys.argv[2]))
graph = networkx.DiGraph(links)
clock = time.perf_counter(); networkx.spring_layout(graph, seed=1); spring = time.perf_counter() - clock
clock = time.perf_counter()
flat = networkx.DiGraph((max(link), min(link)) for link in links)
for at, layer in enumerate(networkx.topological_generations(flat)):
    for node in layer:
        flat.nodes[node]["layer"] = at
networkx.multipartite_layout(flat, subset_key="layer"); columns = time.perf_counter() - clock
print(json.dumps({"spring": spring, "columns": columns}))
"""


def lines(options: argparse.Namespace) -> list[Line]:
    """Measure the rows that are asked for."""
    many = max(10, int(CARDS * options.scale))
    measures = {"layout": _layout, "weights": _weights, "page": _page, "peer": _peer, "together": _together}
    return [measures[name](many, whole=options.scale == 1) for name in options.rows]


def _json(code: str, many: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(run(python(code, str(many), str(SEED))).output)
    return found


def _layout(many: int, *, whole: bool) -> Line:
    found = _json(LAYOUT, many)
    told = _("{seconds:.2f} s, boxes on others: {over}").format(**found)
    met = found["seconds"] < LAYOUT_SECONDS and not found["over"]
    work = _("causal map of {cards} cards and {links} links, laid out").format(
        cards=many, links=found["links"]
    )
    return Line(work, told, f"< {LAYOUT_SECONDS:.0f} s, 0", met if whole else None)


def _weights(many: int, *, whole: bool) -> Line:
    found = _json(WEIGHTS, many)
    told = _("{weights:.2f} s, loops {loops:.2f} s").format(**found)
    met = sum(found.values()) < 1
    return Line(_("drivers, centralities and loops of the same"), told, "< 1 s", met if whole else None)


def _page(many: int, *, whole: bool) -> Line:
    found = _json(PAGE, many)
    told = _("{first:.2f} s laid out anew, {again:.2f} s after that; {kilobytes:.0f} KB").format(**found)
    met = found["first"] < PAGE_SECONDS
    work = _("its page with picture and list, from the database")
    return Line(work, told, f"< {PAGE_SECONDS:.0f} s", met if whole else None)


def _peer(many: int, *, whole: bool) -> Line:
    work = _("the same layout beside networkx (spring; columns by topological order)")
    if importlib.util.find_spec("networkx") is None:
        return Line(work, _("networkx is not installed"), "–", None)
    ours, theirs = _json(LAYOUT, many)["seconds"], _json(PEER, many)
    told = _(
        "ours {ours:.2f} s, spring {spring:.2f} s ({ratio:.1f} ×), columns without order {columns:.3f} s"
    )
    measured = told.format(ours=ours, ratio=theirs["spring"] / ours, **theirs)
    return Line(work, measured, "≥ 1 ×", theirs["spring"] >= ours if whole else None)


def _together(many: int, *, whole: bool) -> Line:
    """Fifty cards by fifty people in 25 s; the floor is the longest pause between two asks of a page."""
    people = max(2, PEOPLE * many // CARDS)
    module = bench_together.__name__
    command = [sys.executable, "-m", module, str(people), str(people), str(WITHIN_SECONDS)]
    found = json.loads(run(command).output)
    pause = 1000 * bench_together.EVERY * (bench_together.LEAST + bench_together.MORE)
    told = _(
        "median {p50:.0f} ms, p95 {p95:.0f} ms, slowest {most:.0f} ms = {ratio:.2f} × the longest pause;"
        " {seen} of {wanted} seen {errors}"
    ).format(ratio=found["most"] / pause, **found)
    met = found["most"] <= TOGETHER_MILLISECONDS and found["seen"] == found["wanted"] and not found["errors"]
    work = _("{people} people write a card each: until every other one sees it").format(people=people)
    return Line(work, told, "≤ 2 s", met if whole else None)
