"""Nothing reads votes past the release gate: what leaves by a page, a file, a feed or the API came by it.

Twice, in two ways: the syntax trees say which functions can reach votes at all (`reach`), and a spy in the
database says which of them really did while every address was opened as everybody. Both are shown leaks
that were planted, and find them.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import ClientFixture, PersonFixture
from tests import reach
from tests.test_permissions_everywhere import ADDRESSES
from titiktemu.consultation import sentences
from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.services.room import hide_results
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.sheets import issue_sheets
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tasks import bring_to_gate, redraw_map
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened
from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Role, Side

C = "titiktemu.consultation"
OWN, GATE, WRITES = "the asker's own answers", "the gate", "writes, and returns no figure"

DECLASSIFIED = {
    f"{C}.queries:own_votes": OWN,
    f"{C}.queries:own_progress": OWN,
    f"{C}.queries:own_answers_by_consultation": OWN,
    f"{C}.queries.sheets:answered_by": "which statements the person of a sheet answered, not how",
    "titiktemu.candour.gate:release": WRITES,
    "titiktemu.candour.gate:corrected": GATE,
    "titiktemu.candour.gate:latest": "when a figure moved, not what it is",
    f"{C}.results:results_of": "judges released counts and presents them",
    f"{C}.turnout:turnout_of": "how many voted, in steps",
    f"{C}.turnout:votes_about": "how many votes there are, in tens",
    f"{C}.exporting.polis:polis_zip": "single votes, where that was declared before the opening",
    f"{C}.services.routing:next_statement_for": "draws by own answers and released counts",
    f"{C}.services.routing:draw_ahead": "draws by own answers and released counts",
    f"{C}.services.voting:cast_vote": "returns the asker's own new vote",
    f"{C}.services.sending:send_votes": WRITES,
    f"{C}.services.sheets:type_sheet": "says where two typings of one sheet differ",
    f"{C}.services.running:close_consultation": WRITES,
    f"{C}.services.importing:import_polis": WRITES,
    f"{C}.tasks:bring_to_gate": WRITES,
    f"{C}.tasks:ask_for_map": WRITES,
    f"{C}.tasks:redraw_due_maps": WRITES,
    "titiktemu.step1_issues.queries.ratings:solutions_of": "presents released counts of closed ratings",
    "titiktemu.step1_issues.queries.rounds:outcomes": "presents released counts of a closed round",
    "titiktemu.web.demo.loader:load": WRITES,
    "titiktemu.web.demo.loader:reset": WRITES,
    "titiktemu.web.demo.votes:tell_votes": WRITES,
}
"""Functions that read votes and may be called by doors, and why that tells nobody anything."""

INSIDE = (
    "titiktemu.candour", f"{C}.models", f"{C}.queries", f"{C}.tasks", f"{C}.services", f"{C}.mapping",
    f"{C}.vote_store", f"{C}.results", f"{C}.turnout", f"{C}.exporting.polis", "titiktemu.web.demo.loader",
    "titiktemu.web.demo.votes", "titiktemu.config.cli",
)  # fmt: skip
"""Modules in which votes are read. Every other one is a door, a new one too."""

HARMLESS = {
    (f"{C}.plain:plain_result", "need.votes"),  # how many more votes would tell, not a relation
    (f"{C}.sentences:_needs_words", "need.votes"),
    (f"{C}.sentences:_needs_words", "known[0].votes"),
    (f"{C}.views.sending:_told", "get(votes)"),  # what a phone sent
    (f"{C}.views.sending:send", "get(votes)"),
    (f"{C}.views.sheets:typing", "found.typings"),  # counted, to say whether this is the first typing
}


WORKBOOKS = (
    "titiktemu.questionnaires",
    "titiktemu.step1_issues.evidence.fetching.tables",
    "titiktemu.documents.list_tables",
)
"""Where ``sheets`` are those of a workbook: the first may not know consultations, the others read a file."""


def door_leaks(modules: dict[str, str]) -> set[str]:
    """The functions of doors from which votes can be reached other than through what is declassified."""
    found = reach.functions(modules)
    for name, one in found.items():
        one.touches = [touch for touch in one.touches if (name, touch) not in HARMLESS]
    reached = reach.reaching(found, frozenset(DECLASSIFIED))
    leaks = {name for name in reached - DECLASSIFIED.keys() if not name.startswith(INSIDE)}
    for name, text in modules.items():
        if not name.startswith(INSIDE):
            leaks |= {f"{name}: {use}" for use in reach.tables_used_otherwise(text)}
            relations = {"exposures"} if name.startswith(WORKBOOKS) else {"exposures", "sheets"}
            leaks |= {f"{name}: .{one}" for one in _followed(text) & relations}
    return leaks


@cache
def _followed(text: str) -> set[str]:
    return {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}


def test_no_door_reaches_votes_past_the_gate() -> None:
    assert door_leaks(reach.sources()) == set()


def test_no_template_follows_a_relation_to_votes() -> None:
    found = {path: reach.IN_TEMPLATE.findall(text) for path, text in reach.templates().items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_everything_declassified_really_reads_votes() -> None:
    """Otherwise the list has gone stale, or the search blind."""
    reached = reach.reaching(reach.functions(reach.sources()), frozenset())
    assert DECLASSIFIED.keys() <= reached


PLANTED = {
    "a count in a view": (f"{C}.views.results", "def leak(statement):\n    return statement.votes.count()\n"),
    "a query in the api": (
        f"{C}.api",
        f"from {C}.models import Vote\ndef leak(key):\n    return list(Vote.objects.filter(statement=key))\n",
    ),
    "a table by another name": (
        f"{C}.charts",
        f"from {C}.models import Vote as Ballot\ndef leak():\n    ask = Ballot\n    return ask\n",
    ),
    "fresh figures in an export": (
        f"{C}.exports",
        f"from {C}.queries import fresh_counts\ndef leak(one):\n    return fresh_counts(one)\n",
    ),
    "released counts in a feed": (
        f"{C}.views.feeds",
        "from titiktemu.candour import gate\ndef leak(keys):\n    return gate.frozen('x', keys)\n",
    ),
    "an aggregate over a relation": (
        "titiktemu.web.queries",
        "from django.db.models import Count\n"
        "def leak(rows):\n    return rows.annotate(n=Count('statements__votes'))\n",
    ),
    "a lookup": (
        "titiktemu.web.templatetags.look",
        "def leak(rows):\n    return rows.filter(statements__votes__answer=1).exists()\n",
    ),
    "plain sql": (
        f"{C}.views.room",
        "def leak(cursor):\n    cursor.execute('select count(*) from consultation_vote')\n",
    ),
    "a table asked for by name": (
        "titiktemu.web.tasks",
        "from django.apps import apps\ndef leak():\n    return apps.get_model('consultation', 'Vote')\n",
    ),
    "exact turnout": (f"{C}.views.home", "def leak(row):\n    return row.voters\n"),
    "a map's profiles": (f"{C}.views.maps", "def leak(drawn):\n    return drawn.profiles\n"),
    "what was shown to whom": (f"{C}.views.home", "def leak(one):\n    return one.exposures.count()\n"),
    "a function handed over": (
        f"{C}.sentences",
        f"from {C} import queries\nHELPERS = [queries.fresh_turnout]\n",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_search_finds_a_planted_leak(planted: str) -> None:
    module, text = PLANTED[planted]
    modules = reach.sources()
    modules[module] = f"{modules.get(module, '')}\n{text}"
    assert door_leaks(modules)


def test_a_leak_behind_a_helper_is_found_at_the_door() -> None:
    modules = reach.sources()
    modules[f"{C}.queries.helpers"] = (
        f"from {C}.queries import fresh_counts\ndef tidy(one):\n    return dict(fresh_counts(one))\n"
    )
    modules[f"{C}.views.home"] = (
        f"from {C}.queries.helpers import tidy\ndef page(one):\n    return tidy(one)\n"
    )
    assert door_leaks(modules) == {f"{C}.views.home:page"}


def test_a_relation_planted_in_a_template_is_found() -> None:
    assert reach.IN_TEMPLATE.search("{{ statement.votes.count }}")
    assert reach.IN_TEMPLATE.search("{% for one in person.exposures.all %}")


# What really happens: a spy in the database while every address is opened.

SPIED = ('"consultation_vote"', '"candour_release"', '"consultation_sheettyping"')
MAY_ASK = {
    "consultation/queries/__init__.py": {
        "own_progress", "own_last_vote", "own_answer", "own_answers_by_consultation",
    },
    "consultation/queries/routing.py": {"open_exposure", "waiting_for", "candidates_for", "_answered"},
    "consultation/services/routing.py": {"_shown_before"},
    "consultation/exporting/polis.py": {"_votes"},
    "consultation/views/sheets.py": {"typing"},
    "candour/gate.py": {"frozen", "corrected", "latest"},
}  # fmt: skip


@contextmanager
def spy() -> Iterator[set[tuple[str, str]]]:
    """Note which function of ours asked each query that looks into answers or releases."""
    asked: set[tuple[str, str]] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(table in sql for table in SPIED):
            asked.add(_asker())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def _asker() -> tuple[str, str]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(reach.PACKAGE):
            name = frame.f_code.co_name
            # A comprehension or a lambda speaks for the function around it.
            return path.relative_to(reach.PACKAGE).as_posix(), _outer(frame, name)
        frame = frame.f_back
    return "", ""


def _outer(frame: Any, name: str) -> str:
    qualified: str = frame.f_code.co_qualname
    return qualified.split(".<locals>")[0] if "<" in name else name


def strangers(asked: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those who may not ask."""
    return {(path, name) for path, name in asked if name not in MAY_ASK.get(path, set())}


