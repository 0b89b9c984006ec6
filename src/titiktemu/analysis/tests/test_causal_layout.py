"""The picture of a causal map: no box on another, the same picture every time, fast enough for a room."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.causal_maps.arrows import graph_of
from titiktemu.analysis.causal_maps.crossings import count_crossings, fewer_crossings
from titiktemu.analysis.causal_maps.invented import invent
from titiktemu.analysis.causal_maps.layers import layer
from titiktemu.analysis.causal_maps.layout import WIDTH, lay_out
from titiktemu.analysis.causal_maps.placing import apart
from titiktemu.analysis.causal_maps.wrapping import MOST_LINES, wide, wrap

MAPS = st.integers(0, 14).flatmap(
    lambda many: st.tuples(
        st.lists(st.text(max_size=90), min_size=many, max_size=many),
        st.sets(st.tuples(st.integers(0, max(many - 1, 0)), st.integers(0, max(many - 1, 0))), max_size=40)
        if many
        else st.just(set()),
    )
)


def check_apart(picture):
    for one, other in combinations(picture.boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        below = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or below, (one, other)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + WIDTH <= picture.width
        assert box.y + box.height <= picture.height


@given(MAPS)
def test_no_box_covers_another_and_all_are_inside(made):
    texts, links = made
    picture = lay_out(list(enumerate(texts)), sorted(links))
    assert [box.key for box in picture.boxes] == list(range(len(texts)))
    check_apart(picture)
    assert {(way.cause, way.effect) for way in picture.ways} == {one for one in links if one[0] != one[1]}


@given(MAPS)
def test_the_same_map_is_the_same_picture_whatever_the_order_of_its_links(made):
    texts, links = made
    cards = list(enumerate(texts))
    assert lay_out(cards, sorted(links)) == lay_out(cards, sorted(links, reverse=True))


@given(MAPS)
def test_every_arrow_leads_to_a_later_column_when_loops_are_opened(made):
    texts, links = made
    graph = graph_of(range(len(texts)), links)
    found = layer(graph)
    assert all(found.column[cause] < found.column[effect] for cause, effect in found.graph.arrows)
    assert len(found.turned) <= len(graph.arrows) / 2
    assert min(found.column.values(), default=0) == 0


def test_a_map_without_loops_is_read_from_causes_to_implications():
    picture = lay_out([(1, "Akar"), (2, "Masalah"), (3, "Akibat")], [(1, 2), (2, 3)])
    assert [box.x for box in picture.boxes] == sorted({box.x for box in picture.boxes})


def test_a_loop_never_puts_a_cause_behind_its_problem():
    cards = [(1, "Akibat"), (2, "Masalah"), (3, "Sebab")]
    loop = [(3, 2), (2, 1), (1, 3)]
    picture = lay_out(cards, loop, {3: 0, 2: 1, 1: 2})
    places = {box.key: box.x for box in picture.boxes}
    assert places[3] < places[2] < places[1]


def test_five_hundred_cards_stand_apart():
    cards, links = invent(500, seed=1)
    picture = lay_out(cards, links)
    assert len(picture.boxes) == 500
    check_apart(picture)


def test_sweeps_take_crossings_away_and_never_add_any():
    columns = [[0, 1, 2], [3, 4, 5]]
    effects = {0: [5], 1: [4], 2: [3], 3: [], 4: [], 5: []}
    causes = {0: [], 1: [], 2: [], 3: [2], 4: [1], 5: [0]}
    assert count_crossings(columns, effects) == 3
    assert count_crossings(fewer_crossings(columns, effects, causes), effects) == 0


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), max_size=12))
def test_moved_values_keep_their_order_and_their_steps(made):
    wanted, steps = [one for one, _step in made], [step for _one, step in made]
    moved = apart(wanted, steps)
    for at in range(len(moved) - 1):
        assert moved[at + 1] - moved[at] >= steps[at] - 1e-9
    # Least squares: as much is moved up as down.
    assert abs(sum(moved) - sum(wanted)) < 1e-6


@given(st.text(max_size=200), st.integers(5, 20))
def test_lines_fit_their_box_and_lose_nothing_but_what_is_marked(text, room):
    lines = wrap(text, room)
    assert 1 <= len(lines) <= MOST_LINES
    assert all(wide(line) <= room for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())