@pytest.fixture
def lived_in(
    facilitator: Actor, observer: Actor, initiative: Initiative, person: PersonFixture
) -> list[Consultation]:
    """Consultations of every kind, with votes: open, in a room, closed and public, hidden."""
    voters = {side: members(person, side, many) for side, many in ((Side.CITIZENS, 24), (Side.GOVERNMENT, 6))}
    kinds: list[dict[str, Any]] = [{}, {"in_room": True}, {"votes_public": True}, {}]
    made = [opened(facilitator, initiative, 4, **kind) for kind in kinds]
    for one in made:
        add_statement(actor=voters[Side.CITIZENS][0], consultation=one, text=f"Tambahan {one.number}.")
        for statement in one.statements.filter(state=Statement.State.SHOWN):
            for people in voters.values():
                answers = [AGREE if at % 3 else DISAGREE for at in range(len(people) - 1)]
                keep_votes(people[1:], statement, answers)
        bring_to_gate(one)
        issue_sheets(actor=facilitator, consultation=one, citizens=1)
    for one in made[2:]:
        close_consultation(actor=facilitator, consultation=one)
    hide_results(actor=facilitator, consultation=made[3])
    for one in made:
        redraw_map.call(one.pk)
    return made


@pytest.fixture
def browsers(
    person: PersonFixture, client_as: ClientFixture, facilitator: Actor, observer: Actor, administrator: Actor
) -> dict[str, Client]:
    """Everybody, signed in."""
    cast = {
        "stranger": STRANGER,
        "citizen": person(Side.CITIZENS, Role.PARTICIPANT, 1),
        "citizen who voted": person(Side.CITIZENS, Role.PARTICIPANT, 2),
        "official who voted": person(Side.GOVERNMENT, Role.PARTICIPANT, 2),
        "leader": person(Side.CIVIL_SOCIETY, Role.LEADER),
        "observer": observer,
        "facilitator": facilitator,
        "administrator": administrator,
    }
    return {name: client_as(actor) for name, actor in cast.items()}


def visits(consultation: Consultation, *, elsewhere: bool) -> Iterator[str]:
    """Every address of a consultation, or of everything else, and the tails with which pages ask for more.

    What has no consultation in its address shows the same for each of them.
    """
    arguments: dict[str, Any] = {
        "slug": consultation.initiative.slug,
        "number": consultation.number,
        "join_code": consultation.join_code,
        "statement": 1,
        "sheet": consultation.sheets.all()[:1].get().number,
        "name": "hasil",
        "kind": "svg",
    }
    for name, one in ADDRESSES.items():
        wanted = one.pattern.converters
        is_of_one = bool({"number", "join_code"} & set(wanted)) and name.startswith(
            ("consultation:", "api-1:")
        )
        if set(wanted) <= arguments.keys() and is_of_one is not elsewhere:
            address = reverse(name, kwargs={key: arguments[key] for key in wanted})
            yield from (address, f"{address}?tampil=tabel&bagian=1&hasil=1", f"{address}?ubah=1&page=1")
    if not elsewhere:
        for name in ("peta", "kestabilan", "pernyataan-1"):
            yield reverse("consultation:picture", args=[arguments["slug"], arguments["number"], name, "svg"])


@pytest.mark.django_db
def test_while_every_address_is_opened_as_everybody_only_the_gate_and_own_answers_are_asked(
    lived_in: list[Consultation], browsers: dict[str, Client]
) -> None:
    with spy() as asked:
        addresses = [address for one in lived_in for address in visits(one, elsewhere=False)]
        for address in (*addresses, *visits(lived_in[0], elsewhere=True)):
            for browser in browsers.values():
                assert browser.get(address).status_code < 500, address
    assert strangers(asked) == set()
    # The spy has eyes: whoever must have asked was seen.
    assert {
        ("candour/gate.py", "frozen"),
        ("candour/gate.py", "corrected"),
        ("consultation/queries/__init__.py", "own_progress"),
        ("consultation/exporting/polis.py", "_votes"),
    } <= asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    "leak",
    [
        lambda results: str(sum(one.statement.votes.count() for one in results.rows)),
        lambda results: str(list(Statement.objects.filter(votes__answer=1).values_list("pk", flat=True))),
    ],
)
def test_the_spy_sees_a_leak_planted_in_a_page(
    lived_in: list[Consultation],
    browsers: dict[str, Client],
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[Any], str],
) -> None:
    monkeypatch.setattr(sentences, "finding", leak)
    address = reverse("consultation:results", args=[lived_in[0].initiative.slug, lived_in[0].number])
    with spy() as asked:
        browsers["stranger"].get(address)
    assert strangers(asked) == {("consultation/views/results.py", "results")}
